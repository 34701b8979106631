package dev.bulkhead.variants;

import dev.bulkhead.variants.Meaning.View;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedMap;
import java.util.SequencedSet;
import java.util.Set;

/** How the templates of a chart use its values. */
final class Uses {
  private static final int MAX_VALUES = 20_000;

  private final SequencedMap<ValuePath, Use> byPath = new LinkedHashMap<>();
  private final Set<ValuePath> withFields = new LinkedHashSet<>();
  private boolean reachesVersion;

  /**
   * A literal that a value is compared with.
   *
   * @param view what is done to the value before
   */
  record Comparison(Literal literal, View view, Site site) {
    /** Whether it tells one boolean from the other. */
    boolean isTest() {
      return literal.isBoolean() || (view == View.TEXT && literal.asSet().isBoolean());
    }
  }

  /** How one value is used. */
  static final class Use {
    private static final int MAX_SITES = 20;
    private static final int MAX_COMPARISONS = 200;

    private final SequencedSet<Site> tests = new LinkedHashSet<>();
    private final SequencedSet<Comparison> comparisons = new LinkedHashSet<>();
    private final SequencedSet<Literal> fallbacks = new LinkedHashSet<>();
    private boolean printed;

    private void test(Site site) {
      if (tests.size() < MAX_SITES) {
        tests.add(site);
      }
    }

    private void compare(Comparison comparison) {
      if (comparisons.size() < MAX_COMPARISONS) {
        comparisons.add(comparison);
      }
    }

    /** Where it is tested for truth, or compared with a boolean. */
    List<Site> tests() {
      var all = new LinkedHashSet<>(tests);
      for (Comparison comparison : comparisons) {
        if (comparison.isTest()) {
          all.add(comparison.site());
        }
      }
      return List.copyOf(all);
    }

    /** What it is compared with. */
    List<Comparison> comparisons() {
      return List.copyOf(comparisons);
    }

    /** The literals that take its place where it is empty. */
    List<Literal> fallbacks() {
      return List.copyOf(fallbacks);
    }

    /** Whether it is put into the text as it is, or through functions. */
    boolean isPrinted() {
      return printed;
    }
  }

  /** The values that are used, those used first in the chart first. */
  List<ValuePath> paths() {
    return List.copyOf(byPath.keySet());
  }

  /** How a value is used. */
  Use of(ValuePath path) {
    return byPath.getOrDefault(path, new Use());
  }

  /** Whether fields of the value are used. */
  boolean hasFields(ValuePath path) {
    return withFields.contains(path);
  }

  /** Whether the cluster's version, or what it serves, is used. */
  boolean reachesVersion() {
    return reachesVersion;
  }

  void version() {
    reachesVersion = true;
  }

  void mention(Meaning meaning) {
    for (Meaning.Value value : meaning.values()) {
      use(value.path());
      for (int length = value.path().names().size() - 1; length > 0; length--) {
        if (!withFields.add(new ValuePath(value.path().names().subList(0, length)))) {
          break;
        }
      }
    }
  }

  void print(Meaning meaning) {
    meaning.values().forEach(value -> use(value.path()).printed = true);
  }

  void test(Meaning meaning, Site site) {
    for (Meaning.Value value : meaning.values()) {
      if (value.view() == View.PLAIN) {
        use(value.path()).test(site);
      }
    }
  }

  void compare(Meaning meaning, List<Literal> literals, Site site) {
    for (Meaning.Value value : meaning.values()) {
      Use use = use(value.path());
      literals.forEach(literal -> use.compare(new Comparison(literal, value.view(), site)));
    }
  }

  void fallBack(Meaning meaning, List<Literal> literals) {
    meaning.values().forEach(value -> use(value.path()).fallbacks.addAll(literals));
  }

  /** Heeds what others know of the values that are used here. */
  void learn(Uses others) {
    byPath.forEach(
        (path, use) -> {
          Use other = others.of(path);
          other.tests.forEach(use::test);
          other.comparisons.forEach(use::compare);
          use.fallbacks.addAll(other.fallbacks);
        });
  }

  private Use use(ValuePath path) {
    Use known = byPath.get(path);
    if (known == null) {
      known = new Use();
      if (byPath.size() < MAX_VALUES) {
        byPath.put(path, known);
      }
    }
    return known;
  }
}
