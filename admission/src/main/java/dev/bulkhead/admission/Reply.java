package dev.bulkhead.admission;

import java.time.Duration;

/** What the API server gets when it turns to a hook. */
public sealed interface Reply {

  /** What a reply means for the request. */
  enum Meaning {
    /** The hook has no objection. */
    ALLOWED,
    /** The call failed, so the hook's failure policy decides. */
    FAILED,
    /** The request is refused, whatever the failure policy. */
    REFUSED
  }

  /** The backend answers in time, and allows the request. */
  record Allows(Duration after) implements Reply {}

  /**
   * The backend answers that the request is not allowed.
   *
   * @param code the HTTP status that it wants the client to see
   */
  record Denies(Duration after, int code) implements Reply {}

  /**
   * The backend answers with what is no review: an HTTP error, broken JSON, another request's uid,
   * a patch that cannot be decoded.
   *
   * @param what a clause that follows "its backend": {@code answers HTTP 503}
   */
  record Errs(Duration after, String what) implements Reply {}

  /** The backend's patch does not fit the object, or was given for a DELETE. */
  record BadPatch(Duration after) implements Reply {}

  /** The Service has no endpoint that is ready: kube-proxy rejects the connection. */
  record NoEndpoints() implements Reply {}

  /** There is no such Service. */
  record ServiceMissing() implements Reply {}

  /** The endpoint's address answers, but nothing listens there. */
  record PortClosed() implements Reply {}

  /**
   * The certificate is not trusted, has expired, or has another name.
   *
   * @param problem a clause that follows "its certificate": {@code has expired}
   */
  record Untrusted(String problem) implements Reply {}

  /** Nothing ever comes back: a dead node, a firewall, a broken pod network. */
  record BlackHole() implements Reply {}

  /** The request is a dry run, and the hook says that it has side effects: it is not called. */
  record SideEffects() implements Reply {}

  /** A condition of the hook ends in an error, so it is not called. */
  record ConditionFailed(String condition, String error) implements Reply {}

  /** What it means for the request, as long as it comes in time. */
  default Meaning meaning() {
    return switch (this) {
      case Allows _ -> Meaning.ALLOWED;
      case Errs _, NoEndpoints _, ServiceMissing _, PortClosed _, Untrusted _, BlackHole _ ->
          Meaning.FAILED;
      case Denies _, BadPatch _, SideEffects _, ConditionFailed _ -> Meaning.REFUSED;
    };
  }

  /** The HTTP status of a request that is refused for it. */
  default int code() {
    return switch (this) {
      case Denies(_, int code) -> code;
      case SideEffects _ -> 400;
      case ConditionFailed _ -> 403;
      case Allows _,
          Errs _,
          BadPatch _,
          NoEndpoints _,
          ServiceMissing _,
          PortClosed _,
          Untrusted _,
          BlackHole _ ->
          500;
    };
  }

  /** How long it takes, in nanoseconds; {@link Long#MAX_VALUE} where it never comes. */
  default long nanos() {
    return switch (this) {
      case Allows(var after) -> after.toNanos();
      case Denies(var after, _) -> after.toNanos();
      case Errs(var after, _) -> after.toNanos();
      case BadPatch(var after) -> after.toNanos();
      case BlackHole _ -> Long.MAX_VALUE;
      case NoEndpoints _,
          ServiceMissing _,
          PortClosed _,
          Untrusted _,
          SideEffects _,
          ConditionFailed _ ->
          0;
    };
  }

  /** A clause that says it of a hook's backend: {@code its Service has no ready endpoint}. */
  default String clause() {
    return switch (this) {
      case Allows(var after) -> "its backend answers after " + Outcome.seconds(after);
      case Denies(_, int code) -> "its backend denies it with " + code;
      case Errs(_, var what) -> "its backend " + what;
      case BadPatch _ -> "its patch does not fit the object";
      case NoEndpoints _ -> "its Service has no ready endpoint";
      case ServiceMissing _ -> "its Service does not exist";
      case PortClosed _ -> "nothing listens on its backend's port";
      case Untrusted(var problem) -> "its certificate " + problem;
      case BlackHole _ -> "nothing answers at its backend's address";
      case SideEffects _ -> "it has side effects, and the request is a dry run";
      case ConditionFailed(var condition, var error) ->
          "its condition %s ends in an error: %s".formatted(condition, error);
    };
  }
}
