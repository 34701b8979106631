package dev.bulkhead.registry.http;

import dev.bulkhead.registry.http.RegistryTrouble.Kind;
import dev.bulkhead.registry.http.Transport.Received;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Asks again when it may help: after statuses and failures that pass, no sooner than the host
 * wishes ({@code Retry-After}, RFC 9110 section 10.2.3), and only while the deadline allows.
 */
final class Patience {
  private static final Set<Integer> PASSING = Set.of(408, 429, 500, 502, 503, 504);
  private static final int ATTEMPTS_TO_REACH = 2;
  private static final int ERROR_BYTES = 1 << 16;
  private static final long FIRST_WAIT_MILLIS = 500;
  private static final long LONGEST_WAIT_MILLIS = 10_000;

  private final Transport transport;
  private final Hosts hosts;
  private final Limits limits;
  private final Deadline deadline;
  private final Pace pace;
  private final RegistryListener listener;

  Patience(Transport transport, Limits limits, Deadline deadline, RegistryListener listener) {
    this.transport = transport;
    this.hosts = new Hosts(limits.requestsPerHost());
    this.limits = limits;
    this.deadline = deadline;
    this.pace = deadline.pace();
    this.listener = listener;
  }

  /**
   * What came of a request.
   *
   * @param stream the body of a success that was asked for as a stream
   */
  record Answer(Reply reply, @Nullable InputStream stream) {
    int status() {
      return reply.status();
    }
  }

  /** How a body is wanted: whole and no longer than this, or as a stream. */
  record Wanted(int most, boolean asStream) {
    static Wanted atMost(int bytes) {
      return new Wanted(bytes, false);
    }

    static Wanted stream() {
      return new Wanted(0, true);
    }
  }

  /** Asks until there is an answer that will not pass. */
  Answer ask(Call call, Wanted wanted) throws RegistryTrouble, InterruptedException {
    var host = hosts.of(call.host());
    for (int attempt = 1; ; attempt++) {
      host.check();
      letRest(host, call);
      Pause pause;
      try {
        Answer answer = once(host, call, wanted);
        pause = after(answer, attempt);
        if (call.isStreamed() || isFinal(answer, attempt, pause.length())) {
          return answer;
        }
        if (answer.status() == 429) {
          host.rest(pace.now().plus(pause.length()));
        }
      } catch (RegistryTrouble trouble) {
        pause = new Pause(backoff(attempt), trouble.kind().toString());
        if (call.isStreamed() || isFinal(trouble, attempt, pause.length())) {
          throw giveUp(host, trouble);
        }
      }
      listener.on(new RegistryEvent.Waiting(call.host(), pause.length(), pause.why()));
      pace.pause(pause.length());
    }
  }

  private record Pause(Duration length, String why) {}

  private Pause after(Answer answer, int attempt) {
    Duration length =
        answer.reply().header("Retry-After").flatMap(this::retryAfter).orElse(backoff(attempt));
    return new Pause(length, String.valueOf(answer.status()));
  }

  private static RegistryTrouble giveUp(Hosts.Host host, RegistryTrouble trouble) {
    if (trouble.concernsHost()) {
      host.giveUp(trouble);
    }
    return trouble;
  }

  private boolean isFinal(Answer answer, int attempt, Duration wait) {
    return !PASSING.contains(answer.status())
        || attempt >= limits.attempts()
        || wait.compareTo(deadline.left()) >= 0;
  }

  /** Lets time pass before the next attempt at what whoever asks repeats by himself. */
  void pauseAfter(int attempt, String host, String why) throws InterruptedException {
    Duration length = backoff(attempt);
    listener.on(new RegistryEvent.Waiting(host, length, why));
    pace.pause(length);
  }

  private boolean isFinal(RegistryTrouble trouble, int attempt, Duration wait) {
    boolean mayReach =
        (trouble.kind() == Kind.NAME || trouble.kind() == Kind.CONNECTION)
            && attempt < ATTEMPTS_TO_REACH;
    return !(mayReach || (trouble.mayPass() && attempt < limits.attempts()))
        || wait.compareTo(deadline.left()) >= 0;
  }

  private void letRest(Hosts.Host host, Call call) throws RegistryTrouble, InterruptedException {
    Duration rest = host.resting(pace.now());
    if (rest.isZero()) {
      return;
    }
    if (rest.compareTo(deadline.left()) >= 0) {
      throw new RegistryTrouble(
          Kind.LIMIT,
          "%s limits the rate of requests and wants none for %s, longer than the time that is left."
              .formatted(call.host(), Words.duration(rest)),
          "Log in to %s, allow more time with --timeout, or try again later."
              .formatted(call.host()));
    }
    pace.pause(rest);
  }

  private Answer once(Hosts.Host host, Call call, Wanted wanted)
      throws RegistryTrouble, InterruptedException {
    host.enter();
    try {
      Received received = transport.send(call);
      if (wanted.asStream() && received.status() == (call.from() > 0 ? 206 : 200)) {
        return new Answer(reply(received, new byte[0]), received.body());
      }
      try (InputStream body = received.body()) {
        return new Answer(reply(received, read(received, body, call, wanted)), null);
      }
    } catch (RegistryTrouble trouble) {
      throw trouble;
    } catch (IOException broken) {
      throw Troubles.of(broken, call.host(), limits.head());
    } finally {
      host.leave();
    }
  }

  private static Reply reply(Received received, byte[] body) {
    return new Reply(
        received.status(), received.headers(), body, received.host(), List.of(), List.of());
  }

  private static byte[] read(Received received, InputStream body, Call call, Wanted wanted)
      throws IOException {
    if (received.status() != 200) {
      return body.readNBytes(ERROR_BYTES);
    }
    if (call.method().equals("HEAD")) {
      return new byte[0];
    }
    byte[] bytes = body.readNBytes(wanted.most() + 1);
    if (bytes.length > wanted.most()) {
      throw new RegistryTrouble(
          Kind.TOO_LARGE,
          "The answer of %s to %s is longer than %,d bytes, which is the most that is read."
              .formatted(received.host(), call.what(), wanted.most()),
          "Check what the registry serves there.");
    }
    return bytes;
  }

  /** Twice as long each time, between half and the whole of it by chance. */
  private Duration backoff(int attempt) {
    long whole = Math.min(FIRST_WAIT_MILLIS << Math.min(attempt - 1, 10), LONGEST_WAIT_MILLIS);
    long half = whole / 2;
    return Duration.ofMillis(half + (long) (half * pace.chance()));
  }

  private Optional<Duration> retryAfter(String value) {
    String text = value.strip();
    if (text.matches("[0-9]{1,9}")) {
      return Optional.of(Duration.ofSeconds(Long.parseLong(text)));
    }
    try {
      Instant at = ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
      Duration length = Duration.between(pace.now(), at);
      return Optional.of(length.isNegative() ? Duration.ZERO : length);
    } catch (DateTimeParseException neither) {
      return Optional.empty();
    }
  }
}
