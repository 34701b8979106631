package dev.bulkhead.airgap.k0s.plan;

import dev.bulkhead.airgap.k0s.ImageKey;
import dev.bulkhead.model.Location;
import dev.bulkhead.model.ObjectKey;
import dev.bulkhead.model.Origin;
import dev.bulkhead.verdict.Claim;
import dev.bulkhead.verdict.Rule;
import dev.bulkhead.verdict.Severity;
import dev.bulkhead.verdict.Subject;
import dev.bulkhead.verdict.Verdict;
import java.util.List;
import java.util.Optional;

/** Makes claims of an upgrade: of the way as a whole, or of machines on it. */
record PlanClaim(Upgrade upgrade) {
  /** What an upgrade is called where a report names objects. */
  static final String KIND = "Upgrade";

  /** A claim of the upgrade as a whole. */
  Claim whole(Rule rule, String aspect) {
    Route route = upgrade.route();
    var key = new ObjectKey("", KIND, "", "%s to %s".formatted(route.from(), route.to()));
    return new Claim(rule, subject(key, "", aspect), somewhere());
  }

  /** A claim of machines. */
  Claim of(Rule rule, NodeGroup nodes, String aspect) {
    return new Claim(
        rule, subject(new ObjectKey("v1", "Node", "", nodes.name()), "", aspect), somewhere());
  }

  /** A claim of an image on machines; it rests on where the settings pin the image, if they do. */
  Claim of(Rule rule, NodeGroup nodes, ImageKey key, String image) {
    return new Claim(
        rule,
        subject(new ObjectKey("v1", "Node", "", nodes.name()), image, key.path()),
        pinnedAt(key).orElseGet(this::somewhere));
  }

  /** Where the settings name an image; empty where they leave it to the release. */
  Optional<Location> pinnedAt(ImageKey key) {
    var pin = upgrade.settings().cluster().pins().get(key);
    return Optional.ofNullable(pin).map(p -> p.at());
  }

  private Subject subject(ObjectKey key, String image, String aspect) {
    String file = upgrade.settings().cluster().file();
    String name = file.substring(file.replace('\\', '/').lastIndexOf('/') + 1);
    return new Subject(key, Origin.of(file, name), "", image, null, aspect);
  }

  private Location somewhere() {
    return Location.somewhereIn(upgrade.settings().cluster().file());
  }

  static Verdict violated(Claim claim, Severity severity, String message, String remedy) {
    return new Verdict.Violated(claim, severity, message, remedy, List.of());
  }

  static Verdict proven(Claim claim, String message) {
    return claim.proven(message, List.of());
  }
}
