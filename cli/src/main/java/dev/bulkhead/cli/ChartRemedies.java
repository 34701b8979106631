package dev.bulkhead.cli;

import dev.bulkhead.admission.Callbacks;
import dev.bulkhead.admission.Hook;
import dev.bulkhead.drill.Change;
import dev.bulkhead.drill.Drilled;
import dev.bulkhead.drill.Judgement;
import dev.bulkhead.drill.Remedy;
import dev.bulkhead.model.Inventory;
import dev.bulkhead.model.Node;
import dev.bulkhead.render.ChartMetadata;
import dev.bulkhead.render.RenderRequest;
import dev.bulkhead.render.Rendered;
import dev.bulkhead.render.SourceTree;
import dev.bulkhead.render.ValueFile;
import dev.bulkhead.verdict.UserError;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Looks for values of a chart that do what a remedy does: each is tried by rendering, and all of
 * them together are drilled again.
 *
 * @param drill what every scenario comes to with other objects
 */
record ChartRemedies(
    Rooms rooms,
    RenderRequest request,
    ReadSources read,
    Function<Inventory, List<Drilled>> drill) {
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z][A-Za-z0-9_-]*");

  /** A value that changes a hook, and how many others it changes besides. */
  private record Fit(HookValue value, Hook hook, Optional<Hook> after, int others) {}

  /** The values; nothing where the sources are no single chart, or it has none. */
  Optional<Remedy.ChartValues> find(Remedy remedy) {
    for (var source : read.reported()) {
      List<SourceTree> charts = read.charts(source.name());
      if (charts.size() == 1) {
        Optional<Remedy.ChartValues> found = find(remedy, source.name(), charts.getFirst());
        if (found.isPresent()) {
          return found;
        }
      }
    }
    return Optional.empty();
  }

  private Optional<Remedy.ChartValues> find(Remedy remedy, String source, SourceTree chart) {
    Node.Mapping values = ChartMetadata.mapping(chart, "values.yaml");
    var fits = new ArrayList<Fit>();
    for (Change change : remedy.changes()) {
      Optional<Fit> fit = fit(chart, values, change.hook());
      if (fit.isEmpty()) {
        return Optional.empty();
      }
      fits.add(fit.get());
    }
    String yaml = yaml(fits.stream().map(Fit::value).distinct().toList());
    return render(chart, yaml)
        .map(rendered -> drill.apply(read.inventoryWith(source, rendered)))
        .filter(ChartRemedies::heals)
        .map(
            after ->
                new Remedy.ChartValues(
                    chart.name(), yaml, fits.stream().map(ChartRemedies::lost).toList(), after));
  }

  private static boolean heals(List<Drilled> after) {
    return after.stream().allMatch(each -> each.judgement().badness() < Judgement.WORST);
  }

  /** The value that changes the hook, and the fewest others with it. */
  private Optional<Fit> fit(SourceTree chart, Node.Mapping values, Hook hook) {
    Map<String, Hook> before = render(chart, "{}").map(ChartRemedies::hooks).orElse(Map.of());
    Fit best = null;
    for (HookValue value : HookValue.of(values, hook)) {
      Optional<Fit> fit =
          render(chart, yaml(List.of(value)))
              .flatMap(after -> fit(value, hook, before, hooks(after)));
      if (fit.isPresent() && (best == null || fit.get().others() < best.others())) {
        best = fit.get();
      }
      if (best != null && best.others() == 0) {
        break;
      }
    }
    return Optional.ofNullable(best);
  }

  private static Optional<Fit> fit(
      HookValue value, Hook hook, Map<String, Hook> before, Map<String, Hook> after) {
    Hook was = before.get(key(hook));
    Hook is = after.get(key(hook));
    if (was == null || (is != null && !isOpened(was, is))) {
      return Optional.empty();
    }
    int others = 0;
    for (var entry : before.entrySet()) {
      if (!entry.getKey().equals(key(hook))) {
        Hook other = after.get(entry.getKey());
        others += other == null || isOpened(entry.getValue(), other) ? 1 : 0;
      }
    }
    return Optional.of(new Fit(value, hook, Optional.ofNullable(is), others));
  }

  /** Whether a hook lets more pass than it did. */
  private static boolean isOpened(Hook was, Hook is) {
    return (was.fails() && !is.fails())
        || (was.conditions().isEmpty() && !is.conditions().isEmpty())
        || !Objects.equals(was.namespaceSelector().toString(), is.namespaceSelector().toString());
  }

  private static String lost(Fit fit) {
    String others =
        fit.others() == 0 ? "" : " So is it of %d other webhooks.".formatted(fit.others());
    if (fit.after().isEmpty()) {
      return "%s is not registered any more: nobody's requests are judged by it.%s"
          .formatted(fit.hook(), others);
    }
    return fit.after().get().fails()
        ? "%s is not called any more for what its new condition or selector leaves out.%s"
            .formatted(fit.hook(), others)
        : "While its backend is away, nothing is judged by %s.%s".formatted(fit.hook(), others);
  }

  private static String key(Hook hook) {
    return hook.type() + " " + hook.name();
  }

  private static Map<String, Hook> hooks(Rendered rendered) {
    return Callbacks.of(rendered.inventory()).hooks().stream()
        .collect(
            Collectors.toMap(
                ChartRemedies::key, hook -> hook, (first, second) -> first, LinkedHashMap::new));
  }

  private Optional<Rendered> render(SourceTree chart, String yaml) {
    try {
      return Optional.of(
          rooms.render(
              chart,
              request
                  .with(RenderRequest.Places.ROUGH)
                  .and(ValueFile.of("remedy", yaml.getBytes(StandardCharsets.UTF_8)))));
    } catch (UserError refused) {
      return Optional.empty();
    }
  }

  /** A file of values. */
  private static String yaml(List<HookValue> values) {
    var root = new LinkedHashMap<String, Object>();
    for (HookValue value : values) {
      Map<String, Object> at = root;
      for (String key : value.path().subList(0, value.path().size() - 1)) {
        at = child(at, key);
      }
      at.put(value.path().getLast(), value.yaml());
    }
    var yaml = new StringBuilder();
    write(root, 0, yaml);
    return yaml.toString();
  }

  @SuppressWarnings("unchecked") // only such maps and strings are put in
  private static Map<String, Object> child(Map<String, Object> parent, String key) {
    return (Map<String, Object>)
        parent.computeIfAbsent(key, any -> new LinkedHashMap<String, Object>());
  }

  private static void write(Map<?, ?> map, int depth, StringBuilder yaml) {
    map.forEach(
        (key, value) -> {
          String name = String.valueOf(key);
          yaml.append("  ".repeat(depth))
              .append(
                  PLAIN.matcher(name).matches() ? name : "\"" + name.replace("\"", "\\\"") + "\"")
              .append(':');
          if (value instanceof Map<?, ?> child) {
            yaml.append('\n');
            write(child, depth + 1, yaml);
          } else {
            yaml.append(' ').append(value).append('\n');
          }
        });
  }
}
