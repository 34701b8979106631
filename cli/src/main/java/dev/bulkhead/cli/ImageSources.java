package dev.bulkhead.cli;

import dev.bulkhead.airgap.ImageLock;
import dev.bulkhead.airgap.NeededImages;
import dev.bulkhead.report.Printable;
import dev.bulkhead.report.ReportedSource;
import dev.bulkhead.report.Setting;
import dev.bulkhead.verdict.UserError;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** What a command line says of the sources whose images are to cross an air gap. */
final class ImageSources {
  @Parameters(
      arity = "1..*",
      paramLabel = "SOURCE",
      description =
          "Whatever `bulkhead check` reads: a chart, a kustomization, manifests, an oci:// chart, -"
              + " for standard input; a configuration of k0s or k0sctl; or an images.lock.")
  private List<String> sources = List.of();

  @Mixin private ImageOptions options = new ImageOptions();

  /**
   * What the sources came to.
   *
   * @param needed the images that they ask for, candidates among them only where they are wanted
   * @param candidates how many candidates were left out
   * @param locked what the lock files among the sources say, by {@link NeededImages#key}
   * @param read the sources themselves, for a report
   */
  record Read(
      NeededImages needed,
      int candidates,
      Map<String, ImageLock.Entry> locked,
      ReadSources read,
      List<Setting> settings) {
    /** What of the sources could not be used; images that it would ask for are not known. */
    List<ReportedSource.Problem> problems() {
      return read.reported().stream().flatMap(one -> one.problems().stream()).toList();
    }

    /** Tells these on standard error. */
    void tellProblems(Surroundings surroundings) {
      for (ReportedSource.Problem problem : problems()) {
        String cause = "bulkhead: %s: %s".formatted(problem.at(), problem.cause());
        surroundings.err().println(Printable.escape(cause));
        surroundings.err().println(Printable.escape("remedy: " + problem.remedy()));
      }
    }

    /** What is to be known of the sources, in full sentences. */
    List<String> notes() {
      var notes = new ArrayList<String>();
      read.reported().forEach(source -> notes.addAll(source.notes()));
      notes.addAll(read.notes());
      needed.unreadable().stream()
          .filter(NeededImages.Unreadable::isStandIn)
          .map(
              one ->
                  "%s, asked for by %s, stands in for an image, and is not among them: %s."
                      .formatted(one.text(), one.by(), one.reason()))
          .forEach(notes::add);
      return notes;
    }
  }

  Evidence evidence() {
    return options.evidence();
  }

  /**
   * Reads all sources.
   *
   * @throws UserError where the only one of them, or an option, is unusable
   */
  Read read(Rooms rooms, Surroundings surroundings, Stop stop, Progress progress, DebugLog debug) {
    return options.read(sources, rooms, surroundings, stop, progress, debug);
  }
}
