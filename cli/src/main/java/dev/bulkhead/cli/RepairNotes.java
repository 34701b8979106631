package dev.bulkhead.cli;

import dev.bulkhead.airgap.k0s.ClusterConfig;
import dev.bulkhead.airgap.k0s.ConfigJudgement;
import dev.bulkhead.airgap.k0s.ConfigRepair;
import dev.bulkhead.airgap.k0s.ImageKey;
import dev.bulkhead.airgap.k0s.JudgedPin;
import dev.bulkhead.airgap.k0s.K0sReleases;
import dev.bulkhead.airgap.k0s.K0sVersion;
import dev.bulkhead.airgap.k0s.ReleaseRange;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What a person should know before a configuration is repaired. */
final class RepairNotes {
  private RepairNotes() {}

  /** Who wrote, what the repair changes that runs, and when to do it; a full sentence each. */
  static List<String> of(ConfigJudgement judgement, ConfigRepair repair, K0sReleases releases) {
    var notes = new ArrayList<String>();
    long defaults = judgement.pins().stream().filter(JudgedPin::isDefault).count();
    if (defaults > 0 && !judgement.writers().isEmpty()) {
      notes.add(
          "%s the default of %s; that %s wrote %s is of %s confidence."
              .formatted(
                  defaults == 1 ? "1 image is" : "%d images are".formatted(defaults),
                  judgement.writers().named(),
                  judgement.writers().releases().size() == 1 ? "it" : "one of them",
                  defaults == 1 ? "it" : "them",
                  judgement.confidence().name().toLowerCase(Locale.ROOT)));
    }
    if (!repair.isEmpty()) {
      notes.add(effect(judgement, repair, releases));
      notes.add(
          "Where another release leads already, its own images are rolled out at once: place its"
              + " bundle on every node first. The pause image and the load balancer's reach a node"
              + " when k0s on it restarts.");
    }
    if (!repair.isEmpty() && judgement.config().form() != ClusterConfig.Form.OBJECT) {
      notes.add(
          "With --enable-dynamic-config the cluster runs by its object kube-system/k0s, which was"
              + " made from this file once: judge a dump of it, too, and mend it with --patch.");
    }
    String left =
        judgement.pins().stream()
            .filter(pin -> pin.isDefault() && !repair.keys().contains(pin.key()))
            .map(pin -> "--remove " + pin.key())
            .collect(Collectors.joining(" "));
    if (!left.isEmpty()) {
      notes.add("What may have been chosen stays; take it out with %s.".formatted(left));
    }
    return notes;
  }

  private static String effect(
      ConfigJudgement judgement, ConfigRepair repair, K0sReleases releases) {
    K0sVersion target = judgement.target().version();
    ReleaseRange writers = judgement.writers();
    if (writers.isEmpty()) {
      return "No single release wrote all of it, so compare the images of the release that runs"
          + " before you take them out (bulkhead k0s images --release RELEASE --config FILE).";
    }
    Set<ImageKey> changed = new TreeSet<>();
    for (K0sVersion writer : writers.releases()) {
      changed.addAll(repair.changesUnder(releases.require(writer)));
    }
    boolean one = writers.releases().size() == 1;
    String what = repair.keys().size() == 1 ? "it" : "them";
    return changed.isEmpty()
        ? "Without %s %s %s exactly the same images: take %s out while %s runs, before %s joins."
            .formatted(
                what,
                writers.named(),
                one ? "runs" : "run",
                what,
                one ? "that" : "one of them",
                target)
        : "Without %s %s %s other images for %s than now, so do it when these may restart."
            .formatted(
                what,
                writers.named(),
                one ? "runs" : "run",
                changed.stream().map(ImageKey::path).collect(Collectors.joining(", ")));
  }
}
