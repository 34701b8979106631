package dev.bulkhead.variants;

import dev.bulkhead.variants.Meaning.View;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;

/**
 * What the functions of Go's templates, of sprig and of Helm do to values, as far as it matters.
 */
final class Functions {
  private static final int MAX_TEXT = 1_000;

  private final Walk walk;
  private final Expressions expressions;
  private final Uses uses;

  Functions(Walk walk, Expressions expressions, Uses uses) {
    this.walk = walk;
    this.expressions = expressions;
    this.uses = uses;
  }

  /** What a call results in; the uses of values that it means are noted. */
  Meaning call(String name, List<Argument> arguments, Frame frame) {
    return switch (name) {
      case "and", "or", "coalesce" -> either(arguments);
      case "not", "empty" -> truth(arguments);
      case "ternary" -> ternary(arguments);
      case "default" -> fallBack(arguments);
      case "eq", "ne" -> compare(arguments);
      case "has", "mustHas" -> has(arguments);
      case "hasKey" -> hasKey(arguments, frame);
      case "get" -> at(arguments, frame);
      case "index" -> at(arguments, frame);
      case "dig" -> dig(arguments, frame);
      case "first", "mustFirst" -> item(arguments, 0);
      case "dict" -> dictionary(arguments);
      case "set" -> set(arguments);
      case "list", "tuple" -> items(arguments);
      case "merge", "mustMerge", "mergeOverwrite", "mustMergeOverwrite" -> all(arguments);
      case "deepCopy", "mustDeepCopy", "omit" -> argument(arguments, 0);
      case "pick" -> pick(arguments, frame);
      case "required" -> argument(arguments, 1);
      case "toString", "trim" -> argument(arguments, 0).seenAs(View.TEXT);
      case "lower", "upper", "title" -> argument(arguments, 0).seenAs(View.FOLDED);
      case "int", "int64", "float64", "atoi" -> argument(arguments, 0).seenAs(View.NUMBER);
      case "toYaml", "toJson" -> printed(arguments).seenAs(View.TEXT);
      case "print", "printf" -> text(arguments);
      case "include" -> include(arguments, frame);
      case "tpl" -> tpl(arguments, frame);
      case "kindIs", "kindOf", "typeIs", "typeOf", "len", "gt", "ge", "lt", "le" ->
          Meaning.unknown();
      case "contains", "hasPrefix", "hasSuffix", "regexMatch", "semverCompare", "fail" ->
          Meaning.unknown();
      default -> other(arguments);
    };
  }

  private static Meaning argument(List<Argument> arguments, int index) {
    return index < arguments.size() ? arguments.get(index).meaning() : Meaning.unknown();
  }

  private Meaning all(List<Argument> arguments) {
    if (walk.isTooMuch(weight(arguments))) {
      return Meaning.unknown();
    }
    return Meaning.anyOf(arguments.stream().map(Argument::meaning).toList());
  }

  private static int weight(List<Argument> arguments) {
    return arguments.stream().mapToInt(argument -> argument.meaning().weight()).sum();
  }

  private void test(Argument argument) {
    uses.test(argument.meaning(), argument.site());
  }

  /** All but the last decide; the last is only handed on. */
  private Meaning either(List<Argument> arguments) {
    arguments.stream().limit(Math.max(arguments.size() - 1, 0)).forEach(this::test);
    return all(arguments);
  }

  private Meaning truth(List<Argument> arguments) {
    arguments.forEach(this::test);
    return Meaning.unknown();
  }

  private Meaning ternary(List<Argument> arguments) {
    if (arguments.size() != 3) {
      return Meaning.unknown();
    }
    test(arguments.get(2));
    return all(arguments.subList(0, 2));
  }

  private Meaning fallBack(List<Argument> arguments) {
    if (arguments.size() != 2) {
      return all(arguments);
    }
    test(arguments.get(1));
    uses.fallBack(argument(arguments, 1), argument(arguments, 0).literals());
    return all(arguments.reversed());
  }

  private Meaning compare(List<Argument> arguments) {
    for (int i = 1; i < arguments.size(); i++) {
      compare(arguments.getFirst(), arguments.get(i));
      compare(arguments.get(i), arguments.getFirst());
    }
    return Meaning.unknown();
  }

  private void compare(Argument value, Argument literal) {
    uses.compare(value.meaning(), literal.meaning().literals(), value.site());
  }

  private Meaning has(List<Argument> arguments) {
    if (arguments.size() == 2) {
      Argument value = arguments.getFirst();
      uses.compare(value.meaning(), argument(arguments, 1).literalItems(), value.site());
    }
    return Meaning.unknown();
  }

  private Meaning hasKey(List<Argument> arguments, Frame frame) {
    if (!arguments.isEmpty()) {
      uses.test(at(arguments, frame), arguments.getFirst().site());
    }
    return Meaning.unknown();
  }

  /** The first argument's field, and of that the next, as the other arguments name them. */
  private Meaning at(List<Argument> arguments, Frame frame) {
    Meaning meaning = argument(arguments, 0);
    for (int i = 1; i < arguments.size(); i++) {
      meaning = at(meaning, argument(arguments, i), frame);
    }
    return meaning;
  }

  private Meaning at(Meaning of, Meaning key, Frame frame) {
    var found = new ArrayList<Meaning>();
    for (Literal literal : key.literals()) {
      found.add(
          switch (literal.type()) {
            case STRING -> expressions.field(of, literal.text(), frame);
            case INTEGER -> itemAt(of, literal.text());
            case FLOAT, BOOLEAN, NULL -> Meaning.unknown();
          });
    }
    return Meaning.anyOf(found);
  }

  private static Meaning itemAt(Meaning of, String index) {
    return of instanceof Meaning.Items list && index.matches("\\d{1,3}")
        ? itemAt(list, Integer.parseInt(index))
        : Meaning.unknown();
  }

  private static Meaning itemAt(Meaning.Items list, int index) {
    return index < list.items().size() ? list.items().get(index) : Meaning.unknown();
  }

  private static Meaning item(List<Argument> arguments, int index) {
    return argument(arguments, 0) instanceof Meaning.Items list
        ? itemAt(list, index)
        : Meaning.unknown();
  }

  /** {@code dig "a" "b" DEFAULT MAP}. */
  private Meaning dig(List<Argument> arguments, Frame frame) {
    int size = arguments.size();
    if (size < 3) {
      return Meaning.unknown();
    }
    var path = new ArrayList<Argument>();
    path.add(arguments.getLast());
    path.addAll(arguments.subList(0, size - 2));
    Meaning found = at(path, frame);
    Meaning otherwise = argument(arguments, size - 2);
    uses.fallBack(found, otherwise.literals());
    return Meaning.anyOf(List.of(found, otherwise));
  }

  private Meaning dictionary(List<Argument> arguments) {
    if (walk.isTooMuch(weight(arguments))) {
      return Meaning.unknown();
    }
    var entries = new LinkedHashMap<String, Meaning>();
    for (int i = 0; i + 1 < arguments.size(); i += 2) {
      for (Literal key : argument(arguments, i).literals()) {
        entries.put(key.text(), argument(arguments, i + 1));
      }
    }
    return Meaning.bounded(new Meaning.Dictionary(entries));
  }

  /** {@code pick MAP "a" "b"}. */
  private Meaning pick(List<Argument> arguments, Frame frame) {
    Meaning map = argument(arguments, 0);
    var entries = new LinkedHashMap<String, Meaning>();
    for (Argument key : arguments.stream().skip(1).toList()) {
      if (key.meaning().literals().isEmpty()) {
        return map;
      }
      key.meaning()
          .literals()
          .forEach(name -> entries.put(name.text(), expressions.field(map, name.text(), frame)));
    }
    return Meaning.bounded(new Meaning.Dictionary(entries));
  }

  private static Meaning set(List<Argument> arguments) {
    Meaning target = argument(arguments, 0);
    if (!(target instanceof Meaning.Dictionary dictionary)) {
      return target;
    }
    var entries = new LinkedHashMap<>(dictionary.entries());
    for (Literal key : argument(arguments, 1).literals()) {
      entries.put(key.text(), argument(arguments, 2));
    }
    return Meaning.bounded(new Meaning.Dictionary(entries));
  }

  private Meaning items(List<Argument> arguments) {
    if (walk.isTooMuch(weight(arguments))) {
      return Meaning.unknown();
    }
    return Meaning.bounded(new Meaning.Items(arguments.stream().map(Argument::meaning).toList()));
  }

  /** Text put together of literals only, as names of templates sometimes are. */
  private Meaning text(List<Argument> arguments) {
    other(arguments);
    var texts = new ArrayList<String>();
    for (Argument argument : arguments) {
      if (!(argument.meaning() instanceof Meaning.Known(Literal literal))) {
        return Meaning.unknown();
      }
      texts.add(literal.text());
    }
    if (texts.stream().mapToInt(String::length).sum() > MAX_TEXT) {
      return Meaning.unknown();
    }
    boolean isFormat = !texts.isEmpty() && texts.getFirst().contains("%");
    String text = isFormat ? formatted(texts) : String.join("", texts);
    return text.contains("%") ? Meaning.unknown() : new Meaning.Known(Literal.text(text));
  }

  private static String formatted(List<String> texts) {
    String text = texts.getFirst();
    for (String part : texts.subList(1, texts.size())) {
      int verb = text.indexOf("%s");
      text = verb < 0 ? text : text.substring(0, verb) + part + text.substring(verb + 2);
    }
    return text;
  }

  private Meaning include(List<Argument> arguments, Frame frame) {
    List<Literal> names = argument(arguments, 0).literals();
    if (names.isEmpty()) {
      walk.callUnknown();
    }
    Meaning cursor = argument(arguments, 1);
    return Meaning.anyOf(
        names.stream().map(name -> walk.call(name.text(), cursor, frame)).toList());
  }

  private Meaning tpl(List<Argument> arguments, Frame frame) {
    Meaning text = argument(arguments, 0);
    uses.print(text);
    walk.callTexts(text, argument(arguments, 1), frame);
    if (text.options().isEmpty()) {
      walk.callUnknownText();
    }
    return Meaning.unknown();
  }

  private Meaning printed(List<Argument> arguments) {
    other(arguments);
    return argument(arguments, 0);
  }

  private Meaning other(List<Argument> arguments) {
    arguments.forEach(argument -> uses.print(argument.meaning()));
    return Meaning.unknown();
  }
}
