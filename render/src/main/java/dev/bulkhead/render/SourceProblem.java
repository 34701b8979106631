package dev.bulkhead.render;

import dev.bulkhead.model.Location;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Something in a source that cannot be read, while the rest of it can.
 *
 * @param cause a full sentence
 * @param remedy what to do, beginning with a verb
 * @param origin what was thrown, or said by Helm, where the problem was found; for {@code --debug},
 *     so that it quotes no text of a source
 */
public record SourceProblem(Location at, String cause, String remedy, @Nullable Throwable origin) {

  /** A problem that was found without anything being thrown. */
  public SourceProblem(Location at, String cause, String remedy) {
    this(at, cause, remedy, null);
  }

  /** Two problems are the same whatever was thrown where they were found. */
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof SourceProblem that
        && at.equals(that.at)
        && cause.equals(that.cause)
        && remedy.equals(that.remedy);
  }

  @Override
  public int hashCode() {
    return Objects.hash(at, cause, remedy);
  }
}
