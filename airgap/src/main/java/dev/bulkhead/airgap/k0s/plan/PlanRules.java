package dev.bulkhead.airgap.k0s.plan;

import dev.bulkhead.verdict.Rule;
import dev.bulkhead.verdict.Rule.Proof;
import dev.bulkhead.verdict.Severity;
import java.util.List;

/** What plans of upgrades prove. */
public final class PlanRules {
  /** That machines have what they are asked for. */
  public static final Rule IMAGE_NOT_IN_BUNDLE =
      new Rule(
          "k0s-image-not-in-bundle",
          Severity.ERROR,
          Proof.EVIDENCE,
          "at some step of an upgrade, a machine is asked to run an image that lies in none of its bundles"
              + " (warning where the image may also land on a machine that has it)",
          """
          While controllers of two releases run, whoever leads applies its own images to all machines, \
          old and new; and images that an older controller wrote into the shared configuration stay \
          what they were. A machine that lacks one of them waits for it forever: behind an air gap \
          nothing is pulled. `bulkhead k0s plan` plays the upgrade step by step and compares what each \
          machine is asked for with what lies on it.""",
          """
          # v1.29.6 wrote its defaults; a machine of v1.30.2 has only the bundle of v1.30.2
          spec:
            images: {default_pull_policy: Never}
            network:
              nodeLocalLoadBalancing:
                enabled: true
                envoyProxy:
                  image: {image: quay.io/k0sproject/envoy-distroless, version: v1.29.5}""",
          """
          # nothing is pinned that nobody chose; both bundles lie on every machine meanwhile
          spec:
            images: {default_pull_policy: Never}
            network:
              nodeLocalLoadBalancing: {enabled: true}""");

  /** That versions stay within what Kubernetes supports. */
  public static final Rule VERSION_SKEW =
      new Rule(
          "k0s-version-skew",
          Severity.ERROR,
          Proof.TEXT,
          "at some step of an upgrade, components are further apart than Kubernetes supports, or a minor is"
              + " skipped",
          """
          API servers may be one minor apart, kubelets never newer than an API server that they can \
          reach, and controllers go up one minor at a time. Up to v1.33 a controller that runs workloads \
          sends its kubelet through the balancer and may reach an older API server: from v1.30 to v1.31 \
          that kubelet starts no pods (k0sproject/k0s#6071).""",
          """
          # one step over two minors
          bulkhead k0s plan --from v1.28.15+k0s.0 --to v1.30.14+k0s.0 …""",
          """
          # through the minor between
          bulkhead k0s plan --from v1.28.15+k0s.0 --via v1.29.15+k0s.0 --to v1.30.14+k0s.0 …""");

  /** That an upgrade goes up. */
  public static final Rule DOWNGRADE =
      new Rule(
          "k0s-downgrade",
          Severity.ERROR,
          Proof.TEXT,
          "the release that is to come is older than the one that runs",
          """
          Kubernetes does not support to go back: a newer API server may have stored what an older one \
          cannot read. k0sctl refuses it unless forced, k0s' autopilot does not look. Who has to go back \
          restores a backup made before.""",
          """
          bulkhead k0s plan --from v1.30.2+k0s.0 --to v1.29.6+k0s.0 …""",
          """
          k0s restore backup-of-v1.29.6.tar.gz""");

  /** That a bundle keeps its name for as long as its images are asked for. */
  public static final Rule BUNDLE_OVERWRITTEN =
      new Rule(
          "k0s-bundle-overwritten",
          Severity.WARNING,
          Proof.TEXT,
          "two bundles of a machine have the same file name, so that the second takes the first one's place",
          """
          k0s keeps the kubelet from deleting images that came from a bundle. From v1.31 on that \
          protection ends when all files that brought an image are gone or changed; and a machine that \
          starts for the first time never sees what a file held before. During an upgrade images of both \
          releases are asked for, so both bundles have to lie there, each under its own name. It is an \
          error where images that are still asked for lose their only bundle and cannot be pulled.""",
          """
          --bundle workers=v1.30/bundle.tar --bundle workers=v1.31/bundle.tar""",
          """
          --bundle workers=k0s-images-v1.30.14.tar --bundle workers=k0s-images-v1.31.14.tar""");

  /** That etcd can lose a member. */
  public static final Rule ETCD_QUORUM =
      new Rule(
          "k0s-etcd-quorum",
          Severity.WARNING,
          Proof.TEXT,
          "controllers are so many that etcd stops when one of them does, before, during or after an"
              + " upgrade",
          """
          etcd works as long as more than half of its members do. Two need both, four bear no more losses \
          than three; while a second controller stands beside a single one, neither may fail, and the old \
          one has to leave etcd while both run.""",
          """
          bulkhead k0s plan --controllers 2 …""",
          """
          bulkhead k0s plan --controllers 3 …""");

  /** That no release on the way is known to break just this. */
  public static final Rule RELEASE_HAZARD =
      new Rule(
          "k0s-release-hazard",
          Severity.WARNING,
          Proof.TEXT,
          "a release on the way is known to fail in what the upgrade does",
          """
          Some releases of k0s have faults that only upgrades meet: an update of bundles by autopilot \
          that never ends on controllers that run workloads (v1.35.1 to v1.35.3, #7303), bundle images \
          that the kubelet deletes (before v1.28, #3389), a Calico that is newer than the manifests that \
          the release applies (#4066). And no second controller can join a cluster whose storage lies on \
          one machine (SQLite, embedded NATS, etcd that k0s does not run): only an upgrade in place \
          keeps it. Each is named where the upgrade meets it.""",
          """
          bulkhead k0s plan --from v1.35.1+k0s.0 --strategy in-place --controller-workers …""",
          """
          bulkhead k0s plan --from v1.35.4+k0s.0 --strategy in-place --controller-workers …""");

  private PlanRules() {}

  /** All of them. */
  public static List<Rule> all() {
    return List.of(
        IMAGE_NOT_IN_BUNDLE,
        VERSION_SKEW,
        DOWNGRADE,
        BUNDLE_OVERWRITTEN,
        ETCD_QUORUM,
        RELEASE_HAZARD);
  }
}
