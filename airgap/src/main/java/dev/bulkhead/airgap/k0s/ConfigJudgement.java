package dev.bulkhead.airgap.k0s;

import dev.bulkhead.airgap.k0s.ClusterConfig.Pin;
import dev.bulkhead.airgap.k0s.PinVerdict.Floating;
import dev.bulkhead.airgap.k0s.PinVerdict.HalfFloating;
import dev.bulkhead.airgap.k0s.PinVerdict.MirrorOfDefault;
import dev.bulkhead.airgap.k0s.PinVerdict.PinnedLikeTarget;
import dev.bulkhead.airgap.k0s.PinVerdict.StaleDefault;
import dev.bulkhead.airgap.k0s.PinVerdict.UserPin;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Which images of a configuration a release wrote into it, and which were chosen.
 *
 * @param target the release that is to run with it
 * @param writers the releases whose defaults all of the pinned defaults are; more than one where
 *     they differ in nothing that is pinned
 * @param confidence that one of them wrote
 * @param pins of each key that the target has or the configuration names
 */
public record ConfigJudgement(
    ClusterConfig config,
    K0sRelease target,
    ReleaseRange writers,
    Confidence confidence,
    List<JudgedPin> pins) {
  /** So many keys with one release's defaults nobody writes by hand. */
  private static final int MANY = 10;

  public ConfigJudgement {
    pins = List.copyOf(pins);
  }

  /**
   * Judges a configuration.
   *
   * @param target the release that is to run with it; where it is empty, the newest that is known
   *     of the minor after the writer's, or else the newest of all
   * @param writer the release that wrote it, where somebody knows
   */
  public static ConfigJudgement of(
      ClusterConfig config,
      K0sReleases releases,
      Optional<K0sVersion> target,
      Optional<K0sVersion> writer) {
    return new Judge(config, releases, writer).judge(target);
  }

  /** The release after a release: the newest known of the next minor. */
  static K0sRelease next(K0sReleases releases, ReleaseRange writers) {
    K0sVersion newest = releases.known().lastKey();
    return releases.require(
        writers.isEmpty()
            ? newest
            : releases
                .newestOf(
                    "%d.%d"
                        .formatted(
                            writers.releases().last().major(),
                            writers.releases().last().minor() + 1))
                .orElse(newest));
  }

  /** Judges one configuration. */
  private static final class Judge {
    private final ClusterConfig config;
    private final K0sReleases releases;
    private final Optional<K0sVersion> stated;
    private final FieldOwners owners;
    private final Map<ImageKey, ReleaseRange> defaultOf = new EnumMap<>(ImageKey.class);

    Judge(ClusterConfig config, K0sReleases releases, Optional<K0sVersion> stated) {
      this.config = config;
      this.releases = releases;
      this.stated = stated;
      this.owners = FieldOwners.of(config);
      config.pins().values().forEach(pin -> defaultOf.put(pin.key(), releasesWith(pin)));
    }

    ConfigJudgement judge(Optional<K0sVersion> wanted) {
      ReleaseRange common = common();
      ReleaseRange writers = stated.map(version -> ReleaseRange.of(Set.of(version))).orElse(common);
      Confidence confidence = stated.isPresent() ? Confidence.HIGH : confidence(common);
      K0sRelease target = wanted.map(releases::require).orElseGet(() -> next(releases, writers));
      var pins = new ArrayList<JudgedPin>();
      for (ImageKey key : ImageKey.values()) {
        if (key.isConfigurable()
            && (target.defaultOf(key).isPresent() || config.pins().containsKey(key))) {
          pins.add(judge(key, target, writers, confidence));
        }
      }
      return new ConfigJudgement(config, target, writers, confidence, pins);
    }

    private JudgedPin judge(
        ImageKey key, K0sRelease target, ReleaseRange writers, Confidence confidence) {
      Optional<Pin> pin = Optional.ofNullable(config.pins().get(key));
      Optional<String> owner = pin.isPresent() ? owners.of(key) : Optional.empty();
      PinVerdict verdict = pin.map(stated -> verdict(stated, target)).orElseGet(Floating::new);
      return new JudgedPin(
          key,
          pin,
          verdict,
          confidence(key, owner, writers, confidence),
          owner,
          target.defaultOf(key));
    }

    private PinVerdict verdict(Pin pin, K0sRelease target) {
      Optional<NamedVersion> whole = pin.whole();
      if (whole.isEmpty()) {
        return new HalfFloating(pin.image().isPresent());
      }
      ReleaseRange same = defaultOf.getOrDefault(pin.key(), ReleaseRange.NONE);
      if (!same.isEmpty()) {
        return same.has(target.version()) ? new PinnedLikeTarget(same) : new StaleDefault(same);
      }
      NamedVersion image = whole.get();
      ReleaseRange sameVersion =
          releasesWhere(pin.key(), usual -> usual.version().equals(image.version()));
      boolean isDefaultName =
          !releasesWhere(pin.key(), usual -> forms(usual).contains(image.image())).isEmpty();
      return sameVersion.isEmpty() || isDefaultName
          ? new UserPin()
          : new MirrorOfDefault(sameVersion, sameVersion.has(target.version()));
    }

    /** The releases whose default an image is, as it is or as the repository rewrites it. */
    private ReleaseRange releasesWith(Pin pin) {
      return pin.whole()
          .filter(image -> !image.hasDigest())
          .map(
              image ->
                  releasesWhere(
                      pin.key(),
                      usual ->
                          usual.version().equals(image.version())
                              && forms(usual).contains(image.image())))
          .orElse(ReleaseRange.NONE);
    }

    private ReleaseRange releasesWhere(ImageKey key, Predicate<NamedVersion> holds) {
      return ReleaseRange.of(
          releases.all().stream()
              .filter(release -> release.defaultOf(key).filter(holds).isPresent())
              .map(K0sRelease::version)
              .toList());
    }

    private Set<String> forms(NamedVersion usual) {
      return config
          .repository()
          .<Set<String>>map(r -> new ImageOverride(r, false).formsOf(usual.image()))
          .orElseGet(() -> Set.of(usual.image()));
    }

    /**
     * The releases whose defaults all of the pinned defaults are. Envoy's image alone was left
     * there by a release that leaves it always, wherever there is one among them.
     */
    private ReleaseRange common() {
      ReleaseRange common = ofMost();
      ReleaseRange always =
          ReleaseRange.of(common.releases().stream().filter(this::writesEnvoyAlways).toList());
      return isEnvoyAlone() && !always.isEmpty() ? always : common;
    }

    /** Those of all pinned defaults, or else of more than three in four: the others were chosen. */
    private ReleaseRange ofMost() {
      List<ReleaseRange> ranges =
          defaultOf.values().stream().filter(range -> !range.isEmpty()).toList();
      var fits = new TreeMap<K0sVersion, Integer>();
      ranges.forEach(range -> range.releases().forEach(each -> fits.merge(each, 1, Integer::sum)));
      int best = fits.values().stream().mapToInt(Integer::intValue).max().orElse(0);
      return best * 4 <= ranges.size() * 3
          ? ReleaseRange.NONE
          : ReleaseRange.of(
              fits.keySet().stream().filter(each -> fits.getOrDefault(each, 0) == best).toList());
    }

    private boolean isEnvoyAlone() {
      return config.pins().keySet().equals(Set.of(ImageKey.ENVOY));
    }

    private Confidence confidence(ReleaseRange writers) {
      Set<ImageKey> defaults =
          defaultOf.entrySet().stream()
              .filter(entry -> !entry.getValue().isEmpty())
              .map(Map.Entry::getKey)
              .collect(Collectors.toSet());
      if (writers.isEmpty()) {
        return Confidence.MEDIUM;
      }
      boolean isLeftBehind =
          isEnvoyAlone() && writers.releases().stream().allMatch(this::writesEnvoyAlways);
      if (defaults.size() >= MANY || isLeftBehind || hasEveryImageOf(writers)) {
        return Confidence.HIGH;
      }
      return defaults.size() == 1 ? Confidence.LOW : Confidence.MEDIUM;
    }

    private boolean writesEnvoyAlways(K0sVersion version) {
      return releases.require(version).traits().strip() == Traits.Strip.NONE;
    }

    private boolean hasEveryImageOf(ReleaseRange writers) {
      return writers.releases().stream()
          .map(releases::require)
          .allMatch(
              release ->
                  release.images().keySet().stream()
                      .filter(ImageKey::isInImages)
                      .allMatch(config.pins()::containsKey));
    }

    /** What is known of one key besides. */
    private Confidence confidence(
        ImageKey key, Optional<String> owner, ReleaseRange writers, Confidence all) {
      if (owner.filter(name -> !name.equals(FieldOwners.CONTROLLER)).isPresent()) {
        return Confidence.LOW;
      }
      ReleaseRange own = defaultOf.getOrDefault(key, ReleaseRange.NONE);
      if (!writers.isEmpty() && own.and(writers).isEmpty()) {
        return Confidence.LOW;
      }
      Confidence least = owner.isPresent() ? Confidence.MEDIUM : Confidence.LOW;
      return Comparator.<Confidence>naturalOrder().compare(all, least) < 0 ? all : least;
    }
  }
}
