package dev.bulkhead.variants;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bulkhead.model.KubernetesVersion;
import dev.bulkhead.render.RenderRequest;
import dev.bulkhead.render.helm.HelmCharts;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Holds what a choice says against what Helm makes of it. */
class ChoicesInHelmTest {
  private static final HelmCharts HELM =
      HelmCharts.available(Path.of("target", "helm-cache").toAbsolutePath());

  private static final Map<String, String> TEXT_BY_NAME = new LinkedHashMap<>();

  static {
    TEXT_BY_NAME.put("a.b", "y,z");
    TEXT_BY_NAME.put("c,d", "{q}");
    TEXT_BY_NAME.put("e=f", "a=b");
    TEXT_BY_NAME.put("g[0]", "[1]");
    TEXT_BY_NAME.put("h\\i", "back\\slash");
    TEXT_BY_NAME.put("{j}", "ends in \\");
    TEXT_BY_NAME.put("with space", " space ");
    TEXT_BY_NAME.put("ünï", "ö/ß+%41&c");
    TEXT_BY_NAME.put("zeros", "007");
    TEXT_BY_NAME.put("float", "1.5");
    TEXT_BY_NAME.put("quoted", "'a' #b: c");
    TEXT_BY_NAME.put("file", "@x");
  }

  private static String quoted(String text) {
    return '"' + text.replace("\\", "\\\\") + '"';
  }

  @Test
  void helm_sets_what_a_choice_says_however_odd_its_name_and_its_text() {
    var template =
        new StringBuilder("apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: map\ndata:\n");
    TEXT_BY_NAME.forEach(
        (name, text) ->
            template.append(
                "  k%d: '{{ if eq (index .Values \"m\" %s) %s }}reached{{ end }}'%n"
                    .formatted(template.length(), quoted(name), quoted(text))));
    template.append("  number: '{{ if eq (int .Values.count) 3 }}reached{{ end }}'\n");
    template.append("  flag: '{{ if not .Values.live }}reached{{ end }}'\n");
    var chart = ChartOf.values("m: {a: x}\ncount: 1\nlive: true").template(template.toString());

    List<Axis> axes = chart.axes().axes();
    var request =
        new RenderRequest(
            List.of(),
            axes.stream().map(axis -> axis.choices().getFirst().toString()).toList(),
            "r",
            "ns",
            KubernetesVersion.parse("1.34.0").orElseThrow(),
            List.of());
    var rendered = HELM.render(chart.tree(), request);

    assertThat(axes).hasSize(TEXT_BY_NAME.size() + 2);
    assertThat(
            rendered.inventory().objects().getFirst().root().mapping("data").orElseThrow().texts())
        .hasSize(TEXT_BY_NAME.size() + 2)
        .allSatisfy((key, text) -> assertThat(text).isEqualTo("reached"));
  }
}
