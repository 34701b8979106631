package dev.bulkhead.cli;

import dev.bulkhead.airgap.k0s.K0sRules;
import dev.bulkhead.airgap.k0s.plan.PlanRules;
import dev.bulkhead.airgap.verify.AirgapRules;
import dev.bulkhead.check.Check;
import dev.bulkhead.check.CheckOptions;
import dev.bulkhead.check.Rules;
import dev.bulkhead.drill.DrillRules;
import dev.bulkhead.drill.WebhookCheck;
import dev.bulkhead.drill.WebhookRules;
import dev.bulkhead.model.ImageReference;
import dev.bulkhead.model.Inventory;
import dev.bulkhead.model.KubernetesVersion;
import dev.bulkhead.registry.ChartLookup;
import dev.bulkhead.registry.Contents;
import dev.bulkhead.registry.Images;
import dev.bulkhead.registry.LayerCache;
import dev.bulkhead.registry.Layers;
import dev.bulkhead.registry.LocalImages;
import dev.bulkhead.registry.OciCharts;
import dev.bulkhead.registry.TagLookup;
import dev.bulkhead.registry.http.RegistryListener;
import dev.bulkhead.registry.http.RegistryUploads;
import dev.bulkhead.release.Builds;
import dev.bulkhead.release.ImageReleaseRules;
import dev.bulkhead.release.RecordRules;
import dev.bulkhead.release.ReleaseRules;
import dev.bulkhead.render.KustomizationBuilder;
import dev.bulkhead.render.RegistrySecret;
import dev.bulkhead.render.RenderRequest;
import dev.bulkhead.render.Rendered;
import dev.bulkhead.render.SourceTree;
import dev.bulkhead.render.Sources;
import dev.bulkhead.render.helm.HelmCharts;
import dev.bulkhead.render.kustomize.GitMirrors;
import dev.bulkhead.render.kustomize.KustomizeProgram;
import dev.bulkhead.render.kustomize.ProgramBuilder;
import dev.bulkhead.render.kustomize.RemoteBases;
import dev.bulkhead.render.kustomize.RemoteSource;
import dev.bulkhead.render.kustomize.SubsetBuilder;
import dev.bulkhead.variants.VariantRules;
import dev.bulkhead.verdict.Rule;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The rooms as they are wired in earnest: the one explicit list of what there is. What is costly to
 * load (Helm's library, the HTTP client) is touched only by those who need it.
 */
final class Composition implements Rooms {
  private static final String NO_CACHE =
      "Nothing is kept, since neither HOME nor XDG_CACHE_HOME is set.";

  private final Surroundings surroundings;
  private final Optional<LayerCache> cache;
  private final Layers layers;
  private final Registries registries;
  private @Nullable HelmCharts helm;
  private @Nullable LocalImages local;
  private @Nullable GitMirrors mirrors;

  /**
   * The rooms.
   *
   * @param listener told of every request to a registry
   */
  Composition(Surroundings surroundings, RegistryListener listener) {
    this.surroundings = surroundings;
    this.cache =
        surroundings
            .cacheDirectory()
            .map(
                directory ->
                    new LayerCache(
                        directory.resolve("layers"),
                        LayerCache.DEFAULT_BYTES,
                        surroundings.clock()));
    this.layers = cache.map(Layers::cachedIn).orElseGet(Layers::uncached);
    this.registries = new Registries(surroundings, layers, listener);
  }

  @Override
  public List<Rule> rules() {
    return Stream.of(
            Rules.all(),
            WebhookRules.all(),
            VariantRules.all(),
            DrillRules.all(),
            ReleaseRules.all(),
            ImageReleaseRules.all(),
            RecordRules.all(),
            K0sRules.all(),
            PlanRules.all(),
            AirgapRules.all())
        .flatMap(List::stream)
        .toList();
  }

  @Override
  public Rendered read(String source, RenderRequest request, Evidence evidence) {
    GitMirrors mirrors = mirrors(evidence);
    var sources = new Sources(this::render, kustomize(mirrors), surroundings.in());
    var remote = RemoteSource.of(source, mirrors);
    if (remote.isPresent()) {
      return sources.readKustomization(remote.get());
    }
    return source.startsWith(ChartPull.SCHEME)
        ? new ChartPull(registries, sources).read(source, request, evidence)
        : sources.read(source, request);
  }

  @Override
  public Rendered read(SourceTree chart, List<String> notes, RenderRequest request) {
    return new Sources(this::render, kustomize(RemoteBases.NONE), surroundings.in())
        .readTree(chart, notes, request);
  }

  /** Clones are opened once, and stay open as long as what was read of them may be shown. */
  private synchronized GitMirrors mirrors(Evidence evidence) {
    if (mirrors == null) {
      mirrors =
          new GitMirrors(
              evidence.gitMirrors().stream()
                  .collect(
                      Collectors.toMap(
                          GitMirror::repository, GitMirror::folder, (first, last) -> last)));
    }
    return mirrors;
  }

  /** By the program that is on PATH, if there is one. */
  private KustomizationBuilder kustomize(RemoteBases remotes) {
    var subset = new SubsetBuilder(remotes);
    return KustomizeProgram.on(surroundings.variable("PATH").orElse(""))
        .<KustomizationBuilder>map(program -> new ProgramBuilder(program, subset))
        .orElse(subset);
  }

  @Override
  public Rendered render(SourceTree chart, RenderRequest request) {
    return helm().render(chart, request);
  }

  @Override
  public Optional<Set<KubernetesVersion>> accepted(
      String range, Collection<KubernetesVersion> versions) {
    return helm().accepted(range, versions);
  }

  /** Helm is had when the first chart is rendered, and once for all of them. */
  private synchronized HelmCharts helm() {
    if (helm == null) {
      helm =
          HelmCharts.available(surroundings.cacheDirectory().orElseGet(HelmCharts::defaultCache));
    }
    return helm;
  }

  @Override
  public Images images(Evidence evidence, Inventory inventory, List<RegistrySecret> secrets) {
    Images remote = registries.images(evidence, inventory, secrets);
    return evidence.images.isEmpty() ? remote : local(evidence).before(remote);
  }

  @Override
  public Contents contents(Evidence evidence, List<RegistrySecret> secrets) {
    Contents remote = registries.open(evidence, secrets);
    return evidence.images.isEmpty() ? remote : local(evidence).contentsBefore(remote);
  }

  @Override
  public Contents transfers(Evidence evidence, List<RegistrySecret> secrets) {
    Contents remote = registries.openForTransfer(evidence, secrets);
    return evidence.images.isEmpty() ? remote : local(evidence).contentsBefore(remote);
  }

  @Override
  public RegistryUploads uploads(RegistryAccess access) {
    return registries.uploads(Evidence.of(access));
  }

  @Override
  public TagLookup tags(ImageReference image, Evidence evidence) {
    TagLookup remote = registries.tags(image, evidence);
    return evidence.images.isEmpty() ? remote : local(evidence).tagsAnd(image, remote);
  }

  @Override
  public ChartLookup chart(String source, Evidence evidence) {
    return new OciCharts(registries.open(evidence, List.of())).pull(source, null);
  }

  /** What lies on disk is opened once. */
  private synchronized LocalImages local(Evidence evidence) {
    if (local == null) {
      local = LocalImages.open(evidence.images, layers);
    }
    return local;
  }

  @Override
  public Builds kustomizations() {
    return new RepositoryBuilds(RemoteBases.NONE);
  }

  @Override
  public Check.Judgement judge(Inventory inventory, CheckOptions options, Images images) {
    Check.Judgement judged = new Check(images, options).judge(inventory);
    return options.clusters().isEmpty()
        ? judged
        : judged.and(WebhookCheck.judge(inventory, options.clusters().getLast()));
  }

  @Override
  public String cacheInfo() {
    return cache
        .map(LayerCache::info)
        .map(
            info ->
                "%s holds what was read of %d layers, %s of at most %s."
                    .formatted(
                        info.directory(),
                        info.layers(),
                        amount(info.bytes()),
                        amount(LayerCache.DEFAULT_BYTES)))
        .orElse(NO_CACHE);
  }

  @Override
  public String clearCache() {
    return cache
        .map(LayerCache::clear)
        .map(
            info ->
                "%s held what was read of %d layers, %s; it is empty now."
                    .formatted(info.directory(), info.layers(), amount(info.bytes())))
        .orElse(NO_CACHE);
  }

  private static String amount(long bytes) {
    return bytes < 1 << 20
        ? "%d KiB".formatted(Math.ceilDiv(bytes, 1 << 10))
        : String.format(Locale.ROOT, "%.1f MiB", bytes / (double) (1 << 20));
  }
}
