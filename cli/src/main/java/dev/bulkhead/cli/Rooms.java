package dev.bulkhead.cli;

import dev.bulkhead.check.Check;
import dev.bulkhead.check.CheckOptions;
import dev.bulkhead.model.ImageReference;
import dev.bulkhead.model.Inventory;
import dev.bulkhead.model.KubernetesVersion;
import dev.bulkhead.registry.ChartLookup;
import dev.bulkhead.registry.Contents;
import dev.bulkhead.registry.Images;
import dev.bulkhead.registry.TagLookup;
import dev.bulkhead.registry.http.RegistryUploads;
import dev.bulkhead.release.Builds;
import dev.bulkhead.render.RegistrySecret;
import dev.bulkhead.render.RenderRequest;
import dev.bulkhead.render.Rendered;
import dev.bulkhead.render.SourceTree;
import dev.bulkhead.verdict.Rule;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What the commands ask of the other rooms; {@link Composition} is the answer in earnest. */
interface Rooms {
  /** The rules that {@link #judge} judges by. */
  List<Rule> rules();

  /** Reads one source. */
  Rendered read(String source, RenderRequest request, Evidence evidence);

  /**
   * Reads a chart that is at hand.
   *
   * @param notes what was left out of it, a full sentence each
   */
  Rendered read(SourceTree chart, List<String> notes, RenderRequest request);

  /** Renders a chart that a source came to. */
  Rendered render(SourceTree chart, RenderRequest request);

  /** Which versions Helm takes to be in a range of them; empty where it cannot read the range. */
  Optional<Set<KubernetesVersion>> accepted(String range, Collection<KubernetesVersion> versions);

  /**
   * Where images are looked up.
   *
   * @param secrets credentials that the sources themselves hold
   */
  Images images(Evidence evidence, Inventory inventory, List<RegistrySecret> secrets);

  /**
   * Where the whole content of images is read, manifests and blobs as they are stored.
   *
   * @param secrets credentials that the sources themselves hold
   */
  Contents contents(Evidence evidence, List<RegistrySecret> secrets);

  /** The same for what takes hours, and is not bounded by {@code --timeout}. */
  Contents transfers(Evidence evidence, List<RegistrySecret> secrets);

  /** A way to bring content into a registry. */
  RegistryUploads uploads(RegistryAccess access);

  /** Which tags the image's repository has, wherever images are looked up. */
  TagLookup tags(ImageReference image, Evidence evidence);

  /** The chart that an {@code oci://} reference names. */
  ChartLookup chart(String source, Evidence evidence);

  /** Builds the kustomizations of a git repository. */
  Builds kustomizations();

  /** Judges all sources together as one cluster. */
  Check.Judgement judge(Inventory inventory, CheckOptions options, Images images);

  /** What lies in the cache of layers, as a sentence for a person. */
  String cacheInfo();

  /** Empties the cache of layers; says what was done in a sentence. */
  String clearCache();
}
