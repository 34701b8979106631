package dev.bulkhead.cli;

import dev.bulkhead.release.ReleaseTag;
import dev.bulkhead.release.Streams;
import dev.bulkhead.verdict.UserError;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Which releases of a repository are meant.
 *
 * @param repository as errors name it
 * @param streams all that there is
 * @param stream the only one that counts, if one is named
 * @param prereleases whether they count where there are other releases
 */
record MeantReleases(
    String repository, Streams streams, TagGlob tags, @Nullable String stream, boolean prereleases)
    implements Predicate<ReleaseTag> {
  @Override
  public boolean test(ReleaseTag tag) {
    return tags.test(tag.name())
        && (stream == null || stream.equals(tag.stream()))
        && (prereleases || tag.version().isFinal() || !hasFinal(tag.stream()));
  }

  private boolean hasFinal(String name) {
    return streams.of(name).stream().anyMatch(tag -> tag.version().isFinal());
  }

  /**
   * Returns if there is one.
   *
   * @throws UserError where there is none, with why
   */
  void requireOne() {
    if (streams.names().isEmpty()) {
      throw new UserError(
          "No tag of %s names a version.".formatted(repository),
          "Fetch the tags with \"git fetch --tags\"; a release is a tag such as v1.2.3.");
    }
    if (stream != null && !streams.names().contains(stream)) {
      throw new UserError(
          "%s has no stream of releases called \"%s\".".formatted(repository, stream),
          "Name one of: %s.".formatted(String.join(", ", names())));
    }
    if (streams.all().noneMatch(this)) {
      throw new UserError(
          "None of the %d releases of %s matches \"%s\"."
              .formatted(streams.all().count(), repository, tags),
          "Write a pattern such as 'v1.*'; there are tags such as %s.".formatted(newest()));
    }
  }

  /** The newest tag of each stream. */
  private String newest() {
    return streams.names().stream()
        .map(name -> streams.of(name).getLast().name())
        .collect(Collectors.joining(", "));
  }

  private List<String> names() {
    var names = new ArrayList<String>();
    for (String name : streams.names()) {
      names.add("\"%s\" (%s)".formatted(name, streams.of(name).getLast()));
    }
    return names;
  }
}
