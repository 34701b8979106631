package dev.bulkhead.variants;

import dev.bulkhead.model.Location;
import dev.bulkhead.model.Node;
import dev.bulkhead.variants.Defaults.Default;
import dev.bulkhead.variants.Meaning.View;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.SequencedSet;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Decides what a value can be set to other than what it is. Nothing is made up: a choice stands in
 * a template or in the schema, or is the other of two booleans.
 */
final class Choices {
  /** More than this is a list of names, no modes. */
  private static final int MAX_CHOICES = 20;

  private static final int MAX_PLACES = 20;

  /** Which image runs, and how it is fetched, is no mode of a chart. */
  private static final Set<String> IMAGE =
      Set.of("image", "registry", "repository", "tag", "digest", "pullPolicy", "imagePullPolicy");

  /** Names of values that can only be booleans. */
  private static final Set<String> BOOLEANS = Set.of("enabled", "disabled", "create", "install");

  /** Names of values that are booleans unless they are printed. */
  private static final Pattern MAYBE_BOOLEAN =
      Pattern.compile("(enable|disable|create|install|use)(\\p{Lu}.*)?");

  private final Defaults defaults;
  private final List<ChartPart> parts;
  private final Uses uses;
  private final Notes notes;

  Choices(List<ChartPart> parts, Defaults defaults, Uses uses, Notes notes) {
    this.parts = List.copyOf(parts);
    this.defaults = defaults;
    this.uses = uses;
    this.notes = notes;
  }

  /** The axis of a value, if there is something to choose. */
  Optional<Axis> of(ValuePath path) {
    Default current = defaults.of(path);
    if (!path.canBeSet()
        || IMAGE.contains(path.last())
        || uses.hasFields(path)
        || current instanceof Default.Blocked
        || (current instanceof Default.Given(Node node, _) && isFilled(node))) {
      return Optional.empty();
    }
    return new OfValue(path, current).axis();
  }

  private static boolean isFilled(Node node) {
    return switch (node) {
      case Node.Mapping mapping -> !mapping.fields().isEmpty();
      case Node.Sequence sequence -> !sequence.items().isEmpty();
      case Node.Scalar _ -> false;
    };
  }

  private Schema.Facts schema(ValuePath path) {
    return parts.stream()
        .map(part -> part.local(path).map(part.schema()::of).orElse(Schema.Facts.NONE))
        .reduce(Schema.Facts.NONE, Schema.Facts::and);
  }

  /** One value, while its choices are gathered. */
  private final class OfValue {
    private final ValuePath path;
    private final Default current;
    private final Uses.Use use;
    private final Schema.Facts schema;
    private final SequencedMap<String, Choice> choices = new LinkedHashMap<>();
    private final SequencedSet<Location> places = new LinkedHashSet<>();

    OfValue(ValuePath path, Default current) {
      this.path = path;
      this.current = current;
      this.use = uses.of(path);
      this.schema = schema(path);
    }

    Optional<Axis> axis() {
      compared();
      tested();
      listed();
      if (choices.isEmpty()) {
        return Optional.empty();
      }
      if (choices.size() > MAX_CHOICES) {
        notes.add(
            "Only the first %d of %d choices for %s are tried."
                .formatted(MAX_CHOICES, choices.size(), path));
      }
      return Optional.of(
          new Axis(
              path.written(),
              choices.values().stream().limit(MAX_CHOICES).toList(),
              places.stream().limit(MAX_PLACES).toList()));
    }

    private void compared() {
      for (Uses.Comparison comparison : use.comparisons()) {
        add(comparison.literal(), comparison.view(), comparison.site().location());
      }
    }

    private void tested() {
      Optional<Literal> other = otherBoolean();
      if (other.isEmpty() || (use.tests().isEmpty() && !schema.isBoolean())) {
        return;
      }
      for (Site site : use.tests()) {
        add(other.get(), View.PLAIN, site.location());
      }
      if (schema.isBoolean() && schema.typeAt() != null) {
        add(other.get(), View.PLAIN, schema.typeAt());
      }
      if (current instanceof Default.Given(_, Location at)) {
        add(other.get(), View.PLAIN, at);
      }
    }

    private Optional<Literal> otherBoolean() {
      return switch (current) {
        case Default.Given(Node.Scalar scalar, _) when isBoolean(scalar) ->
            Optional.of(Literal.of(!scalar.isTrue()));
        case Default.Absent _ -> absentBoolean();
        case Default.Given _, Default.Blocked _ -> Optional.empty();
      };
    }

    private Optional<Literal> absentBoolean() {
      for (Literal fallback : use.fallbacks()) {
        if (fallback.isBoolean()) {
          return Optional.of(Literal.of(fallback.text().equals("false")));
        }
      }
      boolean known = schema.isBoolean() || BOOLEANS.contains(path.last());
      boolean likely = !use.isPrinted() && MAYBE_BOOLEAN.matcher(path.last()).matches();
      return known || likely ? Optional.of(Literal.of(true)) : Optional.empty();
    }

    private static boolean isBoolean(Node.Scalar scalar) {
      return scalar.type() == Node.Scalar.Type.BOOLEAN;
    }

    private void listed() {
      schema.listed().forEach((literal, at) -> add(literal, View.PLAIN, at));
    }

    private void add(Literal literal, View view, Location at) {
      Optional<Literal> fitting = fitting(literal, view);
      if (fitting.isEmpty() || isCurrent(fitting.get(), view)) {
        return;
      }
      Optional<String> written = fitting.get().written(view == View.TEXT || view == View.NUMBER);
      if (written.isPresent()) {
        choices.putIfAbsent(written.get(), new Choice(path.written(), written.get()));
        places.add(at);
      } else if (!literal.text().isEmpty()) {
        notes.add(
            "The choice \"%s\" for %s (%s) is left out, since --set cannot express it."
                .formatted(literal.text(), path, at));
      }
    }

    /** The literal as the schema allows it. */
    private Optional<Literal> fitting(Literal literal, View view) {
      if (view == View.PLAIN) {
        return Optional.of(literal).filter(schema::allows);
      }
      Literal set = literal.asSet();
      if (schema.allows(set)) {
        return Optional.of(view == View.FOLDED ? literal : set);
      }
      return schema.listed().keySet().stream()
          .filter(allowed -> view == View.FOLDED && sameButForCase(allowed, literal))
          .findFirst();
    }

    private boolean isCurrent(Literal literal, View view) {
      var same = new ArrayList<Literal>();
      if (current instanceof Default.Given(Node.Scalar scalar, _)) {
        same.add(Literal.of(scalar));
      }
      boolean isEmpty = same.isEmpty() || same.getFirst().equals(Literal.text(""));
      if (isEmpty) {
        use.fallbacks().stream().filter(fallback -> !fallback.isBoolean()).forEach(same::add);
      }
      return same.stream()
          .anyMatch(
              literalNow ->
                  switch (view) {
                    case PLAIN -> literalNow.equals(literal);
                    case TEXT, NUMBER -> literalNow.text().equals(literal.text());
                    case FOLDED -> sameButForCase(literalNow, literal);
                  });
    }

    private static boolean sameButForCase(Literal one, Literal other) {
      return one.text().equalsIgnoreCase(other.text());
    }
  }
}
