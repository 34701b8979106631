package dev.bulkhead.admission;

import java.util.Collection;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What expressions read of a request. Objects stand for all of it, since what is known of an object
 * depends on where the request goes; and so does the name of a Namespace.
 */
record Reads(
    boolean objects,
    boolean operation,
    boolean resource,
    boolean namespace,
    boolean name,
    boolean user) {
  private static final Set<String> RESOURCE =
      Set.of(
          "request.kind",
          "request.resource",
          "request.subResource",
          "request.requestKind",
          "request.requestResource",
          "request.requestSubResource");

  /** What is read of a request; null for what is not. */
  record Key(
      @Nullable Operation operation,
      @Nullable Resource resource,
      @Nullable String namespace,
      @Nullable String name,
      @Nullable User user,
      @Nullable Content object,
      @Nullable Content oldObject) {}

  /** By the variables of expressions, those of {@code request} with their first field. */
  static Reads of(Collection<String> variables) {
    boolean objects = variables.contains("object") || variables.contains("oldObject");
    boolean all = objects || variables.contains("request");
    boolean name = all || variables.contains("request.name");
    return new Reads(
        objects,
        all || variables.contains("request.operation"),
        name || variables.stream().anyMatch(RESOURCE::contains),
        name || variables.contains("request.namespace"),
        name,
        all || variables.contains("request.userInfo"));
  }

  /** Whether keys are cheap: to compare whole objects takes longer than to look at them. */
  boolean isCheap(AdmissionRequest request) {
    return !objects
        || !(request.object() instanceof Content.Whole
            || request.oldObject() instanceof Content.Whole);
  }

  Key of(AdmissionRequest request) {
    return new Key(
        operation ? request.operation() : null,
        resource ? request.resource() : null,
        namespace ? request.namespace() : null,
        name ? request.name() : null,
        user ? request.user() : null,
        objects ? request.object() : null,
        objects ? request.oldObject() : null);
  }
}
