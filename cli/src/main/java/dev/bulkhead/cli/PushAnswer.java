package dev.bulkhead.cli;

import dev.bulkhead.airgap.bundle.Pushed;
import dev.bulkhead.airgap.bundle.Pushed.Fate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
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
    for (Pushed.One one : pushed.images()) {
      text.add(one.target());
      text.add(
          "    %s%s  %s"
              .formatted(
                  one.digest(),
                  one.isRewritten() ? " (index rewritten)" : "",
                  switch (one.fate()) {
                    case Fate.Arrived() -> "pushed and verified";
                    case Fate.WasThere() -> "was there";
                    case Fate.Refused _ -> "not there";
                  }));
      if (one.fate() instanceof Fate.Refused(var cause, var remedy)) {
        text.add("    " + cause);
        text.add("    remedy: " + remedy);
      }
    }
    text.add("");
    text.add(summary());
    notes.forEach(note -> text.add("note: " + note));
    return text;
  }

  private String summary() {
    long there =
        pushed.images().stream().filter(one -> !(one.fate() instanceof Fate.Refused)).count();
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
      case Fate.WasThere() -> fields.put("fate", "present");
      case Fate.Refused(var cause, var remedy) -> {
        fields.put("fate", "refused");
        fields.put("cause", cause);
        fields.put("remedy", remedy);
      }
    }
    return fields;
  }

  private static SequencedMap<String, Object> count(Pushed.Count count) {
    var fields = new LinkedHashMap<String, Object>();
    fields.put("blobs", count.blobs());
    fields.put("bytes", count.bytes());
    return fields;
  }
}
