package dev.bulkhead.render.kustomize;

import dev.bulkhead.model.Node;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;

/** The hash that kustomize puts after the names of what it generates ({@code api/hasher}). */
final class ContentHash {
  private static final int LENGTH = 10;

  private ContentHash() {}

  /**
   * The hash of a generated ConfigMap or Secret; its name does not count, though it has a place.
   */
  static String of(Resource resource) {
    var content = new TreeMap<String, Object>();
    Node.Mapping root = resource.root();
    boolean isSecret = resource.kind().name().equals("Secret");
    content.put("kind", isSecret ? "Secret" : "ConfigMap");
    content.put("name", "");
    if (isSecret && resource.made() != null) {
      content.put("type", root.text("type").orElse(""));
      content.put("data", resource.made().secret());
    } else {
      content.put("data", root.get("data").<Object>map(ContentHash::values).orElse(""));
      root.mapping("binaryData").ifPresent(data -> content.put("binaryData", values(data)));
    }
    return encoded(sha256(GoJson.write(content)));
  }

  private static Map<String, Object> values(Node data) {
    var values = new TreeMap<String, Object>();
    if (data instanceof Node.Mapping mapping) {
      mapping.fields().forEach((name, value) -> values.put(name, value));
    }
    return values;
  }

  private static String sha256(String text) {
    try {
      var hash = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(hash.digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java has SHA-256.", e);
    }
  }

  /** The first digits, without those that could spell a word. */
  private static String encoded(String hex) {
    return hex.substring(0, LENGTH)
        .replace('0', 'g')
        .replace('1', 'h')
        .replace('3', 'k')
        .replace('a', 'm')
        .replace('e', 't');
  }
}
