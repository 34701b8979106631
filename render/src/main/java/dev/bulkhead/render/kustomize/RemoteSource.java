package dev.bulkhead.render.kustomize;

import dev.bulkhead.model.Location;
import dev.bulkhead.model.Userinfo;
import dev.bulkhead.render.KustomizationFolder;
import dev.bulkhead.render.SourceProblem;
import dev.bulkhead.render.SourceTree;
import dev.bulkhead.verdict.UserError;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;

/** A kustomization that is named by its address where a path could stand. */
public final class RemoteSource {
  private RemoteSource() {}

  /**
   * The folder that an address names; empty where the text is a path.
   *
   * @throws UserError where it is an address, and what it names is not at hand
   */
  public static Optional<KustomizationFolder> of(String source, RemoteBases remotes) {
    if (isThere(source)) {
      return Optional.empty();
    }
    Location at = Location.somewhereIn(Userinfo.concealed(source));
    if (Remotes.isFile(source)) {
      throw error(Remotes.refusedFile(at, source));
    }
    return RemoteBase.parse(source).map(base -> folder(base, source, remotes, at));
  }

  private static KustomizationFolder folder(
      RemoteBase base, String source, RemoteBases remotes, Location at) {
    if (!Userinfo.concealed(source).equals(source)) {
      throw new UserError(
          "The address of %s holds a password.".formatted(base), "Leave the password out.");
    }
    SourceTree tree = remotes.tree(base).orElseThrow(() -> error(Remotes.refused(base, at)));
    return KustomizationFolder.in(tree, base.folder(), source);
  }

  private static UserError error(Refused refused) {
    SourceProblem problem = refused.problems().getFirst();
    return new UserError(null, problem.cause(), problem.remedy(), null);
  }

  private static boolean isThere(String source) {
    try {
      return Files.exists(Path.of(source));
    } catch (InvalidPathException noPath) {
      return false;
    }
  }
}
