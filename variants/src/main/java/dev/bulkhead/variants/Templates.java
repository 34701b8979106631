package dev.bulkhead.variants;

import dev.bulkhead.render.Placement;
import dev.bulkhead.render.helm.ChartFiles;
import dev.bulkhead.render.template.Part;
import dev.bulkhead.render.template.Template;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The templates of a chart and of its subcharts. */
final class Templates {
  private static final String FOLDER = "templates/";
  private static final String NOTES = "templates/NOTES.txt";

  /** The order in which Helm parses: of two templates of one name, the later one counts. */
  private static final Comparator<String> HELMS_ORDER =
      Comparator.<String>comparingLong(path -> path.chars().filter(c -> c == '/').count())
          .thenComparing(Comparator.naturalOrder())
          .reversed();

  private final List<ChartPart> parts;
  private final List<Entry> manifests = new ArrayList<>();
  private final List<Entry> notes = new ArrayList<>();
  private final Map<String, Named> named = new HashMap<>();

  /** A template that Helm renders by itself, for one chart. */
  record Entry(ChartPart part, TemplateFile file) {}

  /** A template that others call by its name. */
  record Named(TemplateFile file, List<Part> body) {}

  /** Reads them; those that cannot be parsed are named in the notes. */
  Templates(List<ChartPart> parts, Notes unread) {
    this.parts = List.copyOf(parts);
    var parsed = new TreeMap<String, TemplateFile>(HELMS_ORDER);
    for (ChartPart part : parts) {
      for (String path : part.files().files().keySet()) {
        if (path.startsWith(FOLDER)) {
          add(part, path, parsed, unread);
        }
      }
    }
    parsed.values().forEach(this::addNamed);
  }

  private void add(ChartPart part, String path, Map<String, TemplateFile> parsed, Notes unread) {
    ChartFiles files = part.files();
    String shown = files.folder() + path;
    if (!parsed.containsKey(shown)) {
      read(shown, files.text(path).orElse(""), unread).ifPresent(file -> parsed.put(shown, file));
    }
    TemplateFile file = parsed.get(shown);
    boolean isPartial = path.startsWith("_", path.lastIndexOf('/') + 1);
    if (file != null && !isPartial && !files.isLibrary()) {
      (path.equals(NOTES) ? notes : manifests).add(new Entry(part, file));
    }
  }

  private static Optional<TemplateFile> read(String shown, String text, Notes unread) {
    return switch (Template.read(text)) {
      case Template.Reading.Valid valid ->
          Optional.of(new TemplateFile(valid.template(), Placement.of(shown)));
      case Template.Reading.Invalid invalid -> {
        unread.add(
            "The modes of %s could not be read: at line %d, column %d, %s."
                .formatted(shown, invalid.at().line(), invalid.at().column(), invalid.reason()));
        yield Optional.empty();
      }
    };
  }

  private void addNamed(TemplateFile file) {
    file.template()
        .walk(
            part -> {
              switch (part) {
                case Part.Define define -> named.put(define.name(), new Named(file, define.body()));
                case Part.Block block -> named.put(block.name(), new Named(file, block.body()));
                case Part.Text _,
                    Part.Comment _,
                    Part.Output _,
                    Part.Branch _,
                    Part.Call _,
                    Part.Jump _ -> {}
              }
            });
  }

  /** Those that make manifests. */
  List<Entry> manifests() {
    return List.copyOf(manifests);
  }

  /** Those that only make the text shown after an installation. */
  List<Entry> notes() {
    return List.copyOf(notes);
  }

  /** The template of that name. */
  Optional<Named> named(String name) {
    return Optional.ofNullable(named.get(name));
  }

  /** Whether some named template may ask for the cluster's version. */
  boolean mayReachVersion() {
    return named.values().stream()
        .anyMatch(template -> template.file().template().text().contains("Capabilities"));
  }

  /** Whether some file that templates may read as a template asks for the cluster's version. */
  boolean textsMayReachVersion() {
    return parts.stream()
        .map(ChartPart::files)
        .anyMatch(
            files ->
                files.files().keySet().stream()
                    .filter(path -> !path.startsWith(FOLDER) && !path.endsWith(".md"))
                    .anyMatch(path -> files.text(path).orElse("").contains(".Capabilities")));
  }
}
