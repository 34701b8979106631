package dev.bulkhead.cli;

import dev.bulkhead.model.Inventory;
import dev.bulkhead.model.KubernetesObject;
import dev.bulkhead.model.Location;
import dev.bulkhead.model.PodTemplate;
import dev.bulkhead.model.Userinfo;
import dev.bulkhead.render.Excerpts;
import dev.bulkhead.render.RegistrySecret;
import dev.bulkhead.render.Rendered;
import dev.bulkhead.render.SourceTree;
import dev.bulkhead.render.Sources;
import dev.bulkhead.render.TemplateText;
import dev.bulkhead.report.ReportedSource;
import dev.bulkhead.report.SourceLines;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** The sources of one run, as far as they have been read, joined to one cluster. */
final class ReadSources implements SourceLines {
  private final List<ReportedSource> reported = new ArrayList<>();
  private final List<KubernetesObject> objects = new ArrayList<>();
  private final Map<String, List<Rendered>> rendered = new LinkedHashMap<>();
  private final List<String> notes = new ArrayList<>();

  /**
   * One source.
   *
   * @param rendered what it came to; nothing where it could not be read at all
   */
  record Source(ReportedSource reported, Rendered rendered) {
    private static final Rendered NOTHING =
        new Rendered(Inventory.empty(), List.of(), List.of(), Excerpts.NONE);

    static Source read(String source, Rendered rendered) {
      int workloads = 0;
      for (KubernetesObject object : rendered.inventory().objects()) {
        workloads += PodTemplate.of(object).size();
      }
      var problems =
          rendered.problems().stream()
              .map(
                  each -> ReportedSource.Problem.unreadable(each.at(), each.cause(), each.remedy()))
              .toList();
      int objects = rendered.inventory().objects().size();
      return new Source(
          new ReportedSource(
              Sources.nameOf(source), objects, workloads, rendered.notes(), problems),
          rendered);
    }

    static Source unreadable(String source, String cause, String remedy) {
      var at = Location.somewhereIn(nameOf(source));
      return without(source, ReportedSource.Problem.unreadable(at, cause, remedy));
    }

    static Source unread(String source, String cause, String remedy) {
      var at = Location.somewhereIn(nameOf(source));
      return without(source, ReportedSource.Problem.unread(at, cause, remedy));
    }

    /** A source that holds no objects of Kubernetes. */
    static Source without(ReportedSource reported) {
      return new Source(reported, NOTHING);
    }

    private static Source without(String source, ReportedSource.Problem problem) {
      return new Source(
          new ReportedSource(nameOf(source), 0, 0, List.of(), List.of(problem)), NOTHING);
    }

    private static String nameOf(String source) {
      return Userinfo.concealed(Sources.nameOf(source));
    }
  }

  void add(Source source) {
    objects.addAll(source.rendered().inventory().objects());
    rendered
        .computeIfAbsent(source.reported().name(), key -> new ArrayList<>())
        .add(source.rendered());
    reported.add(source.reported());
  }

  /** Something that a reader of the report should know, a full sentence each. */
  void note(List<String> sentences) {
    notes.addAll(sentences);
  }

  /** What is to be known of the sources as a whole. */
  List<String> notes() {
    List<String> shared = reported.size() < 2 ? List.of() : SharedObjects.notes(objects);
    return Stream.concat(notes.stream(), shared.stream()).toList();
  }

  /** Whether a source is a chart or holds one, or might, since it was not read to its end. */
  boolean mayHoldChart() {
    return reported.stream()
            .anyMatch(source -> source.objects() == 0 && !source.problems().isEmpty())
        || rendered.values().stream()
            .flatMap(List::stream)
            .anyMatch(one -> !one.charts().isEmpty());
  }

  /** Something that a reader of the report should know of a source, a full sentence each. */
  void note(String source, List<String> sentences) {
    reported.replaceAll(each -> each.name().equals(source) ? each.after(sentences) : each);
  }

  /** Heeds that a source asks for so many images without running a pod of its own. */
  void addWorkloads(String source, int count) {
    reported.replaceAll(each -> each.name().equals(source) ? each.withWorkloads(count) : each);
  }

  /** Something of a source that turned out to be unusable. */
  void addProblems(String source, List<ReportedSource.Problem> problems) {
    reported.replaceAll(each -> each.name().equals(source) ? each.with(problems) : each);
  }

  /** The charts that a source came to. */
  List<SourceTree> charts(String source) {
    return rendered.getOrDefault(source, List.of()).stream()
        .flatMap(one -> one.charts().stream())
        .toList();
  }

  /** All charts. */
  List<SourceTree> charts() {
    return rendered.values().stream()
        .flatMap(List::stream)
        .flatMap(one -> one.charts().stream())
        .toList();
  }

  /** The objects of one source. */
  Inventory inventoryOf(String source) {
    return Inventory.of(
        objects.stream().filter(object -> object.origin().source().equals(source)).toList());
  }

  /** All sources as one cluster, with other objects in the place of one source's own. */
  Inventory inventoryWith(String source, Rendered instead) {
    return Inventory.of(
        Stream.concat(
                objects.stream().filter(object -> !object.origin().source().equals(source)),
                instead.inventory().objects().stream())
            .toList());
  }

  List<ReportedSource> reported() {
    return List.copyOf(reported);
  }

  Inventory inventory() {
    return Inventory.of(objects);
  }

  /** The credentials for registries that the sources hold. */
  List<RegistrySecret> registrySecrets() {
    return rendered.values().stream()
        .flatMap(List::stream)
        .flatMap(source -> source.registrySecrets().stream())
        .distinct()
        .toList();
  }

  @Override
  public Optional<String> line(String source, String file, int line) {
    return rendered.getOrDefault(source, List.of()).stream()
        .flatMap(text -> text.excerpts().line(file, line).stream())
        .map(Userinfo::concealed)
        .findFirst();
  }

  /** Whether the text at a place was written there, rather than made by an action of a template. */
  Predicate<Location> literals() {
    List<Rendered> all = rendered.values().stream().flatMap(List::stream).toList();
    if (all.stream().allMatch(source -> TemplateText.LITERAL.equals(source.templateText()))) {
      return at -> true;
    }
    return at ->
        all.stream()
            .filter(source -> source.excerpts().line(at.file(), at.line()).isPresent())
            .allMatch(source -> source.templateText().literal(at));
  }
}
