package dev.bulkhead.admission;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Requests that a provider keeps from webhooks, from the data file {@code provider-exemptions.txt},
 * whose head tells the form.
 *
 * @param version of the API, or {@code *}
 * @param namespace where the objects live; empty for objects of the cluster
 * @param names of objects; empty for all
 * @param user who sends it, or {@code *}
 */
record Exemption(
    String group, String version, String kind, String namespace, Set<String> names, String user) {
  private static final String FILE = "provider-exemptions.txt";
  private static final String ANY = "*";

  /** Those of each provider; read when the first is asked for that has any. */
  private static final class Table {
    private static final Map<Provider, List<Exemption>> BY_PROVIDER = read();
  }

  /** Those of a provider. */
  static List<Exemption> of(Provider provider) {
    return Table.BY_PROVIDER.getOrDefault(provider, List.of());
  }

  private static Map<Provider, List<Exemption>> read() {
    try (InputStream in = Exemption.class.getResourceAsStream(FILE)) {
      if (in == null) {
        throw new IllegalStateException(FILE + " is not part of this build.");
      }
      var table = new EnumMap<Provider, List<Exemption>>(Provider.class);
      var lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8)).lines();
      lines
          .map(String::strip)
          .filter(line -> !line.isEmpty() && !line.startsWith("#"))
          .map(line -> line.split(" *\\| *", -1))
          .forEach(
              fields ->
                  table
                      .computeIfAbsent(
                          Provider.of(fields[0]).orElseThrow(), any -> new ArrayList<>())
                      .add(of(fields)));
      return table;
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  private static Exemption of(String[] fields) {
    return new Exemption(
        fields[1].equals("-") ? "" : fields[1],
        fields[2],
        fields[3],
        fields[4].equals("-") ? "" : fields[4],
        fields[5].equals(ANY) ? Set.of() : Set.copyOf(Arrays.asList(fields[5].split(" +", -1))),
        fields[6]);
  }

  /** Whether a request is one of them. */
  Truth covers(AdmissionRequest request) {
    Resource resource = request.resource();
    boolean fits =
        resource.sent().filter(sent -> sent.kind().equals(kind)).isPresent()
            && resource.group().equals(group)
            && (version.equals(ANY) || version.equals(resource.version()))
            && namespace.equals(resource.namespaced() ? request.namespace() : "")
            && (user.equals(ANY) || user.equals(request.user().name()));
    if (!fits) {
      return Truth.Decided.NO;
    }
    return names.isEmpty() || !request.name().isEmpty()
        ? Truth.of(names.isEmpty() || names.contains(request.name()))
        : Truth.maybe("the %s is one that the provider exempts by name".formatted(kind));
  }
}
