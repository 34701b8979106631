package dev.bulkhead.cli;

import dev.bulkhead.render.GitFolder;
import dev.bulkhead.render.GitRepository;
import dev.bulkhead.variants.ReleaseOrder;
import dev.bulkhead.variants.StampedChart;
import dev.bulkhead.verdict.UserError;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The releases of charts that a git repository has tags for, newest first.
 *
 * @param notes what was left out, a full sentence each
 */
record GitReleases(List<ReleaseSource> sources, List<String> notes) {
  GitReleases {
    sources = List.copyOf(sources);
    notes = List.copyOf(notes);
  }

  /**
   * Finds the releases.
   *
   * @param charts their paths in the repository
   * @param most how many tags are taken
   * @throws UserError where no tag is meant
   */
  static GitReleases find(
      GitRepository repository,
      Path folder,
      List<String> charts,
      TagGlob pattern,
      int most,
      Rooms rooms) {
    List<String> all = repository.tags();
    List<String> meant = all.stream().filter(pattern).sorted(ReleaseOrder.NEWEST_FIRST).toList();
    if (meant.isEmpty()) {
      throw new UserError(
          all.isEmpty()
              ? "The repository %s has no tags.".formatted(folder)
              : "None of the %d tags of %s matches \"%s\".".formatted(all.size(), folder, pattern),
          all.isEmpty()
              ? "Fetch them with \"git fetch --tags\"."
              : "Write a pattern such as 'v1.*'; the newest tag is %s."
                  .formatted(all.stream().sorted(ReleaseOrder.NEWEST_FIRST).toList().getFirst()));
    }
    var sources = new ArrayList<ReleaseSource>();
    for (String chart : charts) {
      for (String tag : meant.stream().limit(most).toList()) {
        sources.add(source(repository, chart, tag, charts.size() == 1, rooms));
      }
    }
    return new GitReleases(
        sources,
        meant.size() <= most
            ? List.of()
            : List.of(
                "Of %d tags that match %s, the newest %d are shown; --most shows more."
                    .formatted(meant.size(), pattern, most)));
  }

  private static ReleaseSource source(
      GitRepository repository, String chart, String tag, boolean isOnly, Rooms rooms) {
    String name = isOnly ? tag : "%s@%s".formatted(chart, tag);
    try {
      GitFolder folder = repository.folder(tag, chart);
      return StampedChart.of(folder.tree(), tag)
          .map(stamped -> stamped(name, stamped, folder.notes(), rooms))
          .orElseGet(
              () ->
                  new ReleaseSource(
                      name,
                      chart + "@" + folder.id(),
                      false,
                      request -> rooms.read(folder.tree(), folder.notes(), request)));
    } catch (UserError unreadable) {
      return new ReleaseSource(
          name,
          name,
          false,
          _ -> {
            throw unreadable;
          });
    }
  }

  /** The same files under another tag are another release here. */
  private static ReleaseSource stamped(
      String name, StampedChart chart, List<String> notes, Rooms rooms) {
    var all = new ArrayList<>(notes);
    all.add(chart.note());
    return new ReleaseSource(name, name, false, request -> rooms.read(chart, all, request));
  }
}
