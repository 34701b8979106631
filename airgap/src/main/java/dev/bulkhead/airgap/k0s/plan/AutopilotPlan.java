package dev.bulkhead.airgap.k0s.plan;

import dev.bulkhead.airgap.k0s.K0sVersion;
import dev.bulkhead.render.Placement;
import dev.bulkhead.render.YamlReader;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The object by which k0s' own upgrader is told what to do ({@code
 * autopilot.k0sproject.io/v1beta2}, {@code Plan}). It upgrades machines where they are: controllers
 * one by one, then workers.
 *
 * @param target the release that is to come
 * @param timestamp when the plan was made
 * @param programs k0s itself, by platform ({@code linux-amd64})
 * @param bundles the bundles of images, by platform; none where machines get theirs by hand
 * @param concurrent how many workers at once
 */
public record AutopilotPlan(
    K0sVersion target,
    Instant timestamp,
    SortedMap<String, Download> programs,
    SortedMap<String, Download> bundles,
    int concurrent) {
  /** What the object has to be called, so that there is only one. */
  public static final String NAME = "autopilot";

  public AutopilotPlan {
    programs = Collections.unmodifiableSortedMap(new TreeMap<>(programs));
    bundles = Collections.unmodifiableSortedMap(new TreeMap<>(bundles));
  }

  /**
   * Where machines get a file.
   *
   * @param sha256 in hexadecimal digits; empty where nobody says
   */
  public record Download(String url, String sha256) {}

  /**
   * The manifest. Bundles come first: what the new release asks for has to lie there before it
   * starts.
   */
  public String yaml() {
    var text = new StringBuilder();
    text.append(
        """
        apiVersion: autopilot.k0sproject.io/v1beta2
        kind: Plan
        metadata:
          name: %s
        spec:
          id: to-%s
          timestamp: "%s"
          commands:
        """
            .formatted(
                NAME,
                target.toString().replace('+', '-'),
                timestamp.truncatedTo(ChronoUnit.SECONDS)));
    if (!bundles.isEmpty()) {
      text.append("    - airgapupdate:\n        version: %s\n".formatted(target));
      platforms(text, bundles);
      text.append("        workers:\n");
      target(text, 10, concurrent);
    }
    text.append("    - k0supdate:\n        version: %s\n".formatted(target));
    platforms(text, programs);
    text.append("        targets:\n          controllers:\n");
    target(text, 12, 1);
    text.append("          workers:\n");
    target(text, 12, concurrent);
    return checked(text.toString());
  }

  private static void platforms(StringBuilder text, SortedMap<String, Download> downloads) {
    text.append("        platforms:\n");
    downloads.forEach(
        (platform, download) -> {
          text.append("          %s:\n".formatted(platform));
          text.append("            url: \"%s\"\n".formatted(download.url()));
          if (!download.sha256().isEmpty()) {
            text.append("            sha256: \"%s\"\n".formatted(download.sha256()));
          }
        });
  }

  /** All of them: a selector without conditions. */
  private static void target(StringBuilder text, int depth, int concurrent) {
    String indent = " ".repeat(depth);
    text.append(indent).append("discovery:\n");
    text.append(indent).append("  selector: {}\n");
    text.append(indent).append("limits:\n");
    text.append(indent).append("  concurrent: %d\n".formatted(concurrent));
  }

  private static String checked(String yaml) {
    List<String> faults =
        YamlReader.read(yaml, Placement.of("plan.yaml")).roots().stream()
            .flatMap(root -> AutopilotSchema.faults(root).stream())
            .toList();
    if (!faults.isEmpty()) {
      throw new IllegalStateException("Autopilot would refuse the plan: " + faults);
    }
    return yaml;
  }
}
