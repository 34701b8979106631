package dev.bulkhead.airgap.verify;

import dev.bulkhead.model.Location;
import dev.bulkhead.model.ObjectKey;
import dev.bulkhead.model.Origin;
import dev.bulkhead.verdict.Claim;
import dev.bulkhead.verdict.Rule;
import dev.bulkhead.verdict.Subject;
import dev.bulkhead.verdict.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What is to be said of a bundle itself, whoever needs what of it. */
public final class BundleClaims {
  private static final Map<BundleFault.Kind, Rule> RULES =
      Map.of(
          BundleFault.Kind.COMPRESSED, AirgapRules.BUNDLE_COMPRESSED,
          BundleFault.Kind.UNREADABLE, AirgapRules.BUNDLE_UNREADABLE,
          BundleFault.Kind.NAME, AirgapRules.BUNDLE_NAME_USELESS,
          BundleFault.Kind.EMPTY, AirgapRules.BUNDLE_ENTRY_EMPTY,
          BundleFault.Kind.BLOB, AirgapRules.BUNDLE_BLOB_CORRUPT);

  private BundleClaims() {}

  /** The verdicts on a bundle. */
  public static List<Verdict> of(Bundle bundle) {
    var verdicts = new ArrayList<Verdict>();
    for (BundleFault fault : bundle.faults()) {
      verdicts.add(
          claim(
                  RULES.getOrDefault(fault.kind(), AirgapRules.BUNDLE_UNREADABLE),
                  bundle,
                  fault.part())
              .violated(fault.cause(), fault.remedy(), List.of()));
    }
    if (bundle.unusable().isPresent()) {
      return verdicts;
    }
    String file = bundle.file().toString();
    verdicts.add(
        claim(AirgapRules.BUNDLE_COMPRESSED, bundle, "")
            .proven("%s is not compressed as a whole.".formatted(file), List.of()));
    verdicts.add(
        claim(AirgapRules.BUNDLE_UNREADABLE, bundle, "")
            .proven("%s is a whole archive of images.".formatted(file), List.of()));
    addUnless(bundle, BundleFault.Kind.NAME, "Every image in %s has a full name.", verdicts);
    addUnless(bundle, BundleFault.Kind.EMPTY, "%s holds all that it lists.", verdicts);
    addUnless(
        bundle, BundleFault.Kind.BLOB, "Every blob of %s has the digest of its name.", verdicts);
    return verdicts;
  }

  private static void addUnless(
      Bundle bundle, BundleFault.Kind kind, String sentence, List<Verdict> verdicts) {
    Rule rule = RULES.get(kind);
    if (rule != null && bundle.faults().stream().noneMatch(fault -> fault.kind() == kind)) {
      verdicts.add(
          claim(rule, bundle, "")
              .proven(sentence.replace("%s", bundle.file().toString()), List.of()));
    }
  }

  private static Claim claim(Rule rule, Bundle bundle, String part) {
    String file = bundle.file().toString();
    String name = String.valueOf(bundle.file().getFileName()); // stays where the folder changes
    var subject =
        new Subject(
            new ObjectKey("", "Bundle", "", name), Origin.of(file, name), "", "", null, part);
    return new Claim(rule, subject, Location.somewhereIn(file));
  }
}
