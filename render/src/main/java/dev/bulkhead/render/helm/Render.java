package dev.bulkhead.render.helm;

import dev.bulkhead.render.RenderRequest;
import dev.bulkhead.render.SourceProblem;
import dev.bulkhead.render.helm.HelmEngine.Answer;
import dev.bulkhead.render.template.Template;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/** One chart rendered by Helm: as often as it takes until Helm has answered. */
final class Render {
  private static final int MAX_TEXTS = 200;

  private final HelmEngine engine;
  private final RenderRequest request;
  private final InstrumentedCopy copy;
  private final Prologue prologue;
  private final Refusals refusals;
  private final Path folder;
  private final GivenValues values;
  private final String releaseName;
  private final Map<String, String> learned;
  private int lessons;
  private final Map<String, String> texts;
  private final Set<Integer> without = new HashSet<>();
  private final List<SourceProblem> problems = new ArrayList<>();

  Render(
      HelmEngine engine,
      RenderRequest request,
      InstrumentedCopy copy,
      Map<String, String> learned,
      Prologue prologue,
      Refusals refusals,
      Path folder)
      throws IOException {
    this.engine = engine;
    this.request = request;
    this.copy = copy;
    this.learned = learned;
    this.texts = new TreeMap<>(learned);
    this.prologue = prologue;
    this.refusals = refusals;
    this.folder = folder;
    this.values = GivenValues.in(folder, request);
    this.releaseName =
        request.releaseName().isEmpty() ? copy.charts().getFirst().name() : request.releaseName();
  }

  /**
   * What the templates printed, by their numbers.
   *
   * @param charts the numbers of the charts that are switched on
   * @param stubs the numbers of the absent dependencies that are switched on
   */
  record Output(Map<Integer, String> files, Set<Integer> charts, Set<Integer> stubs) {}

  /** The output with marks, and what they mean. */
  record Marked(Output output, Marking marking) {}

  /**
   * Both outputs.
   *
   * @param plain null where there is none, and {@link #problems} says why
   * @param marked null where it could not be had
   */
  record Both(@Nullable Output plain, @Nullable Marked marked) {}

  /** What kept the chart from being rendered, or parts of it. */
  List<SourceProblem> problems() {
    return List.copyOf(problems);
  }

  /** Renders twice at the same time; once more with marks if the chart had to be mended. */
  Both both() throws IOException {
    if (request.places() == RenderRequest.Places.ROUGH) {
      return new Both(plain(), null);
    }
    try (ExecutorService second = Executors.newVirtualThreadPerTaskExecutor()) {
      var known = Map.copyOf(texts);
      Future<@Nullable Marked> early = second.submit(() -> marked(known, Set.of()));
      Output plain = plain();
      boolean asIs = texts.equals(known) && without.isEmpty();
      if (plain == null || !asIs) {
        return new Both(plain, plain == null ? null : marked(texts, without));
      }
      return new Both(plain, early.get());
    } catch (ExecutionException failed) {
      throw new IOException(failed.getCause());
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new IOException(stopped);
    }
  }

  /** The plain output; null where there is none, and {@link #problems} says why. */
  private @Nullable Output plain() throws IOException {
    while (true) {
      Path archive = write("plain.tgz", copy.archive(prologue.text(texts), null, without));
      switch (engine.template(call(archive))) {
        case Answer.Manifests manifests -> {
          return output(manifests.text());
        }
        case Answer.Silent silent -> {
          problems.add(new SourceProblem(refusals.chart(), silent.cause(), silent.remedy()));
          return null;
        }
        case Answer.Refused refused -> {
          if (!isMended(refused.message())) {
            return null;
          }
        }
      }
    }
  }

  /** Which absent dependencies are switched on, found without rendering any template. */
  Set<Integer> stubs() throws IOException {
    Path archive = withoutTemplates();
    return engine.template(call(archive)) instanceof Answer.Manifests manifests
        ? output(manifests.text()).stubs()
        : Set.of();
  }

  private Path withoutTemplates() throws IOException {
    var all = new HashSet<Integer>();
    copy.files().forEach(file -> all.add(file.id()));
    return write("probes.tgz", copy.archive(prologue.text(texts), null, all));
  }

  /** The output with marks; null where Helm does not render it. */
  private @Nullable Marked marked(Map<String, String> known, Set<Integer> left) throws IOException {
    var marking = new Marking(copy.files());
    var skipped = new HashSet<>(left);
    copy.files().stream().filter(TemplateFile::isNotes).forEach(file -> skipped.add(file.id()));
    Path archive =
        write(
            "marked-%d.tgz".formatted(known.size() + left.size()),
            copy.archive(prologue.text(known), marking, skipped));
    return engine.template(call(archive)) instanceof Answer.Manifests manifests
        ? new Marked(output(manifests.text()), marking)
        : null;
  }

  private Path write(String name, byte[] content) throws IOException {
    return Files.write(folder.resolve(name), content);
  }

  private HelmEngine.Call call(Path archive) {
    return call(archive, values.assignments());
  }

  private HelmEngine.Call call(Path archive, List<String> assignments) {
    return new HelmEngine.Call(
        archive,
        releaseName,
        request.namespace().isEmpty() ? "default" : request.namespace(),
        request.kubeVersion().release().text(),
        values.files(),
        assignments);
  }

  /** Whether the copy was changed so that another try makes sense. */
  private boolean isMended(String message) throws IOException {
    int text = message.lastIndexOf(Prologue.UNKNOWN_TEXT);
    if (text >= 0 && lessons++ < MAX_TEXTS) {
      int from = text + Prologue.UNKNOWN_TEXT.length();
      return learn(message.substring(from, message.indexOf(Prologue.TEXT_END, from)));
    }
    Path bare = withoutTemplates();
    values
        .refusal(
            message,
            assignments -> refusal(engine.template(call(bare, assignments))),
            refusals::concealed)
        .ifPresent(
            unusable -> {
              throw unusable;
            });
    Refusals.Refusal refusal = refusals.read(message);
    problems.add(refusal.problem());
    boolean notes = refusal.file().filter(TemplateFile::isNotes).isPresent();
    if (notes) {
      refusal.file().ifPresent(file -> without.add(file.id()));
    }
    return notes;
  }

  private static String refusal(Answer answer) {
    return answer instanceof Answer.Refused(String message) ? message : "";
  }

  /** Rewrites a text that a template handed to {@code tpl}. */
  private boolean learn(String packed) {
    byte[] bytes = Base64.getDecoder().decode(packed);
    String text = new String(bytes, StandardCharsets.UTF_8);
    switch (Template.read(text)) {
      case Template.Reading.Valid valid -> {
        Edits edits = Rewriting.of(valid.template(), offset -> "");
        String rewritten = edits.in(0, text.length()).to(text);
        texts.put(Hash.sha256(bytes), rewritten);
        if (learned.size() < MAX_TEXTS) {
          learned.put(Hash.sha256(bytes), rewritten);
        }
        return true;
      }
      case Template.Reading.Invalid invalid -> {
        problems.add(refusals.text(text, invalid.at(), invalid.reason()));
        return false;
      }
    }
  }

  private static Output output(String manifests) {
    var files = new TreeMap<Integer, String>();
    var charts = new HashSet<>(Set.of(0));
    var stubs = new HashSet<Integer>();
    String lead = Prologue.PACKED;
    for (String line : manifests.lines().filter(found -> found.startsWith(lead)).toList()) {
      int colon = line.indexOf(':', lead.length());
      String name = line.substring(lead.length(), colon);
      String content = unpacked(line.substring(colon + 1));
      switch (name.charAt(0)) {
        case 'c' -> charts.add(Integer.parseInt(name.substring(1)));
        case 'm' -> stubs.add(Integer.parseInt(name.substring(1)));
        default ->
            // An aliased chart's templates are rendered once for each of its names.
            files.merge(Integer.parseInt(name), content, (one, more) -> one + "\n---\n" + more);
      }
    }
    return new Output(files, charts, stubs);
  }

  private static String unpacked(String packed) {
    return new String(Base64.getDecoder().decode(packed), StandardCharsets.UTF_8);
  }
}
