package dev.bulkhead.airgap.verify.containerd;

import dev.bulkhead.model.Digest;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What containerd's database says of one namespace (containerd, core/metadata/buckets.go, schema
 * v1).
 *
 * @param namespaces all that there are
 * @param images what names stand for
 * @param content the blobs that the namespace has
 * @param unpacked those of them that are configurations of images that were unpacked
 */
record ContainerdNames(
    SortedSet<String> namespaces,
    Map<String, Digest> images,
    Set<Digest> content,
    Set<Digest> unpacked) {
  private static final String SNAPSHOT = "containerd.io/gc.ref.snapshot.";
  private static final int MOST_ENTRIES = 1_000_000;

  ContainerdNames {
    namespaces = Collections.unmodifiableSortedSet(new TreeSet<>(namespaces));
    images = Map.copyOf(images);
    content = Set.copyOf(content);
    unpacked = Set.copyOf(unpacked);
  }

  /**
   * Reads a database.
   *
   * @throws IOException with a full sentence where it is none, or damaged
   */
  static ContainerdNames read(Path database, String namespace) throws IOException {
    return BoltFile.read(database, root -> new Reader().read(root.bucket("v1"), namespace));
  }

  /** Serves one reading. */
  private static final class Reader {
    private final SortedSet<String> namespaces = new TreeSet<>();
    private final Map<String, Digest> images = new HashMap<>();
    private final Set<Digest> content = new HashSet<>();
    private final Set<Digest> unpacked = new HashSet<>();

    ContainerdNames read(BoltBucket version, String namespace) throws IOException {
      version.each(buckets((name, _) -> namespaces.add(name)));
      BoltBucket chosen = version.bucket(namespace);
      chosen.bucket("images").each(buckets(this::image));
      chosen.bucket("content").bucket("blob").each(buckets(this::blob));
      return new ContainerdNames(namespaces, images, content, unpacked);
    }

    private void image(String name, BoltBucket image) throws IOException {
      Optional<Digest> digest = Digest.parse(image.bucket("target").text("digest"));
      if (digest.isPresent()) {
        images.put(name, digest.get());
        requireFew(images.size());
      }
    }

    private void blob(String name, BoltBucket blob) throws IOException {
      Optional<Digest> digest = Digest.parse(name);
      if (digest.isEmpty()) {
        return;
      }
      content.add(digest.get());
      requireFew(content.size());
      blob.bucket("labels")
          .each(
              new BoltBucket.Visitor() {
                @Override
                public void value(String key, ByteBuffer value) {
                  if (key.startsWith(SNAPSHOT)) {
                    unpacked.add(digest.get());
                  }
                }
              });
    }

    private static void requireFew(int count) throws IOException {
      if (count > MOST_ENTRIES) {
        throw new IOException("It lists more than %,d things.".formatted(MOST_ENTRIES));
      }
    }

    /** Does something with a bucket. */
    @FunctionalInterface
    private interface Each {
      void on(String name, BoltBucket bucket) throws IOException;
    }

    private static BoltBucket.Visitor buckets(Each each) {
      return new BoltBucket.Visitor() {
        @Override
        public void bucket(String key, BoltBucket bucket) throws IOException {
          each.on(key, bucket);
        }
      };
    }
  }
}
