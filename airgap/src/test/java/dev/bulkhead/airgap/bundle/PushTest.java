package dev.bulkhead.airgap.bundle;

import static dev.bulkhead.model.Platform.LINUX_AMD64;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bulkhead.airgap.bundle.Pushed.Fate;
import dev.bulkhead.airgap.verify.Bundle;
import dev.bulkhead.model.Digest;
import dev.bulkhead.registry.http.RegistryListener;
import dev.bulkhead.registry.http.RegistryOptions;
import dev.bulkhead.registry.http.RegistryUploads;
import dev.bulkhead.testkit.image.ImageLayout;
import dev.bulkhead.testkit.image.ImageSpec;
import dev.bulkhead.testkit.image.TarLayer;
import dev.bulkhead.testkit.registry.MemoryRegistry;
import dev.bulkhead.testkit.registry.MemoryRegistry.Fault;
import dev.bulkhead.verdict.UserError;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PushTest {
  @TempDir private Path folder;
  private MemoryRegistry registry = start();

  private static MemoryRegistry start() {
    try {
      return new MemoryRegistry();
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

  private Path bundle(Fixture fixture, BundleWish wish) throws IOException {
    Path file = folder.resolve("bundle.tar");
    var images = fixture.survey(wish);
    new BundleFile(
            new PartialFile(file), BundleForm.OCI.plan(images), BlobSources.of(images), Meter.NONE)
        .fill();
    return file;
  }

  private static Fixture images() {
    var fixture = new Fixture();
    fixture.add("registry.k8s.io/pause:3.9", 1, "amd64", "arm64");
    fixture.add("ghcr.io/x/app:1.0", 2, "amd64");
    return fixture;
  }

  private Pushed push(Path bundle, String to, boolean isRewriting) throws IOException {
    var content = BundleContent.open(bundle);
    var plan = PushPlan.of(content, Relocation.read(to, false), isRewriting);
    var options =
        RegistryOptions.of(Map.of(), folder).withPlainHttp(Set.of("127.0.0.1", "localhost"));
    try (var uploads = RegistryUploads.open(options, RegistryListener.NONE)) {
      return new Push(content, uploads, Meter.NONE).run(plan);
    }
  }

  private String mirror() {
    return registry.host() + "/mirror";
  }

  @Test
  void every_image_arrives_under_its_path_with_its_digest() throws IOException {
    var fixture = images();
    Path bundle = bundle(fixture, Fixture.wish());

    Pushed pushed = push(bundle, mirror(), false);

    assertThat(pushed.isWhole()).isTrue();
    assertThat(pushed.images())
        .extracting(Pushed.One::target)
        .containsExactly(mirror() + "/x/app:1.0", mirror() + "/pause:3.9");
    Digest pause = fixture.lock.getFirst().digest();
    byte[] index = Objects.requireNonNull(registry.manifest("mirror/pause", "3.9"));
    assertThat(ImageLayout.digest(index)).isEqualTo(pause.toString());
    assertThat(registry.manifest("mirror/pause", pause.toString())).isEqualTo(index);
  }

  @Test
  void children_come_before_parents() throws IOException {
    var fixture = images();
    push(bundle(fixture, Fixture.wish()), mirror(), false);

    List<String> puts =
        registry.asked("PUT").stream()
            .filter(target -> target.startsWith("/v2/mirror/pause/manifests/"))
            .toList();
    assertThat(puts).hasSize(4);
    assertThat(puts.get(2)).endsWith(fixture.lock.getFirst().digest().toString());
    assertThat(puts.get(3)).endsWith("/3.9");
  }

  @Test
  void what_two_images_share_is_sent_once_and_mounted() throws IOException {
    var fixture = images();
    Pushed pushed = push(bundle(fixture, Fixture.wish(LINUX_AMD64)), mirror(), true);

    assertThat(pushed.mounted().blobs()).isEqualTo(1);
    assertThat(registry.asked("POST")).filteredOn(target -> target.contains("mount=")).hasSize(1);
  }

  @Test
  void a_second_push_sends_nothing() throws IOException {
    Path bundle = bundle(images(), Fixture.wish());
    push(bundle, mirror(), false);
    registry.forgetRequests();

    Pushed again = push(bundle, mirror(), false);

    assertThat(registry.requests())
        .extracting(MemoryRegistry.Request::method)
        .containsOnly("HEAD", "GET");
    assertThat(again.images()).extracting(Pushed.One::fate).containsOnly(new Fate.WasThere());
    assertThat(again.sent().blobs()).isZero();
  }

  @Test
  void a_push_that_died_midway_is_gone_on_with() throws IOException {
    Path bundle = bundle(images(), Fixture.wish());
    registry.failing(Fault.status("POST", "/v2/mirror/x/app/blobs/uploads", 413));
    assertThat(push(bundle, mirror(), false).isWhole()).isFalse();

    Pushed again = push(bundle, mirror(), false);

    assertThat(again.isWhole()).isTrue();
  }

  @Test
  void a_damaged_bundle_is_found_out_while_it_is_sent() throws IOException {
    Path bundle = bundle(images(), Fixture.wish());
    TarPlan plan = BundleForm.OCI.plan(images().survey(Fixture.wish()));
    TarPlan.Entry largest =
        plan.blobs().stream()
            .max((one, other) -> Long.compare(one.part().length(), other.part().length()))
            .orElseThrow();
    try (var file = new RandomAccessFile(bundle.toFile(), "rw")) {
      file.seek(largest.offset() + 100);
      file.write(new byte[] {1, 2, 3, 4});
    }

    assertThat(push(bundle, mirror(), false).images())
        .extracting(Pushed.One::fate)
        .anySatisfy(
            fate ->
                assertThat(fate)
                    .isInstanceOfSatisfying(
                        Fate.Damaged.class,
                        damaged -> assertThat(damaged.cause()).contains("holds other content")));
    String digest = ((TarPlan.Part.Blob) largest.part()).digest().toString();
    assertThat(registry.blob("mirror/pause", digest)).isNull();
    assertThat(registry.blob("mirror/x/app", digest)).isNull();
  }

  @Test
  void an_index_is_cut_down_for_registries_that_want_all_that_it_lists() throws IOException {
    var fixture = images();

    Pushed pushed = push(bundle(fixture, Fixture.wish(LINUX_AMD64)), mirror(), true);

    assertThat(pushed.images()).last().extracting(Pushed.One::isRewritten).isEqualTo(true);
    byte[] index = Objects.requireNonNull(registry.manifest("mirror/pause", "3.9"));
    assertThat(new String(index, StandardCharsets.UTF_8)).contains("amd64").doesNotContain("arm64");
  }

  @Test
  void a_registry_that_refuses_a_sparse_index_is_told_of_with_the_way_out() throws IOException {
    Path bundle = bundle(images(), Fixture.wish(LINUX_AMD64));
    registry.failing(Fault.status("PUT", "/v2/mirror/pause/manifests/" + pause(bundle), 400));

    Pushed pushed = push(bundle, mirror(), false);

    assertThat(pushed.isWhole()).isFalse();
    assertThat(pushed.images().getLast().fate())
        .isInstanceOfSatisfying(
            Fate.Refused.class,
            refused -> {
              assertThat(refused.cause()).contains("linux/arm64");
              assertThat(refused.remedy()).contains("--rewrite-indexes", "--platform all");
            });
  }

  private static String pause(Path bundle) {
    return BundleContent.open(bundle).images().getLast().root().digest().toString();
  }

  @Test
  void two_images_that_would_come_to_one_name_are_refused_before_anything_is_sent()
      throws IOException {
    var fixture = new Fixture();
    fixture.add("quay.io/x/app:1.0", 1, "amd64");
    fixture.add("ghcr.io/x/app:1.0", 2, "amd64");
    var content = BundleContent.open(bundle(fixture, Fixture.wish()));

    assertThatThrownBy(
            () -> PushPlan.of(content, Relocation.read("mirror.local/edge", false), false))
        .isInstanceOfSatisfying(
            UserError.class, error -> assertThat(error.remedy()).contains("--keep-host"))
        .hasMessageContaining("ghcr.io/x/app:1.0 and quay.io/x/app:1.0")
        .hasMessageContaining("mirror.local/edge/x/app:1.0");
    assertThat(PushPlan.of(content, Relocation.read("mirror.local/edge", true), false).items())
        .extracting(PushPlan.Item::target)
        .containsExactly(
            "mirror.local/edge/ghcr.io/x/app:1.0", "mirror.local/edge/quay.io/x/app:1.0");
  }

  @Test
  void the_same_image_by_two_names_is_no_collision() throws IOException {
    var fixture = new Fixture();
    Digest digest = fixture.add("quay.io/x/app:1.0", 1, "amd64");
    fixture.add("ghcr.io/x/app:1.0", digest.toString());
    var content = BundleContent.open(bundle(fixture, Fixture.wish()));

    assertThat(PushPlan.of(content, Relocation.read("mirror.local/edge", false), false).items())
        .hasSize(2);
  }

  @Test
  void signatures_travel_with_their_image_and_are_found_again() throws IOException {
    var fixture = new Fixture();
    Digest app = fixture.add("ghcr.io/x/app:1.0", 1, "amd64");
    String cosign = sign(fixture, "cosign", "");
    fixture.tags.put("sha256-" + app.hex() + ".sig", cosign);
    String subject =
        ",\"subject\":{\"mediaType\":\"m\",\"digest\":\"%s\",\"size\":1}".formatted(app);
    String signature = sign(fixture, "notation", subject);
    fixture.referrers.put(
        app.toString(),
        List.of(
            "{\"mediaType\":\"application/vnd.oci.image.manifest.v1+json\",\"digest\":\"%s\",\"size\":%d}"
                .formatted(signature, fixture.layout.blob(signature).length)));
    Path bundle = bundle(fixture, new BundleWish(List.of(LINUX_AMD64), false, true));

    Pushed pushed = push(bundle, mirror(), false);

    assertThat(pushed.isWhole()).isTrue();
    assertThat(registry.manifest("mirror/x/app", "sha256-" + app.hex() + ".sig"))
        .isEqualTo(fixture.layout.blob(cosign));
    assertThat(registry.manifest("mirror/x/app", signature))
        .isEqualTo(fixture.layout.blob(signature));
    byte[] list = Objects.requireNonNull(registry.manifest("mirror/x/app", "sha256-" + app.hex()));
    assertThat(new String(list, StandardCharsets.UTF_8)).contains(signature);
    push(bundle, mirror(), false);
    assertThat(registry.manifest("mirror/x/app", "sha256-" + app.hex())).isEqualTo(list);
  }

  private static String sign(Fixture fixture, String by, String subject) {
    byte[] content = ("{\"by\":\"" + by + "\"}").getBytes(StandardCharsets.UTF_8);
    var config = fixture.layout.blob("application/vnd.oci.empty.v1+json", content);
    String manifest =
        "{\"schemaVersion\":2,\"mediaType\":\"application/vnd.oci.image.manifest.v1+json\","
            + "\"config\":{\"mediaType\":\"application/vnd.oci.empty.v1+json\",\"digest\":\"%s\",\"size\":%d},\"layers\":[]%s}"
                .formatted(config.get("digest"), content.length, subject);
    return String.valueOf(
        fixture
            .layout
            .blob(
                "application/vnd.oci.image.manifest.v1+json",
                manifest.getBytes(StandardCharsets.UTF_8))
            .get("digest"));
  }

  @Test
  void a_bundle_that_is_compressed_as_a_whole_is_refused_with_what_to_do() throws IOException {
    Path file = folder.resolve("bundle.tar.gz");
    var layout = ImageLayout.layout();
    layout.image(
        "ghcr.io/x/app:1.0", ImageSpec.linux("amd64").layer(TarLayer.layer().file("a", 0755, "x")));
    layout.writeCompressedOciArchive(file);

    assertThatThrownBy(() -> BundleContent.open(file))
        .isInstanceOfSatisfying(
            UserError.class, error -> assertThat(error.remedy()).contains("gunzip"));
  }

  @Test
  void a_bundle_that_ends_early_is_refused_wherever_it_ends() throws IOException {
    Path whole = bundle(images(), Fixture.wish());
    for (TarPlan.Entry entry : BundleForm.OCI.plan(images().survey(Fixture.wish())).entries()) {
      for (long at : List.of(entry.offset() - 512, entry.offset(), entry.offset() + 1)) {
        Path cut = folder.resolve("cut.tar");
        Files.copy(whole, cut, StandardCopyOption.REPLACE_EXISTING);
        try (var file = new RandomAccessFile(cut.toFile(), "rw")) {
          file.setLength(at);
        }
        if (entry.part().length() > 0 || at < entry.offset()) {
          assertThat(isRefusedOrTold(cut)).as("cut at %d, in %s", at, entry.part().name()).isTrue();
        }
      }
    }
  }

  /** Where the end is that of an entry, what comes after it is missing, and no more. */
  private static boolean isRefusedOrTold(Path bundle) {
    try {
      return !BundleContent.open(bundle).broken().isEmpty();
    } catch (UserError refused) {
      return true;
    }
  }

  @Test
  void an_image_that_is_not_whole_keeps_no_other_from_being_pushed() throws IOException {
    var layout = ImageLayout.layout();
    layout.image("registry.example/whole:v1", ImageSpec.linux("amd64"));
    layout.lose(layout.image("registry.example/half:v1", ImageSpec.linux("arm64")));
    Path bundle = folder.resolve("bundle.tar");
    layout.writeOciArchive(bundle);

    Pushed pushed = push(bundle, mirror(), false);

    assertThat(pushed.images())
        .extracting(Pushed.One::target)
        .containsExactly(mirror() + "/whole:v1", mirror() + "/half:v1");
    assertThat(pushed.images().getFirst().fate()).isEqualTo(new Fate.Arrived());
    assertThat(pushed.images().getLast().fate())
        .isInstanceOfSatisfying(
            Fate.Damaged.class,
            fate -> assertThat(fate.cause()).contains("registry.example/half:v1", "is not whole"));
  }

  @Test
  void of_a_name_that_stands_there_twice_the_last_is_pushed_as_an_import_leaves_it()
      throws IOException {
    var layout = ImageLayout.layout();
    layout.image("registry.example/app:v1", ImageSpec.linux("amd64").entrypoint("/old"));
    String last =
        layout.image("registry.example/app:v1", ImageSpec.linux("amd64").entrypoint("/new"));
    Path bundle = folder.resolve("bundle.tar");
    layout.writeOciArchive(bundle);

    Pushed pushed = push(bundle, mirror(), false);

    assertThat(pushed.images()).extracting(one -> one.digest().toString()).containsExactly(last);
    assertThat(BundleContent.open(bundle).notes())
        .singleElement()
        .asString()
        .contains("registry.example/app:v1 stands in", "twice", last);
  }

  @Test
  void content_for_other_processors_that_a_node_plays_is_told_of_by_its_manifest_alone()
      throws IOException {
    var fixture = new Fixture();
    fixture.add("ghcr.io/x/app:1.0", 1, "amd64", "386", "arm64");
    Path bundle = bundle(fixture, Fixture.wish(LINUX_AMD64));

    var image = BundleContent.open(bundle).images().getFirst();

    assertThat(image.absent()).hasSize(2);
    assertThat(fixture.survey(Fixture.wish(LINUX_AMD64)).getFirst().bare()).hasSize(1);
    assertThat(push(bundle, mirror(), true).isWhole()).isTrue();
  }

  @Test
  void a_place_that_is_none_is_refused() {
    for (String wrong : List.of("http://x.local/y", "mirror", "x.local/UPPER", "")) {
      assertThatThrownBy(() -> Relocation.read(wrong, false)).isInstanceOf(UserError.class);
    }
    assertThat(Relocation.read("localhost:5000/", false)).hasToString("localhost:5000");
  }

  @Test
  void what_is_asked_for_by_its_digest_keeps_it_when_indexes_are_rewritten() throws IOException {
    var fixture = new Fixture();
    var digest = fixture.layout.image("x", Fixture.spec("amd64", 1), Fixture.spec("arm64", 2));
    fixture.add("registry.k8s.io/pause@" + digest, digest);
    Path bundle = bundle(fixture, Fixture.wish(LINUX_AMD64));

    var content = BundleContent.open(bundle);
    var plan = PushPlan.of(content, Relocation.read(mirror(), false), true);

    assertThat(plan.items())
        .extracting(PushPlan.Item::target)
        .containsExactly(mirror() + "/pause@" + digest);
    registry.failing(Fault.status("PUT", "/v2/mirror/pause/manifests/" + digest, 400));
    assertThat(push(bundle, mirror(), true).images().getFirst().fate())
        .isInstanceOfSatisfying(
            Fate.Refused.class,
            refused ->
                assertThat(refused.remedy())
                    .contains("--platform all")
                    .doesNotContain("--rewrite-indexes"));
  }

  @Test
  void an_image_that_is_refused_keeps_no_other_from_arriving() throws IOException {
    for (int status : List.of(400, 401, 403, 404, 413)) {
      fresh();
      Path bundle = bundle(images(), Fixture.wish());
      for (int i = 0; i < 20; i++) {
        registry.failing(Fault.status("POST", "/v2/mirror/x/app/blobs/uploads", status));
      }

      List<Pushed.One> pushed = push(bundle, mirror(), false).images();

      assertThat(pushed.getLast().fate()).as("%d", status).isEqualTo(new Fate.Arrived());
      assertThat(pushed.getFirst().fate())
          .isInstanceOfSatisfying(
              Fate.Refused.class,
              refused -> assertThat(refused.cause()).contains(status + " UNKNOWN", "mirror/x/app"));
      assertThat(registry.manifest("mirror/x/app", "1.0")).isNull();
    }
  }

  @Test
  void a_repository_that_lets_nobody_in_is_not_knocked_at_for_every_blob() throws IOException {
    var fixture = new Fixture();
    for (int i = 0; i < 30; i++) {
      fixture.add("ghcr.io/x/app:" + i, i, "amd64");
    }
    Path bundle = bundle(fixture, Fixture.wish());
    for (int i = 0; i < 200; i++) {
      registry.failing(Fault.status("HEAD", "/v2/mirror/x/app/blobs", 403));
    }

    Pushed pushed = push(bundle, mirror(), false);

    assertThat(pushed.images()).allMatch(one -> one.fate() instanceof Fate.Refused);
    assertThat(registry.requests().size()).isLessThan(10);
  }

  @Test
  void a_registry_that_went_away_ends_the_push_and_nothing_is_said_to_have_arrived()
      throws IOException {
    Path bundle = bundle(images(), Fixture.wish());
    String gone = mirror();
    registry.close();

    assertThat(push(bundle, gone, false).images())
        .extracting(Pushed.One::fate)
        .allSatisfy(
            fate ->
                assertThat(fate)
                    .isInstanceOfSatisfying(
                        Fate.Unreached.class,
                        unreached ->
                            assertThat(unreached.remedy()).contains("run the same command again")));
  }

  @Test
  void a_tag_that_stood_for_something_else_is_told_with_what_it_was() throws IOException {
    var fixture = new Fixture();
    Digest before = fixture.add("ghcr.io/x/app:1.0", 7, "amd64");
    push(bundle(fixture, Fixture.wish()), mirror(), false);

    Pushed pushed = push(bundle(images(), Fixture.wish()), mirror(), false);

    assertThat(pushed.images())
        .extracting(Pushed.One::fate)
        .containsExactly(new Fate.Replaced(before), new Fate.Arrived());
  }

  @Test
  void every_compression_around_a_bundle_is_named_with_the_command_that_undoes_it()
      throws IOException {
    byte[] xz = {(byte) 0xfd, '7', 'z', 'X', 'Z', 0, 0, 4};
    byte[] bzip2 = {'B', 'Z', 'h', '9', '1', 'A', 'Y', '&'};
    for (var form : Map.of("xz", xz, "bzip2", bzip2).entrySet()) {
      Path file = Files.write(folder.resolve("bundle.tar." + form.getKey()), form.getValue());

      assertThatThrownBy(() -> BundleContent.open(file))
          .isInstanceOfSatisfying(
              UserError.class,
              error ->
                  assertThat(error.remedy()).contains(form.getKey() + " -dc " + file.toString()))
          .hasMessageContaining("is compressed as a whole with " + form.getKey());
    }
  }

  @Test
  void an_archive_is_read_as_verify_reads_it() throws IOException {
    var layout = ImageLayout.layout();
    layout.image(
        "registry.example/app:v1",
        ImageSpec.linux("amd64").layer(TarLayer.layer().file("a", 0755, "x")));
    Path docker = folder.resolve("docker.tar");
    layout.writeDockerArchive(docker);
    assertThat(BundleContent.open(docker).images())
        .extracting(Bundled::name)
        .containsExactly("registry.example/app:v1");
    assertThat(Bundle.read(docker).names()).containsOnlyKeys("registry.example/app:v1");

    Path bare = folder.resolve("bare.tar");
    byte[] index = "{\"schemaVersion\":2,\"manifests\":[]}".getBytes(StandardCharsets.UTF_8);
    Files.write(bare, TarLayer.layer().file("index.json", 0644, index).tar());
    String both = "It has an index.json, but no oci-layout, without which it is no OCI archive.";
    assertThatThrownBy(() -> BundleContent.open(bare)).hasMessageContaining(both);
    assertThat(Bundle.read(bare).unusable().orElseThrow().cause()).contains(both);
  }
}
