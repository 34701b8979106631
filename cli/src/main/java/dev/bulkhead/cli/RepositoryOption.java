package dev.bulkhead.cli;

import dev.bulkhead.release.ReleaseSettings;
import dev.bulkhead.release.Releases;
import dev.bulkhead.render.GitRepository;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Function;
import picocli.CommandLine.Option;

/** The option that names a git repository. */
final class RepositoryOption {
  private static final Path HERE = Path.of(".");

  @Option(
      names = "--repo",
      paramLabel = "DIR",
      description =
          "The git repository, with a work tree or bare; it is read without a checkout."
              + " Default: the one that the current folder is in.")
  private Path folder = HERE;

  /** An opened repository with its releases. */
  record Opened(Path folder, GitRepository repository, Releases releases) {
    /** What reports call the repository. */
    String name() {
      return RepositoryOption.name(folder);
    }
  }

  /**
   * Opens the repository and closes it when the question is answered.
   *
   * @throws dev.bulkhead.verdict.UserError where there is none
   */
  <T> T ask(Rooms rooms, Function<Opened, T> question) {
    Path root = root();
    try (var repository = GitRepository.open(root)) {
      ReleaseSettings settings = ReleaseFile.in(root);
      var releases =
          new Releases(repository, name(root), name(root), settings, rooms.kustomizations());
      return question.apply(new Opened(root, repository, releases));
    }
  }

  /** Where nothing is named, any folder of a repository will do. */
  private Path root() {
    if (!folder.equals(HERE)) {
      return folder;
    }
    Path here = HERE.toAbsolutePath().normalize();
    for (Path above = here; above != null; above = above.getParent()) {
      if (Files.exists(above.resolve(".git"))) {
        return above.equals(here) ? HERE : above;
      }
    }
    return HERE;
  }

  private static String name(Path root) {
    Path last = root.toAbsolutePath().normalize().getFileName();
    return last == null ? root.toString() : last.toString();
  }
}
