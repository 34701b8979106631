package dev.bulkhead.airgap.bundle;

import dev.bulkhead.registry.Descriptor;
import java.util.List;

/**
 * An image, or something that refers to one, as a bundle holds it.
 *
 * @param name its full name
 * @param documents those that are there, children before what lists them, the root last
 * @param blobs those of the documents
 * @param absent what the root or its children list and the bundle leaves out
 */
public record Bundled(
    String name,
    boolean isReferrer,
    Document root,
    List<Document> documents,
    List<Descriptor> blobs,
    List<Descriptor> absent) {
  public Bundled {
    documents = List.copyOf(documents);
    blobs = List.copyOf(blobs);
    absent = List.copyOf(absent);
  }
}
