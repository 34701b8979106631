package dev.bulkhead.airgap.verify.containerd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bulkhead.model.Digest;
import dev.bulkhead.testkit.Gen;
import dev.bulkhead.testkit.Property;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ContainerdNamesTest {
  private static final String LABEL = "containerd.io/gc.ref.snapshot.overlayfs";

  @TempDir private Path folder;

  private static Digest digest(int seed) {
    return Digest.sha256("%064x".formatted(seed));
  }

  private static Map<String, Object> database(int images) {
    var names = new HashMap<String, Object>();
    var blobs = new HashMap<String, Object>();
    for (int i = 0; i < images; i++) {
      names.put(
          "registry.example/app:" + i,
          Map.of(
              "createdat",
              "then",
              "target",
              Map.of("digest", digest(i).toString(), "mediatype", "m", "size", "9")));
      blobs.put(
          digest(i).toString(),
          i % 2 == 0
              ? Map.of("size", "9")
              : Map.of("size", "9", "labels", Map.of(LABEL, "sha256:chain")));
    }
    return Map.of(
        "v1",
        Map.of(
            "version",
            "4",
            "moby",
            Map.of("images", Map.of()),
            "k8s.io",
            Map.of("images", names, "content", Map.of("blob", blobs))));
  }

  private Path write(byte[] bytes) throws IOException {
    return Files.write(folder.resolve("meta.db"), bytes);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 7, 500})
  void names_and_content_of_a_namespace_are_read_from_trees_of_pages(int images)
      throws IOException {
    for (ByteOrder order : new ByteOrder[] {ByteOrder.LITTLE_ENDIAN, ByteOrder.BIG_ENDIAN}) {
      for (int perPage : new int[] {3, 50, 1_000}) {
        Path file = write(BoltFixture.of(database(images), order, perPage));

        ContainerdNames read = ContainerdNames.read(file, "k8s.io");

        assertThat(read.namespaces()).containsExactly("k8s.io", "moby");
        assertThat(read.images())
            .hasSize(images)
            .containsEntry("registry.example/app:0", digest(0));
        assertThat(read.content()).hasSize(images);
        assertThat(read.unpacked()).hasSize(images / 2).doesNotContain(digest(0));
      }
    }
  }

  @Test
  void another_namespace_has_images_of_its_own() throws IOException {
    Path file = write(BoltFixture.of(database(3)));

    assertThat(ContainerdNames.read(file, "moby").images()).isEmpty();
    assertThat(ContainerdNames.read(file, "absent").images()).isEmpty();
  }

  @Test
  void the_last_commit_counts_and_the_one_before_it_where_its_head_is_damaged() throws IOException {
    byte[] bytes = BoltFixture.of(database(3));
    ByteBuffer second = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    bytes[BoltFixture.PAGE + 32] ^= 1;
    assertThat(ContainerdNames.read(write(bytes), "k8s.io").images()).hasSize(3);
    bytes[32] ^= 1;
    assertThatThrownBy(() -> ContainerdNames.read(write(bytes), "k8s.io"))
        .hasMessage("It is no database of bbolt, or the heads of it are damaged.");
    second.put(BoltFixture.PAGE + 32, (byte) (bytes[BoltFixture.PAGE + 32] ^ 1));
    assertThat(ContainerdNames.read(write(bytes), "k8s.io").images()).hasSize(3);
  }

  @Test
  void pages_that_lead_back_to_one_another_come_to_an_end() throws IOException {
    byte[] bytes = BoltFixture.of(database(300), ByteOrder.LITTLE_ENDIAN, 3);
    ByteBuffer file = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    for (int page = 2; page < bytes.length / BoltFixture.PAGE; page++) {
      int at = page * BoltFixture.PAGE;
      if (file.getShort(at + 8) == 1) {
        for (int i = 0; i < file.getShort(at + 10); i++) {
          file.putLong(at + 16 + 16 * i + 8, page);
        }
      }
    }

    assertThatThrownBy(() -> ContainerdNames.read(write(bytes), "k8s.io"))
        .hasMessage("Its pages lead back to one another.");
  }

  @Test
  void whatever_is_damaged_is_read_or_told_and_nothing_else() throws IOException {
    byte[] whole = BoltFixture.of(database(6), ByteOrder.LITTLE_ENDIAN, 4);
    Gen<Integer> places = Gen.between(2 * BoltFixture.PAGE, whole.length - 1);
    Property.forAll(
        7,
        600,
        places,
        place -> {
          byte[] damaged = Arrays.copyOf(whole, whole.length);
          damaged[place] ^= (byte) (place % 3 == 0 ? 0xff : 1 << (place % 8));
          requireReadOrTold(damaged);
        });
    for (int length = 0; length < whole.length; length += 997) {
      requireReadOrTold(Arrays.copyOf(whole, length));
    }
  }

  private void requireReadOrTold(byte[] bytes) throws IOException {
    Path file = write(bytes);
    try {
      assertThat(ContainerdNames.read(file, "k8s.io")).isNotNull();
    } catch (IOException told) {
      assertThat(told.getMessage()).endsWith(".");
    }
  }

  @Test
  void what_was_read_while_a_commit_came_is_read_anew() throws IOException {
    byte[] before = BoltFixture.of(Map.of("v1", Map.of("state", "before")));
    byte[] after = BoltFixture.of(Map.of("v1", Map.of("state", "after!")));
    System.arraycopy(
        BoltFixture.head(ByteOrder.LITTLE_ENDIAN, rootOf(after), after.length / 4096, 8),
        0,
        after,
        0,
        BoltFixture.PAGE);
    Path file = write(before);
    var readings = new AtomicInteger();

    String state =
        BoltFile.read(
            file,
            root -> {
              String read = root.bucket("v1").text("state");
              if (readings.incrementAndGet() == 1) {
                write(after);
              }
              return read;
            });

    assertThat(state).isEqualTo("after!");
    assertThat(readings).hasValue(2);
  }

  private static long rootOf(byte[] database) {
    return ByteBuffer.wrap(database).order(ByteOrder.LITTLE_ENDIAN).getLong(32);
  }
}
