package dev.bulkhead.cli;

import dev.bulkhead.model.Userinfo;
import dev.bulkhead.release.Carrier;
import dev.bulkhead.release.ReleaseTag;
import dev.bulkhead.release.ReleaseVersion;
import dev.bulkhead.release.Stamp;
import dev.bulkhead.release.StampOutcome;
import dev.bulkhead.release.StampPlan;
import dev.bulkhead.render.UnifiedDiff;
import dev.bulkhead.report.Printable;
import dev.bulkhead.verdict.IoReason;
import dev.bulkhead.verdict.OptionError;
import dev.bulkhead.verdict.UserError;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code bulkhead release stamp}: writes a version into every place that states one. */
@Command(
    name = "stamp",
    sortOptions = false,
    description = {
      "Writes a version into every place of a repository that states the project's, before the tag"
          + " is made: images of manifests and kustomizations, charts, labels, install commands,"
          + " version files. Every byte that is not of the version stays, and all files are"
          + " replaced or none.",
      ""
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  bulkhead release stamp v0.31.0 --diff     what it would write",
      "  bulkhead release stamp v0.31.0            writes it, and tells the commands that follow",
      "  bulkhead release stamp v0.31.0 --check    in CI before a tag: is all of it stamped?",
      "  bulkhead release stamp v0.31.0 --chart-version 1.8.0",
      "  bulkhead release stamp app-chart-1.8.0    a chart that has tags of its own",
      "",
      "Exit status:",
      "  0    every place states the version, or --diff told what would",
      "  1    with --check: some place does not; the difference is on standard output",
      "  2    the command line or the repository is unusable, or some place cannot be stamped;",
      "       nothing was written",
      "  70   a bug of Bulkhead's own"
    })
final class ReleaseStampCommand implements Callable<Integer> {
  private static final int NOT_STAMPED = 1;

  private final Rooms rooms;
  private final Surroundings surroundings;

  @Parameters(
      arity = "1",
      paramLabel = "VERSION",
      description = "The version that is about to be released, or its tag.")
  private @Nullable ReleaseTag release;

  @Mixin private RepositoryOption repository = new RepositoryOption();

  @Option(
      names = "--check",
      description = "Write nothing; end with 1 and the difference where something is not stamped.")
  private boolean isChecking;

  @Option(names = "--diff", description = "Write nothing; print what would change.")
  private boolean isShowing;

  @Option(
      names = "--digest",
      paramLabel = "REPO=sha256:…",
      description =
          "The digest of an image of this release, for places that state one; repeatable.")
  private List<ImageDigest> digests = List.of();

  @Option(
      names = "--chart-version",
      paramLabel = "VERSION",
      description =
          "The version of charts, which are left alone where they have a series of their own.")
  private @Nullable ReleaseVersion chartVersion;

  @Option(
      names = "--dirty",
      description = "Write also to files with changes that are not committed.")
  private boolean isDirtyAllowed;

  ReleaseStampCommand(Rooms rooms, Surroundings surroundings) {
    this.rooms = rooms;
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() {
    if (isChecking && isShowing) {
      throw new OptionError(
          "--check tells the difference, too, and ends with 1 where there is one.",
          "Leave out --diff.");
    }
    return repository.ask(rooms, this::stamp);
  }

  private int stamp(RepositoryOption.Opened opened) {
    var tag = Objects.requireNonNull(release, "the parser demands it");
    StampPlan plan = opened.releases().plan(tag, chartVersion != null);
    plan.notes().forEach(note -> say("note: " + note));
    requireUse(plan);
    Map<String, byte[]> files = files(plan);
    StampOutcome outcome = stamp(plan).into(files, plan.carriers(), plan.finder());
    return switch (outcome) {
      case StampOutcome.Refused(var faults) -> refused(faults);
      case StampOutcome.Stamped stamped when isChecking || isShowing -> show(plan, stamped, files);
      case StampOutcome.Stamped stamped -> write(opened, plan, stamped, files);
    };
  }

  private Stamp stamp(StampPlan plan) {
    Stamp stamp = Stamp.of(plan.tag().version());
    stamp = chartVersion == null ? stamp : stamp.withChart(chartVersion);
    for (ImageDigest one : digests) {
      stamp = stamp.with(one.image(), one.digest());
    }
    return stamp;
  }

  private void requireUse(StampPlan plan) {
    if (plan.carriers().isEmpty()) {
      throw new UserError(
          "No place of the repository states a version of the project that could be stamped.",
          "Look at \"bulkhead release carriers\", and name the project's images in .bulkhead.yaml.");
    }
    for (ImageDigest one : digests) {
      if (!plan.images().contains(one.image())) {
        throw new OptionError(
            "--digest is given for %s, which the repository does not ask for."
                .formatted(one.image()),
            "Name one of %s.".formatted(String.join(", ", plan.images())));
      }
    }
  }

  private static Map<String, byte[]> files(StampPlan plan) {
    var files = new TreeMap<String, byte[]>();
    for (Carrier carrier : plan.carriers()) {
      if (!files.containsKey(carrier.path())) {
        try {
          files.put(carrier.path(), plan.files().read(carrier.path()));
        } catch (IOException unreadable) {
          throw new UserError(
              null,
              "\"%s\" cannot be read: %s.".formatted(carrier.path(), IoReason.of(unreadable)),
              "Make the file readable.",
              unreadable);
        }
      }
    }
    return files;
  }

  private int refused(List<StampOutcome.Fault> faults) {
    for (StampOutcome.Fault fault : faults) {
      say("bulkhead: %s: %s".formatted(fault.at(), fault.cause()));
      say("remedy: " + fault.remedy());
    }
    say("Nothing was written.");
    return ExitStatus.UNUSABLE;
  }

  private int show(StampPlan plan, StampOutcome.Stamped stamped, Map<String, byte[]> files) {
    var diff = new StringBuilder();
    stamped
        .files()
        .forEach(
            (path, after) ->
                diff.append(UnifiedDiff.of(path, files.getOrDefault(path, new byte[0]), after)));
    print(surroundings.outIsTerminal() ? printable(diff.toString()) : diff.toString());
    if (stamped.files().isEmpty()) {
      say(StampAnswer.complete(plan.tag(), stamped));
      return ExitStatus.OK;
    }
    say(
        "%s %s."
            .formatted(
                isChecking ? "bulkhead: Not stamped with" : "Would be stamped with",
                StampAnswer.amount(plan.tag(), stamped)));
    if (isChecking) {
      say(
          "remedy: Run `bulkhead release stamp %s`, and commit what it writes."
              .formatted(plan.tag()));
    }
    return isChecking ? NOT_STAMPED : ExitStatus.OK;
  }

  /** On a terminal, nothing that a file holds moves the cursor. */
  private static String printable(String diff) {
    return diff.lines()
        .map(line -> Printable.escape(line.replace("\t", "    ")) + "\n")
        .collect(Collectors.joining());
  }

  private int write(
      RepositoryOption.Opened opened,
      StampPlan plan,
      StampOutcome.Stamped stamped,
      Map<String, byte[]> files) {
    if (stamped.files().isEmpty()) {
      print(StampAnswer.complete(plan.tag(), stamped) + "\n\n");
    } else {
      if (!isDirtyAllowed) {
        requireClean(opened.repository().dirty(stamped.files().keySet()));
      }
      replace(opened.folder(), files, stamped.files());
      print(StampAnswer.written(plan.tag(), stamped));
    }
    print(StampAnswer.next(plan));
    return ExitStatus.OK;
  }

  private static void replace(Path root, Map<String, byte[]> before, Map<String, byte[]> after) {
    var old = new TreeMap<Path, byte[]>();
    var now = new TreeMap<Path, byte[]>();
    after.forEach(
        (path, bytes) -> {
          Path place = place(root, path);
          old.put(place, before.getOrDefault(path, new byte[0]));
          now.put(place, bytes);
        });
    new JointReplacement(Disk.REAL, ProcessHandle.current().pid()).write(old, now);
  }

  /** Where a file of the repository lies; a link on the way there may not lead out of it. */
  private static Path place(Path root, String path) {
    try {
      Path real = root.resolve(path).toRealPath();
      if (real.startsWith(root.toRealPath())) {
        return real;
      }
    } catch (IOException unreadable) {
      throw new UserError(
          null,
          "\"%s\" cannot be written: %s.".formatted(path, IoReason.of(unreadable)),
          "Run the command again.",
          unreadable);
    }
    throw new UserError(
        "\"%s\" leads out of the repository, so it is not written.".formatted(path),
        "Put the file itself in the place of the link.");
  }

  private static void requireClean(SortedSet<String> dirty) {
    if (!dirty.isEmpty()) {
      throw new UserError(
          "%s %s changes that are not committed, and would be written to."
              .formatted(String.join(", ", dirty), dirty.size() == 1 ? "has" : "have"),
          "Commit or stash them first, or write all the same with --dirty.");
    }
  }

  private void print(String text) {
    StandardOutput.write(surroundings, out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
  }

  private void say(String line) {
    surroundings.err().println(Printable.escape(Userinfo.concealed(line)));
  }
}
