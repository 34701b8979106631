package dev.bulkhead.release;

import com.google.re2j.Pattern;
import java.util.List;
import java.util.stream.Stream;

/**
 * What a project says of its releases itself, in the part {@code release} of its {@code
 * .bulkhead.yaml}; it decides wherever it says something.
 *
 * @param images the project's own images, without tags; where there are any, no other is
 * @param ignored patterns of paths and images that are left alone ({@code *} any text)
 * @param carriers places that state the project's version besides those that are found
 * @param streams the streams that count, by what stands before the version in their tags; all where
 *     there are none
 */
public record ReleaseSettings(
    List<String> images, List<String> ignored, List<Place> carriers, List<String> streams) {
  /** Nothing is said. */
  public static final ReleaseSettings NONE =
      new ReleaseSettings(List.of(), List.of(), List.of(), List.of());

  public ReleaseSettings {
    images = List.copyOf(images);
    ignored = List.copyOf(ignored);
    carriers = List.copyOf(carriers);
    streams = List.copyOf(streams);
  }

  /**
   * A place that states the project's version.
   *
   * @param path the file's path in the repository
   * @param pattern a regular expression (RE2, which no text can keep busy) whose first group is the
   *     version
   */
  public record Place(String path, Pattern pattern) {}

  /** Whether a path or an image is to be left alone. */
  public boolean ignores(String name) {
    return ignored.stream().anyMatch(pattern -> matches(pattern, name));
  }

  private static boolean matches(String glob, String name) {
    String form =
        Stream.of(glob.replaceAll("\\*+", "*").split("(?<=\\*)|(?=\\*)", -1))
            .map(part -> part.equals("*") ? ".*" : Pattern.quote(part))
            .reduce("", String::concat);
    return Pattern.compile(form, Pattern.DOTALL).matcher(name).matches();
  }
}
