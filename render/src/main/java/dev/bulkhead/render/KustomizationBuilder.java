package dev.bulkhead.render;

/** Builds a kustomization. An implementation opens no socket. */
@FunctionalInterface
public interface KustomizationBuilder {
  /** Builds the kustomization of a folder. Why it cannot be built is a problem of the result. */
  Rendered build(KustomizationFolder folder);
}
