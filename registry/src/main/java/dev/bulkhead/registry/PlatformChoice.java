package dev.bulkhead.registry;

import dev.bulkhead.model.Digest;
import dev.bulkhead.model.ImageReference;
import dev.bulkhead.model.Platform;
import dev.bulkhead.registry.ContentStore.ManifestAnswer;
import java.io.IOException;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The search for one platform's manifest, as containerd makes it (core/images/image.go, Manifest):
 * of an index's manifests those that state no platform or one that the node runs, best first, those
 * without a platform last and judged by their config. Where containerd looks at the first of them
 * only, the next is tried here. Serves one search.
 */
final class PlatformChoice {
  /** Indexes within indexes are followed no deeper. */
  static final int MAX_DEPTH = 8;

  /** No more manifests are fetched in one search. */
  static final int MAX_FETCHES = 64;

  private final ContentStore store;
  private final Platform wanted;
  private final Set<Digest> seen = new HashSet<>();
  private final TreeSet<Platform> offered = new TreeSet<>();

  PlatformChoice(ContentStore store, Platform wanted) {
    this.store = store;
    this.wanted = wanted;
  }

  /** What a search comes to. */
  sealed interface Outcome {
    /** The answer to the caller; the image is made only now. */
    default ImageLookup toLookup(
        ImageAssembler assembler, ContentStore store, ImageReference reference) {
      return switch (this) {
        case Chosen chosen -> assembler.image(store, reference, chosen.named(), chosen);
        case None(var named, var offered) ->
            new ImageLookup.PlatformMissing(named, store.where(), offered);
        case Unusable(var why) -> ImageAssembler.unavailable(store, reference, why);
        case Lacking(var _, var why) -> ImageAssembler.unavailable(store, reference, why);
        case NotAnImage(var what) ->
            new ImageLookup.Unavailable(
                "%s at %s is %s, not a container image.".formatted(reference, store.where(), what),
                "Name a container image.");
        case NotTold(var reason, var supply) -> new ImageLookup.Unavailable(reason, supply);
      };
    }
  }

  /**
   * The platform's manifest.
   *
   * @param manifestBytes how many bytes the manifest itself has
   */
  record Chosen(
      Digest named,
      Digest manifestDigest,
      long manifestBytes,
      Manifest.Single manifest,
      Platform platform,
      ConfigFile config)
      implements Outcome {}

  /** Nothing for the platform. */
  record None(Digest named, TreeSet<Platform> offered) implements Outcome {}

  /** Something malformed, or out of bounds; {@code why} is full sentences. */
  record Unusable(String why) implements Outcome {}

  /** An index names a manifest for the platform that is not there; {@code why} is a sentence. */
  record Lacking(Digest manifest, String why) implements Outcome {}

  /** An artifact; {@code what} says which, with its article. */
  record NotAnImage(String what) implements Outcome {}

  /** The store would not tell. */
  record NotTold(String reason, String supply) implements Outcome {}

  /** Searches from what a tag or digest named. */
  Outcome from(ManifestAnswer.Content content) {
    Outcome outcome = within(content, null, 0);
    return outcome != null ? rename(outcome, content.digest()) : none(content.digest());
  }

  /** Searches among manifests that share a name. */
  Outcome among(Digest named, List<Descriptor> manifests) {
    Outcome outcome = among(manifests, 0);
    return outcome != null ? rename(outcome, named) : none(named);
  }

  private Outcome none(Digest named) {
    return new None(named, offered);
  }

  private static Outcome rename(Outcome outcome, Digest named) {
    return outcome instanceof Chosen chosen
        ? new Chosen(
            named,
            chosen.manifestDigest(),
            chosen.manifestBytes(),
            chosen.manifest(),
            chosen.platform(),
            chosen.config())
        : outcome;
  }

  /** Null where nothing there is for the platform. */
  private @Nullable Outcome within(
      ManifestAnswer.Content content, @Nullable Platform stated, int depth) {
    if (content.json().length() > ImageAssembler.MAX_DOCUMENT) {
      return new Unusable("Its manifest %s is too large.".formatted(content.digest()));
    }
    try {
      return switch (Manifest.read(Descriptor.normal(content.mediaType()), content.json())) {
        case Manifest.Index(var manifests) -> among(manifests, depth);
        case Manifest.Single single -> judge(content, single, stated, depth == 0);
        case Manifest.Schema1() ->
            new Unusable(
                "Its manifest %s is of Docker's schema 1, which containerd 2 pulls no longer."
                    .formatted(content.digest()));
        case Manifest.Unrecognised(var type) ->
            new Unusable(
                "Its manifest %s is of no known kind (media type \"%s\")."
                    .formatted(content.digest(), type));
      };
    } catch (IOException malformed) {
      return new Unusable(
          "Its manifest %s cannot be used: %s"
              .formatted(content.digest(), ImageAssembler.message(malformed)));
    }
  }

  private @Nullable Outcome among(List<Descriptor> manifests, int depth) {
    if (depth >= MAX_DEPTH) {
      return new Unusable("Its indexes are nested more than %d deep.".formatted(MAX_DEPTH));
    }
    var images = manifests.stream().filter(manifest -> !manifest.isAttestation()).toList();
    images.forEach(this::offer);
    var candidates =
        images.stream()
            .filter(this::mayServe)
            .sorted(Comparator.comparingLong(this::rank))
            .toList();
    for (Descriptor candidate : candidates) {
      Outcome outcome = fetch(candidate, depth);
      if (outcome != null) {
        return outcome;
      }
    }
    return null;
  }

  private void offer(Descriptor manifest) {
    Platform platform = manifest.platform();
    if (platform != null) {
      offered.add(platform);
    }
  }

  private boolean mayServe(Descriptor manifest) {
    Platform platform = manifest.platform();
    return platform == null || wanted.runs(platform);
  }

  /** Lower is better; what states no platform comes last. */
  private long rank(Descriptor manifest) {
    Platform platform = manifest.platform();
    return platform == null ? Long.MAX_VALUE : -(long) wanted.preference(platform);
  }

  private @Nullable Outcome fetch(Descriptor candidate, int depth) {
    if (!seen.add(candidate.digest())) {
      return null;
    }
    if (seen.size() > MAX_FETCHES) {
      return new Unusable("It names more than %d manifests that may serve.".formatted(MAX_FETCHES));
    }
    return switch (store.manifest(candidate.digest().toString())) {
      case ManifestAnswer.Content content ->
          content.digest().equals(candidate.digest())
              ? within(content, candidate.platform(), depth + 1)
              : new Unusable(
                  "Asked for manifest %s, %s was sent."
                      .formatted(candidate.digest(), content.digest()));
      case ManifestAnswer.NotFound(var answer, _) ->
          new Lacking(
              candidate.digest(),
              "Its index names manifest %s for %s, which is not there: %s"
                  .formatted(candidate.digest(), wanted, sentence(answer)));
      case ManifestAnswer.NotTold(var reason, var supply) -> new NotTold(reason, supply);
    };
  }

  private static String sentence(String answer) {
    return answer.endsWith(".") ? answer : answer + ".";
  }

  private @Nullable Outcome judge(
      ManifestAnswer.Content content,
      Manifest.Single manifest,
      @Nullable Platform stated,
      boolean alone)
      throws IOException {
    var artifact = Artifacts.describe(manifest);
    if (artifact.isPresent()) {
      return alone || stated != null ? new NotAnImage(artifact.get()) : null;
    }
    String text = VerifiedBlob.text(store, manifest.config(), ImageAssembler.MAX_DOCUMENT);
    ConfigFile config = ConfigFile.read(text);
    if (stated != null) {
      return chosen(content, manifest, stated, config);
    }
    Platform own = config.platform();
    if (own.os().isEmpty() || own.architecture().isEmpty()) {
      return chosen(content, manifest, wanted, config);
    }
    if (!wanted.runs(own)) {
      offered.add(own);
      return null;
    }
    return chosen(content, manifest, own, config);
  }

  private static Chosen chosen(
      ManifestAnswer.Content content,
      Manifest.Single manifest,
      Platform platform,
      ConfigFile config) {
    Digest digest = content.digest();
    return new Chosen(digest, digest, content.bytes().length, manifest, platform, config);
  }
}
