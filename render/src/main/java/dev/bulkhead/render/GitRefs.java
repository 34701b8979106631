package dev.bulkhead.render;

import java.io.IOException;
import java.util.List;
import java.util.regex.Pattern;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.Repository;
import org.jspecify.annotations.Nullable;

/** What the names that kustomizations give to commits stand for in a clone. */
final class GitRefs {
  private static final Pattern HASH = Pattern.compile("[0-9a-f]{7,40}");

  /** As git looks for them; the last is where a plain clone has the branches of its origin. */
  private static final List<String> PREFIXES =
      List.of(Constants.R_TAGS, Constants.R_HEADS, Constants.R_REMOTES + "origin/", "");

  private GitRefs() {}

  /** The commit, or a tag of one; null where there is none of that name. */
  static @Nullable ObjectId commit(Repository repository, String ref) throws IOException {
    if (ref.isEmpty()) {
      return repository.resolve(Constants.HEAD);
    }
    for (String prefix : PREFIXES) {
      Ref found =
          prefix.isEmpty() && !ref.startsWith("refs/") ? null : exact(repository, prefix + ref);
      if (found != null) {
        return found.getObjectId();
      }
    }
    return HASH.matcher(ref).matches() ? repository.resolve(ref + "^{commit}") : null;
  }

  private static @Nullable Ref exact(Repository repository, String name) throws IOException {
    return Repository.isValidRefName(name) ? repository.exactRef(name) : null;
  }
}
