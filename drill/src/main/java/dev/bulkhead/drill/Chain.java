package dev.bulkhead.drill;

import dev.bulkhead.admission.Hook;
import java.util.List;

/**
 * Causes, from what suffers back to what makes it suffer.
 *
 * @param isLoop whether the last one rests on one of the others again, so that none of them can end
 */
public record Chain(List<Link> links, boolean isLoop) {
  public Chain {
    links = List.copyOf(links);
  }

  /**
   * One of them.
   *
   * @param text a sentence but for its end
   * @param request that is refused, or the empty string
   * @param hooks that refuse it, all of them
   */
  public record Link(String text, String request, List<Hook> hooks) {
    public Link {
      hooks = List.copyOf(hooks);
    }
  }

  /** The hooks that refuse something on the way. */
  public List<Hook> hooks() {
    return links.stream().flatMap(link -> link.hooks().stream()).distinct().toList();
  }
}
