package dev.bulkhead.release;

import dev.bulkhead.model.Container;
import dev.bulkhead.model.ImageReference;
import dev.bulkhead.model.ImageSite;
import dev.bulkhead.model.Inventory;
import dev.bulkhead.model.KubernetesObject;
import dev.bulkhead.model.PodTemplate;
import dev.bulkhead.verdict.Claim;
import dev.bulkhead.verdict.Fact;
import dev.bulkhead.verdict.Subject;
import dev.bulkhead.verdict.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Whether what is built from {@code ?ref=v1.2.3} of a repository is its version 1.2.3:
 * ref-deploys-other-version. An image is the repository's own here if its name is the repository's,
 * or its path is; one whose tag somebody else writes, in an overlay, is not the repository's doing.
 */
public final class RefClaims {
  /** {@code github.com/org/repo@v1.2.3/path}: how places in other repositories are named. */
  private static final Pattern PLACE =
      Pattern.compile("(?<host>[^/@]+)/(?<owner>[^@]+)/(?<repo>[^/@]+)@(?<ref>[^/]+)/.*");

  private RefClaims() {}

  /** What is to be said of all objects of an inventory. */
  public static List<Verdict> of(Inventory inventory) {
    var verdicts = new ArrayList<Verdict>();
    for (KubernetesObject object : inventory.objects()) {
      for (PodTemplate pod : PodTemplate.of(object)) {
        for (Container container : pod.containers()) {
          for (ImageSite site : ImageSite.of(container)) {
            verdict(object, container, site).ifPresent(verdicts::add);
          }
        }
      }
    }
    return verdicts;
  }

  private static Optional<Verdict> verdict(
      KubernetesObject object, Container container, ImageSite site) {
    Matcher place = PLACE.matcher(site.scalar().at().file());
    if (!place.matches()
        || !(ImageReference.read(site.text())
            instanceof ImageReference.Reading.Valid(var reference))
        || !isOwn(reference, place.group("owner"), place.group("repo"))) {
      return Optional.empty();
    }
    Optional<ReleaseVersion> ref =
        Streams.tag(place.group("ref")).map(ReleaseTag::version).filter(ReleaseVersion::isExact);
    Optional<ReleaseVersion> deployed =
        Optional.ofNullable(reference.tag())
            .flatMap(ReleaseVersion::of)
            .filter(ReleaseVersion::isExact);
    if (ref.isEmpty() || deployed.isEmpty()) {
      return Optional.empty();
    }
    var claim =
        new Claim(
            ReleaseRules.REF_DEPLOYS_OTHER_VERSION,
            Subject.of(object).withContainer(container.name(), site.text()),
            site.scalar().at());
    return Optional.of(
        ref.get().equals(deployed.get())
            ? claim.proven(
                "What is built from %s deploys %s.".formatted(place.group("ref"), reference.tag()),
                List.of())
            : claim.violated(
                "What is built from %s of %s/%s/%s deploys %s at %s."
                    .formatted(
                        place.group("ref"),
                        place.group("host"),
                        place.group("owner"),
                        place.group("repo"),
                        reference.name(),
                        reference.tag()),
                "Set the image's newTag to %s in your own kustomization, or name a release that"
                        .formatted(
                            deployed.get().hasV() ? "v" + ref.get().bare() : ref.get().bare())
                    + " deploys itself (bulkhead release history).",
                List.of(new Fact("ref", place.group("ref")))));
  }

  private static boolean isOwn(ImageReference image, String owner, String repo) {
    String path = image.repository().toLowerCase(Locale.ROOT);
    String name = path.substring(path.lastIndexOf('/') + 1);
    return name.equals(repo.toLowerCase(Locale.ROOT))
        || (path + "/").startsWith((owner + "/" + repo + "/").toLowerCase(Locale.ROOT));
  }
}
