package dev.bulkhead.verdict;

import dev.bulkhead.model.Location;
import org.jspecify.annotations.Nullable;

/**
 * An option that is unusable whatever it is applied to: it stops the whole command, where another
 * {@link UserError} may concern only one of several sources.
 */
public final class OptionError extends UserError {
  private static final long serialVersionUID = 1L;

  /** A fault of the option itself. */
  public OptionError(String cause, String remedy) {
    super(cause, remedy);
  }

  /** A fault at a place in a file that the option names. */
  public OptionError(
      @Nullable Location location, String cause, String remedy, @Nullable Throwable origin) {
    super(location, cause, remedy, origin);
  }
}
