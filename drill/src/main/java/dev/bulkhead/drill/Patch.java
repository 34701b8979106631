package dev.bulkhead.drill;

import dev.bulkhead.admission.Hook;
import java.util.List;
import java.util.Locale;

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
    if (hook.atRunTime()) {
      return "in %s, of the hook %s: %s"
          .formatted(
              hook.declared().key(),
              hook.name(),
              String.join(
                  ", ", additions.stream().map(add -> add.field() + ": " + add.value()).toList()));
    }
    var operations =
        additions.stream()
            .map(
                add ->
                    "{\"op\":\"add\",\"path\":\"/webhooks/%d/%s\",\"value\":%s}"
                        .formatted(hook.position(), add.field(), add.value()))
            .toList();
    return command(hook, String.join(",", operations));
  }

  /** The command that removes a hook. */
  static String removing(Hook hook) {
    return hook.atRunTime()
        ? "in %s, leave out the hook %s".formatted(hook.declared().key(), hook.name())
        : command(hook, "{\"op\":\"remove\",\"path\":\"/webhooks/%d\"}".formatted(hook.position()));
  }

  private static String command(Hook hook, String operations) {
    return "kubectl patch %s %s --type=json -p '[%s]'"
        .formatted(
            hook.type().kind().toLowerCase(Locale.ROOT),
            hook.configuration(),
            // a quote within a quoted word of the shell
            operations.replace("'", "'\\''"));
  }

  /** A word of the shell; a name that no API server would take is quoted. */
  static String word(String text) {
    return text.matches("[A-Za-z0-9._:/-]+") ? text : "'" + text.replace("'", "'\\''") + "'";
  }

  /** A text as JSON. */
  static String quoted(String text) {
    return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }
}
