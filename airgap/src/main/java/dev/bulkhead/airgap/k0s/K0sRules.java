package dev.bulkhead.airgap.k0s;

import static dev.bulkhead.verdict.Rule.Proof.TEXT;
import static dev.bulkhead.verdict.Severity.ERROR;
import static dev.bulkhead.verdict.Severity.NOTICE;
import static dev.bulkhead.verdict.Severity.WARNING;

import dev.bulkhead.verdict.Rule;
import java.util.List;

/** The rules on configurations of k0s. */
public final class K0sRules {
  /** A release's default was written into the configuration, and the next release runs it. */
  public static final Rule STALE_DEFAULT =
      new Rule(
          "k0s-stale-default",
          WARNING,
          TEXT,
          "a configuration of k0s holds the default image of another release than is to run",
          """
          Controllers up to 1.31 write their own default images into the cluster's configuration, \
          with spec.images.repository those up to 1.33.12, 1.34.8 and 1.35.5 do, and no later one \
          takes them out again: whatever release runs then, it runs the images of the one that \
          wrote. With the pull policy Never, as air-gapped clusters have it, the new \
          release's bundle lacks them: k0sproject/k0s#5258, and again #7708. It is an error with \
          that policy, a warning with others, and a notice where nothing runs the image or the \
          release that is to run has the same default.\
          """,
          "images:\n  kubeproxy:   # written by v1.29.6, run by v1.30.2\n"
              + "    image: quay.io/k0sproject/kube-proxy\n    version: v1.29.6-1",
          "images:\n  default_pull_policy: Never   # and no image: each release runs its own");

  /** Half an image is stated. */
  public static final Rule FLOATING =
      new Rule(
          "k0s-floating",
          NOTICE,
          TEXT,
          "a configuration of k0s states a name without a version, or a version without a name",
          """
          Each release supplies the half that is not stated: a mirror must hold every release's \
          version under its name, and a version of one's own follows the image wherever k0s moves \
          it (pause went from registry.k8s.io to quay.io/k0sproject at 1.33). The first controller \
          that writes the cluster's configuration stores its own half, and that stays.\
          """,
          "images:\n  coredns:\n    image: mirror.example/coredns",
          "images:\n  repository: mirror.example   # of all images, their versions follow k0s");

  /** An image that somebody chose. */
  public static final Rule USER_PIN =
      new Rule(
          "k0s-user-pin",
          NOTICE,
          TEXT,
          "a configuration of k0s names an image that no release has as its default",
          """
          Somebody chose it, so it is never proposed to be removed; but it stays through every \
          upgrade, no release's bundle has it, and it may not suit the manifests of the next. With \
          --bundle k0s config says whether the bundles have it.\
          """,
          "images:\n  coredns:\n    image: registry.example/coredns\n    version: 1.11.3-hardened",
          "images: {}   # if it was not meant to stay");

  /** The repository is put before names that have it. */
  public static final Rule REPOSITORY_DOUBLED =
      new Rule(
          "k0s-repository-doubled",
          ERROR,
          TEXT,
          "k0s puts the repository's path before the names of images twice, or with an empty part",
          """
          Before 1.31.12, 1.32.8, 1.33.4 and 1.34.1 spec.images.repository is applied at each \
          reading, to names that begin with it, too: registry.example/lcm/lcm/k0sproject/coredns \
          (k0sproject/k0s#6230). A slash at its end gives two slashes, which is no reference that \
          a node pulls.\
          """,
          "images:\n  repository: registry.example/lcm\n  coredns:\n"
              + "    image: registry.example/lcm/k0sproject/coredns\n    version: 1.11.3",
          "images:\n  repository: registry.example/lcm");

  /** A release does not take the configuration. */
  public static final Rule CONFIG_REJECTED =
      new Rule(
          "k0s-config-rejected",
          ERROR,
          TEXT,
          "a release of k0s does not take the configuration as it is",
          """
          k0s refuses a file with a key that is stated twice, with one that it does not know at the \
          root or directly under spec, with values of another type than it wants. From 1.32 on \
          "coredns: null" crashes it. 1.32.1 to 1.32.5 and 1.33.1 cannot create an object from a \
          file with a repository (k0sproject/k0s#5888). It is a warning where k0s runs with an object \
          that the API server would not take anew: from 1.31 on, one with an image that has only a \
          name or only a version. It is a notice where only a release after the one that is to run \
          does so.\
          """,
          "images:\n  coredns:   # nothing is below it: null, in a file\n  pause: {version: 3.9}",
          "images:\n  pause:\n    image: mirror.example/pause\n    version: \"3.9\"");

  /** A key that k0s does not know. */
  public static final Rule UNKNOWN_KEY =
      new Rule(
          "k0s-unknown-key",
          WARNING,
          TEXT,
          "a configuration of k0s has a key that no known release has",
          """
          Below spec.images and spec.network k0s passes over what it does not know, in silence, and \
          the API server drops it: the setting that was meant is not made. The text of \
          k0sproject/k0s#5258 itself misspells one so. Elsewhere k0s refuses the file.\
          """,
          "network:\n  nodeLocalLoadBalancer:\n    enabled: true",
          "network:\n  nodeLocalLoadBalancing:\n    enabled: true");

  private K0sRules() {}

  /** All of them. */
  public static List<Rule> all() {
    return List.of(
        STALE_DEFAULT, FLOATING, USER_PIN, REPOSITORY_DOUBLED, CONFIG_REJECTED, UNKNOWN_KEY);
  }
}
