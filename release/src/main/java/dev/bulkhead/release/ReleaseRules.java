package dev.bulkhead.release;

import static dev.bulkhead.verdict.Rule.Proof.TEXT;
import static dev.bulkhead.verdict.Severity.ERROR;
import static dev.bulkhead.verdict.Severity.WARNING;

import dev.bulkhead.verdict.Rule;
import java.util.List;

/** The rules on what a repository states at a release. */
public final class ReleaseRules {
  /** What is deployed from a release is another version. */
  public static final Rule VERSION_DRIFT =
      new Rule(
          "version-drift",
          ERROR,
          TEXT,
          "what is deployed from a release is another version of the project",
          """
          Who applies the manifests of a tag expects that tag's software. Where the manifests were \
          edited after the tag was made, or not at all, the cluster runs another version than \
          everybody believes, with the roles and custom resources of this one. kubernetes-sigs/\
          descheduler's tag v0.30.0 deploys v0.29.0. A label or a version file that says another \
          version is a warning.""",
          "image: registry.example/app:v0.29.0   # at the tag v0.30.0",
          "image: registry.example/app:v0.30.0   # stamped before the tag was made");

  /** A chart names an older version of its app. */
  public static final Rule CHART_BEHIND =
      new Rule(
          "chart-behind",
          WARNING,
          TEXT,
          "a chart names another version of the project than its release",
          """
          The chart in the tree of a release installs another version of the project than the \
          release. It is a warning at a tag of the code, since the chart may be released later by a \
          tag of its own; at that tag, and where charts are released by the tags of the code, it is \
          an error.""",
          "appVersion: 0.29.0   # at the tag v0.30.0",
          "appVersion: 0.30.0");

  /** A tag that moves is deployed from a release. */
  public static final Rule FLOATING_IN_RELEASE =
      new Rule(
          "floating-in-release",
          ERROR,
          TEXT,
          "what is deployed from a release is whatever an image's tag names that day",
          """
          A release that deploys "latest" deploys something else every time a version is \
          published: two clusters at the same release run different software, and a roll-back to it \
          does not roll back. It is a notice where something else in the same release deploys the \
          image at the release's own version, as a base under an overlay.""",
          "image: registry.example/app:latest   # at the tag v1.8.3",
          "image: registry.example/app:v1.8.3");

  /** A document tells its readers to install an older version. */
  public static final Rule DOCS_BEHIND =
      new Rule(
          "docs-behind",
          WARNING,
          TEXT,
          "a document of a release tells its readers to install an older version",
          """
          People copy commands from the documents of the release that they read. Where the newest \
          version that a document names is older than the release, they install that, and report \
          what this release has mended.""",
          "kubectl apply -k 'https://github.com/org/app//deploy?ref=v0.29.0'   # in v0.30.0",
          "kubectl apply -k 'https://github.com/org/app//deploy?ref=v0.30.0'");

  /** What is built from a tag of another repository is another version of it. */
  public static final Rule REF_DEPLOYS_OTHER_VERSION =
      new Rule(
          "ref-deploys-other-version",
          ERROR,
          TEXT,
          "a remote base at ?ref=v1.2.3 deploys another version of its project",
          """
          Who builds on "?ref=v0.30.0" believes to run v0.30.0. Where the repository's manifests were \
          edited after the tag was made, that tag deploys the version before, with the roles and \
          custom resources of the one that was asked for.""",
          "resources:\n- https://github.com/org/app//deploy?ref=v0.30.0   # deploys app:v0.29.0",
          "resources:\n- https://github.com/org/app//deploy?ref=v0.30.0\nimages:\n"
              + "- name: registry.example/app\n  newTag: v0.30.0");

  private ReleaseRules() {}

  /** All of them. */
  public static List<Rule> all() {
    return List.of(
        VERSION_DRIFT, CHART_BEHIND, FLOATING_IN_RELEASE, DOCS_BEHIND, REF_DEPLOYS_OTHER_VERSION);
  }
}
