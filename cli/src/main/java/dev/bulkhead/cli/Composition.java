package dev.bulkhead.cli;

import dev.bulkhead.check.Check;
import dev.bulkhead.check.CheckOptions;
import dev.bulkhead.check.Rules;
import dev.bulkhead.model.Inventory;
import dev.bulkhead.registry.Images;
import dev.bulkhead.registry.Layers;
import dev.bulkhead.registry.LocalImages;
import dev.bulkhead.render.ChartRenderer;
import dev.bulkhead.render.RenderRequest;
import dev.bulkhead.render.Rendered;
import dev.bulkhead.render.Sources;
import dev.bulkhead.render.helm.HelmCharts;
import dev.bulkhead.verdict.Rule;
import java.util.List;

/**
 * The rooms as they are wired in earnest: the one explicit list of what there is. What is costly to
 * load (Helm's library, the HTTP client) is touched only by those who need it.
 */
final class Composition implements Rooms {
  private final Surroundings surroundings;
  private final Layers layers = Layers.uncached();
  private final Registries registries;

  Composition(Surroundings surroundings) {
    this.surroundings = surroundings;
    this.registries = new Registries(surroundings, layers);
  }

  @Override
  public List<Rule> rules() {
    return Rules.all();
  }

  @Override
  public Rendered read(String source, RenderRequest request, Evidence evidence) {
    var sources = new Sources(charts(), surroundings.in());
    return source.startsWith(ChartPull.SCHEME)
        ? new ChartPull(registries, sources).read(source, request, evidence)
        : sources.read(source, request);
  }

  private ChartRenderer charts() {
    return (chart, request) ->
        HelmCharts.bundled(surroundings.cacheDirectory().orElseGet(HelmCharts::defaultCache))
            .render(chart, request);
  }

  @Override
  public Images images(Evidence evidence, Inventory inventory) {
    Images remote = registries.images(evidence, inventory);
    return evidence.images.isEmpty()
        ? remote
        : LocalImages.open(evidence.images, layers).before(remote);
  }

  @Override
  public Check.Judgement judge(Inventory inventory, CheckOptions options, Images images) {
    return new Check(images, options).judge(inventory);
  }

  @Override
  public String cacheInfo() {
    return "Nothing is kept.";
  }

  @Override
  public String clearCache() {
    return "Nothing was kept.";
  }
}
