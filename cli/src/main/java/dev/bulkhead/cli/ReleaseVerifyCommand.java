package dev.bulkhead.cli;

import dev.bulkhead.release.Judged;
import dev.bulkhead.release.ReleaseLock;
import dev.bulkhead.release.ReleaseRecord;
import dev.bulkhead.release.ReleaseVersion;
import dev.bulkhead.render.GitSnapshot;
import dev.bulkhead.render.RenderRequest;
import dev.bulkhead.report.Outcome;
import dev.bulkhead.report.Report;
import dev.bulkhead.report.ReportedSource;
import dev.bulkhead.report.Setting;
import dev.bulkhead.report.SourceLines;
import dev.bulkhead.verdict.OptionError;
import dev.bulkhead.verdict.UserError;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code bulkhead release verify}: proves that a release is what its tag says. */
@Command(
    name = "verify",
    sortOptions = false,
    description = {
      "Proves that a release is what its tag says: what is deployed from it, its charts and its"
          + " documents name the tag's version; its images exist and were built from it; and nothing"
          + " of it changed since it was recorded.",
      ""
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  bulkhead release verify --tag v0.30.0        a tag, read without a checkout",
      "  bulkhead release verify --worktree           before the tag is made: does all agree?",
      "  bulkhead release verify --worktree --as v0.31.0 --promise",
      "                                               and its images will be built from the tag",
      "  bulkhead release verify --tag v0.31.0 --artifact app-0.31.0.tgz --record",
      "                                               all was published; let nobody change it",
      "",
      "Exit status:",
      "  0    nothing is violated",
      "  1    something is violated, at or above --fail-on",
      "  2    the command line or the repository is unusable",
      "  3    nothing is violated, but something is unproven and --strict is given, or not one",
      "       claim that needs outside evidence could be decided",
      "  70   a bug of Bulkhead's own",
      "  130  interrupted (129 by SIGHUP, 143 by SIGTERM)"
    })
final class ReleaseVerifyCommand implements Callable<Integer> {
  private final Rooms rooms;
  private final Surroundings surroundings;
  private final Stop stop;

  @Mixin private RepositoryOption repository = new RepositoryOption();

  @Option(
      names = "--tag",
      paramLabel = "TAG",
      description =
          "The release's tag. Default: the tag of the commit that is checked out, or else the work"
              + " tree.")
  private @Nullable String tag;

  @Option(names = "--worktree", description = "Judge the work tree as it lies on disk.")
  private boolean worktree;

  @Option(
      names = "--as",
      paramLabel = "VERSION",
      description =
          "The version that the work tree is to become. Default: the newest that it states.")
  private @Nullable ReleaseVersion version;

  @Mixin private PublishedOptions published = new PublishedOptions();

  @Mixin private ReportOptions output = new ReportOptions();

  @Option(
      names = "--fail-on",
      paramLabel = "SEVERITY",
      description = "The least severity that fails: error or warning. Default: error.")
  private CheckCommand.FailOn failOn = CheckCommand.FailOn.ERROR;

  @Option(names = "--strict", description = "Fail also where something is unproven.")
  private boolean strict;

  ReleaseVerifyCommand(Rooms rooms, Surroundings surroundings, Stop stop) {
    this.rooms = rooms;
    this.surroundings = surroundings;
    this.stop = stop;
  }

  @Override
  public Integer call() {
    requireSense();
    return repository.ask(rooms, this::verify);
  }

  private void requireSense() {
    if (tag != null && worktree) {
      throw new OptionError(
          "--tag and --worktree name two different things to judge.", "Leave one of them out.");
    }
    published.requireSense();
    if (tag != null && version != null) {
      throw new OptionError(
          "--as says what the work tree is to become, and --tag judges a tag.",
          "Leave one of them out.");
    }
  }

  private int verify(RepositoryOption.Opened opened) {
    var releases = opened.releases();
    Optional<String> chosen =
        Optional.ofNullable(tag)
            .or(() -> worktree || version != null ? Optional.empty() : releases.tagAtHead());
    Judged judged =
        chosen
            .map(name -> releases.judge(releases.tag(name)))
            .orElseGet(() -> releases.judgeWorktree(Optional.ofNullable(version)));
    GitSnapshot files =
        chosen.map(opened.repository()::snapshot).orElseGet(opened.repository()::worktree);
    ReleaseProof.Found proof = prove(opened, judged, files);
    String source = opened.name() + "@" + judged.tag().name();
    var notes = new ArrayList<>(releases.notes());
    notes.addAll(judged.notes());
    notes.addAll(proof.notes());
    var verdicts = new ArrayList<>(judged.verdicts());
    verdicts.addAll(proof.verdicts());
    var reported =
        new ReportedSource(
            source,
            judged.ownCarriers().size(),
            judged.deploys().size() + judged.charts().size(),
            notes,
            List.of());
    var report =
        Report.of(
            Version.current(),
            List.of(reported),
            List.of(),
            List.of(setting(judged, chosen)),
            verdicts,
            new Outcome.Policy(failOn.severity(), true, strict, stop.ending()));
    LastReport.in(surroundings).keep(report, output.namesProven());
    output.write(report, lines(files), surroundings);
    proof.entry().forEach(entry -> record(opened, entry));
    return report.outcome().status();
  }

  private Setting setting(Judged judged, Optional<String> chosen) {
    return chosen
        .map(name -> new Setting("--tag", name, tag == null))
        .orElseGet(() -> new Setting("--as", judged.tag().version().text(), version == null));
  }

  private ReleaseProof.Found prove(
      RepositoryOption.Opened opened, Judged judged, GitSnapshot files) {
    stop.requestAfter(published.evidence().timeout.duration());
    boolean hasWorktree = opened.repository().hasWorktree();
    if (published.isWriting() && !hasWorktree) {
      throw new UserError(
          "%s has no work tree in which %s could be written."
              .formatted(opened.folder(), ReleaseLock.NAME),
          "Name a repository with one.");
    }
    String name = files.isWorktree() ? opened.releases().nameOf(judged.tag()) : files.tag();
    ReleaseLock.Entry recorded =
        hasWorktree
            ? LockFile.in(opened.folder())
                .read()
                .lock()
                .of(name)
                .orElseGet(() -> ReleaseRecord.nothing(name))
            : ReleaseRecord.nothing(name);
    try (var progress = Progress.on(surroundings)) {
      return new ReleaseProof(rooms, published, opened, judged, files, request(), stop, progress)
          .prove(recorded);
    }
  }

  /** As users render charts who set nothing. */
  private RenderRequest request() {
    var today = LocalDate.ofInstant(surroundings.clock().instant(), ZoneOffset.UTC);
    return new RenderRequest(
        List.of(), List.of(), "", "default", KubernetesMinors.shipped().newest(today), List.of());
  }

  private void record(RepositoryOption.Opened opened, ReleaseLock.Entry entry) {
    var file = LockFile.in(opened.folder());
    file.write(file.read().with(entry));
    surroundings
        .err()
        .printf(
            "%s: %s is recorded with %d image(s), %d file(s) and %d promise(s).%n",
            ReleaseLock.NAME,
            entry.tag(),
            entry.images().size(),
            entry.carriers().size() + entry.artifacts().size(),
            entry.promised().size());
  }

  private static SourceLines lines(GitSnapshot files) {
    Map<String, List<String>> read = new HashMap<>();
    return (source, file, line) -> {
      List<String> lines =
          read.computeIfAbsent(
              file,
              path -> {
                try {
                  return new String(files.files().read(path), StandardCharsets.UTF_8)
                      .lines()
                      .toList();
                } catch (IOException absent) {
                  return List.of();
                }
              });
      return line <= lines.size() ? Optional.of(lines.get(line - 1)) : Optional.empty();
    };
  }
}
