package dev.bulkhead.check;

import dev.bulkhead.model.Container;
import dev.bulkhead.model.Node;
import dev.bulkhead.verdict.Claim;
import dev.bulkhead.verdict.Severity;
import dev.bulkhead.verdict.Verdict;
import java.util.List;
import java.util.Optional;

/** The types that the API server takes: a string for an image, lists of strings for commands. */
record ContainerShape(Container container, ContainerClaims claims) {
  /** The first field of another type than the API server takes. */
  Optional<Verdict> fault() {
    for (String field : List.of("image", "workingDir", "command", "args")) {
      Optional<Node> value = container.node().find(field);
      boolean list = field.equals("command") || field.equals("args");
      Optional<Node> guilty =
          list ? value.flatMap(ContainerShape::notStrings) : value.filter(ContainerShape::noString);
      if (guilty.isPresent()) {
        Claim claim = claims.claim(Rules.CONTAINER_MALFORMED, guilty.get().at());
        return Optional.of(
            claims.violated(
                claim,
                Severity.ERROR,
                "%s of the container %s has to be %s; the API server refuses the object."
                    .formatted(field, container.name(), list ? "a list of strings" : "a string"),
                list
                    ? "Write a list, and quote its numbers and booleans."
                    : "Write a string, in quotes if it looks like something else.",
                List.of()));
      }
    }
    return Optional.empty();
  }

  /** What keeps a node from being a list of strings. */
  private static Optional<Node> notStrings(Node value) {
    return value instanceof Node.Sequence list
        ? list.items().stream().filter(ContainerShape::noString).findFirst()
        : Optional.of(value);
  }

  /** A null counts as an empty string. */
  private static boolean noString(Node value) {
    return !(value instanceof Node.Scalar scalar
        && (scalar.type() == Node.Scalar.Type.STRING || scalar.isNull()));
  }
}
