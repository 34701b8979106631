package dev.bulkhead.render.helm;

import dev.bulkhead.model.KubernetesObject;
import dev.bulkhead.model.Location;
import dev.bulkhead.model.Node;
import dev.bulkhead.render.Rendered;

/** A chart with one of each way in which text comes about, and the place of each scalar of it. */
final class PlacesFixture {
  /** {@code path = value @ place}, with {@code ~} for an inexact place and {@code !} for text. */
  static final String EXPECTED =
      """
      apiVersion = apps/v1 @ templates/app.yaml:2:13 !
      kind = Deployment @ templates/app.yaml:4:7 !
      metadata.name = shop-app @ templates/app.yaml:9:9
      metadata.labels.app = shop @ templates/_helpers.tpl:6:6
      metadata.labels.fixed = yes @ templates/_helpers.tpl:7:8 !
      metadata.annotations.from = values @ templates/app.yaml:13:1
      metadata.annotations.quoted = 1.2.3 @ templates/app.yaml:14:13
      metadata.annotations.trimmed = a @ templates/app.yaml:15:1 ~
      spec.containers[0].name = main @ templates/app.yaml:19:13 !
      spec.containers[0].image = nginx:1.2.3 @ templates/app.yaml:20:14
      spec.containers[0].command[0] = /manager @ templates/app.yaml:21:17 !
      spec.containers[0].command[1] = --port=80 @ templates/app.yaml:21:27
      spec.containers[0].command[2] = fixed @ templates/app.yaml:21:47 !
      spec.containers[0].args[0] = one @ templates/app.yaml:24:11
      spec.containers[0].args[1] = two @ templates/app.yaml:24:11
      spec.containers[0].env.A = b @ charts/sub/templates/_sub.tpl:2:4 !
      """;

  private PlacesFixture() {}

  static ChartFixture chart() {
    return ChartFixture.named("shop")
        .with("values.yaml", "notes: {from: values}\nport: 80\nitems: [one, two]\n")
        .with(
            "templates/_helpers.tpl",
            """
            {{- define "fullname" -}}
            {{- printf "%s-app" .Release.Name | trunc 63 -}}
            {{- end -}}
            {{/* labels */}}
            {{- define "labels" -}}
            app: {{ .Release.Name }}
            fixed: "yes"
            {{- end -}}
            {{- define "spaced" }}

            trimmed: a

            {{ end -}}
            """)
        .with("charts/sub/Chart.yaml", "apiVersion: v2\nname: sub\nversion: 1.0.0\n")
        .with("charts/sub/templates/_sub.tpl", "{{ define \"sub.env\" }}\nA: b\n{{ end }}")
        .with(
            "templates/app.yaml",
            """
            {{- if true -}}
            apiVersion: apps/v1
            {{- /* a comment */}}
            kind: Deployment
            {{- if false }}
            never: here
            {{- end }}
            metadata:
              name: {{ include "fullname" . }}
              labels:
                {{- include "labels" . | nindent 4 }}
              annotations:
            {{ toYaml .Values.notes | indent 4 }}
                quoted: {{ .Chart.Version | quote }}
            {{ include "spaced" . | trim | indent 4 }}
            spec:
              containers:
            {{- with .Values }}
                - name: main
                  image: nginx:{{ $.Chart.Version }}
                  command: [/manager, --port={{ .port }}, 'fixed']
                  args:
                  {{- range .items }}
                    - {{ . }}
                  {{- end }}
                  env:
                    {{- include "sub.env" $ | indent 8 }}
            {{- end }}
            {{- end }}
            """);
  }

  /** All scalars of a rendering, a line each. */
  static String describe(Rendered rendered) {
    var out = new StringBuilder();
    for (KubernetesObject object : rendered.inventory().objects()) {
      describe(rendered, "", object.root(), out);
    }
    return out.toString();
  }

  private static void describe(Rendered rendered, String path, Node node, StringBuilder out) {
    switch (node) {
      case Node.Mapping mapping ->
          mapping
              .fields()
              .forEach(
                  (name, child) ->
                      describe(rendered, path.isEmpty() ? name : path + "." + name, child, out));
      case Node.Sequence list -> {
        for (int i = 0; i < list.items().size(); i++) {
          describe(rendered, path + "[" + i + "]", list.items().get(i), out);
        }
      }
      case Node.Scalar scalar -> {
        Location at = scalar.at();
        out.append(path).append(" = ").append(scalar.text()).append(" @ ");
        out.append(at.toString().substring("shop/".length()));
        out.append(at.exact() ? "" : " ~");
        out.append(rendered.templateText().literal(at) ? " !" : "").append('\n');
      }
    }
  }
}
