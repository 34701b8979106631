package dev.bulkhead.render;

import dev.bulkhead.model.Location;
import dev.bulkhead.model.Node;
import dev.bulkhead.render.Documents.Duplicate;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.common.Anchor;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionEndEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.MappingStartEvent;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.events.SequenceStartEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.parser.Parser;

/**
 * Builds one document's tree from the parser's events, without recursion.
 *
 * <p>An alias shares the nodes of its anchor, so that it costs nothing here; but whoever walks the
 * tree walks them again, and so the nodes that aliases stand for are counted and bounded.
 */
final class DocumentBuilder {
  /** Deeper nesting is refused; real manifests stay below 40. */
  static final int MAX_DEPTH = 200;

  /** How many nodes a document's aliases may stand for; go-yaml refuses documents at 400,000. */
  static final long MAX_ALIASED = 400_000;

  private static final String MERGE_TAG = "tag:yaml.org,2002:merge";
  private static final String FLATTEN = "Write the content out where the alias stands.";

  private final Parser parser;
  private final Position position;
  private final Deque<Frame> open = new ArrayDeque<>();
  private final Map<String, Sized> anchors = new HashMap<>();
  private final List<Sized> aliases = new ArrayList<>();
  private final List<Node> names = new ArrayList<>();
  private final List<Duplicate> duplicates = new ArrayList<>();
  private final Withheld withheld = Withheld.nothing();
  private final long maxAliased;
  private long aliased;
  private int lastLine;

  /** Where a mark of the parser lies, in the text and in the source. */
  interface Position {
    /** The line of the whole text, from 1. */
    int line(Mark mark);

    /** The place to show. */
    Location at(Mark mark);
  }

  /**
   * Builds from a parser.
   *
   * @param maxAliased how many nodes the document's aliases may stand for
   */
  DocumentBuilder(Parser parser, Position position, long maxAliased) {
    this.parser = parser;
    this.position = position;
    this.maxAliased = maxAliased;
  }

  /** The document whose start event was the parser's last. */
  Node build() throws Refusal {
    while (true) {
      Sized finished = next(parser.next());
      if (finished == null) {
        continue;
      }
      Frame parent = open.peek();
      if (parent == null) {
        return unshared(finished.node());
      }
      if (parent instanceof MappingFrame mapping && mapping.awaitsKey()) {
        names.add(finished.node());
      }
      parent.add(finished, duplicates);
    }
  }

  private Node unshared(Node root) throws Refusal {
    if (!aliases.isEmpty() && !withheld.values().isEmpty()) {
      SharedValues.refuse(root, names, aliases, withheld.values());
    }
    return root;
  }

  long aliased() {
    return aliased;
  }

  List<Duplicate> duplicates() {
    return duplicates;
  }

  Withheld withheld() {
    return withheld;
  }

  /** The node that the event completes, if it completes one. */
  private @Nullable Sized next(Event event) throws Refusal {
    return switch (event) {
      case ScalarEvent scalar -> scalar(scalar);
      case AliasEvent alias -> alias(alias);
      case MappingStartEvent start -> open(start, true);
      case SequenceStartEvent start -> open(start, false);
      case CollectionEndEvent _ -> close();
      default -> throw new IllegalStateException("No part of a document: " + event.getEventId());
    };
  }

  private @Nullable Sized open(NodeEvent start, boolean mapping) throws Refusal {
    Mark mark = mark(start);
    if (open.size() >= MAX_DEPTH) {
      throw tooDeep(mark);
    }
    String anchor = name(start.getAnchor());
    if (!anchor.isEmpty()) {
      anchors.remove(anchor);
    }
    open.push(
        mapping
            ? new MappingFrame(position.at(mark), mark, position.line(mark), anchor)
            : new SequenceFrame(position.at(mark), mark, position.line(mark), anchor));
    return null;
  }

  private Sized close() {
    Frame frame = open.pop();
    Sized sized = frame.close(lastLine, withheld);
    if (!frame.anchor.isEmpty()) {
      anchors.put(frame.anchor, sized);
    }
    return sized;
  }

  private @Nullable Sized scalar(ScalarEvent event) throws Refusal {
    Mark mark = mark(event);
    lastLine = Math.max(lastLine, position.line(event.getEndMark().orElse(mark)));
    String tag = event.getTag().orElse("");
    String anchor = name(event.getAnchor());
    Frame parent = open.peek();
    try {
      if (parent instanceof MappingFrame mapping && mapping.awaitsKey() && anchor.isEmpty()) {
        mapping.key(key(event, tag), position.at(mark), isMerge(event, tag));
        return null;
      }
      Node.Scalar scalar = Scalars.value(event.getValue(), tag, event.isPlain(), position.at(mark));
      var sized = new Sized(scalar, 1, 0, mark, position.line(mark), lastLine, false);
      if (!anchor.isEmpty()) {
        anchors.put(anchor, sized);
      }
      return sized;
    } catch (Scalars.Unreadable unreadable) {
      throw new Refusal(
          mark,
          "Kubernetes cannot read this value: %s.".formatted(unreadable.reason()),
          "Quote the value if it is meant as a string, or correct it.");
    }
  }

  private static String key(ScalarEvent event, String tag) throws Scalars.Unreadable {
    return Scalars.key(event.getValue(), tag, event.isPlain());
  }

  private static boolean isMerge(ScalarEvent event, String tag) {
    return event.getValue().equals("<<")
        && (tag.isEmpty() ? event.isPlain() : tag.equals(MERGE_TAG));
  }

  private Sized alias(AliasEvent event) throws Refusal {
    Mark mark = mark(event);
    String name = event.getAlias().getValue();
    Sized target = anchors.get(name);
    if (target == null) {
      throw missing(mark, name);
    }
    aliased += target.weight();
    if (aliased > maxAliased) {
      throw new Refusal(
          mark,
          "The aliases of this document stand for more than %d nodes.".formatted(maxAliased),
          FLATTEN);
    }
    if (open.size() + target.height() > MAX_DEPTH) {
      throw tooDeep(mark);
    }
    var alias = target.asAlias(mark);
    aliases.add(alias);
    return alias;
  }

  private Refusal missing(Mark mark, String name) {
    if (open.stream().anyMatch(frame -> frame.anchor.equals(name))) {
      return new Refusal(mark, "The alias here stands within what it stands for.", FLATTEN);
    }
    return new Refusal(
        mark,
        "The alias here (\"*…\") has no anchor before it in its document.",
        "Define the anchor earlier in the same document, or quote the text if no alias is meant.");
  }

  private static Refusal tooDeep(Mark mark) {
    return new Refusal(
        mark,
        "The document is nested more than %d levels deep.".formatted(MAX_DEPTH),
        "Flatten the document; Kubernetes has no object of this depth.");
  }

  private static String name(Optional<Anchor> anchor) {
    return anchor.map(Anchor::getValue).orElse("");
  }

  private static Mark mark(Event event) {
    return event
        .getStartMark()
        .orElseThrow(() -> new IllegalStateException("The parser gives no marks."));
  }

  /**
   * A node with what walking it costs.
   *
   * @param weight the nodes that a walk meets, aliases followed
   * @param height the levels below it
   * @param first the line of the text where it begins, from 1
   * @param last the line of the text where it ends
   */
  record Sized(
      Node node, long weight, int height, Mark mark, int first, int last, boolean isAlias) {
    Sized asAlias(Mark place) {
      return new Sized(node, weight, height, place, first, last, true);
    }
  }
}
