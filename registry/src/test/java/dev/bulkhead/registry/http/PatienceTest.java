package dev.bulkhead.registry.http;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.ok;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.stubbing.Scenario;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class PatienceTest {
  private static final WireMockServer SERVER = Desk.server();

  @TempDir private static Path home;

  private final FakePace pace = new FakePace();
  private final Recorder recorder = new Recorder();
  private RegistryOptions options = Desk.options(Path.of("/nowhere"));
  private Place place = new Place("unset", "a/b");

  @BeforeAll
  static void nothing_is_answered_at_first() {
    SERVER.resetAll();
  }

  @BeforeEach
  void a_place_on_the_server() {
    options = Desk.options(home);
    place = new Place(Desk.host(SERVER), "a/b");
  }

  @AfterEach
  void forget() {
    SERVER.resetAll();
  }

  @AfterAll
  static void stop() {
    SERVER.stop();
  }

  private static void answers(ResponseDefinitionBuilder... answers) {
    for (int i = 0; i < answers.length; i++) {
      SERVER.stubFor(
          any(anyUrl())
              .inScenario("turns")
              .whenScenarioStateIs(i == 0 ? Scenario.STARTED : "turn " + i)
              .willSetStateTo("turn " + (i + 1))
              .willReturn(answers[i]));
    }
  }

  private Reply get() throws RegistryTrouble {
    try (var client = RegistryClient.open(options, recorder, pace)) {
      return client.get(place, "manifests/v1", "application/json", 1000);
    }
  }

  @Test
  void a_wait_that_the_host_wishes_is_kept() throws Exception {
    answers(aResponse().withStatus(429).withHeader("Retry-After", "7"), ok("{}"));

    Reply reply = get();

    assertThat(reply.status()).isEqualTo(200);
    assertThat(pace.pauses()).containsExactly(Duration.ofSeconds(7));
  }

  @Test
  void a_wait_may_be_given_as_a_date() throws Exception {
    answers(
        aResponse().withStatus(503).withHeader("Retry-After", "Thu, 01 Jan 2026 00:00:09 GMT"),
        ok("{}"));

    get();

    assertThat(pace.pauses()).containsExactly(Duration.ofSeconds(9));
  }

  @Test
  void a_wait_beyond_the_deadline_is_not_begun() throws Exception {
    answers(aResponse().withStatus(429).withHeader("Retry-After", "3600"), ok("{}"));

    Reply reply = get();

    assertThat(reply.status()).isEqualTo(429);
    assertThat(pace.pauses()).isEmpty();
  }

  @Test
  void a_host_that_wants_rest_is_left_alone_by_all() throws Exception {
    answers(aResponse().withStatus(429).withHeader("Retry-After", "3600"), ok("{}"));
    try (var client =
        RegistryClient.open(options.withTimeout(Duration.ofHours(2)), recorder, pace)) {
      client.get(place, "manifests/v1", "", 1000);
    }

    assertThat(pace.pauses()).containsExactly(Duration.ofHours(1));
  }

  @ParameterizedTest
  @ValueSource(ints = {408, 429, 500, 502, 503, 504})
  void statuses_that_pass_are_asked_again_ever_later(int status) throws Exception {
    var failure = aResponse().withStatus(status);
    answers(failure, failure, failure, ok("{}"));

    Reply reply = get();

    assertThat(reply.status()).isEqualTo(200);
    assertThat(pace.pauses())
        .containsExactly(Duration.ofMillis(250), Duration.ofMillis(500), Duration.ofSeconds(1));
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 401, 403, 404, 405, 410, 501})
  void other_statuses_are_answers(int status) throws Exception {
    answers(aResponse().withStatus(status), ok("{}"));

    Reply reply = get();

    assertThat(reply.status()).isEqualTo(status);
    assertThat(recorder.requests()).isEqualTo(1);
  }

  @Test
  void a_status_that_does_not_pass_after_all_attempts_is_the_answer() throws Exception {
    SERVER.stubFor(any(anyUrl()).willReturn(aResponse().withStatus(503)));

    Reply reply = get();

    assertThat(reply.status()).isEqualTo(503);
    assertThat(recorder.requests()).isEqualTo(options.limits().attempts());
  }

  @ParameterizedTest
  @EnumSource(names = {"EMPTY_RESPONSE", "RANDOM_DATA_THEN_CLOSE", "CONNECTION_RESET_BY_PEER"})
  void a_connection_that_breaks_is_tried_again(Fault fault) throws Exception {
    answers(aResponse().withFault(fault), ok("{}"));

    Reply reply = get();

    assertThat(reply.status()).isEqualTo(200);
  }

  @Test
  void a_body_that_ends_too_soon_is_asked_for_again() throws Exception {
    answers(aResponse().withFault(Fault.MALFORMED_RESPONSE_CHUNK), ok("{\"whole\":true}"));

    Reply reply = get();

    assertThat(reply.text()).isEqualTo("{\"whole\":true}");
  }

  @Test
  void a_connection_that_always_breaks_is_told() {
    SERVER.stubFor(any(anyUrl()).willReturn(aResponse().withFault(Fault.EMPTY_RESPONSE)));

    assertThatThrownBy(this::get)
        .isInstanceOfSatisfying(
            RegistryTrouble.class,
            trouble -> {
              assertThat(trouble.kind()).isEqualTo(RegistryTrouble.Kind.BROKEN);
              assertThat(trouble.reason()).contains(Desk.host(SERVER)).endsWith(".");
            });
  }

  @Test
  void no_answer_at_all_is_told() {
    options = options.withLimits(impatient(Duration.ofMillis(200)));
    SERVER.stubFor(any(anyUrl()).willReturn(ok("{}").withFixedDelay(60_000)));

    assertThatThrownBy(this::get)
        .isInstanceOfSatisfying(
            RegistryTrouble.class,
            trouble -> assertThat(trouble.kind()).isEqualTo(RegistryTrouble.Kind.TIMEOUT));
  }

  @Test
  void a_body_that_drips_is_cut() {
    options = options.withLimits(impatient(Duration.ofMillis(200)));
    SERVER.stubFor(
        any(anyUrl()).willReturn(ok("x".repeat(600)).withChunkedDribbleDelay(600, 60_000)));

    assertThatThrownBy(this::get)
        .isInstanceOfSatisfying(
            RegistryTrouble.class,
            trouble -> {
              assertThat(trouble.kind()).isEqualTo(RegistryTrouble.Kind.TIMEOUT);
              assertThat(trouble.reason()).contains("fewer than 4096 bytes");
            });
  }

  @Test
  void a_stream_that_drips_is_cut() throws Exception {
    options = options.withLimits(impatient(Duration.ofMillis(200)));
    SERVER.stubFor(
        any(anyUrl()).willReturn(ok("x".repeat(600)).withChunkedDribbleDelay(600, 60_000)));
    try (var client = RegistryClient.open(options, recorder, pace);
        var stream = client.open(place, "blobs/x")) {
      assertThatThrownBy(stream::readAllBytes)
          .isInstanceOf(RegistryTrouble.class)
          .hasMessageContaining("fewer than 4096 bytes");
    }
  }

  @Test
  void a_body_is_cut_at_the_deadline() throws Exception {
    options = options.withLimits(impatient(Duration.ofMillis(200)));
    SERVER.stubFor(
        any(anyUrl()).willReturn(ok("x".repeat(600)).withChunkedDribbleDelay(600, 60_000)));
    try (var client = RegistryClient.open(options, recorder, pace);
        var stream = client.open(place, "blobs/x")) {
      pace.advance(options.timeout());

      assertThatThrownBy(stream::readAllBytes)
          .isInstanceOf(RegistryTrouble.class)
          .hasMessageContaining("The time for asking registries (2 min) was over");
    }
  }

  private static Limits impatient(Duration window) {
    return Limits.usual().withPatience(Duration.ofSeconds(5), window, window);
  }

  @Test
  void an_answer_that_is_too_long_is_not_read() {
    answers(ok("x".repeat(1001)), ok("{}"));

    assertThatThrownBy(this::get)
        .isInstanceOfSatisfying(
            RegistryTrouble.class,
            trouble -> {
              assertThat(trouble.kind()).isEqualTo(RegistryTrouble.Kind.TOO_LARGE);
              assertThat(trouble.reason()).contains("1,000 bytes");
            });
  }

  @Test
  void an_answer_of_just_the_length_is_read() throws Exception {
    answers(ok("x".repeat(1000)));

    assertThat(get().bytes()).hasSize(1000);
  }

  @Test
  void an_error_is_read_only_so_far() throws Exception {
    answers(aResponse().withStatus(404).withBody("x".repeat(200_000)));

    assertThat(get().bytes()).hasSizeLessThanOrEqualTo(1 << 16);
  }

  @Test
  void nothing_is_asked_after_the_deadline() throws Exception {
    SERVER.stubFor(any(anyUrl()).willReturn(ok("{}")));
    try (var client = RegistryClient.open(options, recorder, pace)) {
      pace.advance(options.timeout());

      assertThatThrownBy(() -> client.get(place, "x", "", 10))
          .isInstanceOf(RegistryTrouble.class)
          .hasMessageContaining("2 min");
    }
    assertThat(recorder.requests()).isZero();
  }

  @Test
  void requests_are_capped() throws Exception {
    SERVER.stubFor(any(anyUrl()).willReturn(ok("{}")));
    try (var client =
        RegistryClient.open(options.withLimits(options.limits().withRequests(2)), recorder, pace)) {
      client.get(place, "x", "", 10);
      client.get(place, "y", "", 10);

      assertThatThrownBy(() -> client.get(place, "z", "", 10))
          .isInstanceOf(RegistryTrouble.class)
          .hasMessageContaining("2 requests");
    }
  }

  @Test
  void a_dead_host_is_asked_no_more() throws Exception {
    var nobody = new Place("127.0.0.1:1", "a/b");
    try (var client = RegistryClient.open(options, recorder, pace)) {
      var first = trouble(client, nobody);
      long asked = recorder.requests();
      var second = trouble(client, nobody);

      assertThat(first.kind()).isEqualTo(RegistryTrouble.Kind.CONNECTION);
      assertThat(second.reason()).isEqualTo(first.reason());
      assertThat(recorder.requests()).isEqualTo(asked);
    }
  }

  private static RegistryTrouble trouble(RegistryClient client, Place place) {
    try {
      client.get(place, "x", "", 10);
    } catch (RegistryTrouble trouble) {
      return trouble;
    }
    throw new AssertionError("It was answered.");
  }

  @Test
  void no_more_than_so_many_requests_are_before_a_host_at_once() throws Exception {
    SERVER.stubFor(any(anyUrl()).willReturn(ok("{}").withFixedDelay(20)));
    var open = new Concurrency();
    try (var client = RegistryClient.open(options, open, Pace.REAL);
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Reply>> replies = new ArrayList<>();
      for (int i = 0; i < 40; i++) {
        String path = "manifests/v" + i;
        replies.add(threads.submit(() -> client.get(place, path, "", 10)));
      }
      for (Future<Reply> reply : replies) {
        reply.get();
      }
    }
    assertThat(open.most()).isBetween(2, options.limits().requestsPerHost());
  }

  private static final class Concurrency implements RegistryListener {
    private int now;
    private int most;

    @Override
    public synchronized void on(RegistryEvent event) {
      if (event instanceof RegistryEvent.Asked) {
        most = Math.max(most, ++now);
      } else if (event instanceof RegistryEvent.Answered) {
        now--;
      }
    }

    synchronized int most() {
      return most;
    }
  }

  @Test
  void an_interrupted_thread_stops_waiting() throws Exception {
    SERVER.stubFor(any(anyUrl()).willReturn(ok("{}").withFixedDelay(60_000)));
    try (var client = RegistryClient.open(options, recorder, Pace.REAL)) {
      Thread.currentThread().interrupt();

      assertThatThrownBy(() -> client.get(place, "x", "", 10))
          .isInstanceOfSatisfying(
              RegistryTrouble.class,
              trouble -> assertThat(trouble.kind()).isEqualTo(RegistryTrouble.Kind.INTERRUPTED));
      assertThat(Thread.interrupted()).isTrue();
    }
  }

  @Test
  void closing_the_client_ends_what_is_under_way() throws Exception {
    SERVER.stubFor(any(anyUrl()).willReturn(ok("{}").withFixedDelay(60_000)));
    var asked = new CountDownLatch(1);
    var client = RegistryClient.open(options, _ -> asked.countDown(), pace);
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var answer = threads.submit(() -> trouble(client, place));
      asked.await();

      client.close();

      assertThat(answer.get().kind()).isEqualTo(RegistryTrouble.Kind.INTERRUPTED);
      assertThat(trouble(client, place).kind()).isEqualTo(RegistryTrouble.Kind.INTERRUPTED);
      assertThat(pace.pauses()).isEmpty();
    }
  }

  @Test
  void a_stream_brings_the_whole_body() throws IOException {
    byte[] body = new byte[3_000_000];
    new java.util.Random(1).nextBytes(body);
    SERVER.stubFor(any(anyUrl()).willReturn(aResponse().withBody(body)));
    try (var client = RegistryClient.open(options, recorder, pace);
        var stream = client.open(place, "blobs/x")) {
      assertThat(stream.readAllBytes()).isEqualTo(body);
    }
  }
}
