package dev.bulkhead.registry;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.headRequestedFor;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bulkhead.model.ImageReference;
import dev.bulkhead.model.Platform;
import dev.bulkhead.registry.ContentStore.ManifestAnswer;
import dev.bulkhead.registry.http.Desk;
import dev.bulkhead.registry.http.FakePace;
import dev.bulkhead.registry.http.Mirror;
import dev.bulkhead.registry.http.Recorder;
import dev.bulkhead.registry.http.RegistryClient;
import dev.bulkhead.registry.http.RegistryEvent;
import dev.bulkhead.registry.http.RegistryOptions;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RegistryImagesTest {
  private static final FakeRegistry ORIGIN = new FakeRegistry();
  private static final FakeRegistry MIRROR = new FakeRegistry();
  private static final String MANIFEST = "{\"schemaVersion\":2}";

  @TempDir private static Path home;
  private final Recorder recorder = new Recorder();

  @AfterEach
  void forget() {
    ORIGIN.reset();
    MIRROR.reset();
  }

  @AfterAll
  static void stop() {
    ORIGIN.stop();
    MIRROR.stop();
  }

  private RegistryImages images(RegistryOptions options) {
    return new RegistryImages(
        RegistryClient.open(options, recorder, new FakePace()),
        recorder,
        RegistryImagesTest::assemble);
  }

  /** Stands in for the assembler: an image that is there is one that lacks the platform. */
  private static ImageLookup assemble(
      ContentStore store, ImageReference reference, Platform platform) {
    return switch (store.manifest(reference.effectiveTag())) {
      case ManifestAnswer.Content content ->
          new ImageLookup.PlatformMissing(content.digest(), store.where(), new TreeSet<>());
      case ManifestAnswer.NotFound(var answer, var nearest) ->
          new ImageLookup.Missing(store.where(), answer, nearest);
      case ManifestAnswer.NotTold(var reason, var supply) ->
          new ImageLookup.Unavailable(reason, supply);
    };
  }

  private static RegistryOptions mirrored(boolean only) {
    var mirror = Mirror.read(ORIGIN.host() + "=" + MIRROR.host() + "/cache");
    return Desk.options(home).withMirrors(List.of(mirror), only);
  }

  private ImageLookup find(RegistryOptions options) {
    try (var images = images(options)) {
      return images.find(ORIGIN.reference("a/b:v1"), Platform.LINUX_AMD64);
    }
  }

  private static String where(ImageLookup lookup) {
    return switch (lookup) {
      case ImageLookup.Found(var image) -> image.where();
      case ImageLookup.PlatformMissing missing -> missing.where();
      case ImageLookup.Missing missing -> missing.where();
      case ImageLookup.Unavailable unavailable -> unavailable.reason();
    };
  }

  @Test
  void a_mirror_is_asked_first_and_alone_where_it_has_it() {
    MIRROR.empty().manifest("cache/a/b", "v1", ManifestTypes.OCI_MANIFEST, MANIFEST);

    var lookup = find(mirrored(false));

    assertThat(where(lookup)).isEqualTo(MIRROR.host());
    ORIGIN.server().verify(0, anyRequestedFor(anyUrl()));
  }

  @Test
  void what_a_mirror_lacks_the_origin_may_have() {
    MIRROR.empty();
    ORIGIN.empty().manifest("a/b", "v1", ManifestTypes.OCI_MANIFEST, MANIFEST);

    var lookup = find(mirrored(false));

    assertThat(where(lookup)).isEqualTo(ORIGIN.host());
    assertThat(recorder.events())
        .contains(new RegistryEvent.FellBack(MIRROR.host(), ORIGIN.host(), "MISSING"));
  }

  @Test
  void a_mirror_that_fails_is_passed_over() {
    MIRROR.server().stubFor(any(anyUrl()).willReturn(aResponse().withStatus(500)));
    ORIGIN.empty().manifest("a/b", "v1", ManifestTypes.OCI_MANIFEST, MANIFEST);

    assertThat(where(find(mirrored(false)))).isEqualTo(ORIGIN.host());
  }

  @Test
  void what_neither_has_is_missing_as_the_origin_says() {
    MIRROR.empty();
    ORIGIN.empty();

    assertThat(find(mirrored(false)))
        .isInstanceOfSatisfying(
            ImageLookup.Missing.class,
            missing -> assertThat(missing.where()).isEqualTo(ORIGIN.host()));
  }

  @Test
  void what_a_mirror_lacks_is_not_missing_where_the_origin_does_not_tell() {
    MIRROR.empty();
    ORIGIN.server().stubFor(any(anyUrl()).willReturn(aResponse().withStatus(403)));

    assertThat(find(mirrored(false))).isInstanceOf(ImageLookup.Unavailable.class);
  }

  @Test
  void with_mirrors_only_the_origin_is_not_asked() {
    MIRROR.empty();

    var lookup = find(mirrored(true));

    assertThat(lookup)
        .isInstanceOfSatisfying(
            ImageLookup.Missing.class,
            missing -> assertThat(missing.where()).isEqualTo(MIRROR.host()));
    ORIGIN.server().verify(0, anyRequestedFor(anyUrl()));
  }

  @Test
  void with_mirrors_only_one_that_does_not_tell_leaves_it_open() {
    MIRROR.empty();
    var dead = Mirror.read(ORIGIN.host() + "/a=127.0.0.1:1/x");
    var other = Mirror.read(ORIGIN.host() + "=" + MIRROR.host());
    var options = Desk.options(home).withMirrors(List.of(other, dead), true);

    assertThat(find(options)).isInstanceOf(ImageLookup.Unavailable.class);
    assertThat(recorder.events())
        .contains(new RegistryEvent.FellBack("127.0.0.1:1", MIRROR.host(), "UNKNOWN"));
  }

  @Test
  void what_no_mirror_covers_is_asked_of_its_own_registry_even_then() {
    ORIGIN.empty().manifest("a/b", "v1", ManifestTypes.OCI_MANIFEST, MANIFEST);
    var options = Desk.options(home).withMirrors(List.of(Mirror.read("docker.io=m.example")), true);

    assertThat(where(find(options))).isEqualTo(ORIGIN.host());
  }

  @Test
  void a_blob_that_the_mirror_lacks_comes_from_the_origin() {
    MIRROR.empty().manifest("cache/a/b", "v1", ManifestTypes.OCI_MANIFEST, MANIFEST);
    var digest = ORIGIN.empty().blob("a/b", new byte[] {7});
    var read = new ArrayList<Byte>();
    RegistryImages.Assembly reading =
        (store, reference, platform) -> {
          try (var blob = store.blob(digest, 1)) {
            read.add((byte) blob.read());
          } catch (java.io.IOException failure) {
            throw new AssertionError(failure);
          }
          return assemble(store, reference, platform);
        };
    var client = RegistryClient.open(mirrored(false), recorder, new FakePace());
    try (var images = new RegistryImages(client, recorder, reading)) {
      images.find(ORIGIN.reference("a/b:v1"), Platform.LINUX_AMD64);
    }
    assertThat(read).containsExactly((byte) 7);
  }

  @Test
  void many_who_ask_at_once_share_one_lookup() throws Exception {
    ORIGIN.empty().manifest("a/b", "v1", ManifestTypes.OCI_MANIFEST, MANIFEST);
    try (var images = images(Desk.options(home));
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var answers = new ArrayList<Future<ImageLookup>>();
      for (int i = 0; i < 200; i++) {
        var reference = ORIGIN.reference("a/b:v1");
        answers.add(threads.submit(() -> images.find(reference, Platform.LINUX_AMD64)));
      }
      for (Future<ImageLookup> answer : answers) {
        assertThat(where(answer.get())).isEqualTo(ORIGIN.host());
      }
    }
    ORIGIN.server().verify(2, anyRequestedFor(anyUrl()));
  }

  @Test
  void a_second_platform_costs_no_second_index() {
    ORIGIN.empty().manifest("a/b", "v1", ManifestTypes.OCI_MANIFEST, MANIFEST);
    try (var images = images(Desk.options(home))) {
      images.find(ORIGIN.reference("a/b:v1"), Platform.LINUX_AMD64);
      images.find(ORIGIN.reference("a/b:v1"), Platform.of("linux", "arm64", ""));
    }
    ORIGIN.server().verify(1, headRequestedFor(anyUrl()));
  }

  @Test
  void existence_falls_back_like_everything_else() {
    MIRROR.empty();
    ORIGIN.empty().manifest("a/b", "v1", ManifestTypes.OCI_MANIFEST, MANIFEST);
    try (var images = images(mirrored(false))) {
      assertThat(images.existence(ORIGIN.reference("a/b:v1")))
          .isInstanceOfSatisfying(
              Existence.Exists.class,
              exists -> assertThat(exists.where()).isEqualTo(ORIGIN.host()));
    }
  }

  @Test
  void tags_are_listed_by_the_first_who_does() {
    MIRROR.empty();
    ORIGIN.empty().tags("a/b", "v1", "v2");
    try (var images = images(mirrored(false))) {
      assertThat(images.tags(ORIGIN.reference("a/b:v1"))).containsExactly("v1", "v2");
    }
  }

  @Test
  void offline_says_what_was_wanted() {
    var lookup = find(Desk.options(home).withoutNetwork());

    assertThat(lookup)
        .isInstanceOfSatisfying(
            ImageLookup.Unavailable.class,
            unavailable -> {
              assertThat(unavailable.reason()).contains(ORIGIN.host(), "a/b", "--offline");
              assertThat(unavailable.supply()).contains("--images PATH");
            });
    ORIGIN.server().verify(0, anyRequestedFor(anyUrl()));
  }

  @Test
  void the_estimate_counts_each_image_once() {
    try (var images = images(Desk.options(home))) {
      var references =
          List.of(
              ORIGIN.reference("a/b:v1"), ORIGIN.reference("a/b:v1"), ORIGIN.reference("a/b:v2"));

      // two images with HEAD, index, and manifest and config for two platforms; a token; a
      // challenge
      assertThat(images.estimate(references, 2)).isEqualTo(2 * 6 + 1 + 1);
    }
  }
}
