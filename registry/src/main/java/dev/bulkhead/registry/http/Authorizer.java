package dev.bulkhead.registry.http;

import dev.bulkhead.registry.http.Patience.Answer;
import dev.bulkhead.registry.http.Patience.Wanted;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListSet;
import org.jspecify.annotations.Nullable;

/**
 * Asks as whoever may know: without a credential until a registry wants one, then with each that
 * there is, at last with none again (a token for anyone).
 */
final class Authorizer {
  private static final Credential ANYONE = new Credential.Anonymous();

  private final Patience patience;
  private final Tokens tokens;
  private final Keychain keychain;
  private final RegistryOptions options;
  private final Map<String, Challenge> challenges = new ConcurrentHashMap<>();
  private final Map<Place, Set<String>> scopes = new ConcurrentHashMap<>();
  private final Map<Place, Credential> accepted = new ConcurrentHashMap<>();

  Authorizer(Patience patience, Tokens tokens, Keychain keychain, RegistryOptions options) {
    this.patience = patience;
    this.tokens = tokens;
    this.keychain = keychain;
    this.options = options;
  }

  /**
   * An answer and how it was come by.
   *
   * @param tried sources of credentials, in the order of trying
   * @param faults sentences on credentials that could not be used
   */
  record Authorized(Answer answer, List<String> tried, List<String> faults) {}

  /** One question to a place. */
  private record Question(Place place, Call call, Wanted wanted) {}

  /** Asks as nobody, and takes whatever comes back. */
  Reply askAsNobody(Call call, Wanted wanted) throws RegistryTrouble, InterruptedException {
    return patience.ask(call, wanted).reply();
  }

  Authorized ask(Place place, Call call, Wanted wanted)
      throws RegistryTrouble, InterruptedException {
    var question = new Question(place, call, wanted);
    Challenge known = challenges.get(place.apiHost());
    if (known != null) {
      return withEach(known, question);
    }
    Answer first = patience.ask(call, wanted);
    Optional<Challenge> challenge = challenge(first);
    if (challenge.isEmpty()) {
      return new Authorized(first, List.of(), List.of());
    }
    challenges.put(place.apiHost(), challenge.get());
    remember(place, challenge.get());
    return withEach(challenge.get(), question);
  }

  private static Optional<Challenge> challenge(Answer answer) {
    return answer.status() == 401
        ? Challenge.best(answer.reply().headers("WWW-Authenticate"))
        : Optional.empty();
  }

  private void remember(Place place, Challenge challenge) {
    if (!challenge.parameter("scope").isEmpty()) {
      expect(place, challenge.parameter("scope"));
    }
  }

  /**
   * From now on tokens for that place are asked for with this scope, too: before content is sent,
   * so that it is not sent twice.
   */
  void expect(Place place, String scope) {
    scopes.computeIfAbsent(place, _ -> new ConcurrentSkipListSet<>()).add(scope);
  }

  private Authorized withEach(Challenge challenge, Question question)
      throws RegistryTrouble, InterruptedException {
    Keychain.Held held = keychain.forPlace(question.place());
    var tried = new ArrayList<String>();
    var heard = new Heard();
    for (Credential credential : inOrder(question.place(), held.credentials())) {
      tried.add(credential.source());
      Answer answer = heard.orTrouble(() -> with(credential, challenge, question));
      if (answer != null && isLast(answer, credential, question.place())) {
        accepted.put(question.place(), credential);
        return new Authorized(answer, tried, held.faults());
      }
    }
    Answer best = heard.best();
    return new Authorized(
        best != null ? best : patience.ask(question.call(), question.wanted()),
        tried,
        held.faults());
  }

  /**
   * Whether another credential could not tell more: a 404 counts from whom was told of it before.
   */
  private boolean isLast(Answer answer, Credential credential, Place place) {
    return switch (answer.status()) {
      case 401, 403 -> false;
      case 404 -> credential.equals(accepted.get(place));
      default -> true;
    };
  }

  /** What was heard so far that is not the last word. */
  private static final class Heard {
    private @Nullable Answer absent;
    private @Nullable Answer refused;
    private @Nullable RegistryTrouble noToken;

    /** Asks with one credential. */
    @FunctionalInterface
    interface Asking {
      @Nullable Answer ask() throws RegistryTrouble, InterruptedException;
    }

    /** Another credential may still get a token; any other trouble would come again. */
    @Nullable Answer orTrouble(Asking asking) throws RegistryTrouble, InterruptedException {
      try {
        Answer answer = asking.ask();
        if (answer != null) {
          note(answer);
        }
        return answer;
      } catch (RegistryTrouble trouble) {
        if (trouble.kind() != RegistryTrouble.Kind.TOKEN) {
          throw trouble;
        }
        noToken = trouble;
        return null;
      }
    }

    /** A 403 says more than a 401: whoever asks is known, and may not. */
    private void note(Answer answer) {
      switch (answer.status()) {
        case 404 -> absent = absent == null ? answer : absent;
        case 401, 403 -> refused = refused != null && refused.status() == 403 ? refused : answer;
        default -> {}
      }
    }

    /** The answer that decides: nobody's 404 outweighs somebody's 403. Null where there is none. */
    @Nullable Answer best() throws RegistryTrouble {
      if (refused != null && (absent == null || refused.status() == 403)) {
        return refused;
      }
      if (absent == null && noToken != null) {
        throw noToken;
      }
      return absent;
    }
  }

  private List<Credential> inOrder(Place place, List<Credential> credentials) {
    var order = new ArrayList<>(credentials);
    order.add(ANYONE);
    Credential known = accepted.get(place);
    if (known != null && order.remove(known)) {
      order.addFirst(known);
    }
    return order;
  }

  /** The answer with that credential; null where it comes to no authorization. */
  private @Nullable Answer with(Credential credential, Challenge challenge, Question question)
      throws RegistryTrouble, InterruptedException {
    return switch (credential) {
      case Credential.RegistryToken token -> send(question, "Bearer " + token.token());
      case Credential.Password password when !challenge.isBearer() ->
          send(question, Tokens.basic(password));
      case Credential.Password _, Credential.IdentityToken _, Credential.Anonymous _ ->
          challenge.isBearer() ? withToken(credential, challenge, question) : null;
    };
  }

  private Answer send(Question question, String authorization)
      throws RegistryTrouble, InterruptedException {
    return patience.ask(question.call().authorizedBy(authorization), question.wanted());
  }

  private @Nullable Answer withToken(Credential credential, Challenge challenge, Question question)
      throws RegistryTrouble, InterruptedException {
    Answer last = null;
    for (int attempt = 0; attempt < 2; attempt++) {
      Tokens.Key key = key(credential, challenge, question.place());
      Optional<Tokens.Token> token =
          tokens.get(key, question.place(), options.isPlain(question.place()));
      if (token.isEmpty()) {
        return last;
      }
      last = send(question, "Bearer " + token.get().value());
      if (last.status() != 401) {
        return last;
      }
      tokens.forget(key);
      challenge(last).filter(Challenge::isBearer).ifPresent(c -> remember(question.place(), c));
      boolean isOtherScope = !key.equals(key(credential, challenge, question.place()));
      if (token.get().isNew() && !isOtherScope) {
        return last;
      }
    }
    return last;
  }

  private Tokens.Key key(Credential credential, Challenge challenge, Place place) {
    Set<String> expected =
        scopes.getOrDefault(place, Set.of("repository:%s:pull".formatted(place.repository())));
    String scope = String.join(" ", expected);
    return new Tokens.Key(
        challenge.parameter("realm"), challenge.parameter("service"), scope, credential);
  }
}
