package dev.bulkhead.airgap.k0s;

import java.util.Collections;
import java.util.Set;
import java.util.TreeSet;

/**
 * What k0s' services are started with, as far as images depend on it; none of it stands in the
 * configuration.
 *
 * @param disabledComponents the values of {@code --disable-components}
 * @param single whether the one controller runs with {@code --single}
 * @param metricsScraper whether {@code --enable-metrics-scraper} is given
 * @param ownContainerd whether nodes use another containerd ({@code --cri-socket})
 */
public record NodeFlags(
    Set<String> disabledComponents, boolean single, boolean metricsScraper, boolean ownContainerd) {
  /** Nothing out of the ordinary. */
  public static final NodeFlags USUAL = new NodeFlags(Set.of(), false, false, false);

  public NodeFlags {
    disabledComponents = Collections.unmodifiableSet(new TreeSet<>(disabledComponents));
  }

  /** Whether a component runs. */
  public boolean runs(String component) {
    return !disabledComponents.contains(component);
  }
}
