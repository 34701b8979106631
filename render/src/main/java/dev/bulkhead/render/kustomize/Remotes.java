package dev.bulkhead.render.kustomize;

import dev.bulkhead.model.Location;
import dev.bulkhead.model.Userinfo;
import dev.bulkhead.render.SourceTree;
import dev.bulkhead.verdict.UserError;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What kustomizations name by address: read where a repository is at hand, and never downloaded.
 */
final class Remotes {
  private final RemoteBases bases;
  private final Map<String, SourceTree> trees = new HashMap<>();

  Remotes(RemoteBases bases) {
    this.bases = bases;
  }

  /** Whether a text is the address of a single file. */
  static boolean isFile(String text) {
    String lower = text.toLowerCase(Locale.ROOT);
    int question = lower.indexOf('?');
    String path = question < 0 ? lower : lower.substring(0, question);
    return (lower.startsWith("https://") || lower.startsWith("http://"))
        && (path.endsWith(".yaml")
            || path.endsWith(".yml")
            || path.endsWith(".json")
            || path.contains("/releases/download/")
            || path.contains("raw.githubusercontent.com/"));
  }

  static Refused refusedFile(Location at, String address) {
    return new Refused(
        at,
        "The file %s would have to be downloaded, which Bulkhead never does."
            .formatted(Userinfo.concealed(withoutQuery(address))),
        "Download the file and name it instead, beside the kustomization if one asks for it; or"
            + " pipe in what kustomize builds: kustomize build DIR | bulkhead check -");
  }

  /** A query may hold a token. */
  private static String withoutQuery(String address) {
    int question = address.indexOf('?');
    return question < 0 ? address : address.substring(0, question);
  }

  /** The folder of a repository that a kustomization asks for. */
  Site site(Site asking, RemoteBase base, Location asker) {
    SourceTree tree = tree(base, asker);
    return asking.in(
        tree,
        base.folder(),
        path -> path.isEmpty() ? tree.name() : tree.name() + "/" + path,
        asker);
  }

  private SourceTree tree(RemoteBase base, Location asker) {
    String key = base.repository() + "?" + base.ref();
    SourceTree known = trees.get(key);
    if (known != null) {
      return known;
    }
    try {
      Optional<SourceTree> found = bases.tree(base);
      SourceTree tree = found.orElseThrow(() -> refused(base, asker));
      trees.put(key, tree);
      return tree;
    } catch (UserError unreadable) {
      throw new Refused(asker, String.valueOf(unreadable.getMessage()), unreadable.remedy());
    }
  }

  static Refused refused(RemoteBase base, Location asker) {
    return new Refused(
        asker,
        "The base %s lies in a repository elsewhere, and nothing is downloaded.".formatted(base),
        "Clone the repository and name the clone: --git-mirror %s=DIR"
            .formatted(base.repository()));
  }
}
