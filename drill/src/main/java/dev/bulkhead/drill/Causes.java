package dev.bulkhead.drill;

import dev.bulkhead.admission.Hook;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Why things are as they are at the end of a simulation: facts, each with the facts that it rests
 * on.
 */
record Causes(Map<String, Fact> facts) {
  /** Enough to show why; more of the same says nothing more. */
  private static final int LONGEST = 12;

  Causes {
    facts = Map.copyOf(facts);
  }

  /**
   * One fact.
   *
   * @param text a sentence but for its end
   * @param request that is refused, where that is the reason: {@code UPDATE nodes}
   * @param hooks all that refuse it, in the order of their calls
   * @param because keys of the facts that it rests on
   */
  record Fact(String text, String request, List<Hook> hooks, List<String> because) {
    Fact {
      hooks = List.copyOf(hooks);
      because = List.copyOf(because);
    }
  }

  /** The chain from a fact on: back to a fact of its own where there is a loop, else to its end. */
  Chain chain(String from) {
    var path = new LinkedHashMap<String, Fact>();
    List<String> loop = find(from, path, new LinkedHashSet<>());
    if (loop.stream().anyMatch(this::isRefused)) {
      return chain(loop, true);
    }
    var straight = new ArrayList<String>();
    String key = from;
    while (facts.containsKey(key) && !straight.contains(key) && straight.size() < LONGEST) {
      straight.add(key);
      List<String> because =
          facts.getOrDefault(key, new Fact("", "", List.of(), List.of())).because();
      if (because.isEmpty()) {
        break;
      }
      key = because.getFirst();
    }
    return chain(straight, false);
  }

  /** Whether hooks have a part in a fact; what only rests on itself is no loop of theirs. */
  private boolean isRefused(String key) {
    Fact fact = facts.get(key);
    return fact != null && !fact.hooks().isEmpty();
  }

  /** The way from a fact into a loop and around it, the fact that closes it left out. */
  private List<String> find(String key, Map<String, Fact> path, Set<String> seen) {
    Fact fact = facts.get(key);
    if (fact == null) {
      return List.of();
    }
    if (path.containsKey(key)) {
      return new ArrayList<>(path.keySet());
    }
    if (!seen.add(key)) {
      return List.of();
    }
    path.put(key, fact);
    for (String next : fact.because()) {
      List<String> loop = find(next, path, seen);
      if (!loop.isEmpty()) {
        return loop;
      }
    }
    path.remove(key);
    return List.of();
  }

  private Chain chain(List<String> keys, boolean isLoop) {
    var links = new ArrayList<Chain.Link>();
    for (String key : keys) {
      Fact fact = facts.get(key);
      if (fact != null) {
        links.add(new Chain.Link(fact.text(), fact.request(), fact.hooks()));
      }
    }
    return new Chain(links, isLoop);
  }
}
