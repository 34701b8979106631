package dev.bulkhead.render.helm;

import dev.bulkhead.model.Location;
import dev.bulkhead.model.Node;
import dev.bulkhead.render.Documents;
import dev.bulkhead.render.Placement;
import dev.bulkhead.render.SourceProblem;
import dev.bulkhead.render.SourceTree;
import dev.bulkhead.render.YamlReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.SortedMap;
import java.util.TreeMap;

/** Takes a chart apart into its own files and its subcharts, as Helm's loader does. */
final class ChartReader {
  private static final int MAX_DEPTH = 10;
  private static final String SUBCHARTS = "charts/";

  private final String source;

  private ChartReader(String source) {
    this.source = source;
  }

  /** Reads a chart whose Chart.yaml is at the tree's root. */
  static ChartFiles read(SourceTree tree) throws ChartProblem {
    return new ChartReader(tree.name()).root(tree);
  }

  private ChartFiles root(SourceTree tree) throws ChartProblem {
    var files = new TreeMap<String, byte[]>();
    String rules = tree.paths().contains(".helmignore") ? text(content(tree, ".helmignore")) : "";
    var ignore = HelmIgnore.of(rules);
    for (String path : tree.paths()) {
      if (!ignore.ignores(path)) {
        files.put(path, content(tree, path));
      }
    }
    return chart("", files, 0);
  }

  private byte[] content(SourceTree tree, String path) throws ChartProblem {
    try {
      return withoutMark(tree.read(path));
    } catch (IOException unreadable) {
      throw problem(
          path,
          "%s cannot be read: %s.".formatted(path, unreadable.getMessage()),
          "Make the file readable, or list it in .helmignore.");
    }
  }

  /** Helm takes a byte order mark off every file of a chart. */
  private static byte[] withoutMark(byte[] content) {
    boolean marked =
        content.length >= 3
            && content[0] == (byte) 0xef
            && content[1] == (byte) 0xbb
            && content[2] == (byte) 0xbf;
    return marked ? Arrays.copyOfRange(content, 3, content.length) : content;
  }

  private ChartFiles chart(String folder, SortedMap<String, byte[]> all, int depth)
      throws ChartProblem {
    byte[] metadata = all.get("Chart.yaml");
    if (metadata == null || depth > MAX_DEPTH) {
      throw problem(
          folder + "Chart.yaml",
          depth > MAX_DEPTH
              ? "Charts are nested more than %d deep here.".formatted(MAX_DEPTH)
              : "The chart has no Chart.yaml.",
          "Name a folder or an archive that holds a chart.");
    }
    var files = new TreeMap<String, byte[]>();
    var folders = new LinkedHashMap<String, SortedMap<String, byte[]>>();
    var subcharts = new ArrayList<ChartFiles>();
    for (Map.Entry<String, byte[]> file : all.entrySet()) {
      String path = file.getKey();
      String inner = path.startsWith(SUBCHARTS) ? path.substring(SUBCHARTS.length()) : "";
      int slash = inner.indexOf('/');
      if (inner.isEmpty() || inner.endsWith(".prov") || "_.".indexOf(inner.charAt(0)) >= 0) {
        files.put(path, file.getValue());
      } else if (slash > 0) {
        folders
            .computeIfAbsent(inner.substring(0, slash), name -> new TreeMap<>())
            .put(inner.substring(slash + 1), file.getValue());
      } else if (inner.endsWith(".tgz")) {
        subcharts.add(packed(folder + path, file.getValue(), depth));
      } else {
        files.put(path, file.getValue());
      }
    }
    for (Map.Entry<String, SortedMap<String, byte[]>> sub : folders.entrySet()) {
      subcharts.add(chart(folder + SUBCHARTS + sub.getKey() + "/", sub.getValue(), depth + 1));
    }
    var root = mapping(folder + "Chart.yaml", metadata);
    return new ChartFiles(folder, withRequirements(folder, root, files), files, subcharts);
  }

  private ChartFiles packed(String path, byte[] archive, int depth) throws ChartProblem {
    try {
      var files = new TreeMap<String, byte[]>();
      Tar.read(archive).forEach((name, content) -> files.put(name, withoutMark(content)));
      return chart(path + "/", files, depth + 1);
    } catch (IOException damaged) {
      throw problem(
          path,
          "The packed subchart cannot be read: %s.".formatted(damaged.getMessage()),
          "Run `helm dependency build` to fetch it again.");
    }
  }

  /** Charts of Helm 2's time list their dependencies in a file of their own. */
  private Node.Mapping withRequirements(
      String folder, Node.Mapping metadata, SortedMap<String, byte[]> files) throws ChartProblem {
    byte[] requirements = files.get("requirements.yaml");
    if (requirements == null || metadata.get("dependencies").isPresent()) {
      return metadata;
    }
    SequencedMap<String, Node> fields = new LinkedHashMap<>(metadata.fields());
    mapping(folder + "requirements.yaml", requirements)
        .get("dependencies")
        .ifPresent(list -> fields.put("dependencies", list));
    return new Node.Mapping(fields, metadata.keys(), metadata.at());
  }

  private Node.Mapping mapping(String path, byte[] content) throws ChartProblem {
    Documents documents = YamlReader.read(text(content), Placement.of(source + "/" + path));
    List<Node.Mapping> roots = documents.mappings();
    if (!documents.problems().isEmpty()) {
      throw new ChartProblem(documents.problems().getFirst());
    }
    return roots.isEmpty()
        ? Node.Mapping.empty(Location.somewhereIn(source + "/" + path))
        : roots.getFirst();
  }

  private ChartProblem problem(String path, String cause, String remedy) {
    return new ChartProblem(
        new SourceProblem(Location.somewhereIn(source + "/" + path), cause, remedy));
  }

  /** A file's text; bytes that are no UTF-8 are kept one by one, so that nothing is lost. */
  static String text(byte[] content) {
    String text = new String(content, StandardCharsets.UTF_8);
    return Arrays.equals(text.getBytes(StandardCharsets.UTF_8), content)
        ? text
        : new String(content, StandardCharsets.ISO_8859_1);
  }
}
