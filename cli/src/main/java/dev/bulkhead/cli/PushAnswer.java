package dev.bulkhead.cli;

import dev.bulkhead.airgap.bundle.Pushed;
import dev.bulkhead.airgap.bundle.Pushed.Fate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/**
 * What is told of a push.
 *
 * @param to where it went
 * @param notes full sentences
 */
record PushAnswer(String to, Pushed pushed, List<String> notes) implements TransferAnswer {
  /** For people: each image, and the whole at the end. */
  @Override
  public List<String> text() {
    var text = new ArrayList<String>();
    var told = new HashMap<String, String>();
    for (Pushed.One one : pushed.images()) {
      text.add(one.target());
      text.add(
          "    %s%s  %s"
              .formatted(
                  one.digest(),
                  one.isRewritten() ? " (index rewritten)" : "",
                  switch (one.fate()) {
                    case Fate.Arrived() -> "pushed and verified";
                    case Fate.Replaced _ -> "pushed and verified, in place of other content";
                    case Fate.WasThere() -> "was there";
                    case Fate.Failed _ -> "not there";
                  }));
      switch (one.fate()) {
        case Fate.Arrived _, Fate.WasThere _ -> {}
        case Fate.Replaced(var before) -> text.add("    the tag was " + before);
        case Fate.Failed failed -> text.addAll(why(one, failed, told));
      }
    }
    text.add("");
    text.add(summary());
    notes.forEach(note -> text.add("note: " + note));
    return text;
  }

  /**
   * A cause that many images share is said of the first.
   *
   * @param told the causes that were said, with the image of which they were
   */
  private static List<String> why(Pushed.One one, Fate.Failed failed, Map<String, String> told) {
    String first = told.putIfAbsent(failed.cause(), one.target());
    return first == null
        ? List.of("    " + failed.cause(), "    remedy: " + failed.remedy())
        : List.of("    for the same reason as " + first);
  }

  private String summary() {
    long there =
        pushed.images().stream().filter(one -> !(one.fate() instanceof Fate.Failed)).count();
    return "%s: %d of %d there. Blobs: %s sent, %s mounted, %s were there."
        .formatted(
            to,
            there,
            pushed.images().size(),
            words(pushed.sent()),
            words(pushed.mounted()),
            words(pushed.present()));
  }

  private static String words(Pushed.Count count) {
    return count.blobs() == 0
        ? "none"
        : "%d (%s)".formatted(count.blobs(), Amount.of(count.bytes()));
  }

  /** For machines (docs/json.md). */
  @Override
  public SequencedMap<String, Object> fields() {
    var fields = new LinkedHashMap<String, Object>();
    fields.put("to", to);
    fields.put("images", pushed.images().stream().map(PushAnswer::fields).toList());
    fields.put("sent", count(pushed.sent()));
    fields.put("mounted", count(pushed.mounted()));
    fields.put("present", count(pushed.present()));
    fields.put("notes", notes);
    return fields;
  }

  private static SequencedMap<String, Object> fields(Pushed.One one) {
    var fields = new LinkedHashMap<String, Object>();
    fields.put("name", one.name());
    fields.put("target", one.target());
    fields.put("digest", one.digest().toString());
    fields.put("referrer", one.isReferrer());
    fields.put("rewritten", one.isRewritten());
    switch (one.fate()) {
      case Fate.Arrived() -> fields.put("fate", "pushed");
      case Fate.Replaced(var before) -> {
        fields.put("fate", "replaced");
        fields.put("before", before.toString());
      }
      case Fate.WasThere() -> fields.put("fate", "present");
      case Fate.Refused refused -> put("refused", refused, fields);
      case Fate.Damaged damaged -> put("damaged", damaged, fields);
      case Fate.Unreached unreached -> put("unreached", unreached, fields);
    }
    return fields;
  }

  private static void put(String fate, Fate.Failed failed, Map<String, Object> fields) {
    fields.put("fate", fate);
    fields.put("cause", failed.cause());
    fields.put("remedy", failed.remedy());
  }

  private static SequencedMap<String, Object> count(Pushed.Count count) {
    var fields = new LinkedHashMap<String, Object>();
    fields.put("blobs", count.blobs());
    fields.put("bytes", count.bytes());
    return fields;
  }
}
