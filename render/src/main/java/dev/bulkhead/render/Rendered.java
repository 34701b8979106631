package dev.bulkhead.render;

import dev.bulkhead.model.Inventory;
import java.util.ArrayList;
import java.util.List;

/**
 * What a source came to.
 *
 * @param problems what could not be read; the objects of everything else are in the inventory
 * @param notes what a reader of the report should know of how the source was read, a full sentence
 *     each: files passed over and why, defaults taken
 * @param excerpts the lines that the objects' locations point at
 * @param templateText which of the scalars are text of a template
 * @param registrySecrets the credentials for registries that Secrets of the source hold
 * @param charts the charts among it, whatever came of rendering them
 */
public record Rendered(
    Inventory inventory,
    List<SourceProblem> problems,
    List<String> notes,
    Excerpts excerpts,
    TemplateText templateText,
    List<RegistrySecret> registrySecrets,
    List<SourceTree> charts) {
  public Rendered {
    problems = List.copyOf(problems);
    notes = List.copyOf(notes);
    registrySecrets = List.copyOf(registrySecrets);
    charts = List.copyOf(charts);
  }

  /** What a source came to whose text is what is in its files. */
  public Rendered(
      Inventory inventory, List<SourceProblem> problems, List<String> notes, Excerpts excerpts) {
    this(inventory, problems, notes, excerpts, TemplateText.LITERAL, List.of(), List.of());
  }

  /** The same, with notes before its own. */
  public Rendered after(List<String> earlier) {
    var all = new ArrayList<>(earlier);
    all.addAll(notes);
    return new Rendered(inventory, problems, all, excerpts, templateText, registrySecrets, charts);
  }

  /** The same, as what one chart came to. */
  public Rendered of(SourceTree chart) {
    return new Rendered(
        inventory, problems, notes, excerpts, templateText, registrySecrets, List.of(chart));
  }
}
