package dev.bulkhead.render.helm;

import dev.bulkhead.model.Location;
import dev.bulkhead.render.Placement;
import dev.bulkhead.render.template.Position;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What one template printed, and where in the chart each character of it is from. */
final class RenderedFile {
  private final TemplateFile template;
  private final String source;
  private final @Nullable MarkedOutput marked;
  private final @Nullable Marking marking;
  private final @Nullable LineMap lines;

  /** Every place that was given out, and whether all that stood there was text. */
  private final Map<Location, Boolean> literals = new HashMap<>();

  RenderedFile(String source, TemplateFile template, String text, Render.@Nullable Marked twin) {
    this.source = source;
    this.template = template;
    String found = twin == null ? null : twin.output().files().get(template.id());
    this.marked = found == null ? null : MarkedOutput.of(found);
    this.marking = twin == null ? null : twin.marking();
    this.lines = marked == null ? null : LineMap.between(text, marked.text());
  }

  /** Whether the scalars at a place are text; false for a place that was never given out. */
  Map<Location, Boolean> literals() {
    return literals;
  }

  /**
   * The places of a stretch of the output that is parsed by itself.
   *
   * @param line where it begins in the output, from 0
   * @param column where it begins in that line, from 0
   */
  Placement placement(int line, int column) {
    return (inner, innerColumn) ->
        at(line + inner - 1, innerColumn - 1 + (inner == 1 ? column : 0));
  }

  /** The place of a character of the output; line and column from 0. */
  Location at(int line, int column) {
    Location nowhere = Location.somewhereIn(shown(template));
    if (marked == null || marking == null || lines == null) {
      return given(nowhere, false);
    }
    LineMap.Match match = lines.match(line);
    if (match.line() < 0) {
      return given(nowhere, false);
    }
    int offset = marked.offset(match.line(), match.same() ? column : 0);
    Optional<MarkedOutput.Source> found = marked.source(match.line(), offset, marking);
    if (found.isEmpty()) {
      return given(nowhere, false);
    }
    MarkedOutput.Source origin = found.get();
    TemplateFile file = origin.mark().file();
    int place = Math.min(origin.mark().offset() + origin.offset(), file.template().text().length());
    Position position = file.lines().position(place);
    boolean exact = match.same() && origin.exact();
    var location = new Location(shown(file), position.line(), position.column(), exact);
    boolean literal =
        match.same()
            && origin.literal()
            && marked.isLiteral(offset, ScalarEnd.of(marked.text(), offset));
    return given(location, literal);
  }

  private Location given(Location location, boolean literal) {
    literals.merge(location, literal, Boolean::logicalAnd);
    return location;
  }

  private String shown(TemplateFile file) {
    return source + "/" + file.path();
  }
}
