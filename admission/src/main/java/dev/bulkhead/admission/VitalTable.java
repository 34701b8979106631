package dev.bulkhead.admission;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What the data file {@code vital-requests.txt} says of each request; its head tells the form. */
final class VitalTable {
  private static final String FILE = "vital-requests.txt";

  private static final Map<Vital, Entry> ENTRIES = read();

  private VitalTable() {}

  /** What is said of a request; reading makes sure that something is. */
  static Entry of(Vital vital) {
    Entry entry = ENTRIES.get(vital);
    if (entry == null) {
      throw new IllegalStateException(FILE + " says nothing of " + vital.name() + ".");
    }
    return entry;
  }

  /** One line. */
  record Entry(
      int row,
      Tier tier,
      Sender sender,
      Operation operation,
      Resource resource,
      Vital.Place place,
      int limitSeconds,
      Standing standing,
      String consequence) {

    static Entry of(String[] fields) {
      String[] path = fields[5].split(" ", -1);
      String group = path[1].equals("-") ? "" : path[1];
      return new Entry(
          Integer.parseInt(fields[1]),
          Tier.valueOf(upper(fields[2])),
          Sender.valueOf(fields[3]),
          Operation.valueOf(fields[4]),
          fields[7].equals("namespaced")
              ? Resource.inNamespaces(group, path[2], path[0], fields[6])
              : Resource.ofCluster(group, path[2], path[0], fields[6]),
          place(fields[8]),
          Integer.parseInt(fields[9]),
          Standing.valueOf(upper(fields[10])),
          fields[11]);
    }

    private static Vital.Place place(String text) {
      return switch (text) {
        case "-" -> Vital.Place.CLUSTER;
        case "pods" -> Vital.Place.POD;
        case "itself" -> Vital.Place.SYSTEM_ITSELF;
        case "kube-system" -> Vital.Place.SYSTEM;
        case "kube-node-lease" -> Vital.Place.NODE_LEASE;
        case "default" -> Vital.Place.DEFAULT;
        default -> throw new IllegalStateException("No place of a request: " + text);
      };
    }

    private static String upper(String text) {
      return text.toUpperCase(Locale.ROOT);
    }
  }

  private static Map<Vital, Entry> read() {
    var entries = new EnumMap<Vital, Entry>(Vital.class);
    for (String line : lines()) {
      if (!line.isBlank() && !line.startsWith("#")) {
        String[] fields = line.split(" \\| ", -1);
        entries.put(Vital.valueOf(fields[0]), Entry.of(fields));
      }
    }
    for (Vital vital : Vital.values()) {
      if (!entries.containsKey(vital)) {
        throw new IllegalStateException(FILE + " says nothing of " + vital.name() + ".");
      }
    }
    return Collections.unmodifiableMap(entries);
  }

  private static List<String> lines() {
    try (InputStream in = VitalTable.class.getResourceAsStream(FILE)) {
      if (in == null) {
        throw new IllegalStateException(FILE + " is not part of this build.");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }
}
