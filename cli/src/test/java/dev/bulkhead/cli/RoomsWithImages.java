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
import dev.bulkhead.registry.http.RegistryListener;
import dev.bulkhead.registry.http.RegistryUploads;
import dev.bulkhead.release.Builds;
import dev.bulkhead.render.RegistrySecret;
import dev.bulkhead.render.RenderRequest;
import dev.bulkhead.render.Rendered;
import dev.bulkhead.render.SourceTree;
import dev.bulkhead.verdict.Rule;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The real rooms, but for where images come from. */
final class RoomsWithImages implements Rooms {
  private final Images images;
  private final Rooms real;
  private Optional<TagLookup> tags = Optional.empty();

  RoomsWithImages(Images images) {
    this.images = images;
    this.real =
        new Composition(
            new Session(this, Path.of("/nowhere")).surroundings(), RegistryListener.NONE);
  }

  /** The same where every repository has these tags. */
  RoomsWithImages withTags(String... names) {
    tags =
        Optional.of(new TagLookup.Listed(List.of("registry.example"), List.of(names), List.of()));
    return this;
  }

  @Override
  public List<Rule> rules() {
    return real.rules();
  }

  @Override
  public Rendered read(String source, RenderRequest request, Evidence evidence) {
    return real.read(source, request, evidence);
  }

  @Override
  public Rendered read(SourceTree chart, List<String> notes, RenderRequest request) {
    return real.read(chart, notes, request);
  }

  @Override
  public Builds kustomizations() {
    return real.kustomizations();
  }

  @Override
  public Rendered render(SourceTree chart, RenderRequest request) {
    return real.render(chart, request);
  }

  @Override
  public Optional<Set<KubernetesVersion>> accepted(
      String range, Collection<KubernetesVersion> versions) {
    return real.accepted(range, versions);
  }

  @Override
  public Images images(Evidence evidence, Inventory inventory, List<RegistrySecret> secrets) {
    return images;
  }

  @Override
  public ChartLookup chart(String source, Evidence evidence) {
    return real.chart(source, evidence);
  }

  @Override
  public Contents contents(Evidence evidence, List<RegistrySecret> secrets) {
    return real.contents(evidence, secrets);
  }

  @Override
  public Contents transfers(Evidence evidence, List<RegistrySecret> secrets) {
    return real.transfers(evidence, secrets);
  }

  @Override
  public RegistryUploads uploads(RegistryAccess access) {
    return real.uploads(access);
  }

  @Override
  public TagLookup tags(ImageReference image, Evidence evidence) {
    return tags.orElseGet(() -> real.tags(image, evidence));
  }

  @Override
  public Check.Judgement judge(Inventory inventory, CheckOptions options, Images answers) {
    return real.judge(inventory, options, answers);
  }

  @Override
  public String cacheInfo() {
    return real.cacheInfo();
  }

  @Override
  public String clearCache() {
    return real.clearCache();
  }
}
