package dev.bulkhead.render.helm;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;

/** The contract, with the {@code helm} program on PATH, where there is one. */
class ProgramChartsTest extends ChartContract {
  private static Optional<Path> found() {
    String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
    return Arrays.stream(path.split(File.pathSeparator, -1))
        .map(folder -> Path.of(folder, "helm"))
        .filter(Files::isExecutable)
        .findFirst();
  }

  @BeforeAll
  static void needs_the_program() {
    if (found().isEmpty()) {
      System.out.println("LEFT OUT: no helm on PATH, so ProgramChartsTest was not run.");
    }
    Assumptions.assumeTrue(found().isPresent(), "no helm on PATH");
  }

  @Override
  HelmCharts charts() {
    return HelmCharts.program(found().orElseThrow());
  }
}
