package dev.bulkhead.diff;

import dev.bulkhead.model.KubernetesObject;
import dev.bulkhead.model.Location;
import dev.bulkhead.model.Node;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One place in the old and in the new tree of a subject; a change is said of it.
 *
 * @param part what a report calls this part of the subject, possibly empty
 * @param path the place, in the form {@code spec.containers[manager].args}
 */
record Spot(Subject subject, String part, String path, Pair<Node> nodes) {

  /** The roots of an object. */
  static Spot of(Pair<KubernetesObject> object) {
    Pair<Node> roots = object.<Node>map(each -> Optional.of(each.root())).orElseThrow();
    return new Spot(new Subject.InCluster(object.any().key()), "", "", roots);
  }

  /** The same under another name for the reader. */
  Spot called(String name) {
    return new Spot(subject, name, path, nodes);
  }

  /** A field of it; empty where neither side has one, null being none. */
  Optional<Spot> in(String... fields) {
    return nodes
        .map(node -> node.find(fields))
        .map(found -> new Spot(subject, part, extended(path, fields), found));
  }

  private static String extended(String path, String... fields) {
    String extended = path;
    for (String field : fields) {
      boolean isPlain = field.indexOf('.') < 0 && field.indexOf('/') < 0;
      String step = isPlain ? field : "[" + field + "]";
      extended = extended.isEmpty() || !isPlain ? extended + step : extended + "." + step;
    }
    return extended;
  }

  /** The items of the lists at a field, brought together by what one of their fields says. */
  List<Spot> items(String field, String key) {
    Optional<Spot> list = in(field);
    return list.isEmpty() ? List.of() : list.get().items(key);
  }

  private List<Spot> items(String key) {
    return Pair.match(keyed(nodes.old(), key), keyed(nodes.now(), key), Keyed::key).stream()
        .map(
            pair ->
                new Spot(
                    subject,
                    part,
                    path + "[" + pair.any().key() + "]",
                    pair.<Node>map(item -> Optional.of(item.node())).orElseThrow()))
        .toList();
  }

  private record Keyed(String key, Node node) {}

  private static List<Keyed> keyed(Optional<Node> list, String key) {
    var keyed = new ArrayList<Keyed>();
    if (list.orElse(null) instanceof Node.Sequence sequence) {
      for (Node item : sequence.items()) {
        keyed.add(new Keyed(item.text(key).orElse(String.valueOf(keyed.size())), item));
      }
    }
    return keyed;
  }

  /** What a field says before and after, where that differs; absent fields say the default. */
  Optional<Pair.Kept<String>> changedText(String field, String absent) {
    String before = nodes.old().flatMap(node -> node.text(field)).orElse(absent);
    String after = nodes.now().flatMap(node -> node.text(field)).orElse(absent);
    return before.equals(after) ? Optional.empty() : Optional.of(new Pair.Kept<>(before, after));
  }

  /** {@code from a to b}; of what is too long for that, the places in it: {@code at x.y}. */
  String how() {
    boolean isShort =
        Stream.of(nodes.old(), nodes.now()).allMatch(side -> side.map(Shown::isWhole).orElse(true));
    List<String> places = places();
    return isShort || places.isEmpty()
        ? "from %s to %s".formatted(Shown.of(nodes.old()), Shown.of(nodes.now()))
        : "at " + Shown.list(places);
  }

  /** The smallest places in it that differ, as seen from it; none where it differs as a whole. */
  List<String> places() {
    return differences(Noise.NONE).stream()
        .map(inner -> inner.path().substring(path.length()).replaceFirst("^\\.", ""))
        .filter(inner -> !inner.isEmpty())
        .toList();
  }

  /** Whether anything in it differs. */
  boolean differs() {
    return !differences(Noise.NONE).isEmpty();
  }

  /** The smallest places that differ. */
  List<Spot> differences(Noise noise) {
    var found = new ArrayList<Spot>();
    collect(noise, found);
    return found;
  }

  private void collect(Noise noise, List<Spot> found) {
    if (!(nodes instanceof Pair.Kept<Node>(Node before, Node after))) {
      found.add(this);
      return;
    }
    if (before instanceof Node.Mapping old && after instanceof Node.Mapping now) {
      fields(old, now).stream()
          .filter(field -> !noise.covers(path, field))
          .flatMap(field -> in(field).stream())
          .forEach(inner -> inner.collect(noise, found));
    } else if (before instanceof Node.Sequence old && after instanceof Node.Sequence now) {
      collectItems(old, now, noise, found);
    } else if (!sameScalar(before, after)) {
      found.add(this);
    }
  }

  /** The names of the fields of both, the old ones first. */
  static Set<String> fields(Node.Mapping old, Node.Mapping now) {
    var fields = new LinkedHashSet<>(old.fields().keySet());
    fields.addAll(now.fields().keySet());
    return fields;
  }

  private void collectItems(Node.Sequence old, Node.Sequence now, Noise noise, List<Spot> found) {
    if (isNamed(old) && isNamed(now)) {
      items("name").forEach(item -> item.collect(noise, found));
      return;
    }
    for (int i = 0; i < Math.max(old.items().size(), now.items().size()); i++) {
      if (i >= old.items().size() || i >= now.items().size()) {
        found.add(this);
        return;
      }
      var item = new Pair.Kept<>(old.items().get(i), now.items().get(i));
      var inner = new Spot(subject, part, path + "[" + i + "]", item);
      if (inner.differences(noise).isEmpty()) {
        continue;
      }
      if (old.items().size() != now.items().size() || item.before() instanceof Node.Scalar) {
        found.add(this);
        return;
      }
      inner.collect(noise, found);
    }
  }

  private static boolean isNamed(Node.Sequence list) {
    var names = new LinkedHashSet<String>();
    return list.items().stream().allMatch(item -> item.text("name").filter(names::add).isPresent());
  }

  private static boolean sameScalar(Node before, Node after) {
    return before instanceof Node.Scalar(String text, var type, _)
        && after instanceof Node.Scalar now
        && text.equals(now.text())
        && type == now.type();
  }

  /** A change here that breaks the upgrade or the cluster. */
  Change breaks(Area area, String sentence) {
    return change(Hurt.BREAKS, area, sentence);
  }

  /** A change here that can hurt. */
  Change canHurt(Area area, String sentence) {
    return change(Hurt.CAN_HURT, area, sentence);
  }

  /** A change here that is worth knowing. */
  Change worthKnowing(Area area, String sentence) {
    return change(Hurt.WORTH_KNOWING, area, sentence);
  }

  /** A change here. */
  Change change(Hurt hurt, Area area, String sentence) {
    return new Change(hurt, area, subject, part, path, sentence, at(nodes.old()), at(nodes.now()));
  }

  private static @Nullable Location at(Optional<Node> node) {
    return node.map(Node::at).orElse(null);
  }
}
