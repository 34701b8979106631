package dev.bulkhead.variants;

import dev.bulkhead.model.Userinfo;
import java.util.List;

/** A release of a chart: a row of the matrix. */
public sealed interface Release {
  /** What the reader knows it by: a git tag, or the source as its user named it. */
  String name();

  /**
   * A release that was judged.
   *
   * @param chart the chart's own name
   * @param version the chart's own version, or the empty string
   * @param isNewest whether there is no newer release of the chart in the matrix
   * @param cells one for each version, in their order
   * @param notes what a reader should know of how it was read, a full sentence each
   */
  record Judged(
      String name,
      String chart,
      String version,
      boolean isNewest,
      List<Cell> cells,
      List<String> notes)
      implements Release {
    public Judged {
      cells = List.copyOf(cells);
      notes = notes.stream().map(Userinfo::concealed).toList();
    }

    /** The same under another name: two tags may hold the same files. */
    public Judged named(String other) {
      return new Judged(other, chart, version, isNewest, cells, notes);
    }

    /** The same, as the newest of its chart. */
    public Judged asNewest() {
      return new Judged(name, chart, version, true, cells, notes);
    }
  }

  /**
   * A release that cannot be read.
   *
   * @param cause a full sentence
   * @param remedy what to do, beginning with a verb
   */
  record Unreadable(String name, String cause, String remedy) implements Release {}
}
