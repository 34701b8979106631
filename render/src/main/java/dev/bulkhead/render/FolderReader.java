package dev.bulkhead.render;

import dev.bulkhead.model.Inventory;
import dev.bulkhead.model.KubernetesObject;
import dev.bulkhead.model.Location;
import dev.bulkhead.model.Node;
import dev.bulkhead.model.Origin;
import dev.bulkhead.verdict.IoReason;
import dev.bulkhead.verdict.UserError;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Reads a folder that is no chart itself: manifests, and charts somewhere below it. */
final class FolderReader {
  private static final int SHOWN_FILES = 3;

  private final ChartRenderer charts;
  private final RenderRequest request;
  private final String source;
  private final String prefix;
  private final Path root;
  private final FolderTree tree;
  private final List<KubernetesObject> objects = new ArrayList<>();
  private final List<SourceProblem> problems = new ArrayList<>();
  private final List<String> notes = new ArrayList<>();
  private final List<Excerpts> excerpts = new ArrayList<>();
  private final List<RegistrySecret> registrySecrets = new ArrayList<>();
  private final Map<String, TemplateText> templates = new HashMap<>();
  private final List<SourceTree> found = new ArrayList<>();

  /** Folders that kustomizations build upon, so that they are not what is deployed. */
  private final Set<String> used = new TreeSet<>();

  FolderReader(ChartRenderer charts, RenderRequest request, String source, Path root) {
    this.charts = charts;
    this.request = request;
    this.source = source;
    this.prefix = source.endsWith("/") ? source : source + "/";
    this.root = root;
    this.tree = FolderTree.open(root, source, FolderTree.Contents.VISIBLE, TreeLimits.FOLDER, root);
  }

  Rendered read() {
    notes.addAll(tree.notes());
    Set<String> chartFolders = chartFolders();
    readManifests(chartFolders);
    for (String folder : chartFolders) {
      readChart(folder);
    }
    if (objects.isEmpty() && problems.isEmpty() && found.isEmpty()) {
      throw new UserError(
          "The folder %s holds no Kubernetes objects and no chart.%s"
              .formatted(source, notes.isEmpty() ? "" : " " + String.join(" ", notes)),
          SingleFile.chart(root.resolve(ChartFile.NAME))
              .map("Name the chart instead: %s."::formatted)
              .orElse(
                  "Name a chart, or a folder or file with Kubernetes objects in YAML or JSON."));
    }
    return new Rendered(
        Inventory.of(objects),
        problems,
        notes,
        this::line,
        this::isLiteral,
        registrySecrets,
        found);
  }

  /** Only what charts render is made by templates. */
  private boolean isLiteral(Location at) {
    return templates.entrySet().stream()
        .filter(chart -> at.file().startsWith(chart.getKey()))
        .allMatch(chart -> chart.getValue().literal(at));
  }

  private Optional<String> line(String file, int line) {
    return excerpts.stream().flatMap(source -> source.line(file, line).stream()).findFirst();
  }

  /** Folders with a Chart.yaml, outermost only, each ending with a slash. */
  private Set<String> chartFolders() {
    var folders = new TreeSet<String>();
    for (String path : tree.paths()) {
      if (path.endsWith("/" + ChartFile.NAME)) {
        String folder = path.substring(0, path.length() - ChartFile.NAME.length());
        if (folders.stream().noneMatch(folder::startsWith)) {
          folders.removeIf(other -> other.startsWith(folder));
          folders.add(folder);
        }
      }
    }
    return folders;
  }

  private void readChart(String folder) {
    String path = folder.substring(0, folder.length() - 1);
    ChartFile chart = ChartFile.read(tree, folder + ChartFile.NAME);
    if (chart.isLibrary()) {
      notes.add("The library chart %s%s is not rendered by itself.".formatted(prefix, path));
      return;
    }
    var files =
        FolderTree.open(
            root.resolve(path),
            prefix + path,
            FolderTree.Contents.EVERYTHING,
            TreeLimits.FOLDER,
            root);
    found.add(files);
    if (!chart.missing().isEmpty()) {
      problems.add(chart.problem(prefix + folder + ChartFile.NAME));
      return;
    }
    notes.addAll(files.notes());
    Rendered rendered = charts.render(files, request);
    for (KubernetesObject object : rendered.inventory().objects()) {
      var origin = object.origin();
      objects.add(
          new KubernetesObject(
              object.key(),
              object.root(),
              new Origin(source, folder + origin.path(), origin.hook())));
    }
    problems.addAll(rendered.problems());
    notes.addAll(rendered.notes());
    excerpts.add(rendered.excerpts());
    registrySecrets.addAll(rendered.registrySecrets());
    templates.put(prefix + folder, rendered.templateText());
  }

  private void readManifests(Set<String> chartFolders) {
    var paths = new TreeSet<>(tree.paths());
    paths.removeIf(path -> chartFolders.stream().anyMatch(path::startsWith));
    long archives = paths.stream().filter(FolderReader::isArchive).count();
    if (archives > 0) {
      notes.add(
          "%d packaged chart(s) in %s were not read; name them to have them judged."
              .formatted(archives, source));
    }
    paths.removeIf(path -> !isYaml(path) && !ManifestFile.isKustomization(path));
    Set<String> patches = patches(paths);
    paths.removeAll(patches);
    List<ManifestFile> files =
        paths.parallelStream().map(this::readManifest).flatMap(Optional::stream).toList();
    take(files);
    note(
        "only patch what a kustomization builds and were passed over",
        patches.stream().map(prefix::concat).toList());
    shows(paths, files);
  }

  private Optional<ManifestFile> readManifest(String path) {
    String file = prefix + path;
    try {
      byte[] bytes = tree.read(path);
      if (path.endsWith(".json") && !mentionsApiVersion(bytes)) {
        return Optional.of(stray(file));
      }
      return Optional.of(ManifestFile.read(source, path, file, bytes));
    } catch (IOException unreadable) {
      var problem =
          new SourceProblem(
              Location.somewhereIn(file),
              "The file %s cannot be read: %s.".formatted(file, IoReason.of(unreadable)),
              "Check the file and its permissions, or leave it out of the folder.");
      var nothing = YamlReader.read("", Placement.of(file));
      return Optional.of(
          new ManifestFile(file, List.of(), List.of(problem), 0, null, false, nothing));
    }
  }

  /** JSON is used for so much else that most of it need not even be parsed. */
  private static boolean mentionsApiVersion(byte[] bytes) {
    return SourceText.of(bytes, "").text().contains("\"apiVersion\"");
  }

  private static ManifestFile stray(String file) {
    return new ManifestFile(
        file, List.of(), List.of(), 1, null, false, YamlReader.read("", Placement.of(file)));
  }

  private void take(List<ManifestFile> files) {
    var strays = new ArrayList<String>();
    var templates = new ArrayList<String>();
    var kustomizations = new ArrayList<String>();
    for (ManifestFile file : files) {
      if (file.kustomization()) {
        kustomizations.add(file.file());
      } else if (file.template() != null) {
        templates.add(file.template().toString());
      } else if (!file.isManifest() && file.strays() > 0) {
        strays.add(file.file());
      } else if (file.strays() > 0) {
        notes.add(
            "%d document(s) of %s have no apiVersion and kind and were passed over."
                .formatted(file.strays(), file.file()));
      }
      if (file.template() == null) {
        objects.addAll(file.objects());
        registrySecrets.addAll(file.documents().registrySecrets());
        problems.addAll(file.problems());
      }
      notes.addAll(ReadingNotes.duplicates(file.documents()));
    }
    noteKustomizations(kustomizations);
    note("are no Kubernetes objects and were passed over", strays);
    note(
        "are templates (\"{{\"), which have to be rendered first, and were passed over", templates);
  }

  /** Which of several is meant only their user knows. */
  private void noteKustomizations(List<String> files) {
    List<String> folders =
        files.stream()
            .filter(file -> ManifestFile.isKustomization(file))
            .map(file -> file.substring(0, file.lastIndexOf('/')))
            .filter(folder -> !used.contains(folder))
            .toList();
    if (files.isEmpty()) {
      return;
    }
    notes.add(
        "%s holds %d kustomization(s) and none of its own, so that its files are judged one by one, without what kustomizations change.%s"
            .formatted(
                source,
                files.size(),
                folders.isEmpty()
                    ? ""
                    : " To have one built, name its folder: %s%s."
                        .formatted(
                            String.join(
                                ", ", folders.subList(0, Math.min(SHOWN_FILES, folders.size()))),
                            folders.size() > SHOWN_FILES
                                ? " or %d more".formatted(folders.size() - SHOWN_FILES)
                                : "")));
  }

  private void note(String what, List<String> files) {
    if (files.isEmpty()) {
      return;
    }
    String shown = String.join(", ", files.subList(0, Math.min(SHOWN_FILES, files.size())));
    String rest =
        files.size() > SHOWN_FILES ? " and %d more".formatted(files.size() - SHOWN_FILES) : "";
    notes.add("%d file(s) in %s %s: %s%s.".formatted(files.size(), source, what, shown, rest));
  }

  /** The files that kustomizations call patches: parts of objects, which cannot be judged alone. */
  private Set<String> patches(Set<String> paths) {
    var patches = new TreeSet<String>();
    for (String path : paths) {
      if (ManifestFile.isKustomization(path)) {
        patches.addAll(patchesOf(path));
      }
    }
    patches.retainAll(paths);
    return patches;
  }

  private Set<String> patchesOf(String kustomization) {
    var patches = new TreeSet<String>();
    try {
      var text = SourceText.of(tree.read(kustomization), kustomization).text();
      Path folder = Path.of(kustomization).resolveSibling("");
      for (Node root : YamlReader.read(text, Placement.of(kustomization)).roots()) {
        var named = new ArrayList<String>();
        root.items("patches").forEach(item -> item.text("path").ifPresent(named::add));
        root.items("patchesJson6902").forEach(item -> item.text("path").ifPresent(named::add));
        root.items("patchesStrategicMerge").forEach(item -> item.text().ifPresent(named::add));
        named.stream()
            .filter(FolderReader::isPath)
            .map(name -> folder.resolve(name).normalize().toString())
            .forEach(patches::add);
        for (String field : List.of("resources", "bases", "components")) {
          root.items(field).stream()
              .flatMap(item -> item.text().stream())
              .filter(FolderReader::isPath)
              .map(name -> prefix + folder.resolve(name).normalize())
              .forEach(used::add);
        }
      }
    } catch (IOException unreadable) {
      // Reading it again as a manifest says so.
      return Set.of();
    }
    return patches;
  }

  private static boolean isPath(String text) {
    return text.indexOf('\n') < 0 && text.indexOf('\0') < 0;
  }

  private void shows(Set<String> paths, List<ManifestFile> files) {
    Map<String, FileExcerpts.Content> contents = new HashMap<>();
    for (String path : paths) {
      contents.put(prefix + path, () -> tree.read(path));
    }
    Map<String, ConcealedLines> concealed = new LinkedHashMap<>();
    for (ManifestFile file : files) {
      if (!file.documents().concealed().ranges().isEmpty()) {
        concealed.put(file.file(), file.documents().concealed());
      }
    }
    excerpts.add(new FileExcerpts(contents, concealed));
  }

  private static boolean isYaml(String path) {
    return path.endsWith(".yaml") || path.endsWith(".yml") || path.endsWith(".json");
  }

  private static boolean isArchive(String path) {
    return path.endsWith(".tgz") || path.endsWith(".tar.gz");
  }
}
