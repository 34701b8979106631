package dev.bulkhead.release;

import dev.bulkhead.render.ContentTree;
import dev.bulkhead.render.SourceTree;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Builds of which those are kept that come of what did not change from release to release. */
final class KeptBuilds implements Builds {
  private final Builds builds;
  private final Map<String, List<Kept>> byFolder = new HashMap<>();

  KeptBuilds(Builds builds) {
    this.builds = builds;
  }

  /**
   * A build.
   *
   * @param files what the contents of the files are called that it came of, by their paths
   */
  private record Kept(Map<String, String> files, Build build) {
    boolean isOf(ContentTree tree) {
      return files.entrySet().stream()
          .allMatch(file -> contentId(tree, file.getKey()).equals(file.getValue()));
    }
  }

  @Override
  public synchronized Build of(SourceTree files, String folder) {
    return files instanceof ContentTree tree
        ? kept(tree, folder)
        : builds.of(files, folder).ofWorkloads();
  }

  private Build kept(ContentTree files, String folder) {
    List<Kept> before = byFolder.computeIfAbsent(folder, _ -> new ArrayList<>());
    for (Kept kept : before) {
      if (kept.isOf(files)) {
        return kept.build;
      }
    }
    Build build = builds.of(files, folder).ofWorkloads();
    Map<String, String> ids =
        build.read().stream()
            .collect(Collectors.toMap(path -> path, path -> contentId(files, path)));
    before.add(new Kept(ids, build));
    return build;
  }

  private static String contentId(ContentTree files, String path) {
    try {
      return files.contentId(path);
    } catch (IOException absent) {
      return "";
    }
  }
}
