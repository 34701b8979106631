package dev.bulkhead.registry.http;

import dev.bulkhead.registry.http.Authorizer.Authorized;
import dev.bulkhead.registry.http.Patience.Wanted;
import dev.bulkhead.registry.http.RegistryTrouble.Kind;
import dev.bulkhead.verdict.UserError;
import java.io.InputStream;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * Asks registries, with all patience and within all limits. Safe for use by many threads, best
 * virtual ones: every call waits for its answer. Interrupting a thread ends its call.
 */
public final class RegistryClient implements AutoCloseable {
  private final RegistryOptions options;
  private final Transport transport;
  private final Patience patience;
  private final Authorizer authorizer;

  private RegistryClient(
      RegistryOptions options, Transport transport, Patience patience, Authorizer authorizer) {
    this.options = options;
    this.transport = transport;
    this.patience = patience;
    this.authorizer = authorizer;
  }

  /**
   * A client whose time runs from now.
   *
   * @throws UserError if a file that the options name, or a proxy of the environment, is unusable
   */
  public static RegistryClient open(RegistryOptions options, RegistryListener listener) {
    return open(options, listener, Pace.REAL);
  }

  /** A client with other time and chance, for tests. */
  public static RegistryClient open(RegistryOptions options, RegistryListener listener, Pace pace) {
    var deadline = Deadline.in(options.timeout(), pace);
    var transport = new Transport(options, listener, deadline);
    var patience = new Patience(transport, options.limits(), deadline, listener);
    var keychain = new Keychain(options);
    keychain.checkNamedFiles();
    var tokens = new Tokens(patience, options.limits(), pace);
    return new RegistryClient(
        options, transport, patience, new Authorizer(patience, tokens, keychain, options));
  }

  /** What it was made from. */
  public RegistryOptions options() {
    return options;
  }

  /**
   * Asks with HEAD.
   *
   * @param path within the repository: {@code manifests/1.27}
   */
  public Reply head(Place place, String path, String accept) throws RegistryTrouble {
    return ask("HEAD", place, path, accept, Wanted.atMost(0));
  }

  /**
   * Asks with GET.
   *
   * @param path within the repository, with a query if need be
   * @param most bytes of the body; a longer one is trouble
   */
  public Reply get(Place place, String path, String accept, int most) throws RegistryTrouble {
    return ask("GET", place, path, accept, Wanted.atMost(most));
  }

  /** Whether something at that host answers as registries do at the root of their API. */
  public boolean isRegistry(Place place) {
    Call call = Call.of("GET", place.root(scheme(place)), "");
    try {
      Reply reply = authorizer.askAsNobody(call, Wanted.atMost(options.limits().answerBytes()));
      boolean isPage = reply.mediaType().equals("text/html");
      boolean wantsToken =
          reply.status() == 401
              && Challenge.best(reply.headers("WWW-Authenticate"))
                  .filter(Challenge::isBearer)
                  .isPresent();
      return reply.isFromRegistry() || wantsToken || (reply.isOk() && !isPage);
    } catch (RegistryTrouble trouble) {
      return false;
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /**
   * Opens what is at a path as a stream, which the caller closes. Where the connection breaks on
   * the way, the rest is asked for.
   *
   * @throws RegistryTrouble also for every status other than 200
   */
  public InputStream open(Place place, String path) throws RegistryTrouble {
    return new ResumingStream(
        open(place, path, 0), offset -> open(place, path, offset), options.limits().attempts() - 1);
  }

  private InputStream open(Place place, String path, long offset) throws RegistryTrouble {
    Call call = call("GET", place, path, "").from(offset);
    Authorized authorized = authorized(place, call, Wanted.stream());
    @Nullable InputStream stream = authorized.answer().stream();
    if (stream != null) {
      return stream;
    }
    throw absent(place, path, reply(authorized));
  }

  /** Expects to push to that place, and perhaps to mount there what another repository has. */
  void expectPush(Place place, @Nullable Place from) {
    authorizer.expect(place, "repository:%s:pull,push".formatted(place.repository()));
    if (from != null) {
      authorizer.expect(place, "repository:%s:pull".formatted(from.repository()));
    }
  }

  /** Where uploads into a place begin. */
  URI uploads(Place place) {
    return place.uri(scheme(place), "blobs/uploads/");
  }

  /** Sends something to an address within a place. */
  Reply send(Place place, String method, String path, @Nullable Payload payload)
      throws RegistryTrouble {
    return send(place, method, place.uri(scheme(place), path), payload);
  }

  /**
   * Sends something to an address that the place has named; a credential goes to its own origin
   * alone.
   */
  Reply send(Place place, String method, URI uri, @Nullable Payload payload)
      throws RegistryTrouble {
    Call call = Call.of(method, uri, "");
    Call whole = payload == null ? call : call.with(payload);
    Wanted wanted = Wanted.atMost(options.limits().answerBytes());
    if (Call.isSameOrigin(place.root(scheme(place)), uri)) {
      return reply(place, whole, wanted);
    }
    try {
      return authorizer.askAsNobody(whole, wanted);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw Troubles.stopped(Call.host(uri));
    }
  }

  /** Lets some time pass before what failed is tried again. */
  void pauseAfter(int attempt, Place place, String why) throws RegistryTrouble {
    try {
      patience.pauseAfter(attempt, place.apiHost(), why);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw Troubles.stopped(place.apiHost());
    }
  }

  /**
   * The address that an answer names for what is to follow. One on the same host is spoken to as
   * before: many a registry behind a proxy names itself by plain HTTP.
   *
   * @param base what was asked
   */
  URI location(Place place, URI base, Reply reply) throws RegistryTrouble {
    try {
      String location = reply.header("Location").orElse("");
      URI next = base.resolve(location);
      if (location.isEmpty() || next.getHost() == null || next.getUserInfo() != null) {
        throw noLocation(place);
      }
      boolean isDowngrade = base.getScheme().equals("https") && "http".equals(next.getScheme());
      if (isDowngrade && !next.getRawAuthority().equals(base.getRawAuthority())) {
        throw noLocation(place);
      }
      return isDowngrade ? URI.create("https" + next.toString().substring(4)) : next;
    } catch (IllegalArgumentException malformed) {
      throw noLocation(place);
    }
  }

  private static RegistryTrouble noLocation(Place place) {
    return new RegistryTrouble(
        Kind.REDIRECT,
        "%s took an upload, but named no usable address for it.".formatted(place.apiHost()),
        "Check the registry, and what stands between here and there.");
  }

  /** What it means that what was promised at a path is answered with another status than 200. */
  public RegistryTrouble absent(Place place, String path, Reply reply) {
    return new RegistryTrouble(
        Kind.STATUS,
        "%s answered %s when asked for %s of %s."
            .formatted(place.apiHost(), reply.words(), path, place),
        "Check that the registry holds the whole image.");
  }

  private Reply ask(String method, Place place, String path, String accept, Wanted wanted)
      throws RegistryTrouble {
    return reply(place, call(method, place, path, accept), wanted);
  }

  private Call call(String method, Place place, String path, String accept) {
    return Call.of(method, place.uri(scheme(place), path), accept);
  }

  private String scheme(Place place) {
    return options.isPlain(place) ? "http" : "https";
  }

  private Reply reply(Place place, Call call, Wanted wanted) throws RegistryTrouble {
    return reply(authorized(place, call, wanted));
  }

  private static Reply reply(Authorized authorized) {
    return authorized.answer().reply().after(authorized.tried(), authorized.faults());
  }

  private Authorized authorized(Place place, Call call, Wanted wanted) throws RegistryTrouble {
    if (options.offline()) {
      throw new RegistryTrouble(
          Kind.LIMIT,
          "%s was not asked about %s, because --offline forbids it."
              .formatted(place.registry(), place.repository()),
          "Supply the image with --images PATH, or leave out --offline.");
    }
    try {
      return authorizer.ask(place, call, wanted);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw Troubles.stopped(place.apiHost());
    }
  }

  /** Ends every call that is still under way. */
  @Override
  public void close() {
    transport.close();
  }
}
