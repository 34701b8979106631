package dev.bulkhead.render;

import dev.bulkhead.model.Inventory;
import dev.bulkhead.model.Location;
import dev.bulkhead.verdict.IoReason;
import dev.bulkhead.verdict.UserError;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads whatever a user names as a source: a file, a folder, a chart, a packaged chart, standard
 * input. What it is, its content tells and not its name.
 *
 * <p>What makes a whole source unusable is a {@link UserError}; a part that cannot be read is a
 * problem of the result.
 */
public final class Sources {
  /** The name of standard input on the command line. */
  public static final String STANDARD_INPUT = "-";

  /** What reports call standard input. */
  private static final String STANDARD_INPUT_NAME = "<stdin>";

  private static final long MAX_FILE_BYTES = TreeLimits.FOLDER.maxFileBytes();

  private final ChartRenderer charts;
  private final KustomizationBuilder kustomizations;
  private final InputStream standardInput;

  /** Sources whose charts and kustomizations are made by others. */
  public Sources(
      ChartRenderer charts, KustomizationBuilder kustomizations, InputStream standardInput) {
    this.charts = charts;
    this.kustomizations = kustomizations;
    this.standardInput = standardInput;
  }

  /** What reports call a source: the way its user named it, if it is not standard input. */
  public static String nameOf(String source) {
    return source.equals(STANDARD_INPUT) ? STANDARD_INPUT_NAME : source;
  }

  /**
   * Reads a source.
   *
   * @param source a path, or {@code -}
   */
  public Rendered read(String source, RenderRequest request) {
    if (source.equals(STANDARD_INPUT)) {
      return readBytes(nameOf(source), nameOf(source), standardInput(), null, request);
    }
    Path path = path(source);
    if (Files.isDirectory(path)) {
      return readFolder(source, path, request);
    }
    if (ManifestFile.isKustomization(String.valueOf(path.getFileName()))) {
      Path folder = path.resolveSibling("");
      return readKustomization(folder.toString().isEmpty() ? "." : folder.toString(), folder);
    }
    try {
      byte[] bytes = BoundedRead.file(path, MAX_FILE_BYTES);
      return readBytes(source, source, bytes, path, request);
    } catch (IOException unreadable) {
      throw new UserError(
          Location.somewhereIn(source),
          "The file %s cannot be read: %s.".formatted(source, IoReason.of(unreadable)),
          "Check the file and its permissions.",
          unreadable);
    }
  }

  /**
   * Reads a packaged chart that lies elsewhere than in a file, such as one from a registry.
   *
   * @param name the chart as its user named it
   */
  public Rendered readArchive(String name, InputStream archive, RenderRequest request) {
    var unpacked = ChartArchive.unpack(name, archive, TreeLimits.ARCHIVE);
    return render(unpacked.tree(), unpacked.notes(), request);
  }

  /**
   * Reads a chart that lies elsewhere than in a folder or an archive, such as in a git repository.
   *
   * @param tree with Chart.yaml at its root
   * @param notes what was left out of it, a full sentence each
   */
  public Rendered readTree(SourceTree tree, List<String> notes, RenderRequest request) {
    if (!tree.paths().contains(ChartFile.NAME)) {
      throw new UserError(
          "The folder has no %s, so it is no chart.".formatted(ChartFile.NAME),
          "Name the chart's folder.");
    }
    return render(tree, notes, request);
  }

  private static Path path(String source) {
    if (source.startsWith("oci://")) {
      throw new UserError(
          "The chart %s lies in a registry and has not been pulled.".formatted(source),
          "Pull it with \"helm pull %s\" and name the file.".formatted(source));
    }
    try {
      Path path = Path.of(source);
      if (!source.isEmpty() && Files.exists(path)) {
        return path;
      }
    } catch (InvalidPathException invalid) {
      throw new UserError(
          null,
          "The source \"%s\" is no path: %s.".formatted(source, invalid.getReason()),
          "Name a file, a folder, a chart, or \"-\" for standard input.",
          invalid);
    }
    throw new UserError(
        "There is no file or folder \"%s\".".formatted(source),
        "Check the path; a chart in a registry is named oci://HOST/PATH.");
  }

  private byte[] standardInput() {
    try {
      return BoundedRead.stream(standardInput, MAX_FILE_BYTES);
    } catch (IOException broken) {
      throw new UserError(
          Location.somewhereIn(STANDARD_INPUT_NAME),
          "Standard input cannot be read: %s.".formatted(IoReason.of(broken)),
          "Write the input to a file and name the file.",
          broken);
    }
  }

  private Rendered readFolder(String source, Path path, RenderRequest request) {
    if (!Files.isRegularFile(path.resolve(ChartFile.NAME))) {
      return KustomizationFolder.isKustomization(path)
          ? readKustomization(source, path)
          : new FolderReader(charts, request, source, path).read();
    }
    var tree =
        FolderTree.open(path, source, FolderTree.Contents.EVERYTHING, TreeLimits.FOLDER, path);
    return render(tree, tree.notes(), request);
  }

  private Rendered readKustomization(String source, Path folder) {
    try {
      return readKustomization(KustomizationFolder.onDisk(source, folder));
    } catch (IOException unreadable) {
      throw new UserError(
          null,
          "The folder %s cannot be read: %s.".formatted(source, IoReason.of(unreadable)),
          "Check that the folder exists and that you may read it.",
          unreadable);
    }
  }

  /**
   * Reads a kustomization, wherever it lies.
   *
   * @throws UserError where it cannot be built
   */
  public Rendered readKustomization(KustomizationFolder folder) {
    Rendered built = kustomizations.build(folder);
    if (built.problems().size() == 1) {
      SourceProblem problem = built.problems().getFirst();
      throw new UserError(problem.at(), problem.cause(), problem.remedy(), problem.origin());
    }
    return built;
  }

  private Rendered render(SourceTree tree, List<String> notes, RenderRequest request) {
    ChartFile chart = ChartFile.read(tree, ChartFile.NAME);
    if (!chart.missing().isEmpty()) {
      var problem = chart.problem(tree.name() + "/" + ChartFile.NAME);
      throw new UserError(problem.at(), problem.cause(), problem.remedy(), null);
    }
    if (chart.isLibrary()) {
      throw new UserError(
          "The chart %s is a library, which renders nothing by itself.".formatted(tree.name()),
          "Name a chart that uses the library.");
    }
    return charts.render(tree, request).after(notes).of(tree);
  }

  private Rendered readBytes(
      String source, String file, byte[] bytes, @Nullable Path path, RenderRequest request) {
    if (ChartArchive.isGzip(bytes)) {
      return readArchive(source, new ByteArrayInputStream(bytes), request);
    }
    if (SourceText.isBinary(bytes)) {
      throw new UserError(
          Location.somewhereIn(file),
          "%s is neither text nor a packaged chart.".formatted(file),
          "Name a chart, or a folder or file with Kubernetes objects in YAML or JSON.",
          null);
    }
    String name = path == null ? file : String.valueOf(path.getFileName());
    var manifests = ManifestFile.read(source, name, file, bytes);
    SingleFile.requireManifests(manifests, name, path);
    var notes = new ArrayList<>(ReadingNotes.duplicates(manifests.documents()));
    if (manifests.strays() > 0) {
      notes.add(
          "%d document(s) of %s have no apiVersion and kind and were passed over."
              .formatted(manifests.strays(), file));
    }
    return new Rendered(
        Inventory.of(manifests.objects()),
        manifests.problems(),
        notes,
        excerpts(file, bytes, path, manifests.documents().concealed()),
        TemplateText.LITERAL,
        manifests.documents().registrySecrets(),
        List.of());
  }

  private static Excerpts excerpts(
      String file, byte[] bytes, @Nullable Path path, ConcealedLines concealed) {
    FileExcerpts.Content content =
        path != null && Files.isRegularFile(path)
            ? () -> BoundedRead.file(path, MAX_FILE_BYTES)
            : () -> bytes;
    return new FileExcerpts(Map.of(file, content), Map.of(file, concealed));
  }
}
