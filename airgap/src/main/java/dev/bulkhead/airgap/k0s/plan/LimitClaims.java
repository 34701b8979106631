package dev.bulkhead.airgap.k0s.plan;

import dev.bulkhead.airgap.k0s.K0sRelease;
import dev.bulkhead.model.Location;
import dev.bulkhead.model.Node;
import dev.bulkhead.verdict.Claim;
import dev.bulkhead.verdict.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What of an upgrade is not played, so that nobody takes it for proven. */
final class LimitClaims {
  /** Where patches of components stand (k0s, docs/configuration.md, from v1.36 on). */
  private static final List<List<String>> PATCHES =
      List.of(
          List.of("network", "coreDNS", "patches"),
          List.of("network", "kubeProxy", "patches"),
          List.of("network", "kuberouter", "patches"),
          List.of("network", "calico", "patches"),
          List.of("metricsServer", "patches"));

  private static final int PATCHES_FROM = 36;

  private final Upgrade upgrade;
  private final PlanClaim claims;

  LimitClaims(Upgrade upgrade) {
    this.upgrade = upgrade;
    this.claims = new PlanClaim(upgrade);
  }

  List<Verdict> verdicts() {
    var verdicts = new ArrayList<Verdict>();
    for (NodeGroup nodes : upgrade.fleet().withKubelets()) {
      if (nodes.isWindows()) {
        fixedImages(nodes).ifPresent(verdicts::add);
      }
    }
    boolean patches =
        upgrade.route().releases().stream()
            .anyMatch(release -> release.version().minor() >= PATCHES_FROM);
    if (patches) {
      PATCHES.forEach(path -> verdicts.addAll(patched(path)));
    }
    return verdicts;
  }

  private Optional<Verdict> fixedImages(NodeGroup nodes) {
    return upgrade.route().releases().stream()
        .filter(release -> !WindowsComponents.isKnownOf(release))
        .map(K0sRelease::version)
        .findFirst()
        .map(
            version ->
                claims
                    .of(PlanRules.IMAGE_NOT_IN_BUNDLE, nodes, "fixed images")
                    .unproven(
                        "What %s runs on %s stands in no configuration: kube-proxy is pulled whenever it starts, and powershell has no tag. It is not played."
                            .formatted(version, nodes.name()),
                        "Look on the machine which images it runs (k0s ctr images ls); from v1.34 on they can be configured, and are played.",
                        List.of()));
  }

  /** Patches that speak of an image: what they come to is not read. */
  private List<Verdict> patched(List<String> path) {
    var verdicts = new ArrayList<Verdict>();
    List<Node> patches = upgrade.settings().cluster().spec().items(path.toArray(String[]::new));
    for (int i = 0; i < patches.size(); i++) {
      Node patch = patches.get(i);
      String content = patch.text("patch", "content").orElse("");
      if (content.contains("image")) {
        String name = "spec.%s[%d]".formatted(String.join(".", path), i);
        verdicts.add(unread(name, patch, patch.at()));
      }
    }
    return verdicts;
  }

  private Verdict unread(String name, Node patch, Location at) {
    Claim whole = claims.whole(PlanRules.IMAGE_NOT_IN_BUNDLE, name);
    return new Claim(whole.rule(), whole.subject(), at)
        .unproven(
            "%s changes what %s %s is made of and speaks of an image; which one it comes to is not played."
                .formatted(
                    name,
                    patch.text("target", "kind").orElse("an object"),
                    patch.text("target", "name").orElse("without a name")),
            "Name the image in spec.images instead, where it has a key there, or look yourself that each machine's bundles hold it.",
            List.of());
  }
}
