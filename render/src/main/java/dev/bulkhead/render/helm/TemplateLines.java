package dev.bulkhead.render.helm;

import dev.bulkhead.model.Location;
import dev.bulkhead.render.ConcealedLines;
import dev.bulkhead.render.Excerpts;
import dev.bulkhead.render.Placement;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The lines of a chart's files, but for those that print values of Secrets. */
final class TemplateLines implements Excerpts {
  private final Map<String, String> texts = new HashMap<>();
  private final Map<String, String[]> lines = new ConcurrentHashMap<>();
  private final Map<String, Set<Integer>> hidden = new HashMap<>();
  private final String source;

  TemplateLines(String source, InstrumentedCopy copy) {
    this.source = source;
    copy.files().forEach(file -> add(file.path(), file.template().text()));
    copy.charts()
        .forEach(
            chart ->
                Optional.ofNullable(chart.files().get("Chart.yaml"))
                    .ifPresent(
                        content -> add(chart.folder() + "Chart.yaml", ChartReader.text(content))));
  }

  /** Adds a file by its path within the source. */
  void add(String path, String text) {
    texts.put(source + "/" + path, text);
  }

  /** Hides the lines that the concealed ones of a rendered text are from. */
  void conceal(ConcealedLines concealed, String rendered, Placement placement) {
    String[] all = rendered.split("\n", -1);
    for (ConcealedLines.Range range : concealed.ranges()) {
      for (int line = range.first(); line <= Math.min(range.last(), all.length); line++) {
        String text = all[line - 1];
        int first = text.length() - text.stripLeading().length();
        Location at = placement.at(line, first + 1);
        hidden.computeIfAbsent(at.file(), file -> new HashSet<>()).add(at.line());
      }
    }
  }

  @Override
  public Optional<String> line(String file, int line) {
    String text = texts.get(file);
    Set<Integer> secret = hidden.getOrDefault(file, Set.of());
    if (text == null || line < 1 || secret.contains(line) || secret.contains(0)) {
      return Optional.empty();
    }
    String[] all = lines.computeIfAbsent(file, key -> text.split("\r?\n", -1));
    return line > all.length ? Optional.empty() : Optional.of(all[line - 1]);
  }
}
