package dev.bulkhead.report;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.bulkhead.verdict.Fact;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A finding read back from a JSON report.
 *
 * @param texts its fields by name, those of objects within it by {@code object.kind}, {@code
 *     location.line}; numbers and booleans as JSON writes them
 * @param evidence what the verdict rests on, in order
 */
public record RecordedFinding(Map<String, String> texts, List<Fact> evidence) {
  public RecordedFinding {
    texts = Map.copyOf(texts);
    evidence = List.copyOf(evidence);
  }

  /** A field, or the empty string where the report has none of that name. */
  public String text(String field) {
    return texts.getOrDefault(field, "");
  }

  /**
   * The finding of that id.
   *
   * @throws IOException where the report cannot be read, or is not one
   */
  public static Optional<RecordedFinding> find(InputStream report, String id) throws IOException {
    try (JsonParser json = new JsonFactory().createParser(report)) {
      while (json.nextToken() != null) {
        if (json.currentToken() == JsonToken.START_ARRAY
            && "verdicts".equals(json.currentName())
            && json.getParsingContext().getParent().getParent().inRoot()) {
          return findIn(json, id);
        }
      }
    }
    return Optional.empty();
  }

  private static Optional<RecordedFinding> findIn(JsonParser json, String id) throws IOException {
    while (json.nextToken() == JsonToken.START_OBJECT) {
      RecordedFinding finding = read(json);
      if (finding.text("id").equals(id)) {
        return Optional.of(finding);
      }
    }
    return Optional.empty();
  }

  private static RecordedFinding read(JsonParser json) throws IOException {
    var texts = new HashMap<String, String>();
    var evidence = new ArrayList<Fact>();
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String field = json.currentName();
      switch (json.nextToken()) {
        case START_OBJECT -> readInner(json, field + ".", texts);
        case START_ARRAY -> readList(json, field, texts, evidence);
        default -> texts.put(field, json.getText());
      }
    }
    return new RecordedFinding(texts, evidence);
  }

  private static void readInner(JsonParser json, String prefix, Map<String, String> texts)
      throws IOException {
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String field = json.currentName();
      json.nextToken();
      texts.put(prefix + field, json.getText());
      json.skipChildren();
    }
  }

  /** A list of strings becomes one text, separated by commas; a list of objects is evidence. */
  private static void readList(
      JsonParser json, String field, Map<String, String> texts, List<Fact> evidence)
      throws IOException {
    var items = new ArrayList<String>();
    while (json.nextToken() != JsonToken.END_ARRAY && json.currentToken() != null) {
      if (json.currentToken() == JsonToken.START_OBJECT) {
        var fact = new HashMap<String, String>();
        readInner(json, "", fact);
        evidence.add(new Fact(fact.getOrDefault("name", ""), fact.getOrDefault("value", "")));
      } else {
        items.add(json.getText());
      }
    }
    texts.put(field, String.join(",", items));
  }
}
