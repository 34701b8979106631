package dev.bulkhead.registry.http;

import dev.bulkhead.registry.http.Patience.Answer;
import dev.bulkhead.registry.http.Patience.Wanted;
import dev.bulkhead.registry.http.RegistryTrouble.Kind;
import dev.bulkhead.registry.json.Json;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Bearer tokens, fetched where a challenge says (distribution/distribution, {@code
 * docs/spec/auth/token.md} and {@code oauth.md}) and kept until shortly before they expire.
 */
final class Tokens {
  /** What the specification has a token last for that does not say. */
  private static final long USUAL_SECONDS = 60;

  private static final long MOST_SECONDS = 86_400;
  private static final long SPARE_SECONDS = 10;

  private final Patience patience;
  private final Limits limits;
  private final Pace pace;
  private final Map<Key, Slot> slots = new ConcurrentHashMap<>();

  Tokens(Patience patience, Limits limits, Pace pace) {
    this.patience = patience;
    this.limits = limits;
    this.pace = pace;
  }

  /** What a token is for, and who asks for it. */
  record Key(String realm, String service, String scope, Credential credential) {}

  /** A token; {@code isNew} where it was fetched just now. */
  record Token(String value, boolean isNew) {
    @Override
    public String toString() {
      return "Token";
    }
  }

  private static final class Slot {
    private String value = "";
    private Instant end = Instant.MIN;
    private boolean refused;
  }

  /**
   * The token; empty where the token server does not accept the credential.
   *
   * @param place who wanted it, for messages and for how safe its realm must be
   */
  Optional<Token> get(Key key, Place place, boolean isPlain)
      throws RegistryTrouble, InterruptedException {
    Slot slot = slots.computeIfAbsent(key, _ -> new Slot());
    synchronized (slot) {
      if (slot.refused) {
        return Optional.empty();
      }
      if (pace.now().isBefore(slot.end)) {
        return Optional.of(new Token(slot.value, false));
      }
      fetch(slot, key, place, isPlain);
      return slot.refused ? Optional.empty() : Optional.of(new Token(slot.value, true));
    }
  }

  /** Forgets a token that was not accepted. */
  void forget(Key key) {
    Slot slot = slots.get(key);
    if (slot != null) {
      synchronized (slot) {
        slot.end = Instant.MIN;
      }
    }
  }

  private void fetch(Slot slot, Key key, Place place, boolean isPlain)
      throws RegistryTrouble, InterruptedException {
    Call call = call(key, place, isPlain);
    Answer answer = patience.ask(call, Wanted.atMost(limits.answerBytes()));
    switch (answer.status()) {
      case 200 -> keep(slot, answer, call);
      case 400, 401, 403 -> slot.refused = true;
      default ->
          throw trouble(
              "%s, which hands out tokens for %s, answered %d."
                  .formatted(call.host(), place.registry(), answer.status()));
    }
  }

  private void keep(Slot slot, Answer answer, Call call) throws RegistryTrouble {
    Json json =
        answer
            .reply()
            .json()
            .orElseThrow(
                () ->
                    trouble(
                        "%s was asked for a token and answered with what is not a JSON object."
                            .formatted(call.host())));
    String value = json.text("token").isEmpty() ? json.text("access_token") : json.text("token");
    boolean isSendable = value.chars().allMatch(c -> c > ' ' && c < 0x7f);
    if (value.isEmpty() || !isSendable) {
      throw trouble("%s was asked for a token and gave none.".formatted(call.host()));
    }
    Long given = json.number("expires_in");
    long seconds = given == null ? USUAL_SECONDS : Math.clamp(given, 0, MOST_SECONDS);
    slot.value = value;
    slot.end = pace.now().plusSeconds(Math.max(seconds, USUAL_SECONDS) - SPARE_SECONDS);
  }

  private static Call call(Key key, Place place, boolean isPlain) throws RegistryTrouble {
    URI realm = realm(key.realm(), place, isPlain);
    var parameters = new LinkedHashMap<String, String>();
    if (!key.service().isEmpty()) {
      parameters.put("service", key.service());
    }
    parameters.put("scope", key.scope());
    return switch (key.credential()) {
      case Credential.IdentityToken identity -> {
        parameters.put("grant_type", "refresh_token");
        parameters.put("client_id", "bulkhead");
        parameters.put("refresh_token", identity.token());
        yield Call.post(realm, encoded(parameters));
      }
      case Credential.Password password ->
          Call.of("GET", with(realm, parameters), "").authorizedBy(basic(password));
      case Credential.Anonymous _, Credential.RegistryToken _ ->
          Call.of("GET", with(realm, parameters), "");
    };
  }

  private static URI realm(String realm, Place place, boolean isPlain) throws RegistryTrouble {
    try {
      var uri = new URI(realm);
      boolean isSafe =
          "https".equals(uri.getScheme()) || ("http".equals(uri.getScheme()) && isPlain);
      if (isSafe && uri.getHost() != null && uri.getUserInfo() == null) {
        return uri;
      }
    } catch (URISyntaxException malformed) {
      // told below, without the text: a server may write anything there
    }
    throw trouble("%s sends for a token to what is no https address.".formatted(place.registry()));
  }

  private static URI with(URI realm, Map<String, String> parameters) {
    String joint = realm.getRawQuery() == null ? "?" : "&";
    String text = realm.toString();
    int fragment = text.indexOf('#');
    return URI.create(
        (fragment < 0 ? text : text.substring(0, fragment)) + joint + encoded(parameters));
  }

  private static String encoded(Map<String, String> parameters) {
    return parameters.entrySet().stream()
        .flatMap(Tokens::eachScope)
        .map(e -> e.getKey() + "=" + URLEncoder.encode(e.getValue(), StandardCharsets.UTF_8))
        .collect(Collectors.joining("&"));
  }

  /** Several scopes are a parameter each (token specification, "Requesting a Token"). */
  private static Stream<Map.Entry<String, String>> eachScope(Map.Entry<String, String> parameter) {
    return parameter.getKey().equals("scope")
        ? Stream.of(parameter.getValue().split(" ", -1)).map(scope -> Map.entry("scope", scope))
        : Stream.of(parameter);
  }

  /** The value of {@code Authorization} for a user and password (RFC 7617). */
  static String basic(Credential.Password password) {
    String pair = password.user() + ":" + password.password();
    return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
  }

  private static RegistryTrouble trouble(String reason) {
    return new RegistryTrouble(
        Kind.TOKEN, reason, "Check the registry, log in to it again, or try again later.");
  }
}
