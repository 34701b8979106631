package dev.bulkhead.render.kustomize;

import dev.bulkhead.model.Location;
import dev.bulkhead.model.Node;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * An object in the course of a build, and what it was called before.
 *
 * @param path the file that states it, within its tree
 * @param former the kinds, names and namespaces that it had, oldest first
 * @param prefixes what its name was preceded by, in the order in which that happened
 * @param suffixes what its name was followed by
 * @param made how it was generated; null where a file states it
 */
record Resource(
    Node.Mapping root,
    String path,
    List<Former> former,
    List<String> prefixes,
    List<String> suffixes,
    @Nullable Made made) {
  Resource {
    former = List.copyOf(former);
    prefixes = List.copyOf(prefixes);
    suffixes = List.copyOf(suffixes);
  }

  /** What an object was called at a time. */
  record Former(String kind, String name, String namespace) {}

  /** What a generator does where there is an object of that name. */
  enum Behavior {
    CREATE,
    MERGE,
    REPLACE
  }

  /**
   * How an object was generated.
   *
   * @param isHashed whether its name ends in a hash of its content
   * @param secret the values of a Secret in base64, for nothing but that hash
   */
  record Made(Behavior behavior, boolean isHashed, Map<String, String> secret) {
    Made {
      secret = Map.copyOf(secret);
    }

    @Override
    public String toString() {
      return "Made[%s, %s, %d values]".formatted(behavior, isHashed, secret.size());
    }
  }

  /** An object that a file states. */
  static Resource stated(Node.Mapping root, String path) {
    return new Resource(root, path, List.of(), List.of(), List.of(), null);
  }

  Identity identity() {
    return Identity.of(root);
  }

  Kind kind() {
    return Kind.of(root);
  }

  String name() {
    return root.text("metadata", "name").orElse("");
  }

  /** The namespace that it states, or the empty string. */
  String namespace() {
    return root.text("metadata", "namespace").orElse("");
  }

  /** The identities that it had before, oldest first. */
  List<Identity> formerly() {
    Kind now = kind();
    return former.stream()
        .map(
            one ->
                new Identity(
                    new Kind(now.group(), now.version(), one.kind()), one.name(), one.namespace()))
        .toList();
  }

  /** The identity that it was stated with. */
  Identity original() {
    List<Identity> before = formerly();
    return before.isEmpty() ? identity() : before.getFirst();
  }

  /** All identities that it has had. */
  Stream<Identity> identities() {
    return Stream.concat(Stream.of(identity()), formerly().stream());
  }

  Resource with(Node.Mapping changed) {
    return new Resource(changed, path, former, prefixes, suffixes, made);
  }

  /** The same, which keeps in mind what it is called now. */
  Resource remembered() {
    Identity now = identity();
    return new Resource(
        root,
        path,
        added(former, new Former(now.kind().name(), now.name(), now.namespace())),
        prefixes,
        suffixes,
        made);
  }

  Resource prefixed(String prefix) {
    return new Resource(root, path, former, added(prefixes, prefix), suffixes, made);
  }

  Resource suffixed(String suffix) {
    return new Resource(root, path, former, prefixes, added(suffixes, suffix), made);
  }

  /** The same under another name, which is said to stand where the old one stands. */
  Resource named(String name) {
    Location at = root.scalar("metadata", "name").map(Node.Scalar::at).orElse(root.at());
    return with(
        Nodes.inside(
            root,
            "metadata",
            root.at(),
            metadata -> Nodes.with(metadata, "name", Nodes.text(name, at))));
  }

  private static <T> List<T> added(List<T> list, T last) {
    var all = new ArrayList<>(list);
    all.add(last);
    return all;
  }
}
