package dev.bulkhead.render.helm;

import dev.bulkhead.model.KubernetesVersion;
import dev.bulkhead.render.RenderRequest;
import dev.bulkhead.render.SourceTree;
import dev.bulkhead.render.ValueFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;

/** A small chart made by a test, and how it is to be rendered. */
final class ChartFixture implements SourceTree {
  private final SortedMap<String, byte[]> files = new TreeMap<>();
  private final List<ValueFile> valueFiles = new ArrayList<>();
  private final List<String> assignments = new ArrayList<>();
  private final List<String> apiVersions = new ArrayList<>();
  private String kubeVersion = "1.34.0";
  private String releaseName = "";
  private String namespace = "";

  static ChartFixture named(String name) {
    return new ChartFixture()
        .with("Chart.yaml", "apiVersion: v2\nname: %s\nversion: 1.2.3\n".formatted(name));
  }

  ChartFixture with(String path, String text) {
    return with(path, text.getBytes(StandardCharsets.UTF_8));
  }

  ChartFixture with(String path, byte[] content) {
    files.put(path, content);
    return this;
  }

  /** A ConfigMap with a single entry {@code v}. */
  ChartFixture printing(String template) {
    return with(
        "templates/map.yaml",
        "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: map\ndata:\n  v: %s\n"
            .formatted(template));
  }

  ChartFixture add(String path, String text) {
    String before = new String(files.getOrDefault(path, new byte[0]), StandardCharsets.UTF_8);
    return with(path, before + text);
  }

  ChartFixture set(String assignment) {
    assignments.add(assignment);
    return this;
  }

  ChartFixture values(Path file) {
    valueFiles.add(ValueFile.read(file));
    return this;
  }

  ChartFixture on(String version) {
    kubeVersion = version;
    return this;
  }

  ChartFixture serving(String apiVersion) {
    apiVersions.add(apiVersion);
    return this;
  }

  ChartFixture release(String name, String space) {
    releaseName = name;
    namespace = space;
    return this;
  }

  RenderRequest request() {
    return new RenderRequest(
        valueFiles,
        assignments,
        releaseName,
        namespace,
        KubernetesVersion.parse(kubeVersion).orElseThrow(),
        apiVersions);
  }

  /** The chart as {@code helm package} makes it. */
  byte[] packed(String folder) {
    try {
      return Tar.write(folder, files);
    } catch (IOException impossible) {
      throw new AssertionError(impossible);
    }
  }

  Map<String, byte[]> files() {
    return files;
  }

  @Override
  public String name() {
    return "shop";
  }

  @Override
  public SortedSet<String> paths() {
    return new java.util.TreeSet<>(files.keySet());
  }

  @Override
  public byte[] read(String path) throws IOException {
    byte[] content = files.get(path);
    if (content == null) {
      throw new IOException("no such file");
    }
    return content;
  }
}
