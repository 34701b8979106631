package dev.bulkhead.registry;

import dev.bulkhead.model.Digest;
import dev.bulkhead.model.Platform;
import dev.bulkhead.registry.ContentStore.ManifestAnswer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What a name comes to for nodes of one platform, by its manifests alone: which blobs a node would
 * have to have. Which of an index's manifests it is, is chosen as containerd chooses.
 */
public sealed interface PlatformContent {
  /**
   * The manifest is there.
   *
   * @param named the digest of what the name stands for: an index, or the manifest itself
   * @param blobs the manifest, its config and its layers; the config was read, the layers were not
   */
  record Chosen(Digest named, Digest manifest, List<Descriptor> blobs) implements PlatformContent {
    public Chosen {
      blobs = List.copyOf(blobs);
    }

    /** Of all blobs together, each counted once. */
    public long bytes() {
      return blobs.stream().distinct().mapToLong(Descriptor::size).sum();
    }
  }

  /** The name stands for something that has nothing for the platform. */
  record OtherPlatforms(Digest named, SortedSet<Platform> offered) implements PlatformContent {
    public OtherPlatforms {
      offered = Collections.unmodifiableSortedSet(new TreeSet<>(offered));
    }
  }

  /** The index names a manifest for the platform that is not there. */
  record ManifestAbsent(Digest named, Digest manifest) implements PlatformContent {}

  /** There is no such name, in whose words. */
  record Absent(String answer) implements PlatformContent {}

  /** It is there and cannot be used; {@code why} is full sentences. */
  record Unusable(String why) implements PlatformContent {}

  /** It cannot be told. */
  record NotTold(String reason, String supply) implements PlatformContent {}

  /** Looks a tag or a digest up. */
  static PlatformContent of(ContentStore store, String tagOrDigest, Platform platform) {
    return switch (store.manifest(tagOrDigest)) {
      case ManifestAnswer.Content content ->
          of(content, new PlatformChoice(store, platform).from(content));
      case ManifestAnswer.NotFound(var answer, _) -> new Absent(answer);
      case ManifestAnswer.NotTold(var reason, var supply) -> new NotTold(reason, supply);
    };
  }

  private static PlatformContent of(ManifestAnswer.Content named, PlatformChoice.Outcome outcome) {
    return switch (outcome) {
      case PlatformChoice.Chosen chosen ->
          new Chosen(chosen.named(), chosen.manifestDigest(), blobs(chosen));
      case PlatformChoice.None(var digest, var offered) -> new OtherPlatforms(digest, offered);
      case PlatformChoice.Lacking(var manifest, _) -> new ManifestAbsent(named.digest(), manifest);
      case PlatformChoice.Unusable(var why) -> new Unusable(why);
      case PlatformChoice.NotAnImage(var what) ->
          new Unusable("It is %s, no image.".formatted(what));
      case PlatformChoice.NotTold(var reason, var supply) -> new NotTold(reason, supply);
    };
  }

  private static List<Descriptor> blobs(PlatformChoice.Chosen chosen) {
    var blobs = new ArrayList<Descriptor>();
    blobs.add(Descriptor.of("", chosen.manifestDigest(), chosen.manifestBytes()));
    blobs.add(chosen.manifest().config());
    blobs.addAll(chosen.manifest().layers());
    return blobs;
  }
}
