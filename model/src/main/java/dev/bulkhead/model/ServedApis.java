package dev.bulkhead.model;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The API versions and kinds that a cluster serves by default, by its minor version, from the data
 * file {@code served-apis.txt}, whose head documents its form and its sources.
 */
public final class ServedApis {
  private static final String FILE = "served-apis.txt";

  private final List<Api> entries;

  private ServedApis(List<Api> entries) {
    this.entries = List.copyOf(entries);
  }

  /**
   * An API that some version of Kubernetes 1 serves by default.
   *
   * @param version group and version, as in {@code apiVersion}
   * @param since the first minor version that serves it; 1 stands for always
   * @param until the last one, or {@link Integer#MAX_VALUE}
   */
  public record Api(String version, String kind, int since, int until) {
    /** Whether it is known to go away, or to have gone. */
    public boolean isRemoved() {
      return until < Integer.MAX_VALUE;
    }

    /** Whether a cluster of that version serves it. */
    public boolean isServedBy(KubernetesVersion cluster) {
      return cluster.major() == 1 && since <= cluster.minor() && cluster.minor() <= until;
    }
  }

  /** The data that comes with the program, read when it is first asked for. */
  public static ServedApis bundled() {
    return Bundled.DATA;
  }

  private static final class Bundled {
    static final ServedApis DATA = load();

    private Bundled() {}
  }

  private static ServedApis load() {
    try (InputStream in = ServedApis.class.getResourceAsStream(FILE)) {
      if (in == null) {
        throw new IllegalStateException(FILE + " is not part of this build.");
      }
      return read(new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8)));
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  private static ServedApis read(BufferedReader lines) throws IOException {
    var entries = new ArrayList<Api>();
    String version = "";
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      String[] words = line.strip().split(" +", -1);
      if (words[0].isEmpty() || words[0].startsWith("#")) {
        continue;
      }
      if (words.length == 1) {
        version = words[0];
        continue;
      }
      String[] range = words[1].split("-", 2);
      int until =
          range.length == 1 || range[1].isEmpty() ? Integer.MAX_VALUE : Integer.parseInt(range[1]);
      entries.add(new Api(version, words[0], Integer.parseInt(range[0]), until));
    }
    return new ServedApis(entries);
  }

  /**
   * What a cluster of that version serves: {@code policy/v1} as well as {@code
   * policy/v1/PodDisruptionBudget}.
   */
  public List<String> at(KubernetesVersion version) {
    Set<String> served = new LinkedHashSet<>();
    for (Api entry : entries) {
      if (entry.isServedBy(version)) {
        served.add(entry.version());
        served.add(entry.version() + "/" + entry.kind());
      }
    }
    return List.copyOf(served);
  }

  /** The API of that group, version and kind; empty for what Kubernetes itself never served. */
  public Optional<Api> find(String version, String kind) {
    return entries.stream()
        .filter(entry -> entry.version().equals(version) && entry.kind().equals(kind))
        .findFirst();
  }

  /** The APIs under which a cluster of that version serves a kind, stable ones first. */
  public List<Api> of(String kind, KubernetesVersion cluster) {
    return entries.stream()
        .filter(entry -> entry.kind().equals(kind) && entry.isServedBy(cluster))
        .sorted(Comparator.comparing(Api::isRemoved))
        .toList();
  }
}
