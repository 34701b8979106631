package dev.bulkhead.variants;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;

/** What an expression of a template stands for, as far as it can be known without rendering. */
sealed interface Meaning {
  /** Something else, or not known. */
  static Meaning unknown() {
    return new Unknown();
  }

  /** Beyond this many parts nothing more is remembered. */
  int MAX_WEIGHT = 100;

  /** How many things an expression may stand for. */
  int MAX_OPTIONS = 8;

  /** How many parts it is made of. */
  default int weight() {
    return 1;
  }

  /**
   * What a file of templates gets as its cursor.
   *
   * @param chart where the chart's values lie
   */
  record Root(ValuePath chart) implements Meaning {}

  /**
   * All values of a chart.
   *
   * @param chart where they lie
   */
  record Values(ValuePath chart) implements Meaning {}

  /** A value. */
  record Value(ValuePath path, View view) implements Meaning {}

  /** What has been done to a value before it is looked at. */
  enum View {
    /** Nothing. */
    PLAIN,
    /** It was turned into text. */
    TEXT,
    /** It was turned into text in one case. */
    FOLDED,
    /** It was turned into a number. */
    NUMBER;

    /** What this and then another comes to. */
    View then(View next) {
      return this == TEXT && next == FOLDED ? TEXT : next;
    }
  }

  /** A dictionary that the template made. */
  record Dictionary(Map<String, Meaning> entries) implements Meaning {
    public Dictionary {
      entries = Map.copyOf(entries);
    }

    @Override
    public int weight() {
      return 1 + entries.values().stream().mapToInt(Meaning::weight).sum();
    }
  }

  /** A list that the template made. */
  record Items(List<Meaning> items) implements Meaning {
    public Items {
      items = List.copyOf(items);
    }

    @Override
    public int weight() {
      return 1 + items.stream().mapToInt(Meaning::weight).sum();
    }
  }

  /** A literal. */
  record Known(Literal literal) implements Meaning {}

  /** One of several, none of which is unknown or itself several. */
  record Several(List<Meaning> options) implements Meaning {
    public Several {
      options = List.copyOf(options);
    }

    @Override
    public int weight() {
      return 1 + options.stream().mapToInt(Meaning::weight).sum();
    }
  }

  /** Nothing that is known. */
  record Unknown() implements Meaning {}

  /** The same, or unknown where it is made of too much. */
  static Meaning bounded(Meaning meaning) {
    return meaning.weight() > MAX_WEIGHT ? unknown() : meaning;
  }

  /** One of these; what is not known of them is passed over. */
  static Meaning anyOf(List<Meaning> meanings) {
    var options = new LinkedHashSet<Meaning>();
    meanings.forEach(meaning -> options.addAll(meaning.options()));
    return switch (options.size()) {
      case 0 -> unknown();
      case 1 -> options.getFirst();
      default -> bounded(new Several(options.stream().limit(MAX_OPTIONS).toList()));
    };
  }

  /** Everything that this may stand for and that is known. */
  default List<Meaning> options() {
    return switch (this) {
      case Several several -> several.options();
      case Unknown _ -> List.of();
      case Root _, Values _, Value _, Dictionary _, Items _, Known _ -> List.of(this);
    };
  }

  /** The values that this may be. */
  default List<Value> values() {
    return options().stream().filter(Value.class::isInstance).map(Value.class::cast).toList();
  }

  /** The literals that this may be. */
  default List<Literal> literals() {
    return options().stream()
        .filter(Known.class::isInstance)
        .map(known -> ((Known) known).literal())
        .toList();
  }

  /** The literals that this, or the items of this list, may be. */
  default List<Literal> literalItems() {
    var found = new ArrayList<Literal>();
    for (Meaning option : options()) {
      if (option instanceof Items list) {
        list.items().forEach(item -> found.addAll(item.literals()));
      }
    }
    return found;
  }

  /** The same seen otherwise; unknown for what is no value and no literal. */
  default Meaning seenAs(View view) {
    var seen = new ArrayList<Meaning>();
    for (Meaning option : options()) {
      switch (option) {
        case Value value -> seen.add(new Value(value.path(), value.view().then(view)));
        case Known known -> seen.add(known);
        case Root _, Values _, Dictionary _, Items _, Several _, Unknown _ -> {}
      }
    }
    return anyOf(seen);
  }
}
