package dev.bulkhead.airgap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bulkhead.airgap.ImageLock.Entry;
import dev.bulkhead.airgap.ImageLock.PlatformImage;
import dev.bulkhead.model.Digest;
import dev.bulkhead.model.ImageReference;
import dev.bulkhead.model.Platform;
import dev.bulkhead.testkit.Gen;
import dev.bulkhead.testkit.Property;
import dev.bulkhead.verdict.UserError;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

final class ImageLockTextTest {
  private static final Gen<Digest> DIGESTS =
      Gen.between(0, 1 << 20).map(number -> Digest.sha256("%064x".formatted(number)));

  private static final Gen<Entry> ENTRIES =
      Gen.of("nginx", "ghcr.io/x/y:v1", "r.example:5000/a/b:1@sha256:" + "b".repeat(64))
          .flatMap(
              name ->
                  DIGESTS.flatMap(
                      digest -> Gen.between(0, 1 << 30).map(bytes -> entry(name, digest, bytes))));

  private static Entry entry(String name, Digest digest, long bytes) {
    var platforms = new TreeMap<Platform, PlatformImage>();
    platforms.put(Platform.LINUX_AMD64, new PlatformImage(digest, bytes));
    return new Entry(
        ((ImageReference.Reading.Valid) ImageReference.read(name)).reference(), digest, platforms);
  }

  @Test
  void every_lock_is_read_as_it_was_written_and_written_alike_again() {
    Property.forAll(
        7,
        200,
        ENTRIES.listOfUpTo(5).map(ImageLock::new),
        lock -> {
          String text = ImageLockText.of(lock);
          ImageLock read = ImageLockText.read("images.lock", text);
          assertThat(ImageLockText.of(read)).isEqualTo(text);
          assertThat(read.images()).hasSameSizeAs(lock.images());
          assertThat(ImageLockText.isOne(text)).isTrue();
        });
  }

  @Test
  void a_newer_form_is_told_from_what_is_no_lock() {
    assertThatThrownBy(() -> ImageLockText.read("images.lock", "format: 2\nentries: {}\n"))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("is of the form 2, and this version of Bulkhead reads form 1");
    assertThatThrownBy(() -> ImageLockText.read("images.lock", "kind: Pod\n"))
        .hasMessageContaining("there is no \"format\"");
    assertThatThrownBy(() -> ImageLockText.read("images.lock", ""))
        .hasMessageContaining("it is empty");
    assertThat(ImageLockText.isOne("# a\n\nkind: Pod\n")).isFalse();
  }

  @Test
  void what_an_entry_holds_is_held_to_its_form() {
    String head = "format: 1\nimages:\n  \"x/y:1\":\n    digest: ";
    assertThatThrownBy(() -> ImageLockText.read("images.lock", head + "sha256:12\n"))
        .hasMessageContaining("\"sha256:12\" is no digest");
    String entry = head + "sha256:" + "a".repeat(64) + "\n    platforms: { linux/amd64: ";
    assertThatThrownBy(
            () ->
                ImageLockText.read(
                    "images.lock",
                    entry + "{ manifest: \"sha256:%s\", bytes: -1 } }\n".formatted("a".repeat(64))))
        .hasMessageContaining("\"-1\" is no number of bytes");
    assertThatThrownBy(() -> ImageLockText.read("images.lock", "format: 1\nimages: { 'X:Y:': {} }"))
        .hasMessageContaining("is no image");
  }
}
