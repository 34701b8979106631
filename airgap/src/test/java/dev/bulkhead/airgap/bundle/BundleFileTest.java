package dev.bulkhead.airgap.bundle;

import static dev.bulkhead.model.Platform.LINUX_AMD64;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bulkhead.airgap.bundle.TarPlan.Part;
import dev.bulkhead.model.Digest;
import dev.bulkhead.model.Platform;
import dev.bulkhead.registry.LocalStore;
import dev.bulkhead.testkit.Gen;
import dev.bulkhead.testkit.Property;
import dev.bulkhead.verdict.UserError;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BundleFileTest {
  private static final Platform ARM64 = Platform.of("linux", "arm64", "");

  @TempDir private Path folder;

  private static Fixture images() {
    var fixture = new Fixture();
    fixture.add("registry.k8s.io/pause:3.9", 1, "amd64", "arm64");
    fixture.add("ghcr.io/x/app:1.0", 2, "amd64", "arm64", "s390x");
    fixture.add("nginx:1.27", 3, "amd64");
    return fixture;
  }

  private static TarPlan plan(Fixture fixture) {
    return BundleForm.OCI.plan(fixture.survey(Fixture.wish(LINUX_AMD64)));
  }

  private BundleFile.Filled fill(Fixture fixture, Path target) throws IOException {
    var broken = List.copyOf(fixture.broken);
    fixture.broken.clear();
    var images = fixture.survey(Fixture.wish(LINUX_AMD64));
    fixture.opened.clear();
    fixture.broken.addAll(broken);
    return new BundleFile(
            new PartialFile(target),
            BundleForm.OCI.plan(images),
            BlobSources.of(images),
            Meter.NONE)
        .fill();
  }

  @Test
  void a_bundle_lists_every_image_by_its_full_name_and_holds_each_blob_once() throws IOException {
    Path bundle = folder.resolve("bundle.tar");
    var fixture = images();

    var filled = fill(fixture, bundle);

    LocalStore store = LocalStore.open(bundle);
    assertThat(store.listed())
        .extracting(listed -> listed.names().getFirst())
        .containsExactly(
            "docker.io/library/nginx:1.27", "ghcr.io/x/app:1.0", "registry.k8s.io/pause:3.9");
    assertThat(store.listed().getLast().descriptor().annotations())
        .containsEntry("io.containerd.image.name", "registry.k8s.io/pause:3.9")
        .containsEntry("org.opencontainers.image.ref.name", "registry.k8s.io/pause:3.9");
    assertThat(fixture.opened).doesNotHaveDuplicates();
    assertThat(filled.kept()).isZero();
    assertThat(folder.toFile().list()).containsExactly("bundle.tar");
  }

  @Test
  void what_the_plan_says_is_where_the_archive_has_it() throws IOException {
    Path bundle = folder.resolve("bundle.tar");
    var fixture = images();
    fill(fixture, bundle);
    TarPlan plan = plan(fixture);

    assertThat(Files.size(bundle)).isEqualTo(plan.size());
    LocalStore store = LocalStore.open(bundle);
    try (var file = FileChannel.open(bundle, StandardOpenOption.READ)) {
      for (TarPlan.Entry entry : plan.entries()) {
        if (entry.part() instanceof Part.Blob(var name, var digest, var length)) {
          assertThat(store.size(digest)).as(name).hasValue(length);
          try (var here = store.blob(digest, length);
              var planned = new FilePart(file, entry.offset(), length)) {
            assertThat(planned.readAllBytes()).isEqualTo(here.readAllBytes());
          }
        }
      }
    }
  }

  @Test
  void the_same_lock_gives_the_same_bytes_in_whatever_order_it_is_read() {
    TarPlan expected = plan(images());
    Property.forAll(
        6,
        20,
        Gen.between(0, 1 << 20),
        seed -> {
          var fixture = images();
          Collections.shuffle(fixture.lock, new Random(seed));
          assertThat(plan(fixture)).isEqualTo(expected);
        });
  }

  @Test
  void a_run_that_was_interrupted_at_any_blob_goes_on_there_and_gives_the_same_file()
      throws IOException {
    Path whole = folder.resolve("whole.tar");
    fill(images(), whole);
    List<TarPlan.Entry> blobs = plan(images()).blobs();
    for (int i = 0; i < blobs.size(); i++) {
      Path bundle = folder.resolve("bundle-%d.tar".formatted(i));
      var fixture = images();
      fixture.broken.add(((Part.Blob) blobs.get(i).part()).digest().toString());
      assertThatThrownBy(() -> fill(fixture, bundle))
          .hasMessageContaining("cannot be carried from memory: The connection broke.");
      assertThat(bundle).doesNotExist();
      fixture.broken.clear();
      fixture.opened.clear();

      var filled = fill(fixture, bundle);

      assertThat(Files.mismatch(whole, bundle)).isEqualTo(-1);
      assertThat(filled.fetched() + filled.kept())
          .isEqualTo(blobs.stream().mapToLong(blob -> blob.part().length()).sum());
      assertThat(bundle.resolveSibling(bundle.getFileName() + ".partial")).doesNotExist();
    }
  }

  @Test
  void what_an_earlier_run_fetched_is_not_fetched_again() throws IOException {
    Path bundle = folder.resolve("bundle.tar");
    var fixture = images();
    List<TarPlan.Entry> blobs = plan(fixture).blobs();
    String last = ((Part.Blob) blobs.getLast().part()).digest().toString();
    leavePartial(fixture, bundle, last);

    var filled = fill(fixture, bundle);

    assertThat(fixture.opened).containsExactly(last);
    assertThat(filled.fetched()).isEqualTo(blobs.getLast().part().length());
  }

  /** Leaves a partial file with all blobs but one: the rest is there before that one fails. */
  private void leavePartial(Fixture fixture, Path bundle, String but) throws IOException {
    fill(fixture, bundle);
    var lines = new ArrayList<String>();
    TarPlan plan = plan(fixture);
    lines.add(plan.fingerprint().toString());
    for (TarPlan.Entry blob : plan.blobs()) {
      String digest = ((Part.Blob) blob.part()).digest().toString();
      if (!digest.equals(but)) {
        lines.add(digest);
      }
    }
    Files.move(bundle, bundle.resolveSibling("bundle.tar.partial"));
    Files.write(bundle.resolveSibling("bundle.tar.partial.journal"), lines);
    fixture.opened.clear();
  }

  @Test
  void a_blob_that_was_damaged_meanwhile_is_fetched_again() throws IOException {
    Path bundle = folder.resolve("bundle.tar");
    var fixture = images();
    leavePartial(fixture, bundle, "");
    TarPlan.Entry blob = plan(fixture).blobs().getFirst();
    try (var file =
        FileChannel.open(bundle.resolveSibling("bundle.tar.partial"), StandardOpenOption.WRITE)) {
      file.write(ByteBuffer.wrap(new byte[] {1, 2, 3}), blob.offset());
    }

    fill(fixture, bundle);

    assertThat(fixture.opened).containsExactly(((Part.Blob) blob.part()).digest().toString());
    fill(images(), folder.resolve("whole.tar"));
    assertThat(Files.mismatch(folder.resolve("whole.tar"), bundle)).isEqualTo(-1);
  }

  @Test
  void what_is_not_what_its_digest_says_ends_the_run_and_no_half_file_is_left_under_the_name() {
    Path bundle = folder.resolve("bundle.tar");
    var fixture = images();
    var blob = (Part.Blob) plan(fixture).blobs().getFirst().part();
    fixture.extra.put(blob.digest().toString(), new byte[(int) blob.length()]);

    assertThatThrownBy(() -> fill(fixture, bundle)).hasMessageContaining("holds other content");
    assertThat(bundle).doesNotExist();
  }

  @Test
  void the_digest_of_an_index_stays_though_other_platforms_are_left_out() {
    var fixture = images();

    var app = fixture.survey(Fixture.wish(LINUX_AMD64)).get(1);

    assertThat(app.form()).isEqualTo(CarriedImage.Form.SPARSE);
    assertThat(app.root().digest()).isEqualTo(fixture.lock.get(1).digest());
    assertThat(app.platforms()).containsExactly(LINUX_AMD64);
    assertThat(app.leftOut()).hasSize(2).contains(ARM64);
  }

  @Test
  void all_platforms_are_carried_where_none_is_named() {
    var app = images().survey(Fixture.wish()).get(1);

    assertThat(app.form()).isEqualTo(CarriedImage.Form.WHOLE);
    assertThat(app.platforms()).hasSize(3);
  }

  @Test
  void an_index_is_rewritten_only_when_that_is_asked_for() {
    var fixture = images();

    var app = fixture.survey(new BundleWish(List.of(LINUX_AMD64), true, false)).get(1);

    assertThat(app.form()).isEqualTo(CarriedImage.Form.REWRITTEN);
    assertThat(app.root().digest()).isNotEqualTo(fixture.lock.get(1).digest());
    assertThat(app.root().json()).contains("amd64").doesNotContain("arm64", "s390x");
  }

  @Test
  void an_image_that_lacks_a_platform_is_refused_by_name() {
    var fixture = images();

    assertThat(new ImageSurvey(fixture, Fixture.wish(ARM64)).of(fixture.lock.get(2)))
        .isInstanceOfSatisfying(
            Surveyed.Refused.class,
            refused ->
                assertThat(refused.cause())
                    .isEqualTo(
                        "docker.io/library/nginx:1.27 has nothing for linux/arm64; it offers"
                            + " linux/amd64."));
  }

  @Test
  void an_image_asked_for_by_tag_and_digest_is_found_by_both() {
    var fixture = new Fixture();
    var digest = fixture.layout.image("x", Fixture.spec("amd64", 1));
    fixture.add("ghcr.io/x/app:1.0@" + digest, digest);

    assertThat(BundleForm.names(fixture.survey(Fixture.wish(LINUX_AMD64))).keySet())
        .containsExactly("ghcr.io/x/app:1.0", "ghcr.io/x/app@" + digest);
  }

  @Test
  void another_image_of_that_tag_keeps_the_tag() {
    var fixture = new Fixture();
    var pinned = fixture.layout.image("x", Fixture.spec("amd64", 1));
    fixture.add("ghcr.io/x/app:1.0@" + pinned, pinned);
    var moved = fixture.add("ghcr.io/x/app:1.0", 7, "amd64");

    assertThat(BundleForm.names(fixture.survey(Fixture.wish(LINUX_AMD64))))
        .hasEntrySatisfying(
            "ghcr.io/x/app:1.0", image -> assertThat(image.root().digest()).isEqualTo(moved));
  }

  @Test
  void an_archive_of_docker_is_read_back_and_holds_one_platform() throws IOException {
    Path bundle = folder.resolve("docker.tar");
    var fixture = images();
    var images = fixture.survey(Fixture.wish(LINUX_AMD64));

    new BundleFile(
            new PartialFile(bundle),
            BundleForm.DOCKER.plan(images),
            BlobSources.of(images),
            Meter.NONE)
        .fill();

    assertThat(LocalStore.open(bundle).listed())
        .extracting(listed -> listed.names().getFirst())
        .containsExactly(
            "docker.io/library/nginx:1.27", "ghcr.io/x/app:1.0", "registry.k8s.io/pause:3.9");
    var both = fixture.survey(Fixture.wish());
    assertThatThrownBy(() -> BundleForm.DOCKER.plan(both))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("a Docker archive holds one platform");
  }

  @Test
  void a_file_larger_than_octal_digits_tell_is_planned() {
    long size = 20L << 30;
    var plan =
        TarPlan.of(List.of(new Part.Blob("blobs/sha256/x", Digest.sha256("0".repeat(64)), size)));

    assertThat(plan.size()).isEqualTo(512 + size + 1024);
    assertThat(plan.entries().getFirst().header()[124]).isEqualTo((byte) 0x80);
  }

  @Test
  void two_runs_do_not_write_the_same_file() throws IOException {
    var fixture = images();
    TarPlan plan = plan(fixture);
    Path bundle = folder.resolve("bundle.tar");
    try (var _ = new PartialFile(bundle).open(plan)) {
      assertThatThrownBy(() -> fill(fixture, bundle))
          .isInstanceOf(UserError.class)
          .hasMessageContaining("is being written by another run");
    }
  }

  @Test
  void what_finds_no_room_leaves_nothing_and_what_is_gone_on_with_is_not_asked()
      throws IOException {
    TarPlan plan = plan(images());
    Path bundle = folder.resolve("bundle.tar");
    var first = new PartialFile(bundle);
    try (var _ = first.open(plan)) {
      assertThatThrownBy(() -> first.requireSpace(Long.MAX_VALUE))
          .isInstanceOf(UserError.class)
          .hasMessageContaining("more on its disk");
    }
    assertThat(folder.toFile().list()).isEmpty();
    try (var _ = new PartialFile(bundle).open(plan)) {
      assertThat(folder.toFile().list()).hasSize(2);
    }
    var resumed = new PartialFile(bundle);
    try (var _ = resumed.open(plan)) {
      resumed.requireSpace(Long.MAX_VALUE);
    }
    assertThat(folder.toFile().list()).hasSize(2);
  }

  @Test
  void an_index_that_is_asked_for_by_its_digest_is_not_rewritten() {
    var fixture = new Fixture();
    var digest = fixture.layout.image("x", Fixture.spec("amd64", 1), Fixture.spec("arm64", 2));
    fixture.add("ghcr.io/x/app:1.0@" + digest, digest);

    assertThat(
            new ImageSurvey(fixture, new BundleWish(List.of(LINUX_AMD64), true, false))
                .of(fixture.lock.getFirst()))
        .isInstanceOfSatisfying(
            Surveyed.Refused.class,
            refused -> {
              assertThat(refused.cause()).contains("is asked for by its digest");
              assertThat(refused.remedy()).contains("without --rewrite-indexes");
            });
  }
}
