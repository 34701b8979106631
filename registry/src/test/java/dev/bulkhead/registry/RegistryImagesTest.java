package dev.bulkhead.registry;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.headRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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

  private TagLookup tags(RegistryOptions options) {
    try (var images = images(options)) {
      return images.tags(ORIGIN.reference("a/b"));
    }
  }

  private static void refuse(FakeRegistry registry, int status) {
    registry
        .server()
        .stubFor(
            any(anyUrl())
                .willReturn(aResponse().withStatus(status).withHeader("Retry-After", "3600")));
  }

  @Test
  void tags_are_those_of_mirror_and_origin_together() {
    MIRROR.empty().tags("cache/a/b", "v2", "v3");
    ORIGIN.empty().tags("a/b", "v1", "v2");

    assertThat(tags(mirrored(false)))
        .isEqualTo(
            new TagLookup.Listed(
                List.of(MIRROR.host(), ORIGIN.host()), List.of("v2", "v3", "v1"), List.of()));
    assertThat(tags(mirrored(true)))
        .isEqualTo(new TagLookup.Listed(List.of(MIRROR.host()), List.of("v2", "v3"), List.of()));
  }

  @Test
  void the_tags_of_an_origin_are_all_whatever_its_mirror_says() {
    refuse(MIRROR, 403);
    ORIGIN.empty().tags("a/b", "v1");

    assertThat(tags(mirrored(false)))
        .isEqualTo(new TagLookup.Listed(List.of(ORIGIN.host()), List.of("v1"), List.of()));
  }

  @Test
  void the_tags_of_a_mirror_alone_may_not_be_all() {
    MIRROR.empty().tags("cache/a/b", "v1");
    refuse(ORIGIN, 403);

    assertThat(tags(mirrored(false)))
        .isInstanceOfSatisfying(
            TagLookup.Listed.class,
            listed -> {
              assertThat(listed.names()).containsExactly("v1");
              assertThat(listed.gaps())
                  .singleElement()
                  .asString()
                  .startsWith(ORIGIN.host() + " does not show " + ORIGIN.host() + "/a/b (403)");
            });
  }

  @Test
  void a_list_that_breaks_off_says_so() {
    ORIGIN.empty();
    ORIGIN
        .server()
        .stubFor(
            get(urlPathEqualTo("/v2/a/b/tags/list"))
                .willReturn(
                    aResponse()
                        .withHeader("Link", "</v2/a/b/tags/list?last=v1>; rel=next")
                        .withBody(FakeRegistry.page("v1"))));

    assertThat(tags(Desk.options(home)))
        .isEqualTo(
            new TagLookup.Listed(
                List.of(ORIGIN.host()),
                List.of("v1"),
                List.of(ORIGIN.host() + " did not tell all of its tags.")));
  }

  @Test
  void a_repository_that_is_not_there_has_no_tags_to_tell() {
    ORIGIN.empty();

    assertThat(tags(Desk.options(home)))
        .isEqualTo(new TagLookup.NoRepository(ORIGIN.host(), "404 MANIFEST_UNKNOWN"));
  }

  @ParameterizedTest
  @CsvSource({
    "401, asks who wants",
    "403, does not show",
    "404, not as a registry does",
    "405, answered 405 when asked for",
    "429, limits the rate of requests (429)",
    "500, answered 500 when asked for",
    "200, but with no list of tags"
  })
  void tags_that_are_not_told_are_not_said_to_be_none(int status, String reason) {
    refuse(ORIGIN, status);

    assertThat(tags(Desk.options(home)))
        .isInstanceOfSatisfying(
            TagLookup.Unavailable.class,
            untold -> {
              assertThat(untold.reason()).contains(reason, ORIGIN.host());
              assertThat(untold.supply()).isNotEmpty();
            });
  }

  @Test
  void offline_no_tags_are_asked_for() {
    assertThat(tags(Desk.options(home).withoutNetwork()))
        .isInstanceOfSatisfying(
            TagLookup.Unavailable.class,
            untold -> assertThat(untold.reason()).contains("--offline"));
    ORIGIN.server().verify(0, anyRequestedFor(anyUrl()));
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
