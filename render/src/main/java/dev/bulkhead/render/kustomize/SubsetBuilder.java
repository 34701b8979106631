package dev.bulkhead.render.kustomize;

import dev.bulkhead.model.Inventory;
import dev.bulkhead.render.KustomizationBuilder;
import dev.bulkhead.render.KustomizationFolder;
import dev.bulkhead.render.Rendered;
import dev.bulkhead.render.TemplateText;
import java.util.List;

/**
 * Builds by the subset of kustomize that comes with Bulkhead.
 *
 * @param remotes repositories that are at hand
 */
public record SubsetBuilder(RemoteBases remotes) implements KustomizationBuilder {
  @Override
  public Rendered build(KustomizationFolder folder) {
    return rendered(kustomized(folder));
  }

  Kustomized kustomized(KustomizationFolder folder) {
    return Kustomizations.build(
        folder.tree(), folder.path(), folder.source(), folder.names(), remotes);
  }

  static Rendered rendered(Kustomized built) {
    return new Rendered(
        Inventory.of(built.objects()),
        built.problems(),
        built.notes(),
        built.excerpts(),
        TemplateText.LITERAL,
        built.registrySecrets(),
        List.of());
  }
}
