package dev.bulkhead.report;

import dev.bulkhead.model.KubernetesVersion;
import dev.bulkhead.variants.Cell;
import dev.bulkhead.variants.ClusterVersion;
import dev.bulkhead.variants.Matrix;
import dev.bulkhead.variants.Reason;
import dev.bulkhead.variants.Release;
import java.util.List;

/** A matrix with something of everything. */
final class MatrixSample {
  private static final Cell PROVEN = new Cell(Cell.State.PROVEN, 12, List.of());
  private static final Cell UNPROVEN =
      new Cell(
          Cell.State.UNPROVEN,
          12,
          List.of(
              new Reason(
                  "dark",
                  "",
                  "ghcr.io did not answer.",
                  "Try again.",
                  List.of("Deployment app, container main"))));

  private MatrixSample() {}

  private static Cell gone(int minor) {
    return new Cell(
        Cell.State.VIOLATED,
        12,
        List.of(
            new Reason(
                "4f9a",
                "api-removed",
                "CronJob is not served as batch/v1beta1 since 1.25, and this is 1.%d."
                    .formatted(minor),
                "Use batch/v1.",
                List.of("CronJob clean"))));
  }

  private static Release row(String name, String version, Cell... cells) {
    List<String> notes = name.equals("v0.4.0") ? List.of() : List.of("The link a leads nowhere.");
    return new Release.Judged(name, "app", version, false, List.of(cells), notes);
  }

  static MatrixReport report() {
    return report(
        new Matrix(
            List.of(version(24, true), version(25, true), version(26, false)),
            List.of(
                row("v0.4.0", "0.4.0", PROVEN, PROVEN, UNPROVEN),
                row("v0.3.0", "1.9.0", PROVEN, gone(25), gone(26)),
                row("v0.2.0", "1.8.0", PROVEN, gone(25), gone(26)),
                new Release.Unreadable("v0.1.0", "The folder is not there.", "Name another.")),
            List.of("Of 9 tags, the newest 4 are shown.")));
  }

  /** A matrix of one cell, whose texts are all the same. */
  static MatrixReport saying(String text) {
    var reason = new Reason(text, text, text, text, List.of(text));
    var cell = new Cell(Cell.State.VIOLATED, 1, List.of(reason));
    return new MatrixReport(
        "0.1.0",
        text,
        List.of(new Setting(text, text, true)),
        new Matrix(
            List.of(version(25, true)),
            List.of(
                new Release.Judged(text, text, text, true, List.of(cell), List.of(text)),
                new Release.Unreadable(text + "2", text, text)),
            List.of(text)),
        Outcome.VIOLATED);
  }

  static MatrixReport report(Matrix matrix) {
    return new MatrixReport(
        "0.1.0",
        "charts/app at 4 tags of repo",
        List.of(
            new Setting("--platform", "linux/amd64", true),
            new Setting("--kube-version", "1.24,1.25,1.26", false)),
        matrix,
        Outcome.HOLDS);
  }

  private static ClusterVersion version(int minor, boolean isReleased) {
    return ClusterVersion.plain(KubernetesVersion.of(1, minor, 0), isReleased);
  }
}
