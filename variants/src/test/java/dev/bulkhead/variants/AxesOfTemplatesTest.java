package dev.bulkhead.variants;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AxesOfTemplatesTest {

  @Test
  void a_value_that_a_template_compares_can_be_what_it_is_compared_with() {
    var chart =
        ChartOf.values("manager: {kind: Deployment}")
            .with(
                "templates/deployment.yaml",
                "\n{{- if eq .Values.manager.kind \"Deployment\" }}{{ end }}")
            .with(
                "templates/daemonset.yaml",
                "\n  {{- if eq .Values.manager.kind \"DaemonSet\" }}{{ end }}");

    assertThat(chart.choices()).containsExactly("manager.kind=DaemonSet");
    assertThat(chart.axes().axes().getFirst().foundAt())
        .extracting(Object::toString)
        .containsExactly("templates/daemonset.yaml:2:13");
  }

  @Test
  void a_boolean_that_a_template_tests_can_be_the_other_one() {
    var chart =
        ChartOf.values("webhook: true\nproxy:\n  live: false\n")
            .template("é {{ if .Values.webhook }}{{ else if not .Values.proxy.live }}{{ end }}");

    assertThat(chart.choices()).containsExactly("webhook=false", "proxy.live=true");
    assertThat(chart.axes().axes().get(1).foundAt())
        .extracting(Object::toString)
        .containsExactly("templates/a.yaml:1:42", "values.yaml:3:3");
  }

  @Test
  void a_boolean_that_nobody_tests_is_no_axis() {
    assertThat(
            ChartOf.values("hostNetwork: false\nunused: true")
                .template("hostNetwork: {{ .Values.hostNetwork }}")
                .choices())
        .isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{{ if .Values.a.b }}{{ end }}",
        "{{ if $.Values.a.b }}{{ end }}",
        "{{ if (.Values.a).b }}{{ end }}",
        "{{ if ((.Values).a).b }}{{ end }}",
        "{{ if index .Values \"a\" \"b\" }}{{ end }}",
        "{{ if (index .Values.a \"b\") }}{{ end }}",
        "{{ if get .Values.a \"b\" }}{{ end }}",
        "{{ if dig \"a\" \"b\" false .Values }}{{ end }}",
        "{{ if .Values.a.b | default false }}{{ end }}",
        "{{ if not .Values.a.b }}{{ end }}",
        "{{ if empty .Values.a.b }}{{ end }}",
        "{{ if and .Values.a.b (eq 1 1) }}{{ end }}",
        "{{ if or (eq 1 2) .Values.a.b }}{{ end }}",
        "{{ if (and true (or .Values.x .Values.a.b)) }}{{ end }}",
        "{{ if ne .Values.a.b true }}{{ end }}",
        "{{ if eq (toString .Values.a.b) \"true\" }}{{ end }}",
        "{{ if eq (.Values.a.b | toString | lower) \"true\" }}{{ end }}",
        "{{ if eq .Values.a.b false }}{{ end }}",
        "{{ if ne (toString .Values.a.b) \"false\" }}{{ end }}",
        "{{ ternary 1 2 .Values.a.b }}",
        "x: {{ .Values.a.b | ternary 1 2 }}",
        "{{ with .Values.a }}{{ if .b }}{{ end }}{{ end }}",
        "{{ with .Values.a.b }}{{ end }}",
        "{{ with .Values.x }}{{ else with .Values.a.b }}{{ end }}",
        "{{ with $x := .Values.a }}{{ if $x.b }}{{ end }}{{ end }}",
        "{{ $x := .Values.a }}{{ if $x.b }}{{ end }}",
        "{{ $x := dict }}{{ if .Values.y }}{{ $x = .Values.a }}{{ end }}{{ if $x.b }}{{ end }}",
        "{{ $x := .Values }}{{ range $x.list }}{{ if $.Values.a.b }}{{ end }}{{ end }}",
        "{{ range list .Values.a .Values.z }}{{ if .b }}{{ end }}{{ end }}",
        "{{ range $i, $x := list .Values.a }}{{ if $x.b }}{{ end }}{{ end }}",
        "{{ $d := dict \"cfg\" .Values.a }}{{ if $d.cfg.b }}{{ end }}",
        "{{ $d := set (dict) \"cfg\" .Values.a }}{{ if $d.cfg.b }}{{ end }}",
        "{{ $d := merge (dict) .Values.a }}{{ if $d.b }}{{ end }}",
        "{{ $d := pick .Values.a \"b\" }}{{ if $d.b }}{{ end }}",
        "{{ if (deepCopy .Values.a).b }}{{ end }}",
        "{{ if (.Values.a | default dict).b }}{{ end }}",
        "{{ if (required \"x\" .Values.a).b }}{{ end }}",
        "{{ if hasKey .Values.a \"b\" }}{{ end }}",
        "{{ if (first (list .Values.a)).b }}{{ end }}",
        "{{ if (index (list 1 .Values.a) 1).b }}{{ end }}",
        "{{ include \"n\" . }}{{ define \"n\" }}{{ if .Values.a.b }}{{ end }}{{ end }}",
        "{{ template \"n\" .Values.a }}{{ define \"n\" }}{{ if .b }}{{ end }}{{ end }}",
        "{{ block \"n\" .Values.a }}{{ if $.b }}{{ end }}{{ end }}",
        "{{ $n := include \"n\" (dict \"root\" $ \"c\" .Values.a) | trim }}"
            + "{{ define \"n\" }}{{ if .c.b }}{{ end }}{{ end }}",
        "{{ include (printf \"%s.x\" \"n\") (list . .Values.a) }}"
            + "{{ define \"n.x\" }}{{ if (index . 1).b }}{{ end }}{{ end }}",
        "{{ tpl .Values.text . }}",
      })
  void a_condition_is_understood_however_it_is_written(String template) {
    assertThat(
            ChartOf.values("a: {b: false}\ntext: '{{ if .Values.a.b }}{{ end }}'\nlist: [1]")
                .template(template)
                .choices())
        .containsExactly("a.b=true");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{{ if eq .Values.kind \"DaemonSet\" }}{{ end }}",
        "{{ if ne .Values.kind \"DaemonSet\" }}{{ end }}",
        "{{ if eq \"DaemonSet\" .Values.kind }}{{ end }}",
        "{{ if eq .Values.kind \"Deployment\" \"DaemonSet\" }}{{ end }}",
        "{{ if .Values.kind | eq \"DaemonSet\" }}{{ end }}",
        "{{ if eq (default \"Deployment\" .Values.kind) \"DaemonSet\" }}{{ end }}",
        "{{ if eq (.Values.kind | toString) \"DaemonSet\" }}{{ end }}",
        "{{ if has .Values.kind (list \"Deployment\" \"DaemonSet\") }}{{ end }}",
        "{{ $kinds := list \"DaemonSet\" }}{{ if has .Values.kind $kinds }}{{ end }}",
        "{{ if list \"DaemonSet\" | has .Values.kind }}{{ end }}",
        "{{ if and .Values.kind (or (eq .Values.kind \"DaemonSet\") false) }}{{ end }}",
        "x: {{ ternary 1 2 (eq .Values.kind \"DaemonSet\") }}",
        "{{ $is := eq .Values.kind \"DaemonSet\" }}",
        "{{ include \"n\" (dict \"want\" \"DaemonSet\" \"kind\" .Values.kind) }}"
            + "{{ define \"n\" }}{{ if eq .kind .want }}{{ end }}{{ end }}",
        "{{ if eq (include \"n\" . | trim) \"DaemonSet\" }}{{ end }}"
            + "{{ define \"n\" }}{{ if .Values.x }}A{{ else }} {{ .Values.kind }}{{ end }}{{ end }}",
        "{{ if not (eq .Values.kind \"DaemonSet\") }}{{ fail \"x\" }}{{ end }}",
      })
  void a_comparison_is_understood_however_it_is_written(String template) {
    assertThat(ChartOf.values("kind: Deployment").template(template).choices())
        .containsExactly("kind=DaemonSet");
  }

  @Test
  void numbers_and_booleans_are_choices_as_text_is() {
    assertThat(
            ChartOf.values("count: 1\nflag: auto")
                .template(
                    "{{ if eq (int .Values.count) 1 3 }}{{ end }}{{ if eq .Values.flag true }}{{ end }}")
                .choices())
        .containsExactly("count=3", "flag=true");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{{ with .Values.text }}x: {{ . }}{{ end }}",
        "{{ if .Values.text }}x: {{ .Values.text | quote }}{{ end }}",
        "{{ with .Values.map }}{{ toYaml . }}{{ end }}",
        "{{ with .Values.list }}{{ range . }}{{ . }}{{ end }}{{ end }}",
        "{{ if .Values.unknown }}x: {{ .Values.unknown }}{{ end }}",
        "{{ if .Values.unknown.deep }}{{ end }}",
        "{{ if .Values.userName }}{{ end }}{{ if .Values.user }}{{ end }}",
        "{{ if .Values.useName }}x: {{ .Values.useName }}{{ end }}",
        "{{ if .Values.create.name }}{{ end }}{{ if .Values.create }}{{ end }}",
        "{{ if .Values.full.enabled }}{{ end }}",
        "{{ if .Values.text | empty | not }}{{ end }}",
        "{{ $d := pick .Values \"text\" }}{{ if $d.flag }}{{ end }}",
        "{{ if eq .Values.text \"\" }}{{ end }}",
        "{{ if eq .Values.text .Values.unknown }}{{ end }}",
        "{{ if eq .Values.unknown nil }}{{ end }}",
        "{{ if eq .Values.image.tag \"latest\" }}{{ end }}",
        "{{ if eq .Values.image.pullPolicy \"Never\" }}{{ end }}",
        "{{ if contains \"/\" .Values.text }}{{ end }}",
        "{{ if kindIs \"map\" .Values.text }}{{ end }}",
        "{{ if eq (kindOf .Values.text) \"map\" }}{{ end }}",
        "{{ if gt (len .Values.list) 3 }}{{ end }}",
        "{{ if eq (len .Values.list) 0 }}{{ end }}",
        "{{ if eq .Values.table \"x\" }}{{ end }}",
        "{{ if eq .Release.Name \"x\" }}{{ end }}",
        "{{ range .Values.list }}{{ if eq .kind \"x\" }}{{ end }}{{ end }}",
        "{{ if eq .Values.full \"refused\" }}{{ fail \"no\" }}{{ end }}",
        "{{ if eq (include \"n\" .) \"v-x\" }}{{ end }}"
            + "{{ define \"n\" }}v-{{ .Values.full }}{{ end }}",
        "{{ if eq (include \"n\" .) \"x\" }}{{ end }}"
            + "{{ define \"n\" }}{{ range .Values.list }}{{ $.Values.full }}{{ end }}{{ end }}",
        "{{ define \"unused\" }}{{ if .Values.flag }}{{ end }}{{ end }}",
        "{{/* if .Values.flag */}}",
      })
  void nothing_is_made_up_for_a_value_of_which_no_choice_is_known(String template) {
    assertThat(
            ChartOf.values(
                    """
                    text: ""
                    map: {}
                    list: []
                    table: {a: 1}
                    full: some text
                    flag: false
                    """)
                .template(template)
                .choices())
        .isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"enabled", "create", "installCRDs", "useHelmHooks", "disableWebhooks"})
  void a_value_without_a_default_whose_name_says_boolean_can_be_true(String name) {
    assertThat(
            ChartOf.values("a: {}")
                .template("{{ if .Values.a.%s }}{{ end }}".formatted(name))
                .choices())
        .containsExactly("a.%s=true".formatted(name));
  }

  @Test
  void a_value_without_a_default_takes_the_fallback_of_the_template_for_it() {
    assertThat(
            ChartOf.values("")
                .template(
                    """
                    {{ if dig "watch" true .Values }}{{ end }}
                    {{ if .Values.debug | default false }}{{ end }}
                    {{ if eq (.Values.kind | default "A") "A" "B" }}{{ end }}
                    """)
                .choices())
        .containsExactly("watch=false", "debug=true", "kind=B");
  }

  @Test
  void a_comparison_that_ignores_case_knows_the_default_in_another_case() {
    assertThat(
            ChartOf.values("kind: Deployment")
                .template("{{ if eq (lower .Values.kind) \"deployment\" \"daemonset\" }}{{ end }}")
                .choices())
        .containsExactly("kind=daemonset");
  }

  @Test
  void text_that_set_would_take_for_something_else_is_left_out_and_named() {
    var chart =
        ChartOf.values("mode: auto")
            .template("{{ if eq .Values.mode \"true\" \"1\" \"null\" \"on\" \"007\" }}{{ end }}");

    assertThat(chart.choices()).containsExactly("mode=on|007");
    assertThat(chart.axes().notes())
        .contains(
            "The choice \"true\" for mode (templates/a.yaml:1:10) is left out,"
                + " since --set cannot express it.")
        .hasSize(3);
  }

  @Test
  void names_and_values_are_written_as_set_takes_them() {
    assertThat(
            ChartOf.values("a.b: {'c,d': x}")
                .template(
                    "{{ if eq (index .Values \"a.b\" \"c,d\") \"y,z\" \"{q}\" \"a=b\" }}{{ end }}")
                .choices())
        .containsExactly("a\\.b.c\\,d=y\\,z|\\{q}|a=b");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a", "a.b", "a.b.c", "a.b[0].x"})
  void what_the_user_set_stays_at_above_and_below(String fixed) {
    var chart =
        ChartOf.values("a: {b: false}\nab: true")
            .template("{{ if .Values.a.b }}{{ end }}{{ if .Values.ab }}{{ end }}");

    assertThat(chart.choices(fixed)).containsExactly("ab=false");
  }

  @Test
  void a_named_template_is_read_for_each_meaning_of_its_cursor() {
    assertThat(
            ChartOf.values("a: {live: false}\nb: {live: true}\nc: {live: true}")
                .helpers("{{ define \"n\" }}{{ if .cfg.live }}{{ end }}{{ end }}")
                .template(
                    "{{ include \"n\" (dict \"cfg\" .Values.a) }}"
                        + "{{ include \"n\" (dict \"cfg\" .Values.b) }}")
                .choices())
        .containsExactly("a.live=true", "b.live=false");
  }

  @Test
  void the_notes_text_adds_choices_but_no_axes() {
    assertThat(
            ChartOf.values("type: ClusterIP\nhello: true")
                .template("type: {{ .Values.type }}")
                .with(
                    "templates/NOTES.txt",
                    "{{ if .Values.hello }}{{ end }}{{ if eq .Values.type \"NodePort\" }}{{ end }}")
                .choices())
        .containsExactly("type=NodePort");
  }

  @Test
  void a_template_that_cannot_be_parsed_loses_only_its_own_axes() {
    var chart =
        ChartOf.values("a: true\nb: true")
            .with("templates/bad.yaml", "ok\n{{ if .Values.a }}\n{{ end")
            .with("templates/good.yaml", "{{ if .Values.b }}{{ end }}");

    assertThat(chart.choices()).containsExactly("b=false");
    assertThat(chart.axes().notes())
        .singleElement()
        .asString()
        .startsWith("The modes of templates/bad.yaml could not be read: at line 3, column ");
  }

  @Test
  void a_chart_that_cannot_be_read_has_no_axes_and_says_why() {
    var axes = Axes.of(ChartOf.values("").with("Chart.yaml", "a: [").tree(), List.of());

    assertThat(axes.axes()).isEmpty();
    assertThat(axes.notes()).singleElement().asString().startsWith("The chart's modes");
  }

  @Test
  void files_of_values_beside_the_chart_are_listed_in_order() {
    assertThat(
            ChartOf.values("")
                .with("ci/ha-values.yaml", "")
                .with("ci/default-values.yaml", "")
                .with("ci/notes.yaml", "")
                .with("ci/deep/x-values.yaml", "")
                .with("values-prod.yaml", "")
                .with("values.dev.yaml", "")
                .with(".helmignore", "ci/")
                .axes()
                .valueFiles())
        .containsExactly(
            "ci/default-values.yaml", "ci/ha-values.yaml", "values-prod.yaml", "values.dev.yaml");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{{ .Capabilities.KubeVersion.Version }}",
        "{{ if .Capabilities.APIVersions.Has \"policy/v1\" }}{{ end }}",
        "{{ range .Values.list }}{{ $.Capabilities.KubeVersion }}{{ end }}",
        "{{ $root := . }}{{ with .Values.x }}{{ $root.Capabilities.KubeVersion }}{{ end }}",
        "{{ include \"tag\" (dict \"ctx\" $) }}"
            + "{{ define \"tag\" }}{{ .ctx.Capabilities.KubeVersion.Minor }}{{ end }}",
        "{{ include .Values.name . }}{{ define \"x\" }}{{ .Capabilities.KubeVersion }}{{ end }}",
        "{{ tpl .Values.tag . }}",
        "{{ tpl (toYaml .Values.labels) . }}",
        "{{ tpl \"{{ .Capabilities.KubeVersion }}\" . }}",
        "{{ tpl (.Files.Get \"files/tag.txt\") . }}",
      })
  void a_template_reaches_the_version_however_it_gets_there(String template) {
    assertThat(
            ChartOf.values(
                    """
                    list: [1]
                    tag: v{{ .Capabilities.KubeVersion.Minor }}
                    labels: {a: ["{{ .Capabilities.KubeVersion }}"]}
                    """)
                .with("files/tag.txt", "{{ .Capabilities.KubeVersion }}")
                .template(template)
                .axes()
                .reachesVersion())
        .isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{{ lookup \"v1\" \"Secret\" \"a\" \"b\" }}{{ .Chart.Version }}",
        "{{ define \"unused\" }}{{ .Capabilities.KubeVersion }}{{ end }}",
        "{{ include (print $.Template.BasePath \"/x.yaml\") . | sha256sum }}"
            + "{{ define \"unused\" }}{{ .Capabilities.KubeVersion }}{{ end }}",
      })
  void a_template_that_does_not_ask_for_the_version_does_not_reach_it(String template) {
    var chart =
        ChartOf.values("")
            .template(template)
            .with("templates/NOTES.txt", "{{ .Capabilities }}")
            .with("files/unused.txt", "{{ .Capabilities }}");

    assertThat(chart.axes().reachesVersion()).isFalse();
  }
}
