package dev.bulkhead.render.helm;

import dev.bulkhead.model.Location;
import dev.bulkhead.model.Node;
import dev.bulkhead.render.ChartConstraint;
import dev.bulkhead.render.SourceProblem;
import dev.bulkhead.render.helm.ChartFiles.Dependency;
import dev.bulkhead.render.template.Template;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A chart made fit for rendering: the same chart to Helm, but for what {@link Rewriting} and {@link
 * Prologue} change.
 *
 * <p>Every file of {@code templates/} keeps its text under its name with an underscore put before
 * it, so that Helm does not render it by itself, and a line takes its place that renders it and
 * packs the output. All files of a folder get the underscore, so their order stays.
 */
final class InstrumentedCopy {
  private static final String TEMPLATES = "templates/";
  private static final String OWN = TEMPLATES + "_/";

  private final String source;
  private final ChartFiles chart;
  private final boolean keepsConstraint;
  private final List<TemplateFile> files = new ArrayList<>();
  private final Map<String, TemplateFile> byBodyName = new HashMap<>();
  private final Map<String, byte[]> kept = new TreeMap<>();
  private final Map<String, String> probes = new LinkedHashMap<>();
  private final List<ChartFiles> charts = new ArrayList<>();
  private final List<Dependency> stubs = new ArrayList<>();
  private final List<SourceProblem> problems = new ArrayList<>();
  private final List<String> notes = new ArrayList<>();

  private InstrumentedCopy(String source, ChartFiles chart, boolean keepsConstraint) {
    this.source = source;
    this.chart = chart;
    this.keepsConstraint = keepsConstraint;
  }

  /**
   * Prepares the copy of a chart; {@link #problems} says what is wrong with its templates.
   *
   * @param keepsConstraint whether the copy is for the same versions of clusters alone as the chart
   *     is; otherwise for any
   */
  static InstrumentedCopy of(String source, ChartFiles chart, boolean keepsConstraint) {
    var copy = new InstrumentedCopy(source, chart, keepsConstraint);
    copy.add(chart, "", List.of(chart.name()), true);
    return copy;
  }

  /** Templates that cannot be parsed; where there are any, Helm would refuse the chart. */
  List<SourceProblem> problems() {
    return List.copyOf(problems);
  }

  /** What was changed that a reader of a report should know. */
  List<String> notes() {
    return List.copyOf(notes);
  }

  /** The templates, by their number. */
  List<TemplateFile> files() {
    return List.copyOf(files);
  }

  /** The template that Helm knows by that name in the copy, if it is one of the chart's. */
  Optional<TemplateFile> file(String bodyName) {
    return Optional.ofNullable(byBodyName.get(bodyName));
  }

  /** The charts by their number, the root first. */
  List<ChartFiles> charts() {
    return List.copyOf(charts);
  }

  /** Dependencies that are not there and for which the copy has an empty chart. */
  List<Dependency> stubs() {
    return List.copyOf(stubs);
  }

  /**
   * @param at where the chart lies in the copy, with a slash at its end
   * @param names what Helm calls the chart
   */
  private void add(ChartFiles part, String at, List<String> names, boolean root) {
    int number = charts.size();
    charts.add(part);
    if (!part.isLibrary()) {
      probes.put(at + OWN + "chart.yaml", Prologue.packed("c" + number, ""));
    }
    for (Map.Entry<String, byte[]> file : part.files().entrySet()) {
      add(part, at, names, file.getKey(), file.getValue());
    }
    if (root) {
      chart.missing().forEach(missing -> stub(missing, at));
    }
    if (root && !(stubs.isEmpty() && keepsConstraint)) {
      kept.put(at + ChartConstraint.FILE, metadataFor(part));
    }
    if (root && !stubs.isEmpty()) {
      kept.remove(at + "requirements.yaml");
    }
    for (int i = 0; i < part.subcharts().size(); i++) {
      ChartFiles sub = part.subcharts().get(i);
      var called = new LinkedHashSet<String>();
      for (String parent : names) {
        called.add(parent + "/charts/" + sub.name());
        for (Dependency dependency : part.dependencies()) {
          if (dependency.name().equals(sub.name())) {
            called.add(parent + "/charts/" + dependency.effectiveName());
          }
        }
      }
      add(sub, "%scharts/s%d/".formatted(at, i), List.copyOf(called), false);
    }
  }

  private void add(ChartFiles part, String at, List<String> names, String path, byte[] content) {
    if (path.equals("Chart.lock") || path.equals("requirements.lock")) {
      return;
    }
    if (path.equals("values.schema.json")) {
      var schema = SchemaReferences.close(ChartReader.text(content));
      if (!schema.dropped().isEmpty()) {
        notes.add(
            "%s%s refers to %s, which was not looked at, so that part of it was not checked."
                .formatted(
                    part.folder(), path, String.join(", ", new LinkedHashSet<>(schema.dropped()))));
        kept.put(at + path, schema.text().getBytes(StandardCharsets.UTF_8));
        return;
      }
    }
    if (!path.startsWith(TEMPLATES)) {
      kept.put(at + path, content);
      return;
    }
    String text = ChartReader.text(content);
    Charset charset =
        Arrays.equals(text.getBytes(StandardCharsets.UTF_8), content)
            ? StandardCharsets.UTF_8
            : StandardCharsets.ISO_8859_1;
    String shown = source + "/" + part.folder() + path;
    switch (Template.read(text)) {
      case Template.Reading.Invalid invalid ->
          problems.add(
              new SourceProblem(
                  Location.exact(shown, invalid.at().line(), invalid.at().column()),
                  "The template cannot be parsed: %s.".formatted(invalid.reason()),
                  "Correct the template's action."));
      case Template.Reading.Valid valid -> {
        int id = files.size();
        var file =
            new TemplateFile(
                id,
                part.folder() + path,
                names.stream().map(name -> name + "/" + path).toList(),
                valid.template(),
                valid.template().lines(),
                Rewriting.of(valid.template(), offset -> Refusals.mark(id, offset)),
                charset);
        if (part.isLibrary() && file.isRendered()) {
          return;
        }
        files.add(file);
        file.names().forEach(name -> byBodyName.put(TemplateFile.bodyName(name), file));
        placed.put(id, at + path);
      }
    }
  }

  private final Map<Integer, String> placed = new HashMap<>();

  private void stub(Dependency missing, String at) {
    if (stubs.stream().anyMatch(stub -> stub.name().equals(missing.name()))) {
      return;
    }
    String folder = "%scharts/m%d/".formatted(at, stubs.size());
    stubs.add(missing);
    kept.put(
        folder + "Chart.yaml",
        "{\"apiVersion\":\"v2\",\"name\":%s,\"version\":\"0.0.0\"}"
            .formatted(Json.text(missing.name()))
            .getBytes(StandardCharsets.UTF_8));
    probes.put(folder + TEMPLATES + "missing.yaml", Prologue.packed("m" + (stubs.size() - 1), ""));
  }

  /** Chart.yaml as the copy needs it. */
  private byte[] metadataFor(ChartFiles part) {
    var fields = new LinkedHashMap<>(part.metadata().fields());
    if (!keepsConstraint) {
      fields.remove(ChartConstraint.FIELD);
    }
    if (!stubs.isEmpty()) {
      openDependencies(part, fields);
    }
    return Json.tree(new Node.Mapping(fields, part.metadata().at()))
        .getBytes(StandardCharsets.UTF_8);
  }

  /** Leaves the missing dependencies' versions open, so that the stubs fit. */
  private void openDependencies(ChartFiles part, Map<String, Node> fields) {
    var entries = new ArrayList<Node>();
    for (Dependency dependency : part.dependencies()) {
      var entry = new LinkedHashMap<>(dependency.node().fields());
      if (stubs.stream().anyMatch(stub -> stub.name().equals(dependency.name()))) {
        entry.put(
            "version",
            new Node.Scalar(">=0.0.0-0", Node.Scalar.Type.STRING, dependency.node().at()));
        entry.remove("repository");
      }
      entries.add(new Node.Mapping(entry, dependency.node().at()));
    }
    fields.put("dependencies", new Node.Sequence(entries, part.metadata().at()));
    fields.put("apiVersion", new Node.Scalar("v2", Node.Scalar.Type.STRING, part.metadata().at()));
  }

  /**
   * The copy as an archive.
   *
   * @param prologue the text of the copy's own templates
   * @param marking what marks the text, or null for the plain copy
   * @param without the numbers of templates that are not to be rendered
   */
  byte[] archive(String prologue, @Nullable Marking marking, Set<Integer> without)
      throws IOException {
    var all = new TreeMap<String, byte[]>(kept);
    probes.forEach((path, text) -> all.put(path, text.getBytes(StandardCharsets.UTF_8)));
    all.put(OWN + "_prologue.tpl", prologue.getBytes(StandardCharsets.UTF_8));
    for (TemplateFile file : files) {
      String path = placed.getOrDefault(file.id(), "");
      all.put(TemplateFile.bodyName(path), file.body().getBytes(file.charset()));
      if (marking != null) {
        all.put(
            TemplateFile.bodyName(path) + ".marked",
            marking.text(file).getBytes(StandardCharsets.UTF_8));
      }
      if (file.isRendered() && !without.contains(file.id())) {
        String marked = marking == null || file.isNotes() ? "" : Marking.name(file);
        all.put(path, Prologue.wrapper(file, marked).getBytes(StandardCharsets.UTF_8));
      }
    }
    return Tar.write("chart", all);
  }
}
