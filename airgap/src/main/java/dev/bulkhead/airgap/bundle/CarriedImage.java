package dev.bulkhead.airgap.bundle;

import dev.bulkhead.model.ImageReference;
import dev.bulkhead.model.Platform;
import dev.bulkhead.registry.ContentStore;
import dev.bulkhead.registry.Descriptor;
import java.util.Collections;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * An image as it is carried, to the last blob.
 *
 * @param reference as it is asked for
 * @param root what its name stands for on the other side
 * @param form what became of its index
 * @param documents the root, and below it all manifests and indexes that are carried; children come
 *     before whatever lists them
 * @param bare manifests that are carried without their blobs: containerd, which may run them in
 *     place of the platform's own (linux/386 on linux/amd64), reads them when it imports an index
 * @param blobs configs and layers, each once
 * @param platforms those carried, as the image states them
 * @param leftOut platforms that the index offers and that were not asked for
 * @param referrers what refers to it
 * @param store where its content is
 */
public record CarriedImage(
    ImageReference reference,
    Document root,
    Form form,
    List<Document> documents,
    List<Document> bare,
    List<Descriptor> blobs,
    SortedSet<Platform> platforms,
    SortedSet<Platform> leftOut,
    List<Referrer> referrers,
    ContentStore store) {
  public CarriedImage {
    documents = List.copyOf(documents);
    bare = List.copyOf(bare);
    blobs = List.copyOf(blobs);
    platforms = Collections.unmodifiableSortedSet(new TreeSet<>(platforms));
    leftOut = Collections.unmodifiableSortedSet(new TreeSet<>(leftOut));
    referrers = List.copyOf(referrers);
  }

  /** What became of an image's index. */
  public enum Form {
    /** It has none: its name stands for a manifest. */
    MANIFEST,
    /** It is kept, and all that it lists is carried. */
    WHOLE,
    /** It is kept with its digest, and lists content that is not carried. */
    SPARSE,
    /** It was rewritten to what is carried, and has another digest. */
    REWRITTEN
  }

  /**
   * A signature, an attestation or the like.
   *
   * @param name where it is found beside the image: {@code ghcr.io/x/app:sha256-….sig}, or by its
   *     own digest
   * @param documents itself last
   */
  public record Referrer(
      String name, Document root, List<Document> documents, List<Descriptor> blobs) {
    public Referrer {
      documents = List.copyOf(documents);
      blobs = List.copyOf(blobs);
    }
  }

  /** All bytes of it and of what refers to it, as they are stored. */
  public long bytes() {
    long own = bytes(documents, blobs) + bytes(bare, List.of());
    return own + referrers.stream().mapToLong(r -> bytes(r.documents(), r.blobs())).sum();
  }

  private static long bytes(List<Document> documents, List<Descriptor> blobs) {
    return documents.stream().mapToLong(document -> document.bytes().length).sum()
        + blobs.stream().mapToLong(Descriptor::size).sum();
  }
}
