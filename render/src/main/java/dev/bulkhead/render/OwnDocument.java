package dev.bulkhead.render;

import dev.bulkhead.model.Digest;
import dev.bulkhead.model.Location;
import dev.bulkhead.model.Node;
import dev.bulkhead.model.Platform;
import dev.bulkhead.verdict.UserError;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A file of Bulkhead's own making, read strictly: one YAML document that states its form, in which
 * every field is known and stands once.
 *
 * @param file what messages call it
 * @param remedy what to do where it cannot be used, beginning with a verb
 */
public record OwnDocument(String file, String remedy) {
  /**
   * The document; empty where the text holds none.
   *
   * @param what a document must be, as a clause for messages: "there is no record of releases"
   * @throws UserError where there is something else, or more than one
   */
  public Optional<Node.Mapping> root(String text, String what) {
    var documents = YamlReader.read(text, Placement.of(file));
    if (!documents.problems().isEmpty()) {
      var problem = documents.problems().getFirst();
      throw new UserError(problem.at(), problem.cause(), problem.remedy(), null);
    }
    if (documents.roots().isEmpty()) {
      return Optional.empty();
    }
    if (!documents.duplicates().isEmpty()) {
      var twice = documents.duplicates().getFirst();
      throw fault(twice.at(), "the field \"%s\" stands twice".formatted(twice.field()));
    }
    if (documents.roots().size() > 1
        || !(documents.roots().getFirst() instanceof Node.Mapping root)) {
      throw fault(documents.roots().getLast().at(), what);
    }
    return Optional.of(root);
  }

  /**
   * Returns if the document states a form that is known.
   *
   * @param newest the newest form that is read
   * @throws UserError where it states none, or a newer one
   */
  public void requireForm(Node.Mapping root, int newest) {
    Node.Scalar format = scalar(root, "format");
    long number = format.integer().orElse(0L);
    if (number > newest) {
      throw new UserError(
          format.at(),
          "%s is of the form %d, and this version of Bulkhead reads form %d."
              .formatted(file, number, newest),
          "Use a newer version of Bulkhead.",
          null);
    }
    if (number < 1) {
      throw fault(format.at(), "\"%s\" is no form of the file".formatted(format.text()));
    }
  }

  /** Returns if a mapping has no other fields. */
  public void requireFields(Node.Mapping mapping, Set<String> known) {
    for (String field : mapping.fields().keySet()) {
      if (!known.contains(field)) {
        throw fault(mapping.keyAt(field), "the field \"%s\" is not known".formatted(field));
      }
    }
  }

  /** The children of a field that is a mapping, by name; none where the field is absent. */
  public SortedMap<String, Node> children(Node.Mapping parent, String field) {
    return parent
        .find(field)
        .map(node -> new TreeMap<>(mapping(node, field).fields()))
        .orElseGet(TreeMap::new);
  }

  /** A node that must be a mapping. */
  public Node.Mapping mapping(Node node, String what) {
    if (node instanceof Node.Mapping mapping) {
      return mapping;
    }
    throw fault(node.at(), what + " is no mapping");
  }

  /** A field that must be there and be a scalar. */
  public Node.Scalar scalar(Node.Mapping parent, String field) {
    return parent
        .scalar(field)
        .orElseThrow(() -> fault(parent.at(), "there is no \"%s\"".formatted(field)));
  }

  /** A node that must be a digest. */
  public Digest digest(Node node) {
    String text = node.text().orElse("");
    return Digest.parse(text)
        .orElseThrow(() -> fault(node.at(), "\"%s\" is no digest".formatted(text)));
  }

  /** A name that must be a platform's. */
  public Platform platform(String name, Node at) {
    return Platform.parse(name)
        .orElseThrow(() -> fault(at.at(), "\"%s\" is no platform".formatted(name)));
  }

  /** The error of a file that cannot be used. */
  public UserError fault(Location at, String what) {
    return new UserError(at, "%s cannot be used: %s.".formatted(file, what), remedy, null);
  }
}
