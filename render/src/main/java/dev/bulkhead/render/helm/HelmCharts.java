package dev.bulkhead.render.helm;

import dev.bulkhead.model.Inventory;
import dev.bulkhead.model.KubernetesVersion;
import dev.bulkhead.model.ServedApis;
import dev.bulkhead.render.ChartRenderer;
import dev.bulkhead.render.Excerpts;
import dev.bulkhead.render.RenderRequest;
import dev.bulkhead.render.Rendered;
import dev.bulkhead.render.SourceProblem;
import dev.bulkhead.render.SourceTree;
import dev.bulkhead.render.ValueFile;
import dev.bulkhead.verdict.UserError;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.WeakHashMap;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Renders charts by way of an instrumented copy, with Helm's library or with a {@code helm}
 * program. Safe for use by several threads at once.
 */
public final class HelmCharts implements ChartRenderer {
  private static final Duration LIMIT = Duration.ofSeconds(60);

  /** Of all renders of the process. */
  private static final RenderFolders FOLDERS = new RenderFolders();

  static {
    Runtime.getRuntime().addShutdownHook(new Thread(FOLDERS::close));
  }

  private final HelmEngine engine;
  private final ServedApis served;
  private final Set<String> told = ConcurrentHashMap.newKeySet();
  private final Map<SourceTree, PreparedChart> prepared =
      Collections.synchronizedMap(new WeakHashMap<>());

  HelmCharts(HelmEngine engine) {
    this.engine = engine;
    this.served = ServedApis.bundled();
  }

  /**
   * With the library that comes with Bulkhead.
   *
   * @param cache a folder for the unpacked library; made when it is needed, and done without where
   *     it cannot be written to
   */
  public static HelmCharts bundled(Path cache) {
    return new HelmCharts(new NativeHelm(new NativeLibrary(cache), LIMIT));
  }

  /**
   * With the library, or, on a platform for which none comes with Bulkhead, with the {@code helm}
   * program on PATH.
   */
  public static HelmCharts available(Path cache) {
    return NativeLibrary.isPacked() ? bundled(cache) : program(Path.of("helm"));
  }

  /**
   * With a program of Helm 3 or later.
   *
   * @param helm its file, or a name to be found on PATH
   */
  public static HelmCharts program(Path helm) {
    return new HelmCharts(new ProgramHelm(helm, LIMIT));
  }

  /** Where the library is unpacked to unless another folder is asked for. */
  public static Path defaultCache() {
    String set = System.getenv("XDG_CACHE_HOME");
    Path base =
        set == null || set.isEmpty()
            ? Path.of(System.getProperty("user.home"), ".cache")
            : Path.of(set);
    return base.resolve("bulkhead");
  }

  @Override
  public Rendered render(SourceTree tree, RenderRequest request) {
    try {
      return render(tree.name(), prepared(tree), request);
    } catch (ChartProblem unreadable) {
      return refused(List.of(unreadable.problem()), List.of());
    }
  }

  private PreparedChart prepared(SourceTree tree) throws ChartProblem {
    PreparedChart known = prepared.get(tree);
    if (known == null) {
      known = PreparedChart.of(ChartReader.read(tree));
      prepared.put(tree, known);
    }
    return known;
  }

  /**
   * Which versions of clusters Helm takes to be in a range, as Chart.yaml writes one; empty where
   * it cannot read the range. A version with a suffix is to Helm 3 a prerelease, which is in no
   * range that does not speak of one. Helm 4 leaves the suffix out ({@code
   * pkg/chart/common/capabilities.go}).
   *
   * @throws UserError where Helm cannot be asked
   */
  public Optional<Set<KubernetesVersion>> accepted(
      String range, Collection<KubernetesVersion> versions) {
    var asked = List.copyOf(versions);
    var template = new StringBuilder("answers:\n");
    for (KubernetesVersion version : asked) {
      template.append(
          "- {{ semverCompare %s %s }}\n".formatted(Json.text(range), Json.text(version.text())));
    }
    return switch (answer(template.toString())) {
      case HelmEngine.Answer.Refused _ -> Optional.empty();
      case HelmEngine.Answer.Silent silent -> throw new UserError(silent.cause(), silent.remedy());
      case HelmEngine.Answer.Manifests(String text) -> {
        List<String> answers = text.lines().filter(line -> line.startsWith("- ")).toList();
        var accepted = new LinkedHashSet<KubernetesVersion>();
        for (int i = 0; i < asked.size(); i++) {
          if (answers.get(i).equals("- true")) {
            accepted.add(asked.get(i));
          }
        }
        yield Optional.of(accepted);
      }
    };
  }

  private boolean suits(String range, KubernetesVersion version) {
    return accepted(range, List.of(version)).filter(all -> !all.isEmpty()).isPresent();
  }

  /** What Helm makes of one template. */
  private HelmEngine.Answer answer(String template) {
    var chart = new TreeMap<String, byte[]>();
    chart.put(
        "Chart.yaml",
        "{apiVersion: v2, name: question, version: 0.0.0}".getBytes(StandardCharsets.UTF_8));
    chart.put("templates/question.yaml", template.getBytes(StandardCharsets.UTF_8));
    try {
      Path folder = FOLDERS.make();
      try {
        Path archive = Files.write(folder.resolve("question.tgz"), Tar.write("question", chart));
        return engine.template(
            new HelmEngine.Call(archive, "question", "default", "v1.30.0", List.of(), List.of()));
      } finally {
        FOLDERS.remove(folder);
      }
    } catch (IOException unwritable) {
      throw unwritable(unwritable);
    }
  }

  private Rendered render(String source, PreparedChart chart, RenderRequest request) {
    var copy =
        chart.copy(
            source,
            request.kubeVersion().release(),
            range -> suits(range, request.kubeVersion().release()));
    if (!copy.problems().isEmpty()) {
      return refused(copy.problems(), copy.notes());
    }
    Path folder = null;
    try {
      folder = FOLDERS.make();
      var refusals = new Refusals(source, copy, () -> confidential(copy, request));
      var render =
          new Render(engine, request, copy, chart.texts(), prologue(request), refusals, folder);
      Rendered rendered = new ChartOutput(source, copy).read(render);
      return rendered.after(engine.notes().stream().filter(told::add).toList());
    } catch (IOException unwritable) {
      throw unwritable(unwritable);
    } finally {
      if (folder != null) {
        FOLDERS.remove(folder);
      }
    }
  }

  private static UserError unwritable(IOException reason) {
    return new UserError(
        null,
        "The chart's copy could not be written: %s.".formatted(reason.getMessage()),
        "Make room in %s.".formatted(System.getProperty("java.io.tmpdir")),
        reason);
  }

  /** What Helm's words must not quote: of the chart's values, the user's files and assignments. */
  private static ConfidentialValues confidential(InstrumentedCopy copy, RenderRequest request) {
    var confidential = new ConfidentialValues();
    for (ChartFiles chart : copy.charts()) {
      byte[] defaults = chart.files().get("values.yaml");
      if (defaults != null) {
        confidential.addFile(ChartReader.text(defaults));
      }
    }
    for (ValueFile file : request.valueFiles()) {
      confidential.addFile(ChartReader.text(file.content()));
    }
    request.assignments().forEach(confidential::addAssignment);
    return confidential;
  }

  private Prologue prologue(RenderRequest request) {
    Set<String> versions = new LinkedHashSet<>(served.at(request.kubeVersion()));
    versions.addAll(request.apiVersions());
    return new Prologue(request.kubeVersion(), new ArrayList<>(versions));
  }

  private static Rendered refused(List<SourceProblem> problems, List<String> notes) {
    return new Rendered(Inventory.empty(), problems, notes, Excerpts.NONE);
  }
}
