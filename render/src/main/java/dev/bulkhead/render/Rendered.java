package dev.bulkhead.render;

import dev.bulkhead.model.Inventory;
import java.util.List;

/**
 * What a source came to.
 *
 * @param problems what could not be read; the objects of everything else are in the inventory
 * @param notes what a reader of the report should know of how the source was read, a full sentence
 *     each: files passed over and why, defaults taken
 * @param excerpts the lines that the objects' locations point at
 * @param templateText which of the scalars are text of a template
 */
public record Rendered(
    Inventory inventory,
    List<SourceProblem> problems,
    List<String> notes,
    Excerpts excerpts,
    TemplateText templateText) {
  public Rendered {
    problems = List.copyOf(problems);
    notes = List.copyOf(notes);
  }

  /** What a source came to whose text is what is in its files. */
  public Rendered(
      Inventory inventory, List<SourceProblem> problems, List<String> notes, Excerpts excerpts) {
    this(inventory, problems, notes, excerpts, TemplateText.LITERAL);
  }
}
