package dev.bulkhead.drill;

import dev.bulkhead.admission.Hook;
import dev.bulkhead.admission.Selector;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Commands that carry out a change of a hook in a cluster. */
final class Patch {
  private Patch() {}

  /**
   * A JSON patch of one hook (RFC 6902).
   *
   * @param field of the hook, as a JSON pointer goes on: {@code failurePolicy}
   * @param value as JSON
   */
  record Add(String field, String value) {}

  /** The command; for hooks that a controller writes, what is to be stated where it reads. */
  static String of(Hook hook, List<Add> additions) {
    return of(hook, additions, List.of());
  }

  /**
   * The same, and fields are taken away after that.
   *
   * @param removed those of a list with the last one first
   */
  static String of(Hook hook, List<Add> additions, List<String> removed) {
    if (hook.atRunTime()) {
      return "in %s, of the hook %s: %s"
          .formatted(
              hook.declared().key(),
              hook.name(),
              Stream.concat(
                      additions.stream().map(add -> add.field() + ": " + add.value()),
                      removed.stream().map(field -> "no " + field))
                  .collect(Collectors.joining(", ")));
    }
    return command(
        configuration(hook),
        Stream.of(
                Stream.of(guard(hook)),
                additions.stream().map(add -> operation(hook.position(), add)),
                removed.stream().map(field -> removal(hook.position() + "/" + field)))
            .flatMap(operations -> operations)
            .toList());
  }

  /**
   * The operation of a JSON patch.
   *
   * @param position of the hook in its configuration
   */
  static String operation(int position, Add add) {
    return "{\"op\":\"add\",\"path\":\"/webhooks/%d/%s\",\"value\":%s}"
        .formatted(position, add.field(), add.value());
  }

  /** Has the whole patch fail where another hook stands at the place of this one by now. */
  static String guard(Hook hook) {
    return "{\"op\":\"test\",\"path\":\"/webhooks/%d/name\",\"value\":%s}"
        .formatted(hook.position(), quoted(hook.name()));
  }

  /** The command that removes a hook. */
  static String removing(Hook hook) {
    return hook.atRunTime()
        ? "in %s, leave out the hook %s".formatted(hook.declared().key(), hook.name())
        : command(
            configuration(hook), List.of(guard(hook), removal(String.valueOf(hook.position()))));
  }

  private static String removal(String path) {
    return "{\"op\":\"remove\",\"path\":\"/webhooks/%s\"}".formatted(path);
  }

  /** The configuration of a hook, its kind and its name as words of the shell. */
  static String configuration(Hook hook) {
    return hook.type().kind().toLowerCase(Locale.ROOT) + " " + word(hook.configuration());
  }

  /** A word of the shell; a name that no API server would take is quoted. */
  static String word(String text) {
    return text.matches("[A-Za-z0-9._:/-]+") ? text : "'" + text.replace("'", "'\\''") + "'";
  }

  /**
   * The command that carries operations out, all of them or none.
   *
   * @param configuration its kind and name
   */
  static String command(String configuration, List<String> operations) {
    return "kubectl patch %s --type=json -p '[%s]'"
        .formatted(
            configuration,
            // a quote within a quoted word of the shell
            String.join(",", operations).replace("'", "'\\''"));
  }

  /** A selector as JSON, with {@code matchExpressions} alone. */
  static String json(Selector selector) {
    if (selector.isEmpty()) {
      return "{}";
    }
    var expressions =
        selector.requirements().stream()
            .map(
                one ->
                    "{\"key\":%s,\"operator\":\"%s\"%s}"
                        .formatted(quoted(one.key()), one.operator(), values(one)))
            .toList();
    return "{\"matchExpressions\":[" + String.join(",", expressions) + "]}";
  }

  private static String values(Selector.Requirement requirement) {
    return requirement.values().isEmpty()
        ? ""
        : ",\"values\":["
            + String.join(",", requirement.values().stream().sorted().map(Patch::quoted).toList())
            + "]";
  }

  /** A text as JSON, in which nothing is left that means something to a page or a terminal. */
  static String quoted(String text) {
    var quoted = new StringBuilder("\"");
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"', '\\' -> quoted.append('\\').append(c);
        case '<', '>', '`' -> quoted.append("\\u%04x".formatted((int) c));
        default -> quoted.append(c < ' ' ? "\\u%04x".formatted((int) c) : String.valueOf(c));
      }
    }
    return quoted.append('"').toString();
  }
}
