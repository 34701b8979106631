package dev.bulkhead.cli;

import dev.bulkhead.drill.Backing;
import dev.bulkhead.drill.Drill;
import dev.bulkhead.drill.Drilled;
import dev.bulkhead.drill.Rollout;
import dev.bulkhead.report.DrillAlerts;
import dev.bulkhead.report.DrillGameDay;
import dev.bulkhead.report.DrillReport;
import dev.bulkhead.report.DrillRollout;
import dev.bulkhead.verdict.IoReason;
import dev.bulkhead.verdict.OptionError;
import dev.bulkhead.verdict.UserError;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that write what a drill is good for besides its report. */
final class DrillFiles {
  @Option(
      names = "--alerts",
      paramLabel = "FILE",
      description =
          "Write a PrometheusRule (monitoring.coreos.com/v1): alerts on refusals, on hooks that fail"
              + " open or are slow, and on their backends, which wait as long as the drill shows that"
              + " there is time.")
  private @Nullable Path alerts;

  @Option(
      names = "--game-day",
      paramLabel = "FILE",
      description =
          "Write a bash script that rehearses the outage on a test cluster: it saves, scales the"
              + " backends to zero, watches, gives up when nodes suffer, and puts everything back. It"
              + " runs only against the context that is named on its command line.")
  private @Nullable Path gameDay;

  @Option(
      names = "--rollout",
      paramLabel = "FILE",
      description =
          "Write a plan in Markdown for bringing the webhooks in by stages (opt-in namespaces and"
              + " Ignore, then everywhere, then as stated), with patches; each stage is simulated, and"
              + " one that leaves the cluster broken is not proposed.")
  private @Nullable Path rollout;

  /** A file to be written. */
  private record Planned(String option, Path file, String content, boolean isExecutable) {}

  /** What can be written of it. */
  @FunctionalInterface
  private interface Content {
    void write(Appendable out) throws IOException;
  }

  /** The options that are given. */
  List<String> given() {
    var given = new ArrayList<String>();
    if (alerts != null) {
      given.add("--alerts");
    }
    if (gameDay != null) {
      given.add("--game-day");
    }
    if (rollout != null) {
      given.add("--rollout");
    }
    return given;
  }

  /**
   * Refuses what would be empty.
   *
   * @throws OptionError where there is nothing to write about
   */
  void require(Drill drill, Stop stop) {
    if (stop.reason().isPresent()) {
      return; // what the sources hold was perhaps not read
    }
    List<Backing> backings = drill.backings();
    if (backings.isEmpty() && !given().isEmpty()) {
      throw new OptionError(
          "The sources register nothing that the API server calls out to, so there is nothing to"
              + " write for %s.".formatted(String.join(", ", given())),
          "Leave the option out, or name the sources that register webhooks.");
    }
    if (gameDay != null && DrillGameDay.rehearsed(backings).isEmpty()) {
      throw new OptionError(
          "The sources show no Deployment or StatefulSet that answers the API server, so --game-day"
              + " has nothing to scale to zero.",
          "Name the sources that hold the backend, too, or leave --game-day out.");
    }
    if (rollout != null && drill.hooks().isEmpty()) {
      throw new OptionError(
          "The sources register no webhook, so --rollout has nothing to roll out.",
          "Leave --rollout out, or name the sources that register webhooks.");
    }
  }

  /**
   * Writes what is asked for; each file is replaced as a whole, or left as it was. Of a drill that
   * did not come to its end nothing is written, and that is said.
   *
   * @param err where that is said
   */
  void write(Drill drill, DrillReport report, Stop stop, Progress progress, PrintStream err) {
    String names = String.join(", ", given());
    if (names.isEmpty()) {
      return;
    }
    boolean isWritten =
        stop.orElse(
            () -> progress.during("writing " + names, () -> isWritten(drill, report)), _ -> false);
    if (!isWritten) {
      err.printf(
          "bulkhead: nothing was written for %s, because the drill did not come to its end.%n",
          names);
    }
  }

  private boolean isWritten(Drill drill, DrillReport report) {
    List<Backing> backings = drill.backings();
    var planned = new ArrayList<Planned>();
    if (alerts != null) {
      planned.add(
          planned("--alerts", alerts, out -> DrillAlerts.write(report, backings, out), false));
    }
    if (gameDay != null) {
      planned.add(
          planned("--game-day", gameDay, out -> DrillGameDay.write(report, backings, out), true));
    }
    if (rollout != null) {
      List<Drilled> results = report.outages().stream().map(DrillReport.Outage::drilled).toList();
      Rollout stages = drill.rollout(results, report.remedy());
      planned.add(
          planned("--rollout", rollout, out -> DrillRollout.write(report, stages, out), false));
    }
    planned.forEach(DrillFiles::write);
    return true;
  }

  private static Planned planned(String option, Path file, Content content, boolean isExecutable) {
    var text = new StringWriter();
    try {
      content.write(text);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return new Planned(option, file, text.toString(), isExecutable);
  }

  private static void write(Planned planned) {
    try {
      Replacement.of(planned.file())
          .write(
              out -> {
                var writer =
                    new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
                writer.write(planned.content());
                writer.flush();
              });
      if (planned.isExecutable()) {
        makeExecutable(planned.file());
      }
    } catch (IOException e) {
      throw new UserError(
          null,
          "\"%s\" could not be written: %s.".formatted(planned.file(), IoReason.of(e)),
          "Choose another %s, or make its directory writable.".formatted(planned.option()),
          e);
    }
  }

  private static void makeExecutable(Path file) throws IOException {
    var view = Files.getFileAttributeView(file, PosixFileAttributeView.class);
    if (view != null && Files.isRegularFile(file)) {
      var permissions = Files.getPosixFilePermissions(file);
      permissions.add(PosixFilePermission.OWNER_EXECUTE);
      view.setPermissions(permissions);
    }
  }
}
