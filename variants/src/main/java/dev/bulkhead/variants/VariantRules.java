package dev.bulkhead.variants;

import static dev.bulkhead.verdict.Rule.Proof.EVIDENCE;
import static dev.bulkhead.verdict.Rule.Proof.TEXT;
import static dev.bulkhead.verdict.Severity.ERROR;

import dev.bulkhead.verdict.Rule;
import java.util.List;

/** The rules of this room. */
public final class VariantRules {
  /** The image's tag is made of the cluster's version. */
  public static final Rule TAG_FOLLOWS_CLUSTER_VERSION =
      new Rule(
          "tag-follows-cluster-version",
          ERROR,
          EVIDENCE,
          "a chart makes an image's tag of the cluster's version",
          """
          A chart that asks for "kubectl:v1.32" because the cluster is of version 1.32 works until \
          the cluster is upgraded before that tag is published: then the pod waits in \
          ImagePullBackOff, and where it is a hook Job, the installation hangs. It is an error where \
          the image of a released version does not exist, and a warning otherwise: the next minor \
          version asks for a tag that nobody has tested.""",
          "image: registry.example/kubectl:v{{ .Capabilities.KubeVersion.Major }}"
              + ".{{ .Capabilities.KubeVersion.Minor }}",
          "image: registry.example/kubectl:{{ .Values.kubectl.tag }}   # tested, and fixed in"
              + " values.yaml");

  /** On some provider's clusters the tag cannot exist. */
  public static final Rule TAG_INVALID_ON_PROVIDER =
      new Rule(
          "tag-invalid-on-provider",
          ERROR,
          TEXT,
          "a provider's spelling of the cluster's version makes an image's tag invalid",
          """
          Clusters do not all call themselves "v1.33.4": there are "v1.33.4-eks-113cf36", \
          "v1.33.4+k3s1" and a minor version of "33+". A tag made of these may hold a "+", which no \
          tag can, and the pod stays in InvalidImageName.""",
          "image: registry.example/kubectl:{{ .Capabilities.KubeVersion.Version }}   # v1.33.4+k3s1",
          "image: registry.example/kubectl:{{ .Values.kubectl.tag }}");

  /** The chart is not for clusters of that version. */
  public static final Rule KUBE_VERSION_UNSUPPORTED =
      new Rule(
          "kube-version-unsupported",
          ERROR,
          TEXT,
          "a chart's kubeVersion leaves out a version that it is judged for",
          """
          Helm refuses to install or upgrade a chart on a cluster whose version is not in the range \
          that its Chart.yaml states. A cluster that was upgraded can then no longer be given a \
          correction of the chart. Helm 3 takes a provider's suffix ("v1.33.4-eks-113cf36") for a \
          prerelease, which is in no range that does not name one, so ">=1.30.0" keeps the chart \
          from clusters of EKS and GKE; Helm 4 leaves the suffix out, and so does "helm template". Where no version was asked \
          for, it is an error if the chart is for none that is supported at present, and a warning \
          if it is not for the newest.""",
          "kubeVersion: \">=1.30.0 <1.36.0\"",
          "kubeVersion: \">=1.30.0-0\"");

  private VariantRules() {}

  /** All of them. */
  public static List<Rule> all() {
    return List.of(TAG_FOLLOWS_CLUSTER_VERSION, TAG_INVALID_ON_PROVIDER, KUBE_VERSION_UNSUPPORTED);
  }
}
