package dev.bulkhead.cli;

import dev.bulkhead.release.Builds;
import dev.bulkhead.render.SourceTree;
import dev.bulkhead.render.kustomize.Kustomizations;
import dev.bulkhead.render.kustomize.Kustomized;
import dev.bulkhead.render.kustomize.RemoteBases;
import java.util.Optional;

/** Builds the kustomizations of a repository; places are paths in it. */
record RepositoryBuilds(RemoteBases remotes) implements Builds {
  @Override
  public Build of(SourceTree files, String folder) {
    Kustomized built = Kustomizations.build(files, folder, files.name(), path -> path, remotes);
    return new Build(
        built.objects(),
        built.read(),
        built.problems().isEmpty()
            ? Optional.empty()
            : Optional.of(built.problems().getFirst().cause()));
  }
}
