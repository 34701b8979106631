package dev.bulkhead.render.helm;

import dev.bulkhead.render.template.Template;
import java.nio.charset.Charset;
import java.util.List;

/**
 * One file of a chart's templates, with what the copy makes of it.
 *
 * @param id its number within the copy
 * @param path where it lies within the source: {@code charts/sub/templates/x.yaml}
 * @param names what Helm calls it: {@code parent/charts/sub/templates/x.yaml}, and once more for
 *     each alias of its chart
 * @param charset what its bytes are read and written as
 */
record TemplateFile(
    int id,
    String path,
    List<String> names,
    Template template,
    Template.Lines lines,
    Edits edits,
    Charset charset) {
  TemplateFile {
    names = List.copyOf(names);
  }

  private static final String PARTIAL = "_";

  /** Whether Helm renders it by itself; others only lend their named templates. */
  boolean isRendered() {
    return !fileName().startsWith(PARTIAL);
  }

  /** Whether it is the text shown after an installation, which is no manifest. */
  boolean isNotes() {
    return fileName().endsWith("NOTES.txt");
  }

  private String fileName() {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  /** The name under which the copy keeps the file's own text, for a name of the file. */
  static String bodyName(String name) {
    int slash = name.lastIndexOf('/') + 1;
    return name.substring(0, slash) + PARTIAL + name.substring(slash);
  }

  /** The file's text as it stands in the copy. */
  String body() {
    return whole().to(template.text());
  }

  /** The changes of the whole file. */
  Edits.Applied whole() {
    return edits.in(0, template.text().length());
  }
}
