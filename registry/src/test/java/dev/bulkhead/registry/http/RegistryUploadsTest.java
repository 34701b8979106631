package dev.bulkhead.registry.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bulkhead.model.Digest;
import dev.bulkhead.registry.VerifiedBlob;
import dev.bulkhead.registry.http.RegistryUploads.Way;
import dev.bulkhead.testkit.registry.LoopbackRegistry;
import dev.bulkhead.testkit.registry.LoopbackRegistry.Fault;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RegistryUploadsTest {
  private static final byte[] CONTENT = content();
  private static final Digest DIGEST = VerifiedBlob.sha256(CONTENT);

  @TempDir private Path home;
  private LoopbackRegistry registry = start();
  private final AtomicInteger opened = new AtomicInteger();

  private static byte[] content() {
    var bytes = new byte[300_000];
    new Random(6).nextBytes(bytes);
    return bytes;
  }

  private static LoopbackRegistry start() {
    try {
      return new LoopbackRegistry();
    } catch (IOException unusual) {
      throw new AssertionError(unusual);
    }
  }

  @BeforeEach
  void fresh() {
    registry.close();
    registry = start();
  }

  @AfterEach
  void stop() {
    registry.close();
  }

  private RegistryUploads uploads() {
    return RegistryUploads.open(Desk.options(home), RegistryListener.NONE, new FakePace());
  }

  private Place place(String repository) {
    return new Place(registry.host(), repository);
  }

  private InputStream source() {
    opened.incrementAndGet();
    return new VerifiedBlob(new ByteArrayInputStream(CONTENT), DIGEST, CONTENT.length);
  }

  private Way bring(String repository) throws RegistryTrouble {
    try (var uploads = uploads()) {
      return uploads.bring(place(repository), DIGEST, CONTENT.length, this::source, null);
    }
  }

  @Test
  void a_blob_is_sent_and_is_there() throws Exception {
    try (var uploads = uploads()) {
      assertThat(uploads.holds(place("a/b"), DIGEST, CONTENT.length)).isFalse();

      assertThat(bring("a/b")).isEqualTo(Way.SENT);

      assertThat(registry.blob("a/b", DIGEST.toString())).isEqualTo(CONTENT);
      assertThat(uploads.holds(place("a/b"), DIGEST, CONTENT.length)).isTrue();
      assertThat(uploads.holds(place("a/b"), DIGEST, 1)).isFalse();
    }
  }

  @Test
  void what_breaks_on_the_way_is_gone_on_with_where_the_registry_stands() throws Exception {
    registry.failing(Fault.cut("PATCH", "uploads/", 100_000));

    bring("a/b");

    assertThat(registry.blob("a/b", DIGEST.toString())).isEqualTo(CONTENT);
    assertThat(registry.asked("POST")).hasSize(1);
    assertThat(registry.asked("PATCH")).hasSize(2);
  }

  @Test
  void a_server_fault_that_passes_is_waited_for() throws Exception {
    registry
        .failing(Fault.status("PATCH", "uploads/", 503))
        .failing(Fault.status("PUT", "uploads/", 500))
        .failing(Fault.status("POST", "uploads/", 502));

    bring("a/b");

    assertThat(registry.blob("a/b", DIGEST.toString())).isEqualTo(CONTENT);
  }

  @Test
  void an_upload_that_the_registry_has_forgotten_is_begun_anew() throws Exception {
    registry
        .failing(Fault.cut("PATCH", "uploads/", 100_000))
        .failing(Fault.status("GET", "uploads/", 404));

    bring("a/b");

    assertThat(registry.blob("a/b", DIGEST.toString())).isEqualTo(CONTENT);
    assertThat(registry.asked("POST")).hasSize(2);
  }

  @Test
  void a_registry_that_stands_elsewhere_than_it_says_gets_all_anew() throws Exception {
    registry
        .failing(Fault.cut("PATCH", "uploads/", 100_000))
        .failing(Fault.status("PATCH", "uploads/", 416));

    bring("a/b");

    assertThat(registry.blob("a/b", DIGEST.toString())).isEqualTo(CONTENT);
  }

  @Test
  void a_blob_that_is_damaged_is_never_committed_even_where_the_registry_checks_nothing() {
    registry.withoutChecks();
    byte[] damaged = CONTENT.clone();
    damaged[damaged.length - 1] ^= 1;
    try (var uploads = uploads()) {
      assertThatThrownBy(
              () ->
                  uploads.bring(
                      place("a/b"),
                      DIGEST,
                      CONTENT.length,
                      () ->
                          new VerifiedBlob(
                              new ByteArrayInputStream(damaged), DIGEST, CONTENT.length),
                      null))
          .isInstanceOfSatisfying(
              RegistryTrouble.class,
              trouble -> assertThat(trouble.kind()).isEqualTo(RegistryTrouble.Kind.SOURCE))
          .hasMessageContaining("holds other content");
    }
    assertThat(registry.asked("PUT")).isEmpty();
    assertThat(registry.blob("a/b", DIGEST.toString())).isNull();
  }

  @Test
  void a_blob_that_ends_early_is_never_committed() {
    registry.withoutChecks();
    byte[] half = new byte[CONTENT.length / 2];
    try (var uploads = uploads()) {
      assertThatThrownBy(
              () ->
                  uploads.bring(
                      place("a/b"),
                      DIGEST,
                      CONTENT.length,
                      () ->
                          new VerifiedBlob(new ByteArrayInputStream(half), DIGEST, CONTENT.length),
                      null))
          .isInstanceOf(RegistryTrouble.class)
          .hasMessageContaining("ended after");
    }
    assertThat(registry.blob("a/b", DIGEST.toString())).isNull();
  }

  @Test
  void what_another_repository_has_is_mounted_and_not_sent() throws Exception {
    bring("a/b");
    opened.set(0);
    try (var uploads = uploads()) {
      Way way = uploads.bring(place("c/d"), DIGEST, CONTENT.length, this::source, place("a/b"));

      assertThat(way).isEqualTo(Way.MOUNTED);
      assertThat(opened).hasValue(0);
      assertThat(registry.blob("c/d", DIGEST.toString())).isEqualTo(CONTENT);
    }
  }

  @Test
  void a_registry_that_mounts_nothing_is_sent_it_by_the_upload_that_it_begins() throws Exception {
    bring("a/b");
    registry.withoutMounts().forgetRequests();
    try (var uploads = uploads()) {
      Way way = uploads.bring(place("c/d"), DIGEST, CONTENT.length, this::source, place("a/b"));

      assertThat(way).isEqualTo(Way.SENT);
      assertThat(registry.asked("POST")).hasSize(1);
      assertThat(registry.blob("c/d", DIGEST.toString())).isEqualTo(CONTENT);
    }
  }

  @Test
  void a_token_is_asked_for_with_the_scopes_of_a_push_before_anything_is_sent() throws Exception {
    registry.wantingToken();
    try (var uploads = uploads()) {
      uploads.bring(place("c/d"), DIGEST, CONTENT.length, this::source, place("a/b"));
    }

    assertThat(registry.asked("GET"))
        .filteredOn(target -> target.startsWith("/token"))
        .last()
        .asString()
        .contains("scope=repository%3Aa%2Fb%3Apull", "scope=repository%3Ac%2Fd%3Apull%2Cpush");
    assertThat(registry.asked("PATCH")).hasSize(1);
  }

  @Test
  void a_credential_stays_with_its_registry_when_uploads_go_elsewhere() throws Exception {
    try (var elsewhere = new LoopbackRegistry()) {
      registry.wantingToken().uploadingTo(elsewhere);

      bring("a/b");

      assertThat(elsewhere.requests())
          .isNotEmpty()
          .allSatisfy(request -> assertThat(request.authorization()).isEmpty());
      assertThat(elsewhere.blob("a/b", DIGEST.toString())).isEqualTo(CONTENT);
    }
  }

  @Test
  void a_registry_that_takes_no_pushes_is_named_with_what_to_do() {
    registry.failing(Fault.status("POST", "uploads/", 405));

    assertThatThrownBy(() -> bring("a/b"))
        .isInstanceOfSatisfying(
            RegistryTrouble.class,
            trouble -> assertThat(trouble.supply()).contains("pull-through cache"))
        .hasMessageContaining("did not take blob " + DIGEST);
  }

  @Test
  void nobody_answers_at_last_and_that_is_said() {
    for (int i = 0; i < 20; i++) {
      registry.failing(Fault.status("PATCH", "uploads/", 503));
    }

    assertThatThrownBy(() -> bring("a/b")).hasMessageContaining("(503 UNKNOWN)");
    assertThat(registry.asked("PATCH")).hasSize(4);
  }

  @Test
  void an_empty_blob_is_brought_without_sending_anything() throws Exception {
    Digest none = VerifiedBlob.sha256(new byte[0]);
    try (var uploads = uploads()) {
      uploads.bring(place("a/b"), none, 0, InputStream::nullInputStream, null);
    }

    assertThat(registry.blob("a/b", none.toString())).isEmpty();
    assertThat(registry.asked("PATCH")).isEmpty();
  }

  @Test
  void a_manifest_is_put_byte_for_byte() throws Exception {
    byte[] manifest = "{\"schemaVersion\": 2 }\n".getBytes(StandardCharsets.UTF_8);
    try (var uploads = uploads()) {
      assertThat(uploads.manifest(place("a/b"), "v1")).isEmpty();

      uploads.put(place("a/b"), "v1", "application/vnd.oci.image.manifest.v1+json", manifest);

      assertThat(uploads.manifest(place("a/b"), "v1").orElseThrow()).isEqualTo(manifest);
    }
  }
}
