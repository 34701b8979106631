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

/** The rooms as they are wired in earnest: the one explicit list of what there is. */
final class Composition implements Rooms {
  private final Surroundings surroundings;

  Composition(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public List<Rule> rules() {
    return Rules.all();
  }

  @Override
  public Rendered read(String source, RenderRequest request, Evidence evidence) {
    return new Sources(charts(), surroundings.in()).read(source, request);
  }

  /** Helm's library is loaded, and its classes with it, only when there is a chart to render. */
  private ChartRenderer charts() {
    return (chart, request) ->
        HelmCharts.bundled(surroundings.cacheDirectory().orElseGet(HelmCharts::defaultCache))
            .render(chart, request);
  }

  @Override
  public Images images(Evidence evidence, Inventory inventory) {
    var local = LocalImages.open(evidence.images, Layers.uncached());
    return evidence.images.isEmpty() ? Images.NONE : local.before(Images.NONE);
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
