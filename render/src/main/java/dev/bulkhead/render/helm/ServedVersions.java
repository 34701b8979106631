package dev.bulkhead.render.helm;

import dev.bulkhead.model.KubernetesVersion;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The API versions and kinds that a cluster serves by default, by its minor version, from the data
 * file {@code served-apis.txt}, whose head documents its form and its sources.
 */
final class ServedVersions {
  private static final String FILE = "served-apis.txt";

  private final List<Entry> entries;

  private ServedVersions(List<Entry> entries) {
    this.entries = List.copyOf(entries);
  }

  /**
   * One line of the file.
   *
   * @param since the first minor version that serves it
   * @param until the last one, or {@link Integer#MAX_VALUE}
   */
  private record Entry(String version, String kind, int since, int until) {}

  /** The data that comes with the program. */
  static ServedVersions bundled() {
    try (InputStream in = ServedVersions.class.getResourceAsStream(FILE)) {
      if (in == null) {
        throw new IllegalStateException(FILE + " is not part of this build.");
      }
      return read(new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8)));
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  private static ServedVersions read(BufferedReader lines) throws IOException {
    var entries = new ArrayList<Entry>();
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
      entries.add(new Entry(version, words[0], Integer.parseInt(range[0]), until));
    }
    return new ServedVersions(entries);
  }

  /**
   * What a cluster of that version serves: {@code policy/v1} as well as {@code
   * policy/v1/PodDisruptionBudget}.
   */
  List<String> at(KubernetesVersion version) {
    Set<String> served = new LinkedHashSet<>();
    for (Entry entry : entries) {
      if (version.major() == 1
          && entry.since() <= version.minor()
          && version.minor() <= entry.until()) {
        served.add(entry.version());
        served.add(entry.version() + "/" + entry.kind());
      }
    }
    return List.copyOf(served);
  }
}
