package dev.bulkhead.release;

import dev.bulkhead.model.Node;
import dev.bulkhead.release.Carrier.Kind;
import dev.bulkhead.release.FileReading.ChartStatement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The versions that a Chart.yaml states: the chart's own, its app's, its dependencies'. */
final class ChartCarriers {
  static final String NAME = "Chart.yaml";

  /** What a Chart.yaml is made of when the chart is published. */
  private static final Set<String> TEMPLATES =
      Set.of("Chart.template.yaml", "Chart.yaml.tmpl", "Chart.yaml.tpl", "Chart.yaml.in");

  private static final Pattern IMAGE_LINE =
      Pattern.compile(
          "\\s*(?:-\\s+)?(?:image|name):\\s+[\"']?([^\\s\"'#]+/[^\\s\"'#]+:[^\\s\"'#]+).*");

  private ChartCarriers() {}

  static boolean isChart(String name) {
    return name.equals(NAME) || TEMPLATES.contains(name);
  }

  static FileReading read(FileText file, String path) {
    boolean isTemplate = !path.endsWith(NAME);
    var documents = Carriers.documents(file);
    if (documents.mappings().isEmpty()) {
      return isTemplate
          ? FileReading.skipped("it is a template of a Chart.yaml, filled in at publishing")
          : FileReading.skipped("it cannot be read as YAML");
    }
    Node.Mapping root = documents.mappings().getFirst();
    var carriers = new ArrayList<Carrier>();
    String name = root.text("name").orElse("");
    root.scalar("version")
        .ifPresent(at -> carriers.add(carrier(Kind.CHART_VERSION, name, at, file)));
    root.scalar("appVersion")
        .ifPresent(at -> carriers.add(carrier(Kind.CHART_APP_VERSION, name, at, file)));
    for (Node dependency : root.items("dependencies")) {
      dependency
          .scalar("version")
          .ifPresent(
              at ->
                  carriers.add(
                      carrier(
                          Kind.CHART_DEPENDENCY, dependency.text("name").orElse(""), at, file)));
    }
    annotated(root, file, carriers);
    var statement =
        new ChartStatement(
            name,
            root.text("version").orElse(""),
            root.text("appVersion").orElse(""),
            root.text("type").filter("library"::equals).isPresent(),
            isTemplate);
    return new FileReading(carriers, Optional.empty(), Optional.of(statement), Optional.empty());
  }

  private static Carrier carrier(Kind kind, String subject, Node.Scalar at, FileText file) {
    String how =
        switch (kind) {
          case CHART_VERSION -> "version of a chart";
          case CHART_APP_VERSION -> "appVersion of a chart";
          default -> "version of a chart's dependency";
        };
    return new Carrier(kind, subject, at.text(), file.within(at, 0), how);
  }

  /** The images that {@code artifacthub.io/images} lists in a text of lines. */
  private static void annotated(Node.Mapping root, FileText file, List<Carrier> carriers) {
    root.scalar("annotations", "artifacthub.io/images")
        .ifPresent(
            text -> {
              int last = text.at().line() + (int) text.text().lines().count();
              for (int line = text.at().line() + 1; line <= Math.min(last, file.lines()); line++) {
                Matcher form = IMAGE_LINE.matcher(file.line(line));
                if (form.matches()) {
                  annotated(form, line, file).ifPresent(carriers::add);
                }
              }
            });
  }

  private static Optional<Carrier> annotated(Matcher form, int line, FileText file) {
    return ImageText.of(form.group(1))
        .map(
            image ->
                new Carrier(
                    Kind.DOCUMENT_IMAGE,
                    image.reference().name(),
                    image.tag(),
                    file.place(file.startOf(line) + form.start(1) + image.tagAt()),
                    "an image in the annotation artifacthub.io/images"));
  }
}
