package dev.bulkhead.cli;

import java.util.List;
import picocli.CommandLine.Option;

/** The options that say where evidence comes from, for commands that read manifests. */
final class SourceEvidence extends Evidence {
  @Option(
      names = "--git-mirror",
      paramLabel = "REPO=DIR",
      description =
          "Read what kustomizations name in this repository from a clone of it, at the ref that"
              + " they name; nothing is downloaded. Repeatable: github.com/org/repo=../repo")
  private List<GitMirror> gitMirrors = List.of();

  @Override
  List<GitMirror> gitMirrors() {
    return gitMirrors;
  }
}
