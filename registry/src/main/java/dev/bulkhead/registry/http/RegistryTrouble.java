package dev.bulkhead.registry.http;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Why a registry could not be asked, or its answer not be used. It says nothing of what it holds.
 */
public final class RegistryTrouble extends IOException {
  private static final long serialVersionUID = 1L;

  /** What kind of trouble it is. */
  public enum Kind {
    /** No such host. */
    NAME,
    /** Nobody answers at that address. */
    CONNECTION,
    /** No trust in the peer, or the peer speaks no TLS. */
    TLS,
    /** An answer, or the rest of one, did not come in time. */
    TIMEOUT,
    /** The connection broke, or what came is not HTTP. */
    BROKEN,
    /** The answer is larger than what is read. */
    TOO_LARGE,
    /** A redirect that is not followed. */
    REDIRECT,
    /** A token could not be had. */
    TOKEN,
    /** A limit of our own: the deadline, the cap on requests. */
    LIMIT,
    /** What was to be sent could not be read, or is not what it should be. */
    SOURCE,
    /** A status that is no answer to what was asked. */
    STATUS,
    /** Whoever asks may not do that, in the whole of a repository. */
    DENIED,
    /** Stopped from outside. */
    INTERRUPTED
  }

  private final Kind kind;
  private final String supply;

  RegistryTrouble(Kind kind, String reason, String supply, @Nullable Throwable cause) {
    super(reason, cause);
    this.kind = kind;
    this.supply = supply;
  }

  /**
   * A trouble of that kind.
   *
   * @param reason a full sentence, never with a credential or a URL's query
   * @param supply what would help, beginning with a verb
   */
  public RegistryTrouble(Kind kind, String reason, String supply) {
    this(kind, reason, supply, null);
  }

  /** What kind of trouble it is. */
  public Kind kind() {
    return kind;
  }

  /** What happened, in a full sentence. */
  public String reason() {
    String reason = getMessage();
    return reason == null ? kind.toString() : reason;
  }

  /** What would help, beginning with a verb. */
  public String supply() {
    return supply;
  }

  /** Whether the same request may succeed a moment later. */
  boolean mayPass() {
    return kind == Kind.BROKEN || kind == Kind.TIMEOUT;
  }

  /** Whether every other request to that host would fail the same way. */
  boolean concernsHost() {
    return kind == Kind.NAME || kind == Kind.CONNECTION || kind == Kind.TLS;
  }
}
