package dev.bulkhead.check;

import dev.bulkhead.model.Platform;
import org.jspecify.annotations.Nullable;

/**
 * The surroundings in which a container's programs are started, its main program and its probes
 * alike.
 *
 * @param image the image reference as written, for messages
 * @param identity as whom; null where that could not be told
 * @param suppliedAtRunTime what may add programs to the container when it runs, as a clause, or the
 *     empty string: {@code "the container asks for nvidia.com/gpu"}
 * @param entrypoint the image's own program, for remedies; the empty string where it has none
 */
record Launch(
    String image,
    Platform platform,
    Environment environment,
    String workingDirectory,
    @Nullable Identity identity,
    ContainerFiles files,
    String suppliedAtRunTime,
    String entrypoint) {

  /** The same for a program that runs as somebody else. */
  Launch as(@Nullable Identity other) {
    return new Launch(
        image,
        platform,
        environment,
        workingDirectory,
        other,
        files,
        suppliedAtRunTime,
        entrypoint);
  }
}
