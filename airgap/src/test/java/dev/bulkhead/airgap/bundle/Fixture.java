package dev.bulkhead.airgap.bundle;

import dev.bulkhead.airgap.ImageLock;
import dev.bulkhead.model.Digest;
import dev.bulkhead.model.ImageReference;
import dev.bulkhead.model.Platform;
import dev.bulkhead.registry.ContentStore;
import dev.bulkhead.registry.Contents;
import dev.bulkhead.testkit.image.ImageLayout;
import dev.bulkhead.testkit.image.ImageSpec;
import dev.bulkhead.testkit.image.TarLayer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Images in memory that count what is opened, and can be made to fail. */
final class Fixture implements Contents {
  final ImageLayout layout = ImageLayout.layout();
  final List<ImageLock.Entry> lock = new ArrayList<>();
  final Map<String, byte[]> extra = new HashMap<>();
  final Map<String, String> tags = new HashMap<>();
  final Map<String, List<String>> referrers = new HashMap<>();
  final ConcurrentLinkedQueue<String> opened = new ConcurrentLinkedQueue<>();
  final List<String> broken = new ArrayList<>();

  static ImageReference ref(String text) {
    return switch (ImageReference.read(text)) {
      case ImageReference.Reading.Valid(var reference) -> reference;
      case ImageReference.Reading.Invalid invalid -> throw new AssertionError(invalid);
    };
  }

  /** Some bytes that do not compress, always the same for the same seed. */
  static byte[] bytes(int seed, int length) {
    var bytes = new byte[length];
    new Random(seed).nextBytes(bytes);
    return bytes;
  }

  static ImageSpec spec(String architecture, int seed) {
    return ImageSpec.linux(architecture)
        .entrypoint("/app")
        .layer(TarLayer.layer().file("base", 0644, "base"))
        .layer(TarLayer.layer().file("app", 0755, bytes(seed, 3_000)));
  }

  /** An image for these processors, in the lock. */
  Digest add(String name, int seed, String... architectures) {
    var specs = new ArrayList<ImageSpec>();
    for (String architecture : architectures) {
      specs.add(spec(architecture, seed + architecture.hashCode()));
    }
    return add(name, layout.image(name, specs.toArray(ImageSpec[]::new)));
  }

  Digest add(String name, String digest) {
    Digest parsed = Digest.parse(digest).orElseThrow();
    lock.add(new ImageLock.Entry(ref(name), parsed, new TreeMap<>()));
    return parsed;
  }

  List<CarriedImage> survey(BundleWish wish) {
    var survey = new ImageSurvey(this, wish);
    return lock.stream()
        .map(survey::of)
        .map(found -> found instanceof Surveyed.Found(var image) ? image : fail(found))
        .toList();
  }

  private static CarriedImage fail(Surveyed found) {
    throw new AssertionError(found.toString());
  }

  static BundleWish wish(Platform... platforms) {
    return new BundleWish(List.of(platforms), false, false);
  }

  private byte[] content(String digest) throws IOException {
    byte[] content = extra.getOrDefault(digest, layout.blobs().get(digest));
    if (content == null) {
      throw new IOException("There is no blob %s.".formatted(digest));
    }
    return content;
  }

  @Override
  public ContentStore content(ImageReference reference) {
    return new ContentStore() {
      @Override
      public String where() {
        return "memory";
      }

      @Override
      public ManifestAnswer manifest(String tagOrDigest) {
        try {
          String digest = tags.getOrDefault(tagOrDigest, tagOrDigest);
          byte[] bytes = Fixture.this.content(digest);
          return new ManifestAnswer.Content(
              "", Digest.parse(digest).orElseThrow(), new String(bytes, StandardCharsets.UTF_8));
        } catch (IOException absent) {
          return new ManifestAnswer.NotFound("404 MANIFEST_UNKNOWN", List.of());
        }
      }

      @Override
      public ManifestAnswer referrers(Digest subject) {
        List<String> listed = referrers.get(subject.toString());
        if (listed == null) {
          return new ManifestAnswer.NotFound("none", List.of());
        }
        String json =
            "{\"schemaVersion\":2,\"manifests\":[%s]}".formatted(String.join(",", listed));
        return new ManifestAnswer.Content("", subject, json);
      }

      @Override
      public InputStream blob(Digest digest, long size) throws IOException {
        opened.add(digest.toString());
        if (broken.contains(digest.toString())) {
          throw new IOException("The connection broke.");
        }
        return new ByteArrayInputStream(Fixture.this.content(digest.toString()));
      }
    };
  }
}
