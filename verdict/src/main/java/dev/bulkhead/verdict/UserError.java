package dev.bulkhead.verdict;

import dev.bulkhead.model.Location;
import dev.bulkhead.model.Userinfo;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What stops a command and can be mended by the person who typed it: an unreadable file, an unknown
 * option's value. Shown as one sentence and a remedy, without a trace; the exit status is 2.
 * Neither sentence holds a password before a host ({@link Userinfo}).
 */
public sealed class UserError extends RuntimeException permits OptionError {
  private static final long serialVersionUID = 1L;

  private final transient @Nullable Location location;
  private final String remedy;

  /**
   * A fault that has no place in a file.
   *
   * @param cause a full sentence with the values, and who said so
   * @param remedy what to do, beginning with a verb
   */
  public UserError(String cause, String remedy) {
    this(null, cause, remedy, null);
  }

  /** A fault at a place in a file. */
  public UserError(
      @Nullable Location location, String cause, String remedy, @Nullable Throwable origin) {
    super(Userinfo.concealed(cause), origin);
    this.location = location;
    this.remedy = Userinfo.concealed(remedy);
  }

  /** Where the fault is, if it is in a file. */
  public Optional<Location> location() {
    return Optional.ofNullable(location);
  }

  /** What to do about it. */
  public String remedy() {
    return remedy;
  }
}
