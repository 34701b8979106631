package dev.bulkhead.render.kustomize;

import dev.bulkhead.model.KubernetesObject;
import dev.bulkhead.model.Node;
import dev.bulkhead.render.SourceProblem;
import dev.bulkhead.render.SourceTree;
import java.nio.charset.StandardCharsets;
import java.util.TreeMap;

/** Files of kustomizations, written one after the other. */
final class KustomizationFixture {
  static final String DEPLOYMENT =
      """
      apiVersion: apps/v1
      kind: Deployment
      metadata:
        name: manager
      spec:
        selector:
          matchLabels:
            app: manager
        template:
          metadata:
            labels:
              app: manager
          spec:
            containers:
              - name: manager
                image: registry.example/keeper:v1
                env:
                  - name: LEVEL
                    value: info
              - name: proxy
                image: registry.example/proxy:v1
      """;

  private final TreeMap<String, byte[]> files = new TreeMap<>();

  static KustomizationFixture files() {
    return new KustomizationFixture();
  }

  KustomizationFixture with(String path, String text) {
    files.put(path, text.getBytes(StandardCharsets.UTF_8));
    return this;
  }

  SourceTree tree() {
    return SourceTree.of("deploy", files);
  }

  Kustomized build(String folder) {
    return Kustomizations.build(tree(), folder, RemoteBases.NONE);
  }

  /** The one object of a kind that the kustomization of the root comes to. */
  KubernetesObject object(String kind) {
    return object("", kind);
  }

  KubernetesObject object(String folder, String kind) {
    Kustomized built = build(folder);
    if (!built.problems().isEmpty()) {
      throw new AssertionError(built.problems().toString());
    }
    return built.objects().stream()
        .filter(object -> object.key().kind().equals(kind))
        .findFirst()
        .orElseThrow(() -> new AssertionError("No " + kind + " in " + built.objects()));
  }

  /** The first container of the only Deployment. */
  Node container() {
    return object("Deployment").root().items("spec", "template", "spec", "containers").getFirst();
  }

  /** Why the kustomization of the root is refused. */
  SourceProblem problem() {
    return build("").problems().getFirst();
  }
}
