package dev.bulkhead.render;

import dev.bulkhead.model.Node;
import dev.bulkhead.render.Documents.Duplicate;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Builds one document's tree from its parts as they are read, without recursion.
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

  private final Placement placement;
  private final Deque<Frame> open = new ArrayDeque<>();
  private final Map<String, Sized> anchors = new HashMap<>();
  private final List<Sized> aliases = new ArrayList<>();
  private final List<Node> names = new ArrayList<>();
  private final List<Duplicate> duplicates = new ArrayList<>();
  private final Withheld withheld = Withheld.nothing();
  private final long maxAliased;
  private @Nullable Node root;
  private long aliased;
  private int lastLine;

  /**
   * A scalar as it is written.
   *
   * @param text its content, escapes and line folding undone
   * @param plain whether it is written without quotes and not as a block
   * @param tag the explicit tag in its long form, or the empty string
   * @param anchor the name by which aliases call it, or the empty string
   * @param lastLine the line of the text where it ends, from 1
   */
  record Written(String text, boolean plain, String tag, String anchor, int lastLine) {}

  /**
   * Begins a document.
   *
   * @param maxAliased how many nodes the document's aliases may stand for
   */
  DocumentBuilder(Placement placement, long maxAliased) {
    this.placement = placement;
    this.maxAliased = maxAliased;
  }

  /** The document's root as soon as it is complete, null before. */
  @Nullable Node root() {
    return root;
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

  /** Begins a mapping, which takes what comes until it is closed: names and values in turn. */
  void openMapping(Spot spot, String anchor) throws Refusal {
    push(spot, new MappingFrame(placement.at(spot.line(), spot.column()), spot, anchor));
  }

  /** Begins a sequence, which takes what comes until it is closed. */
  void openSequence(Spot spot, String anchor) throws Refusal {
    push(spot, new SequenceFrame(placement.at(spot.line(), spot.column()), spot, anchor));
  }

  private void push(Spot spot, Frame frame) throws Refusal {
    if (open.size() >= MAX_DEPTH) {
      throw tooDeep(spot);
    }
    if (!frame.anchor.isEmpty()) {
      anchors.remove(frame.anchor);
    }
    open.push(frame);
  }

  /** Ends the mapping or sequence that was begun last. */
  void close() throws Refusal {
    Frame frame = open.pop();
    Sized sized = frame.close(lastLine, withheld);
    if (!frame.anchor.isEmpty()) {
      anchors.put(frame.anchor, sized);
    }
    add(sized);
  }

  /** Takes a scalar, be it a value or a field's name. */
  void scalar(Spot spot, Written written) throws Refusal {
    lastLine = Math.max(lastLine, written.lastLine());
    try {
      if (open.peek() instanceof MappingFrame mapping
          && mapping.awaitsKey()
          && written.anchor().isEmpty()) {
        String name = Scalars.key(written.text(), written.tag(), written.plain());
        mapping.key(name, placement.at(spot.line(), spot.column()), isMerge(written));
        return;
      }
      Node.Scalar scalar =
          Scalars.value(
              written.text(),
              written.tag(),
              written.plain(),
              placement.at(spot.line(), spot.column()));
      var sized = new Sized(scalar, 1, 0, spot, spot.line(), lastLine, false);
      if (!written.anchor().isEmpty()) {
        anchors.put(written.anchor(), sized);
      }
      add(sized);
    } catch (Scalars.Unreadable unreadable) {
      throw new Refusal(
          spot,
          "Kubernetes cannot read this value: %s.".formatted(unreadable.reason()),
          "Quote the value if it is meant as a string, or correct it.");
    }
  }

  /** Takes what was anchored under a name. */
  void alias(Spot spot, String name) throws Refusal {
    Sized target = anchors.get(name);
    if (target == null) {
      throw missing(spot, name);
    }
    aliased += target.weight();
    if (aliased > maxAliased) {
      throw new Refusal(
          spot,
          "The aliases of this document stand for more than %d nodes.".formatted(maxAliased),
          FLATTEN);
    }
    if (open.size() + target.height() > MAX_DEPTH) {
      throw tooDeep(spot);
    }
    var alias = target.asAlias(spot);
    aliases.add(alias);
    add(alias);
  }

  private void add(Sized finished) throws Refusal {
    Frame parent = open.peek();
    if (parent == null) {
      root = unshared(finished.node());
      return;
    }
    if (parent instanceof MappingFrame mapping && mapping.awaitsKey()) {
      names.add(finished.node());
    }
    parent.add(finished, duplicates);
  }

  private static boolean isMerge(Written name) {
    return name.text().equals("<<")
        && (name.tag().isEmpty() ? name.plain() : name.tag().equals(MERGE_TAG));
  }

  private Refusal missing(Spot spot, String name) {
    if (open.stream().anyMatch(frame -> frame.anchor.equals(name))) {
      return new Refusal(spot, "The alias here stands within what it stands for.", FLATTEN);
    }
    return new Refusal(
        spot,
        "The alias here (\"*…\") has no anchor before it in its document.",
        "Define the anchor earlier in the same document, or quote the text if no alias is meant.");
  }

  private static Refusal tooDeep(Spot spot) {
    return new Refusal(
        spot,
        "The document is nested more than %d levels deep.".formatted(MAX_DEPTH),
        "Flatten the document; Kubernetes has no object of this depth.");
  }

  /**
   * A node with what walking it costs.
   *
   * @param weight the nodes that a walk meets, aliases followed
   * @param height the levels below it
   * @param spot where it stands in the text, be it as an alias
   * @param first the line of the text where it begins, from 1
   * @param last the line of the text where it ends
   */
  record Sized(
      Node node, long weight, int height, Spot spot, int first, int last, boolean isAlias) {
    Sized asAlias(Spot place) {
      return new Sized(node, weight, height, place, first, last, true);
    }
  }
}
