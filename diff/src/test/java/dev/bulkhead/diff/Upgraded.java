package dev.bulkhead.diff;

import dev.bulkhead.diff.Side.ChartText;
import dev.bulkhead.model.Inventory;
import dev.bulkhead.model.KubernetesObject;
import dev.bulkhead.model.Node;
import dev.bulkhead.model.Origin;
import dev.bulkhead.render.Placement;
import dev.bulkhead.render.YamlReader;
import java.util.List;

/** An upgrade written out in a test, and what is told of it, a line each. */
final class Upgraded {
  private final Side before;
  private final Side after;
  private ImageFacts facts = ImageFacts.none();
  private List<String> given = List.of();

  private Upgraded(Side before, Side after) {
    this.before = before;
    this.after = after;
  }

  static Upgraded manifests(String before, String after) {
    return new Upgraded(
        new Side(objects("old.yaml", before), "default", List.of()),
        new Side(objects("new.yaml", after), "default", List.of()));
  }

  /** The objects of a chart's file. */
  static Upgraded chart(String path, String before, String after) {
    return moved(path, path, before, after);
  }

  /** The objects of a chart's file that lies elsewhere from now on. */
  static Upgraded moved(String from, String to, String before, String after) {
    return new Upgraded(
        new Side(objects(from, before), "apps", List.of(text("{}", "{}"))),
        new Side(objects(to, after), "apps", List.of(text("{}", "{}"))));
  }

  static Upgraded metadata(String before, String after) {
    return texts(text(before, "{}"), text(after, "{}"));
  }

  static Upgraded values(String before, String after) {
    return texts(text("{}", before), text("{}", after));
  }

  private static Upgraded texts(ChartText before, ChartText after) {
    return new Upgraded(
        new Side(Inventory.empty(), "default", List.of(before)),
        new Side(Inventory.empty(), "default", List.of(after)));
  }

  private static ChartText text(String metadata, String values) {
    return new ChartText("app", mapping(metadata), mapping(values));
  }

  static Node.Mapping mapping(String yaml) {
    return YamlReader.read(yaml, Placement.of("f.yaml")).mappings().getFirst();
  }

  static Inventory objects(String path, String yaml) {
    return Inventory.of(
        YamlReader.read(yaml, Placement.of(path)).mappings().stream()
            .map(root -> KubernetesObject.of(root, Origin.of("s", path)))
            .toList());
  }

  Upgraded with(ImageFacts known) {
    facts = known;
    return this;
  }

  Upgraded given(String... paths) {
    given = List.of(paths);
    return this;
  }

  Diff diff() {
    return Diff.of(before, after);
  }

  Differences differences() {
    return diff().differences(facts, given);
  }

  /** {@code breaks objects Deployment app spec.selector: The sentence.} */
  List<String> told() {
    return differences().changes().stream()
        .map(
            change ->
                "%s %s %s: %s"
                    .formatted(
                        change.hurt(),
                        change.area(),
                        change.subject() + (change.part().isEmpty() ? "" : " " + change.part()),
                        change.sentence()))
        .toList();
  }
}
