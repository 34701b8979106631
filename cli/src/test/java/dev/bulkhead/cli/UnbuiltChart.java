package dev.bulkhead.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A chart that runs one image, and depends on another chart that is not in its charts/. */
final class UnbuiltChart {
  private UnbuiltChart() {}

  /** Writes it into a folder. */
  static Path in(Path folder, String image) throws IOException {
    Path chart = Files.createDirectories(folder.resolve("unbuilt"));
    Files.createDirectories(chart.resolve("templates"));
    Files.writeString(
        chart.resolve("Chart.yaml"),
        """
        apiVersion: v2
        name: unbuilt
        version: 1.0.0
        dependencies:
          - name: base
            version: 1.0.0
            repository: https://charts.example
        """);
    Files.writeString(
        chart.resolve("templates/pod.yaml"),
        """
        apiVersion: v1
        kind: Pod
        metadata: { name: app }
        spec:
          containers:
            - { name: app, image: "%s" }
        """
            .formatted(image));
    return chart;
  }
}
