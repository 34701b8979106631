package dev.bulkhead.airgap.k0s;

import dev.bulkhead.model.Node;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Who wrote what, by the record that the API server keeps in an object ({@code
 * metadata.managedFields}). The controller writes as {@code k0s}, after its program.
 */
record FieldOwners(List<Node> entries) {
  /** The name under which k0s' controllers write. */
  static final String CONTROLLER = "k0s";

  static FieldOwners of(ClusterConfig config) {
    return new FieldOwners(config.document().items("metadata", "managedFields"));
  }

  /** Who wrote an image; where several did, the one who is no controller. */
  Optional<String> of(ImageKey key) {
    String[] path =
        Stream.concat(Stream.of("fieldsV1"), key.fields().stream().map(field -> "f:" + field))
            .toArray(String[]::new);
    List<String> owners =
        entries.stream()
            .filter(entry -> entry.mapping(path).isPresent())
            .flatMap(entry -> entry.text("manager").stream())
            .toList();
    return owners.stream()
        .filter(owner -> !owner.equals(CONTROLLER))
        .findFirst()
        .or(() -> owners.stream().findFirst());
  }
}
