package dev.bulkhead.report;

import dev.bulkhead.admission.Hook;
import dev.bulkhead.drill.Backing;
import dev.bulkhead.drill.Drilled;
import dev.bulkhead.drill.Event;
import dev.bulkhead.drill.Lane;
import dev.bulkhead.drill.Mark;
import dev.bulkhead.drill.Moment;
import dev.bulkhead.model.Userinfo;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A script that rehearses an outage on a test cluster: the backend is scaled to zero, what follows
 * is watched, and all is put back, whatever happens. What it waits for and when it gives up are the
 * clocks of a drill.
 */
public final class DrillGameDay {
  /** How long the backend stays away where the drill names no earlier harm. */
  private static final Duration USUAL = Duration.ofMinutes(5);

  /** Shorter, and controllers have not even noticed. */
  private static final Duration SHORTEST = Duration.ofSeconds(60);

  /** When a drill begins to break things. */
  private static final Duration BEGIN = Duration.ofSeconds(10);

  private static final int MOST_EXPECTED = 12;

  /** A place in the script that is filled in. */
  private static final Pattern PLACE = Pattern.compile("@([A-Z]+)@");

  private DrillGameDay() {}

  /** The workloads that the script would scale to zero. */
  public static List<Backing.Served> rehearsed(List<Backing> backings) {
    return backings.stream()
        .flatMap(backing -> backing.workloads().stream())
        .filter(Backing.Served::isScalable)
        .distinct()
        .toList();
  }

  /**
   * Writes the script.
   *
   * @param backings who answers; one of them at least is {@link #rehearsed}
   * @throws IOException where the destination refuses a character
   */
  public static void write(DrillReport report, List<Backing> backings, Appendable out)
      throws IOException {
    List<Drilled> outages = report.outages().stream().map(DrillReport.Outage::drilled).toList();
    Optional<Moment> harm = firstHarm(outages);
    Duration hold = hold(harm);
    Map<String, String> parts =
        Map.of(
            "TITLE", quoted("rehearsal after the " + report.title()),
            "WORKLOADS", array(workloads(backings)),
            "CONFIGURATIONS", array(configurations(backings)),
            "EXPECTED", array(expected(outages)),
            "ABORT", quoted(abort(harm, hold)),
            "HOLD", String.valueOf(hold.toSeconds()));
    // In one pass: what is put in is not looked at again.
    out.append(
        PLACE
            .matcher(body())
            .replaceAll(place -> Matcher.quoteReplacement(parts.getOrDefault(place.group(1), ""))));
  }

  private static String body() {
    try (InputStream in = DrillGameDay.class.getResourceAsStream("game-day.sh")) {
      if (in == null) {
        throw new IllegalStateException("game-day.sh is not beside its class.");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<String> workloads(List<Backing> backings) {
    return rehearsed(backings).stream()
        .map(
            served ->
                "%s %s/%s"
                    .formatted(
                        served.namespace(), served.kind().toLowerCase(Locale.ROOT), served.name()))
        .toList();
  }

  /** The configurations to save, and to open should the backend not come back. */
  private static List<String> configurations(List<Backing> backings) {
    Set<String> names = new LinkedHashSet<>();
    for (Backing backing : backings) {
      for (Hook hook : backing.hooks()) {
        names.add(hook.type().kind().toLowerCase(Locale.ROOT) + "/" + hook.configuration());
      }
    }
    return List.copyOf(names);
  }

  /** What the drill saw refused, and when after the backend had gone. */
  private static List<String> expected(List<Drilled> outages) {
    var lines = new LinkedHashSet<String>();
    for (Drilled drilled : outages) {
      if (!drilled.scenario().held()) {
        continue;
      }
      for (DrillWords.Refused refused : DrillWords.refused(drilled.tallies())) {
        if (refused.isVital()) {
          lines.add(
              "%s of %s is %s by %s"
                  .formatted(
                      refused.request(), refused.vital().sender(), refused.fate(), refused.by()));
        }
      }
    }
    var all = new ArrayList<>(lines);
    return lines.isEmpty()
        ? List.of("no request that the cluster lives on is refused")
        : all.subList(0, Math.min(MOST_EXPECTED, all.size()));
  }

  /**
   * The first thing that gets worse with nodes or with the control plane, while a backend is away.
   */
  private static Optional<Moment> firstHarm(List<Drilled> outages) {
    return outages.stream()
        .filter(drilled -> drilled.scenario().held() && !isDisturbed(drilled))
        .flatMap(drilled -> drilled.moments().stream())
        .filter(
            moment ->
                moment.mark() == Mark.WORSE
                    && (moment.lane() == Lane.NODES || moment.lane() == Lane.CONTROL_PLANE))
        .min(Comparator.comparing(Moment::at));
  }

  /** Whether something else happens, too, that the script does not do. */
  private static boolean isDisturbed(Drilled drilled) {
    return drilled.scenario().event() != Event.NONE;
  }

  /** Half of the time until nodes or the control plane suffer. */
  private static Duration hold(Optional<Moment> harm) {
    Duration half = harm.map(moment -> moment.at().minus(BEGIN).dividedBy(2)).orElse(USUAL);
    if (half.compareTo(USUAL) > 0) {
      return USUAL;
    }
    return half.compareTo(SHORTEST) < 0 ? SHORTEST : half;
  }

  private static String abort(Optional<Moment> harm, Duration hold) {
    return harm.map(
            moment ->
                "In the drill, %s at %s after the backend has gone; the rehearsal ends after %s at the latest."
                    .formatted(
                        moment.sentence(),
                        DrillWords.clock(moment.at().minus(BEGIN)),
                        DrillWords.clock(hold)))
        .orElse(
            "In the drill no node and no leader suffers while the backend is away; the rehearsal ends after %s."
                .formatted(DrillWords.clock(hold)));
  }

  private static String array(List<String> items) {
    return String.join("\n", items.stream().map(item -> "  " + quoted(item)).toList());
  }

  /** A word of the shell, whatever it holds; on one line. */
  private static String quoted(String text) {
    return "'" + Printable.escape(Userinfo.concealed(text)).replace("'", "'\\''") + "'";
  }
}
