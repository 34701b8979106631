package dev.bulkhead.render;

import dev.bulkhead.model.Node;
import dev.bulkhead.render.ConcealedLines.Range;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;

/** Takes the values out of Secrets as soon as they are read, so that nothing can ever show them. */
final class SecretValues {
  private static final String LAST_APPLIED = "kubectl.kubernetes.io/last-applied-configuration";

  private SecretValues() {}

  /**
   * A field that holds values, should its mapping turn out to be a Secret.
   *
   * @param first its value's first line in the text, from 1
   * @param last its value's last line
   */
  record Field(String name, int first, int last) {}

  /** Whether a field of that name holds values if its mapping is a Secret. */
  static boolean mayHold(String name) {
    return name.equals("data") || name.equals("stringData") || name.equals("metadata");
  }

  /** The mapping itself, or a Secret without its values; what is taken out is withheld. */
  static Node.Mapping remove(Node.Mapping mapping, List<Field> fields, Withheld withheld) {
    if (!isSecret(mapping)) {
      return mapping;
    }
    registrySecret(mapping).ifPresent(withheld.registrySecrets()::add);
    mapping.get("data").ifPresent(withheld.values()::add);
    mapping.get("stringData").ifPresent(withheld.values()::add);
    mapping.find("metadata", "annotations", LAST_APPLIED).ifPresent(withheld.values()::add);
    var emptied = new LinkedHashMap<>(mapping.fields());
    emptied.computeIfPresent("data", (name, node) -> emptied(node));
    emptied.computeIfPresent("stringData", (name, node) -> emptied(node));
    emptied.computeIfPresent("metadata", (name, node) -> withoutLastApplied(node));
    for (Field field : fields) {
      if (!field.name().equals("metadata")
          || mapping.find("metadata", "annotations", LAST_APPLIED).isPresent()) {
        withheld.lines().add(new Range(field.first(), field.last()));
      }
    }
    return new Node.Mapping(emptied, mapping.keys(), mapping.at());
  }

  private static boolean isSecret(Node.Mapping mapping) {
    return mapping.text("kind").filter("Secret"::equals).isPresent();
  }

  private static Optional<RegistrySecret> registrySecret(Node.Mapping secret) {
    boolean old = secret.text("type").filter("kubernetes.io/dockercfg"::equals).isPresent();
    String key = old ? ".dockercfg" : ".dockerconfigjson";
    return secret
        .text("stringData", key)
        .or(() -> secret.text("data", key).flatMap(SecretValues::decoded))
        .map(text -> old ? "{\"auths\":" + text + "}" : text)
        .map(text -> new RegistrySecret(name(secret), text));
  }

  private static String name(Node.Mapping secret) {
    String namespace = secret.text("metadata", "namespace").map(text -> text + "/").orElse("");
    return "Secret " + namespace + secret.text("metadata", "name").orElse("");
  }

  private static Optional<String> decoded(String base64) {
    try {
      return Optional.of(
          new String(Base64.getMimeDecoder().decode(base64), StandardCharsets.UTF_8));
    } catch (IllegalArgumentException notBase64) {
      return Optional.empty();
    }
  }

  private static Node emptied(Node node) {
    if (!(node instanceof Node.Mapping mapping)) {
      return new Node.Scalar("", Node.Scalar.Type.STRING, node.at());
    }
    var fields = new LinkedHashMap<String, Node>();
    mapping
        .fields()
        .forEach(
            (name, value) ->
                fields.put(name, new Node.Scalar("", Node.Scalar.Type.STRING, value.at())));
    return new Node.Mapping(fields, mapping.keys(), mapping.at());
  }

  private static Node withoutLastApplied(Node metadata) {
    if (!(metadata instanceof Node.Mapping mapping)
        || !(mapping.fields().get("annotations") instanceof Node.Mapping annotations)
        || !annotations.fields().containsKey(LAST_APPLIED)) {
      return metadata;
    }
    var kept = new LinkedHashMap<>(annotations.fields());
    kept.remove(LAST_APPLIED);
    var fields = new LinkedHashMap<>(mapping.fields());
    fields.put("annotations", new Node.Mapping(kept, annotations.keys(), annotations.at()));
    return new Node.Mapping(fields, mapping.keys(), mapping.at());
  }
}
