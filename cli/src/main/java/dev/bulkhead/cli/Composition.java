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
import dev.bulkhead.verdict.Rule;
import dev.bulkhead.verdict.UserError;
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

  private static ChartRenderer charts() {
    return (chart, request) -> {
      throw new UserError(
          "The chart %s cannot be rendered yet.".formatted(chart.name()),
          "Render it with `helm template` and check what that prints.");
    };
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
