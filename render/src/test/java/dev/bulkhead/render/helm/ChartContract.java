package dev.bulkhead.render.helm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bulkhead.model.Hook;
import dev.bulkhead.model.KubernetesObject;
import dev.bulkhead.model.KubernetesVersion;
import dev.bulkhead.model.Location;
import dev.bulkhead.model.Node;
import dev.bulkhead.render.Rendered;
import dev.bulkhead.render.SourceProblem;
import dev.bulkhead.verdict.OptionError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What every way of calling Helm must come to. */
abstract class ChartContract {
  /** The renderer under test. */
  abstract HelmCharts charts();

  private Rendered render(ChartFixture chart) {
    return charts().render(chart, chart.request());
  }

  private static String value(Rendered rendered) {
    assertThat(rendered.problems()).isEmpty();
    return rendered.inventory().ofKind("ConfigMap").getFirst().root().text("data", "v").orElse("");
  }

  private String printed(String template) {
    return value(render(ChartFixture.named("shop").printing(template)));
  }

  private static SourceProblem problem(Rendered rendered) {
    assertThat(rendered.problems()).hasSize(1);
    return rendered.problems().getFirst();
  }

  // ---- What a chart sees

  @ParameterizedTest
  @CsvSource(
      delimiterString = "=>",
      quoteCharacter = '^',
      textBlock =
          """
          {{ lookup "v1" "Secret" "ns" "name" | toJson | quote }} => {}
          {{ (lookup "v1" "Secret" "ns" "name").data | default "none" }} => none
          {{ if lookup "v1" "Secret" "" "" }}found{{ else }}absent{{ end }} => absent
          {{ "name" | lookup "v1" "Secret" "ns" | len }} => 0
          {{ $s := lookup "v1" "Secret" "ns" "name" }}{{ len $s }} => 0
          {{ range $k, $v := (lookup "v1" "Pod" "" "").items }}x{{ else }}none{{ end }} => none
          {{ tpl "{{ lookup \\"v1\\" \\"Pod\\" \\"\\" \\"\\" | len }}-tpl" . }} => 0-tpl
          {{ . | tpl "{{ lookup `v1` `Pod` `` `` | len }}-piped" }} => 0-piped
          {{ getHostByName "localhost" | quote }} => ^^
          """)
  void lookup_and_host_names_are_answered_with_nothing(String template, String expected) {
    assertThat(printed(template)).isEqualTo(expected == null ? "" : expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = "=>",
      quoteCharacter = '^',
      textBlock =
          """
          1.24 => {{ .Capabilities.APIVersions.Has "policy/v1beta1" }} => true
          1.25 => {{ .Capabilities.APIVersions.Has "policy/v1beta1" }} => false
          1.25 => {{ .Capabilities.APIVersions.Has "policy/v1/PodDisruptionBudget" }} => true
          1.20 => {{ .Capabilities.APIVersions.Has "policy/v1/PodDisruptionBudget" }} => false
          1.34 => {{ $.Capabilities.APIVersions.Has "networking.k8s.io/v1/Ingress" }} => true
          1.34 => {{ $c := .Capabilities }}{{ $c.APIVersions.Has "batch/v1beta1" }} => false
          1.34 => {{ "apps/v1" | .Capabilities.APIVersions.Has }} => true
          1.34 => {{ with .Capabilities.APIVersions }}{{ .Has "apps/v1" }}{{ end }} => true
          1.34 => {{ if (.Capabilities.APIVersions.Has "autoscaling/v2beta2") }}a{{ else }}b{{ end }} => b
          1.34 => {{ and true (not (.Capabilities.APIVersions.Has "x/v1")) }} => true
          1.34 => {{ .Capabilities.APIVersions.Has "monitoring.coreos.com/v1" }} => true
          1.34 => {{ has "apps/v1" .Capabilities.APIVersions }} => true
          1.34 => {{ tpl "{{ .Capabilities.APIVersions.Has `policy/v1beta1` }}" . }} => false
          v1.32.1-eks-5d => {{ .Capabilities.KubeVersion.Version }} => v1.32.1-eks-5d
          v1.32.1-eks-5d => {{ .Capabilities.KubeVersion.GitVersion }} => v1.32.1-eks-5d
          v1.32.1-eks-5d => {{ .Capabilities.KubeVersion }} => v1.32.1-eks-5d
          v1.32.1-eks-5d => {{ .Capabilities.KubeVersion | quote }} => v1.32.1-eks-5d
          v1.32.1-eks-5d => {{ $k := .Capabilities }}{{ printf "%s" $k.KubeVersion }} => v1.32.1-eks-5d
          v1.32.1-eks-5d => {{ print .Capabilities.KubeVersion.Minor "-" .Capabilities.KubeVersion.Major }} => 32+-1
          v1.33.5+k3s1 => {{ .Capabilities.KubeVersion.Version }} => v1.33.5+k3s1
          v1.33.5+k3s1 => {{ .Capabilities.KubeVersion.Minor | quote }} => 33
          1.34.2 => {{ .Capabilities.KubeVersion.Version }} => v1.34.2
          1.34.2 => {{ semverCompare ">=1.30-0" .Capabilities.KubeVersion.Version }} => true
          """)
  void capabilities_are_those_of_the_cluster_that_was_asked_for(
      String version, String template, String expected) {
    var chart =
        ChartFixture.named("shop")
            .on(version)
            .serving("monitoring.coreos.com/v1")
            .printing(template);
    assertThat(value(render(chart))).isEqualTo(expected);
  }

  @Test
  void capabilities_are_right_in_named_templates_subcharts_and_contexts_of_subcharts() {
    var chart =
        ChartFixture.named("shop")
            .with(
                "templates/_helpers.tpl",
                """
                {{- define "pdb" -}}{{ .caps.APIVersions.Has "policy/v1beta1" }}{{- end -}}
                {{- define "api" -}}{{ .Capabilities.APIVersions.Has "policy/v1beta1" }}{{- end -}}
                """)
            .with("charts/sub/Chart.yaml", "apiVersion: v2\nname: sub\nversion: 1.0.0\n")
            .with(
                "charts/sub/templates/x.yaml",
                "{{- if eq (include \"api\" .) \"true\" }}a: b{{ end }}")
            .printing(
                "{{ include \"pdb\" (dict \"caps\" .Capabilities) }}-{{ include \"api\" .Subcharts.sub }}");
    assertThat(value(render(chart))).isEqualTo("false-false");
  }

  @Test
  void the_release_is_the_charts_own_name_in_the_default_namespace_and_is_installed() {
    assertThat(printed("{{ .Release.Name }}/{{ .Release.Namespace }}/{{ .Release.IsInstall }}"))
        .isEqualTo("shop/default/true");
    var chart =
        ChartFixture.named("shop")
            .release("r", "ns")
            .printing("{{ .Release.Name }}/{{ .Release.Namespace }}");
    assertThat(value(render(chart))).isEqualTo("r/ns");
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = "=>",
      quoteCharacter = '^',
      textBlock =
          """
          a.b=c => {"b":"c"}
          a={x,y} => ["x","y"]
          a.b=1,a.c=true => {"b":1,"c":true}
          a.b\\.c=x => {"b.c":"x"}
          a=x\\,y => "x,y"
          a=x, => "x"
          a=x\\, => "x,"
          a[1].b=x => [null,{"b":"x"}]
          a=x=y&z%20 => "x=y&z%20"
          a="q" => "\\"q\\""
          """)
  void assignments_mean_what_helm_makes_of_them(String assignment, String json) {
    var chart =
        ChartFixture.named("shop").set(assignment).printing("{{ toRawJson .Values.a | quote }}");
    assertThat(value(render(chart))).isEqualTo(json);
  }

  @Test
  void later_assignments_and_value_files_win(@TempDir Path folder) throws IOException {
    Path first = Files.writeString(folder.resolve("one, two.yaml"), "a: 1\nb: 1\nc: 1\n");
    Path second = Files.writeString(folder.resolve("second.yaml"), "b: 2\nc: 2\n");
    var chart =
        ChartFixture.named("shop")
            .with("values.yaml", "a: 0\nd: 0\n")
            .values(first)
            .values(second)
            .set("c=3")
            .set("c=4")
            .printing("{{ .Values.a }}{{ .Values.b }}{{ .Values.c }}{{ .Values.d }}");
    assertThat(value(render(chart))).isEqualTo("1240");
  }

  // ---- Hooks

  private static final String HOOK =
      """
      apiVersion: batch/v1
      kind: Job
      metadata:
        name: %s
        annotations:
          %s
      """;

  @Test
  void hooks_are_objects_wherever_their_annotation_comes_from(@TempDir Path folder)
      throws IOException {
    Path values =
        Files.writeString(folder.resolve("v.yaml"), "user:\n  helm.sh/hook: post-upgrade\n");
    var sub =
        ChartFixture.named("sub")
            .with("values.yaml", "notes:\n  helm.sh/hook: pre-delete\n")
            .with("templates/job.yaml", HOOK.formatted("packed", "{{ toYaml .Values.notes }}"));
    var chart =
        ChartFixture.named("shop")
            .with("values.yaml", "own:\n  helm.sh/hook: pre-install,pre-upgrade\n")
            .values(values)
            .set("set.helm\\.sh/hook=test")
            .with("charts/sub-1.2.3.tgz", sub.packed("sub"))
            .with("templates/a.yaml", HOOK.formatted("literal", "\"helm.sh/hook\": post-install"))
            .with("templates/b.yaml", HOOK.formatted("own", "{{ toYaml .Values.own }}"))
            .with("templates/c.yaml", HOOK.formatted("user", "{{ toYaml .Values.user }}"))
            .with("templates/d.yaml", HOOK.formatted("set", "{{ toYaml .Values.set }}"))
            .with(
                "templates/e.yaml",
                HOOK.formatted(
                    "computed", "{{ printf \"helm.%s/%s\" \"sh\" \"hook\" }}: post-delete"));
    Rendered rendered = render(chart);
    assertThat(rendered.problems()).isEmpty();
    assertThat(rendered.inventory().objects())
        .extracting(object -> object.key().name() + " " + object.origin().hook())
        .containsExactlyInAnyOrder(
            "literal post-install",
            "own pre-install,pre-upgrade",
            "user post-upgrade",
            "set test",
            "packed pre-delete",
            "computed post-delete");
  }

  @Test
  void a_hook_keeps_its_annotation_and_its_place() {
    var chart =
        ChartFixture.named("shop")
            .with(
                "templates/a.yaml", HOOK.formatted("j", "helm.sh/hook: \" Test , post-install\""));
    KubernetesObject job = render(chart).inventory().ofKind("Job").getFirst();
    assertThat(job.origin().hook()).isEqualTo(Hook.at(List.of("post-install", "test")));
    assertThat(job.annotations()).containsKey("helm.sh/hook");
    assertThat(job.root().mapping("metadata", "annotations").orElseThrow().keyAt("helm.sh/hook"))
        .isEqualTo(Location.exact("shop/templates/a.yaml", 6, 5));
  }

  @Test
  void a_hook_for_an_event_that_helm_does_not_know_is_left_out_and_said() {
    var chart =
        ChartFixture.named("shop")
            .with("templates/a.yaml", HOOK.formatted("old", "helm.sh/hook: crd-install"));
    Rendered rendered = render(chart);
    assertThat(rendered.inventory().objects()).isEmpty();
    assertThat(rendered.notes()).singleElement().asString().contains("crd-install", "Job old");
  }

  // ---- What charts are made of

  @Test
  void a_file_that_another_includes_gives_it_its_own_text() {
    var chart =
        ChartFixture.named("shop")
            .with("templates/other.yaml", "a: {{ .Release.Name }}\n")
            .printing(
                "{{ (include (print $.Template.BasePath \"/other.yaml\") . | fromYaml).a }}"
                    + "-{{ include (print $.Template.BasePath \"/other.yaml\") . | sha256sum | trunc 6 }}"
                    + "-{{ .Template.Name }}");
    Rendered rendered = render(chart);
    assertThat(rendered.inventory().ofKind("ConfigMap").getFirst().root().text("data", "v"))
        .contains(
            "shop-%s-shop/templates/map.yaml"
                .formatted(
                    Hash.sha256("a: shop\n".getBytes(java.nio.charset.StandardCharsets.UTF_8))
                        .substring(0, 6)));
  }

  @Test
  void subcharts_may_be_folders_archives_aliased_nested_and_switched_off() {
    var inner = ChartFixture.named("inner").printing("inner");
    var sub =
        ChartFixture.named("sub")
            .printing("{{ .Chart.Name }}")
            .with("charts/inner.tgz", inner.packed("inner"));
    var chart =
        ChartFixture.named("shop")
            .add(
                "Chart.yaml",
                """
                dependencies:
                  - { name: sub, version: 1.x.x, alias: one }
                  - { name: sub, version: 1.x.x, alias: two }
                  - { name: spare, version: 1.x.x, condition: spare.enabled }
                """)
            .with("values.yaml", "spare: { enabled: false }\n")
            .with("charts/sub-1.2.3.tgz", sub.packed("sub"));
    ChartFixture.named("spare")
        .printing("spare")
        .files()
        .forEach((path, content) -> chart.with("charts/spare/" + path, content));
    Rendered rendered = render(chart);
    assertThat(rendered.problems()).isEmpty();
    assertThat(rendered.inventory().objects())
        .extracting(
            object -> object.root().text("data", "v").orElse("") + " " + object.origin().path())
        .containsExactlyInAnyOrder(
            "one charts/sub-1.2.3.tgz/templates/map.yaml",
            "two charts/sub-1.2.3.tgz/templates/map.yaml",
            "inner charts/sub-1.2.3.tgz/charts/inner.tgz/templates/map.yaml");
  }

  @Test
  void library_charts_lend_their_templates_and_print_nothing() {
    var chart =
        ChartFixture.named("shop")
            .with(
                "charts/lib/Chart.yaml",
                "apiVersion: v2\nname: lib\nversion: 1.0.0\ntype: library\n")
            .with("charts/lib/templates/_l.tpl", "{{ define \"lib.v\" }}from the library{{ end }}")
            .with("charts/lib/templates/x.yaml", "{{ fail \"never rendered\" }}")
            .printing("{{ include \"lib.v\" . }}");
    assertThat(value(render(chart))).isEqualTo("from the library");
  }

  @Test
  void the_crds_of_the_chart_and_of_the_subcharts_in_use_are_objects() {
    String crd =
        "apiVersion: apiextensions.k8s.io/v1\nkind: CustomResourceDefinition\nmetadata: {name: %s}\n";
    var chart =
        ChartFixture.named("shop")
            .add(
                "Chart.yaml",
                "dependencies: [{name: spare, version: 1.x.x, condition: spare.on}]\n")
            .with("values.yaml", "spare: {\"on\": false}\n")
            .with("crds/a.yaml", crd.formatted("own") + "---\n" + crd.formatted("second"))
            .with("crds/README.md", "no: manifest")
            .with("charts/sub/Chart.yaml", "apiVersion: v2\nname: sub\nversion: 1.0.0\n")
            .with("charts/sub/crds/b.yaml", crd.formatted("subs"))
            .with("charts/spare/Chart.yaml", "apiVersion: v2\nname: spare\nversion: 1.0.0\n")
            .with("charts/spare/crds/c.yaml", crd.formatted("unused"));
    Rendered rendered = render(chart);
    assertThat(rendered.inventory().objects())
        .extracting(object -> object.key().name() + " " + object.origin().path())
        .containsExactlyInAnyOrder(
            "own crds/a.yaml", "second crds/a.yaml", "subs charts/sub/crds/b.yaml");
    assertThat(rendered.inventory().objects().getFirst().root().at())
        .isEqualTo(Location.exact("shop/crds/a.yaml", 1, 1));
  }

  @Test
  void what_helmignore_lists_is_no_part_of_the_chart() {
    var chart =
        ChartFixture.named("shop")
            .with(".helmignore", "templates/broken.yaml\n*.bak\n")
            .with("templates/broken.yaml", "{{ nonsense")
            .with("templates/x.bak", "{{ nonsense")
            .with("templates/.hidden.yaml", "{{ nonsense")
            .printing("{{ .Files.Get \"a.bak\" | quote }}")
            .with("a.bak", "text");
    assertThat(value(render(chart))).isEmpty();
  }

  @Test
  void three_dashes_begin_a_document_as_they_do_in_helm() {
    var chart =
        ChartFixture.named("shop")
            .with(
                "templates/a.yaml",
                """
                {{- range list "a" "b" }}
                ---{{- /* the line ends here */ -}}
                apiVersion: v1
                kind: ConfigMap
                metadata: {name: {{ . }}}
                {{- end }}
                --- # nothing more
                """);
    Rendered rendered = render(chart);
    assertThat(rendered.problems()).isEmpty();
    assertThat(rendered.inventory().objects())
        .extracting(object -> object.key().name())
        .containsExactly("a", "b");
  }

  @Test
  void notes_are_no_manifest_but_may_refuse_values() {
    var quiet =
        ChartFixture.named("shop")
            .printing("x")
            .with("templates/NOTES.txt", "a: [b\n{{ .Release.Name }}");
    assertThat(value(render(quiet))).isEqualTo("x");
    var refusing =
        ChartFixture.named("shop")
            .printing("x")
            .with("templates/NOTES.txt", "\n{{ fail \"no such mode\" }}");
    Rendered rendered = render(refusing);
    SourceProblem problem = problem(rendered);
    assertThat(problem.at()).isEqualTo(Location.exact("shop/templates/NOTES.txt", 2, 4));
    assertThat(problem.cause()).isEqualTo("The chart refuses these values: no such mode.");
    assertThat(problem.remedy())
        .isEqualTo("Set the values that the chart asks for with -f or --set.");
    assertThat(rendered.inventory().objects()).hasSize(1);
  }

  @Test
  void a_chart_of_windows_line_ends_and_odd_bytes_renders() {
    byte[] latin = "a: b\r\n# caf\u00e9\r\n".getBytes(java.nio.charset.StandardCharsets.ISO_8859_1);
    var chart =
        ChartFixture.named("shop")
            .printing("{{- if true }}\r\n    word\r\n{{- end }}\r\n")
            .with("templates/_odd.tpl", latin);
    assertThat(value(render(chart))).isEqualTo("word");
  }

  // ---- Refusals

  @Test
  void a_dependency_that_is_absent_and_switched_off_is_only_noted() {
    var chart =
        ChartFixture.named("shop")
            .add(
                "Chart.yaml",
                "dependencies:\n  - {name: db, version: ~1.2.0, repository: \"https://x\", condition: db.enabled}\n")
            .with("Chart.lock", "dependencies: []\ndigest: sha256:x\n")
            .with("values.yaml", "db: {enabled: false}\n")
            .printing("x");
    Rendered rendered = render(chart);
    assertThat(value(rendered)).isEqualTo("x");
    assertThat(rendered.notes())
        .containsExactly(
            "The dependency \"db\" is not in charts/; with these values it is switched off.");
  }

  @Test
  void a_dependency_that_is_absent_and_switched_on_is_a_problem_with_its_remedy() {
    var chart =
        ChartFixture.named("shop")
            .add(
                "Chart.yaml",
                "dependencies:\n  - {name: db, version: ~1.2.0, repository: \"https://x\", condition: db.enabled}\n")
            .with("values.yaml", "db: {enabled: false}\n")
            .set("db.enabled=true")
            .printing("{{ include \"db.name\" . }}");
    SourceProblem problem = problem(render(chart));
    assertThat(problem.at()).isEqualTo(Location.exact("shop/Chart.yaml", 5, 12));
    assertThat(problem.cause()).contains("\"db\"", "not in charts/");
    assertThat(problem.remedy()).isEqualTo("Run `helm dependency build` on the chart.");
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = "=>",
      quoteCharacter = '^',
      textBlock =
          """
          {{ fail "no such mode" }} => 6 => 9 => The chart refuses these values: no such mode.
          {{ "piped" | fail }} => 6 => 19 => The chart refuses these values: piped.
          {{ required "needs a" .Values.a }} => 6 => 9 => The chart refuses these values: needs a.
          {{ .Values.a | required "needs a" }} => 6 => 21 => The chart refuses these values: needs a.
          {{ .Values.a.b.c }} => 6 => 16 => Helm cannot render the template: nil pointer evaluating interface {}.b.
          {{ lookup "v1" "x" "y" "z" }}{{ index .l 3 }} => 6 => 38 => Helm cannot render the template: error calling index: index of untyped nil.
          """)
  void a_refusal_has_the_place_in_the_template(
      String template, int line, int column, String cause) {
    var chart = ChartFixture.named("shop").printing(template);
    SourceProblem problem = problem(render(chart));
    assertThat(problem.cause()).isEqualTo(cause);
    assertThat(problem.at()).isEqualTo(Location.exact("shop/templates/map.yaml", line, column));
  }

  @Test
  void a_function_that_helm_does_not_have_is_refused_at_its_line() {
    var chart = ChartFixture.named("shop").printing("{{ frobnicate }}");
    SourceProblem problem = problem(render(chart));
    assertThat(problem.at()).isEqualTo(new Location("shop/templates/map.yaml", 6, 0, true));
    assertThat(problem.cause())
        .isEqualTo("Helm cannot parse the template: function \"frobnicate\" not defined.");
  }

  @Test
  void a_template_that_cannot_be_parsed_is_refused_before_helm_sees_it() {
    var chart = ChartFixture.named("shop").printing("{{ if }}");
    SourceProblem problem = problem(render(chart));
    assertThat(problem.at()).isEqualTo(Location.exact("shop/templates/map.yaml", 6, 12));
    assertThat(problem.cause()).isEqualTo("The template cannot be parsed: the if has no value.");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      textBlock =
          """
          >=1.30.0-0        ; v1.29.4             ; false
          >=1.30.0-0        ; v1.30.0             ; true
          >=1.30.0-0        ; v1.33.4-eks-113cf36 ; true
          >=1.30.0-0        ; v1.33.5-gke.1004000 ; true
          >=1.30.0          ; v1.32.1             ; true
          >=1.30.0          ; v1.33.4-eks-113cf36 ; false
          >=1.30.0          ; v1.33.5+k3s1        ; true
          >=1.30            ; v1.33.5+rke2r1      ; true
          >= 1.30           ; v1.29.15+k0s.0      ; false
          >=1.22 <1.30      ; v1.29.15            ; true
          >=1.22, <1.30     ; v1.30.0             ; false
          >=1.22-0 <1.30-0  ; v1.29.4-eks-113cf36 ; true
          <1.20 || >=1.30   ; v1.25.0             ; false
          <1.20 || >=1.30   ; v1.31.0             ; true
          1.30.0 - 1.32.0   ; v1.31.9             ; true
          1.30.0 - 1.32.0   ; v1.32.1             ; false
          ~1.30             ; v1.30.9             ; true
          ~1.30             ; v1.31.0             ; false
          ^1.30             ; v1.37.2             ; true
          ^1.30             ; v2.0.0              ; false
          1.30.x            ; v1.30.4             ; true
          1.30              ; v1.30.4             ; true
          !=1.30.0          ; v1.30.0             ; false
          *                 ; v1.37.0             ; true
          v1.30.0           ; v1.30.0             ; true
          """)
  void a_range_of_versions_means_what_helm_means(String range, String version, boolean isAccepted) {
    var asked = KubernetesVersion.parse(version).orElseThrow();
    assertThat(charts().accepted(range, List.of(asked)))
        .contains(isAccepted ? Set.of(asked) : Set.of());
  }

  @ParameterizedTest
  @ValueSource(strings = {"new ones", ">=1.30 \"", "{{ fail }}", ""})
  void what_is_no_range_holds_no_version(String range) {
    assertThat(charts().accepted(range, List.of(KubernetesVersion.of(1, 30, 0)))).isEmpty();
  }

  @Test
  void of_several_versions_those_in_the_range_are_told_apart() {
    var versions =
        IntStream.range(28, 33).mapToObj(minor -> KubernetesVersion.of(1, minor, 0)).toList();
    assertThat(charts().accepted(">=1.29 <1.31", versions))
        .contains(Set.of(versions.get(1), versions.get(2)));
  }

  @ParameterizedTest
  @ValueSource(strings = {">=1.30.0", "<1.20", "new ones"})
  void a_chart_is_rendered_on_versions_that_it_is_not_for(String range) {
    var chart =
        ChartFixture.named("shop")
            .add("Chart.yaml", "kubeVersion: \"%s\"\n".formatted(range))
            .on("v1.29.4-eks-abc")
            .printing("{{ .Capabilities.KubeVersion.Version }}");
    Rendered rendered = render(chart);
    assertThat(rendered.problems()).isEmpty();
    assertThat(rendered.inventory().objects().getFirst().root().text("data", "v"))
        .contains("v1.29.4-eks-abc");
  }

  @Test
  void what_the_schema_refuses_is_a_problem_of_the_schema() {
    var chart =
        ChartFixture.named("shop")
            .with("values.schema.json", "{\"properties\": {\"mode\": {\"enum\": [\"a\", \"b\"]}}}")
            .set("mode=c")
            .printing("x");
    SourceProblem problem = problem(render(chart));
    assertThat(problem.at()).isEqualTo(Location.somewhereIn("shop/values.schema.json"));
    assertThat(problem.cause()).contains("/mode", "'a', 'b'");
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = "=>",
      quoteCharacter = '^',
      textBlock =
          """
          ^a: 1\nb: [\n^ => mine.yaml:3:1 => The text ends in the middle of a document
          ^a: b\n  c: d\n^ => mine.yaml:2:4 => A colon stands where no field can begin
          ^# list\n- a\n^ => mine.yaml:2:1 => Values are a mapping of names to values, and this is a list.
          some text => mine.yaml:1:1 => Values are a mapping of names to values, and this is a single value.
          """)
  void a_malformed_file_of_values_is_an_error_of_the_option_with_its_place(
      String text, String place, String cause, @TempDir Path folder) throws IOException {
    Path good = Files.writeString(folder.resolve("good.yaml"), "a: 1\n");
    Path file = Files.writeString(folder.resolve("mine.yaml"), text.replace("\\n", "\n"));
    var chart = ChartFixture.named("shop").values(good).values(file).printing("x");

    assertThatThrownBy(() -> render(chart))
        .isInstanceOfSatisfying(
            OptionError.class,
            error -> {
              assertThat(error.location().orElseThrow()).hasToString(folder + "/" + place);
              assertThat(error).hasMessageStartingWith(cause);
              assertThat(error.remedy()).isNotBlank();
            });
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "# nothing\n", "a: 1\n---\nb: 2\n", "a: 1\na: 2\n", "a:\t1\n"})
  void a_file_of_values_that_helm_takes_is_taken(String text, @TempDir Path folder)
      throws IOException {
    Path file = Files.writeString(folder.resolve("mine.yaml"), text);
    var chart = ChartFixture.named("shop").values(file).set("").printing("x");
    assertThat(value(render(chart))).isEqualTo("x");
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = "=>",
      quoteCharacter = '^',
      textBlock =
          """
          nokey => --set nokey: key "nokey" has no value.
          pass[=hunter2 => --set pass[=…:
          a[-1]=x => --set a[-1]=…: negative -1 index not allowed.
          a={x => --set a=…: list must terminate with '}'.
          """)
  void an_assignment_that_helm_cannot_read_is_named_without_its_value(
      String assignment, String message) {
    var chart =
        ChartFixture.named("shop").set("good=1").set(assignment).set("other=2").printing("x");
    var alone = ChartFixture.named("shop").set(assignment).printing("x");

    assertThatThrownBy(() -> render(alone))
        .isInstanceOf(OptionError.class)
        .hasMessageContaining(message)
        .hasMessageNotContaining("hunter2");
    if (!assignment.contains("{")) { // the library is given them as one, in which a list goes on
      assertThatThrownBy(() -> render(chart)).hasMessageContaining(message);
    }
  }

  @Test
  void a_chart_whose_name_no_release_can_have_is_told_how_to_name_one() {
    var chart = ChartFixture.named("Shop").printing("x");
    assertThat(problem(render(chart)))
        .satisfies(
            problem -> {
              assertThat(problem.at()).isEqualTo(Location.exact("shop/Chart.yaml", 2, 7));
              assertThat(problem.remedy()).contains("--name");
            });
    assertThat(value(render(chart.release("shop", "")))).isEqualTo("x");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{{ fail (printf \"%s is weak\" .Values.adminPassword) }}",
        "{{ printf \"%q\" .Values.adminPassword | fail }}",
        "{{ fail (.Values.adminPassword | b64enc) }}",
        "{{ required .Values.adminPassword .Values.absent }}",
        "{{ fail (toJson .Values) }}",
        "{{ int64 .Values.adminPassword | fail }}",
        "{{ .Values.adminPassword.x }}",
        "{{ tpl (cat .Values.adminPassword \"{{\") . }}",
      })
  void no_error_of_helm_quotes_a_password(String template, @TempDir Path folder)
      throws IOException {
    Path file = Files.writeString(folder.resolve("mine.yaml"), "db: {apiToken: s3sam-open}\n");
    var chart =
        ChartFixture.named("shop")
            .with("values.yaml", "smtp: {passwd: default-word}\nabsent: null\n")
            .values(file)
            .set("adminPassword=hunter2-hunter3")
            .printing(template);
    SourceProblem problem = problem(render(chart));
    assertThat(problem.cause() + problem.remedy() + problem.origin())
        .doesNotContain("hunter2", "s3sam", "default-word", "aHVudGVyMi1odW50ZXIz");
  }

  @Test
  void what_the_schema_refuses_is_told_without_the_password() {
    var chart =
        ChartFixture.named("shop")
            .with(
                "values.schema.json",
                "{\"properties\": {\"password\": {\"pattern\": \"^[0-9]+$\"}}}")
            .set("password=hunter2-hunter3")
            .printing("x");
    assertThat(problem(render(chart)).cause()).contains("/password").doesNotContain("hunter2");
  }

  @Test
  void an_assignment_that_cannot_be_parsed_is_told_without_the_password() {
    var chart = ChartFixture.named("shop").set("adminPassword=hunter2,hunter3").printing("x");
    assertThatThrownBy(() -> render(chart))
        .isInstanceOf(OptionError.class)
        .hasMessageNotContaining("hunter3");
  }

  @Test
  void a_library_chart_cannot_be_rendered_by_itself() {
    var chart = ChartFixture.named("shop").add("Chart.yaml", "type: library\n");
    assertThat(problem(render(chart)).cause()).contains("not installable");
  }

  @Test
  void yaml_that_a_template_breaks_is_a_problem_there_and_hides_nothing_else() {
    var chart =
        ChartFixture.named("shop")
            .printing("x")
            .with(
                "templates/broken.yaml",
                "apiVersion: v1\nkind: Pod\nmetadata:\n   name: a\n  labels: {}\n");
    Rendered rendered = render(chart);
    assertThat(problem(rendered).at().file()).isEqualTo("shop/templates/broken.yaml");
    assertThat(problem(rendered).at().line()).isEqualTo(5);
    assertThat(rendered.inventory().objects()).hasSize(1);
  }

  @Test
  void a_text_that_renders_itself_for_ever_ends() {
    var chart =
        ChartFixture.named("shop")
            .with("values.yaml", "t: '{{ tpl .Values.t . }}'\n")
            .printing("{{ tpl .Values.t . }}");
    assertThat(problem(render(chart)).cause()).isNotEmpty();
  }

  @Test
  void a_template_that_includes_itself_for_ever_ends() {
    var chart =
        ChartFixture.named("shop")
            .with("templates/_a.tpl", "{{ define \"a\" }}{{ include \"a\" . }}{{ end }}")
            .printing("{{ include \"a\" . }}");
    assertThat(problem(render(chart)).cause()).isNotEmpty();
  }

  // ---- Secrets

  @Test
  void lines_with_values_of_secrets_are_never_shown() {
    var chart =
        ChartFixture.named("shop")
            .with(
                "templates/secret.yaml",
                "apiVersion: v1\nkind: Secret\nmetadata:\n  name: s\nstringData:\n  password: hunter2\n");
    Rendered rendered = render(chart);
    assertThat(rendered.excerpts().line("shop/templates/secret.yaml", 2)).contains("kind: Secret");
    assertThat(rendered.excerpts().line("shop/templates/secret.yaml", 6)).isEmpty();
  }

  // ---- Places

  @Test
  void every_kind_of_place_is_the_one_that_a_reader_looks_for() {
    var chart = PlacesFixture.chart();
    Rendered rendered = render(chart);
    assertThat(rendered.problems()).isEmpty();
    assertThat(PlacesFixture.describe(rendered)).isEqualTo(PlacesFixture.EXPECTED);
  }

  @Test
  void a_line_that_differs_between_the_renders_has_no_exact_place() {
    var chart =
        ChartFixture.named("shop")
            .printing("{{ genPrivateKey \"ecdsa\" | sha256sum }}")
            .add("templates/map.yaml", "  w: x\n");
    Rendered rendered = render(chart);
    Node data = rendered.inventory().objects().getFirst().root().find("data").orElseThrow();
    assertThat(data.scalar("v").orElseThrow().at().exact()).isFalse();
    assertThat(data.scalar("v").orElseThrow().at().line()).isEqualTo(6);
    assertThat(data.scalar("w").orElseThrow().at())
        .isEqualTo(Location.exact("shop/templates/map.yaml", 7, 6));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      textBlock =
          """
          {{ randAlphaNum 8 }}                     ; [0-9A-Za-z]{8}
          {{ randAlphaNum 5 | lower }}             ; [0-9a-z]{5}
          {{ 12 | randAlpha }}                     ; [A-Za-z]{12}
          a-{{ (randNumeric (.Values.size | int)) }} ; a-[0-9]{6}
          {{ print (randAscii 3) }}                ; .{3}
          {{ randInt 3 9 }}                        ; 3
          {{ 9 | randInt 3 }}                      ; 3
          {{ uuidv4 }}                             ; [0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-a[0-9a-f]{3}-[0-9a-f]{12}
          {{ default uuidv4 .Values.absent }}      ; [0-9a-f-]{36}
          {{ shuffle "abc" }}                      ; abc
          {{ now | date "2006-01-02" }}            ; 2026-01-01
          {{ now.Year }}                           ; 2026
          {{ date "2006" now }}                    ; 2026
          {{ tpl "{{ randAlphaNum 4 }}" . }}       ; [0-9A-Za-z]{4}
          {{ tpl "x{{ now | date \\"06\\" }}" . }} ; x26
          """)
  void what_is_made_up_is_of_the_right_form_and_the_same_each_time(String template, String form) {
    var chart =
        ChartFixture.named("shop").with("values.yaml", "size: 6\n").printing("'" + template + "'");
    String first = onlyValue(render(chart));
    assertThat(first).matches(form);
    assertThat(onlyValue(render(chart))).isEqualTo(first);
  }

  @Test
  void what_is_made_up_at_two_places_differs_and_places_stay_exact() {
    var rendered =
        render(
            ChartFixture.named("shop")
                .with(
                    "templates/a.yaml",
                    "apiVersion: v1\nkind: Pod\nmetadata: {name: a-{{ randAlpha 6 | lower }}}\n")
                .with(
                    "templates/b.yaml",
                    "apiVersion: v1\nkind: Pod\nmetadata: {name: a-{{ randAlpha 6 | lower }}}\n"));
    assertThat(rendered.inventory().objects())
        .extracting(KubernetesObject::key)
        .doesNotHaveDuplicates()
        .hasSize(2);
    assertThat(rendered.inventory().objects())
        .allSatisfy(
            pod ->
                assertThat(pod.root().scalar("metadata", "name").orElseThrow().at().exact())
                    .isTrue());
  }

  private static String onlyValue(Rendered rendered) {
    assertThat(rendered.problems()).isEmpty();
    return rendered.inventory().objects().getFirst().root().text("data", "v").orElse("");
  }

  @Test
  void what_a_chart_lets_fail_say_in_several_lines_is_told_in_one() {
    var rendered =
        render(
            ChartFixture.named("shop")
                .printing("{{ fail \"VALIDATION:\\n\\nshop: mode\\n    Set it.\" }}"));
    assertThat(rendered.problems())
        .extracting(SourceProblem::cause)
        .containsExactly("The chart refuses these values: VALIDATION: shop: mode Set it.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"rsa", "dsa", "ecdsa"})
  void a_key_is_one_that_costs_no_time(String kind) {
    var rendered =
        render(
            ChartFixture.named("shop")
                .printing(
                    "{{ genPrivateKey \"%s\" | contains \"EC PRIVATE KEY\" }}".formatted(kind)));
    assertThat(onlyValue(rendered)).isEqualTo("true");
  }
}
