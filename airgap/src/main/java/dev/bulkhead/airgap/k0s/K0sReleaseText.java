package dev.bulkhead.airgap.k0s;

import dev.bulkhead.render.QuotedScalar;
import java.util.Collection;
import java.util.Map;
import java.util.stream.Collectors;

/** Releases of k0s in the form that {@link K0sReleaseFile} reads, as JSON. */
public final class K0sReleaseText {
  private K0sReleaseText() {}

  /**
   * Writes releases, lowest first, a line per image.
   *
   * @param source where the facts were read
   */
  public static String of(K0sReleases releases, String source) {
    return """
    {
      "date": "%s",
      "source": %s,
      "traits": {
    %s
      },
      "tags": {
    %s
      }
    }
    """
        .formatted(
            releases.date(),
            QuotedScalar.of(source),
            joined(releases.all().stream().map(K0sReleaseText::traits).toList()),
            joined(releases.all().stream().map(K0sReleaseText::images).toList()));
  }

  private static String joined(Collection<String> blocks) {
    return String.join(",\n", blocks);
  }

  private static String traits(K0sRelease release) {
    return "    \"%s\": {\n%s\n    }"
        .formatted(
            release.version(),
            release.traits().texts().entrySet().stream()
                .map(K0sReleaseText::trait)
                .collect(Collectors.joining(",\n")));
  }

  private static String trait(Map.Entry<String, String> trait) {
    String value = trait.getValue();
    return "      \"%s\": %s"
        .formatted(trait.getKey(), trait.getKey().equals("strip") ? QuotedScalar.of(value) : value);
  }

  private static String images(K0sRelease release) {
    return "    \"%s\": {\n%s\n    }"
        .formatted(
            release.version(),
            release.images().entrySet().stream()
                .map(K0sReleaseText::image)
                .collect(Collectors.joining(",\n")));
  }

  private static String image(Map.Entry<ImageKey, NamedVersion> entry) {
    return "      \"%s\": {\"image\": %s, \"version\": %s}"
        .formatted(
            entry.getKey(),
            QuotedScalar.of(entry.getValue().image()),
            QuotedScalar.of(entry.getValue().version()));
  }
}
