package dev.bulkhead.render.kustomize;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import dev.bulkhead.model.Node;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Which objects a patch is for: regular expressions for kind, name and namespace, and selectors of
 * labels and annotations; what is not stated selects all.
 */
record Selector(Map<String, Pattern> patterns, LabelSelector labels, LabelSelector annotations) {
  private static final Set<String> FIELDS =
      Set.of(
          "group", "version", "kind", "name", "namespace", "labelSelector", "annotationSelector");
  private static final Set<String> PATTERNS =
      Set.of("group", "version", "kind", "name", "namespace");

  Selector {
    patterns = Map.copyOf(patterns);
  }

  /** Reads a target. */
  static Selector of(Node target) {
    Node.Mapping fields = Shape.require(target, FIELDS);
    var patterns = new HashMap<String, Pattern>();
    for (String field : PATTERNS) {
      Optional<Node.Scalar> text = fields.scalar(field).filter(one -> !one.text().isEmpty());
      text.ifPresent(pattern -> patterns.put(field, pattern(pattern)));
    }
    return new Selector(
        patterns, selector(fields, "labelSelector"), selector(fields, "annotationSelector"));
  }

  private static LabelSelector selector(Node.Mapping fields, String field) {
    return fields.scalar(field).map(LabelSelector::parse).orElse(LabelSelector.ALL);
  }

  /** One that cannot take long, whatever it says. */
  private static Pattern pattern(Node.Scalar text) {
    try {
      return Pattern.compile(text.text());
    } catch (PatternSyntaxException invalid) {
      throw new Refused(
          text.at(), "The text is no regular expression.", "Escape what is meant as text.");
    }
  }

  /** Whether an object is meant, by what it is called now or was called first. */
  boolean selects(Resource resource) {
    Identity now = resource.identity();
    Identity original = resource.original();
    Kind kind = resource.kind();
    return (fits("namespace", original.namespace()) || fits("namespace", now.namespace()))
        && (fits("name", original.name()) || fits("name", now.name()))
        && fits("group", kind.group())
        && fits("version", kind.version())
        && fits("kind", kind.name())
        && labels.selects(texts(resource, "labels"))
        && annotations.selects(texts(resource, "annotations"));
  }

  /** Whether an object is meant, by whatever it is or was called. */
  boolean selectsAny(Resource resource) {
    return resource
            .identities()
            .anyMatch(
                each ->
                    fits("group", each.kind().group())
                        && fits("version", each.kind().version())
                        && fits("kind", each.kind().name())
                        && fits("name", each.name())
                        && fits("namespace", each.namespace()))
        && labels.selects(texts(resource, "labels"))
        && annotations.selects(texts(resource, "annotations"));
  }

  private boolean fits(String field, String text) {
    Pattern pattern = patterns.get(field);
    return pattern == null || pattern.matches(text);
  }

  private static Map<String, String> texts(Resource resource, String field) {
    return resource.root().mapping("metadata", field).map(Node.Mapping::texts).orElse(Map.of());
  }
}
