package dev.bulkhead.variants;

import dev.bulkhead.render.SourceTree;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A small chart made by a test. */
final class ChartOf {
  private final Map<String, byte[]> files = new LinkedHashMap<>();

  private ChartOf() {}

  /** A chart with this values.yaml. */
  static ChartOf values(String values) {
    return new ChartOf()
        .with("Chart.yaml", "{apiVersion: v2, name: demo, version: 1.0.0}")
        .with("values.yaml", values);
  }

  ChartOf with(String path, String text) {
    return with(path, text.getBytes(StandardCharsets.UTF_8));
  }

  ChartOf with(String path, byte[] content) {
    files.put(path, content);
    return this;
  }

  ChartOf template(String text) {
    return with("templates/a.yaml", text);
  }

  ChartOf helpers(String text) {
    return with("templates/_helpers.tpl", text);
  }

  ChartOf schema(String text) {
    return with("values.schema.json", text);
  }

  SourceTree tree() {
    return SourceTree.of("demo", files);
  }

  Axes axes(String... fixed) {
    return Axes.of(tree(), List.of(fixed));
  }

  /** Each axis as {@code path=choice|choice}. */
  List<String> choices(String... fixed) {
    return axes(fixed).axes().stream().map(ChartOf::text).toList();
  }

  private static String text(Axis axis) {
    return axis.path()
        + "="
        + String.join("|", axis.choices().stream().map(Choice::value).toList());
  }
}
