package dev.bulkhead.render.helm;

import dev.bulkhead.model.KubernetesVersion;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The named templates that the copy adds to a chart. */
final class Prologue {
  /** Begins the line with the content of a document that is handed on. */
  static final String PACKED = "#bulkhead:";

  /** Around a text, in Base64, that {@code tpl} was to render and that was not rewritten yet. */
  static final String UNKNOWN_TEXT = "bulkhead:tpl:";

  static final String TEXT_END = ":lpt";

  private static final String RENDER = "bulkhead.render";
  private static final String PREPARE = "bulkhead.prepare";

  private final KubernetesVersion version;
  private final List<String> apiVersions;

  Prologue(KubernetesVersion version, List<String> apiVersions) {
    this.version = version;
    this.apiVersions = List.copyOf(apiVersions);
  }

  /**
   * The text of the file that defines them.
   *
   * @param texts what texts given to {@code tpl} were rewritten to, by the SHA-256 of the text
   */
  String text(Map<String, String> texts) {
    return prepare() + render() + has() + kubeVersion() + tpl(texts);
  }

  /**
   * A document that hands something on through Helm: an object to Helm, with the content in a
   * comment, which costs it least.
   */
  static String packed(String name, String content) {
    return "bulkhead: %s\n%s%s:%s\n".formatted(name, PACKED, name, content);
  }

  /** Replaces {@code .Capabilities}, a Go value, by data that says the truth of the cluster. */
  private String prepare() {
    return """
    {{- define "%1$s" -}}
    {{- if kindIs "map" . -}}{{- if hasKey . "Capabilities" -}}
    {{- if not (kindIs "map" .Capabilities) -}}
    {{- $kube := dict "Version" %2$s "GitVersion" %2$s "String" %2$s "Major" "%3$d" "Minor" "%4$s" -}}
    {{- $_ := set . "Capabilities" (dict "KubeVersion" $kube "HelmVersion" .Capabilities.HelmVersion "APIVersions" (fromJsonArray `%5$s`)) -}}
    {{- end -}}{{- end -}}
    {{- range $name, $chart := .Subcharts -}}{{- include "%1$s" $chart -}}{{- end -}}
    {{- end -}}
    {{- end -}}
    """
        .formatted(
            PREPARE,
            Json.text(version.text()),
            version.major(),
            minor(version),
            Json.texts(apiVersions));
  }

  /**
   * The minor version as the API server reports it: with a plus sign where the version has a
   * pre-release part (kubernetes/kubernetes, {@code hack/lib/version.sh}), but for GKE, whose
   * clusters have called themselves {@code v1.24.9-gke.3200} with a minor version of {@code 24}.
   */
  static String minor(KubernetesVersion version) {
    String text = version.text();
    int plus = text.indexOf('+');
    int dash = text.indexOf('-');
    boolean prerelease = dash >= 0 && (plus < 0 || dash < plus);
    return version.minor() + (prerelease && !text.contains("-gke.") ? "+" : "");
  }

  /**
   * Renders a file. At the top its output is packed, so that Helm takes it for one small object and
   * hands it on as it is, hooks and malformed YAML included; where another file includes it, it
   * gives what it always gave.
   */
  private static String render() {
    return """
    {{- define "%1$s" -}}
    {{- $context := index . 0 -}}{{- $id := index . 1 -}}{{- $bodies := index . 2 -}}{{- $marked := index . 3 -}}
    {{- $body := index . 4 -}}{{- $top := false -}}
    {{- if kindIs "map" $context -}}{{- if hasKey $context "Template" -}}
    {{- $name := (get $context "Template").Name -}}
    {{- if hasKey $bodies $name -}}{{- $top = true -}}{{- $body = get $bodies $name -}}{{- end -}}
    {{- end -}}{{- end -}}
    {{- if $top -}}
    {{- include "%2$s" $context -}}
    {{- if $marked -}}{{- $body = $marked -}}{{- end }}
    %3$s
    {{- else -}}
    {{- include $body $context -}}
    {{- end -}}
    {{- end -}}
    """
        .formatted(
            RENDER,
            PREPARE,
            packed(
                "{{ $id }}",
                "{{ include $body $context | replace \"<no value>\" \"\" | b64enc }}"));
  }

  private static String has() {
    return """
    {{- define "%s" -}}{{- has (index . 1) (index . 0) -}}{{- end -}}
    """
        .formatted(Rewriting.HAS);
  }

  private static String kubeVersion() {
    return """
    {{- define "%s" -}}
    {{- $version := . -}}
    {{- if kindIs "map" . -}}{{- if hasKey . "GitVersion" -}}{{- $version = .Version -}}{{- end -}}{{- end -}}
    {{- $version -}}
    {{- end -}}
    """
        .formatted(Rewriting.VERSION);
  }

  private static String tpl(Map<String, String> texts) {
    var words = new StringBuilder();
    for (String word : Rewriting.WORDS) {
      words.append(" (contains \"%s\" $text)".formatted(word));
    }
    return """
    {{- define "%s" -}}
    {{- $text := index . 0 -}}
    {{- if kindIs "string" $text -}}
    {{- if and (contains "{{" $text) (or%s) -}}
    {{- $texts := fromJson `%s` -}}{{- $key := sha256sum $text -}}
    {{- if hasKey $texts $key -}}{{- $text = get $texts $key -}}
    {{- else -}}{{- fail (print "%s" (b64enc $text) "%s") -}}{{- end -}}
    {{- end -}}{{- end -}}
    {{- tpl $text (index . 1) -}}
    {{- end -}}
    """
        .formatted(Rewriting.TPL, words, Json.object(new TreeMap<>(texts)), UNKNOWN_TEXT, TEXT_END);
  }

  /**
   * The text that stands in the copy where the file stood.
   *
   * @param marked the name of the template with the file's marked text, or the empty string
   */
  static String wrapper(TemplateFile file, String marked) {
    var bodies = new StringBuilder();
    for (String name : file.names()) {
      bodies.append(" %s %s".formatted(Json.text(name), Json.text(TemplateFile.bodyName(name))));
    }
    return "{{- include \"%s\" (list . %d (dict%s) %s %s) -}}"
        .formatted(
            RENDER,
            file.id(),
            bodies,
            Json.text(marked),
            Json.text(TemplateFile.bodyName(file.names().getFirst())));
  }
}
