package dev.bulkhead.render.helm;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Helm as a program of its own: {@code helm template}, which asks no cluster.
 *
 * <p>It is given empty folders for its configuration, its cache and its data, and no kubeconfig.
 */
final class ProgramHelm implements HelmEngine {
  private final Path program;
  private final Duration limit;

  ProgramHelm(Path program, Duration limit) {
    this.program = program;
    this.limit = limit;
  }

  @Override
  public Answer template(Call call) {
    Path folder = call.chart().resolveSibling("helm-" + System.nanoTime());
    Path out = folder.resolveSibling(folder.getFileName() + ".out");
    Path error = folder.resolveSibling(folder.getFileName() + ".err");
    try {
      var builder = new ProcessBuilder(command(call));
      builder.redirectOutput(out.toFile()).redirectError(error.toFile());
      var environment = builder.environment();
      environment.keySet().removeIf(name -> name.startsWith("HELM_") || name.startsWith("KUBE"));
      for (String kind : List.of("CONFIG", "CACHE", "DATA")) {
        environment.put("HELM_%s_HOME".formatted(kind), folder.toString());
      }
      environment.put("HELM_PLUGINS", folder.toString());
      environment.put("KUBECONFIG", folder.toString());
      Process process = builder.start();
      process.getOutputStream().close();
      if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
        process.destroyForcibly().waitFor();
        return new Answer.Silent(
            "Helm did not finish rendering within %d seconds.".formatted(limit.toSeconds()),
            "Look for a loop in the chart's templates that does not end.");
      }
      return process.exitValue() == 0
          ? new Answer.Manifests(Files.readString(out))
          : new Answer.Refused(reason(Files.readString(error, StandardCharsets.ISO_8859_1)));
    } catch (IOException unusable) {
      return new Answer.Silent(
          "The program %s cannot be run: %s.".formatted(program, unusable.getMessage()),
          "Install the helm program and put it on PATH.");
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      return new Answer.Silent("Rendering was interrupted.", "Run the command again.");
    }
  }

  private List<String> command(Call call) {
    var command = new ArrayList<String>();
    command.addAll(List.of(program.toString(), "template", call.releaseName()));
    command.add(call.chart().toString());
    command.addAll(List.of("--namespace", call.namespace()));
    command.addAll(List.of("--kube-version", call.kubeVersion()));
    for (Path file : call.valueFiles()) {
      command.addAll(List.of("--values", file.toString()));
    }
    for (String assignment : call.assignments()) {
      command.addAll(List.of("--set", assignment));
    }
    return command;
  }

  /** What stands behind the last {@code Error:}; warnings may stand before it. */
  private static String reason(String error) {
    int at = error.startsWith("Error: ") ? 0 : error.lastIndexOf("\nError: ") + 1;
    return error.startsWith("Error: ", at) ? error.substring(at + 7) : error;
  }
}
