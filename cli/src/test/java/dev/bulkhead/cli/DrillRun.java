package dev.bulkhead.cli;

import dev.bulkhead.registry.http.RegistryListener;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs {@code bulkhead drill} on an add-on that stands in front of nodes, and other programs. */
final class DrillRun {
  private final Path folder;
  private final Session session;

  DrillRun(Path folder) {
    this.folder = folder;
    var outside = new Session(new FakeRooms(), folder.resolve("cache"));
    session =
        new Session(
            new Composition(outside.surroundings(), RegistryListener.NONE),
            folder.resolve("cache"));
  }

  /** A Deployment whose webhook refuses changes of nodes and of an opted-in namespace's pods. */
  static String addOn(String hook, int replicas, String policy) {
    return """
    apiVersion: v1
    kind: Service
    metadata: {name: guard, namespace: guard-system}
    spec:
      selector: {app: guard}
      ports: [{port: 443, targetPort: 9443}]
    ---
    apiVersion: apps/v1
    kind: Deployment
    metadata: {name: guard, namespace: guard-system}
    spec:
      replicas: %2$d
      selector: {matchLabels: {app: guard}}
      template:
        metadata: {labels: {app: guard}}
        spec:
          containers: [{name: guard, image: registry.example/guard:1}]
    ---
    apiVersion: admissionregistration.k8s.io/v1
    kind: ValidatingWebhookConfiguration
    metadata: {name: guard}
    webhooks:
      - name: %1$s
        clientConfig: {service: {namespace: guard-system, name: guard, path: /nodes}, caBundle: LS0t}
        rules:
          - {operations: [UPDATE], apiGroups: [""], apiVersions: [v1], resources: [nodes]}
        failurePolicy: %3$s
        timeoutSeconds: 30
        sideEffects: None
        admissionReviewVersions: [v1]
      - name: pods.guard.example
        clientConfig: {service: {namespace: guard-system, name: guard, path: /pods}, caBundle: LS0t}
        namespaceSelector: {matchLabels: {guarded: "yes"}}
        rules:
          - {operations: [CREATE], apiGroups: [""], apiVersions: [v1], resources: [pods]}
        failurePolicy: Fail
        timeoutSeconds: 5
        sideEffects: None
        admissionReviewVersions: [v1]
    """
        .formatted(hook, replicas, policy);
  }

  static String addOn() {
    return addOn("nodes.guard.example", 1, "Fail");
  }

  /** Drills a manifest; the exit status. */
  int drill(String manifest, String... options) {
    var arguments = new ArrayList<>(List.of("drill", write("add-on.yaml", manifest).toString()));
    arguments.addAll(List.of(options));
    return session.run(arguments.toArray(String[]::new));
  }

  /** Whoever runs it wants it to end. */
  void interrupt() {
    session.stop.request(Stop.Reason.INTERRUPTED);
  }

  String out() {
    return session.out();
  }

  String err() {
    return session.err();
  }

  Path file(String name) {
    return folder.resolve(name);
  }

  Path write(String name, String text) {
    try {
      return Files.writeString(file(name), text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * How a program ended.
   *
   * @param out what it wrote, to standard error, too
   */
  record Ended(int status, String out) {}

  /**
   * Runs a program to its end, with a directory before all others in which programs are looked for.
   */
  static Ended program(Path before, List<String> command) throws IOException, InterruptedException {
    Path log = Files.createTempFile("program", ".log");
    var builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
    builder.environment().merge("PATH", before.toString(), (path, first) -> first + ":" + path);
    Process process = builder.start();
    process.getOutputStream().close();
    if (!process.waitFor(120, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new IllegalStateException(
          "%s did not end: %s".formatted(command, Files.readString(log)));
    }
    String out = Files.readString(log);
    Files.delete(log);
    return new Ended(process.exitValue(), out);
  }
}
