package dev.bulkhead.report;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.SequencedMap;

/**
 * The answer of a command that is asked one question, for machines: an object whose fields stand in
 * the order in which they were put.
 */
public final class JsonAnswer {
  private JsonAnswer() {}

  /**
   * Writes the answer in UTF-8, a line per field, with a line feed at its end. The stream is
   * flushed and stays open.
   *
   * @param schemaVersion of the form of this answer
   * @param toolVersion who answers
   * @param fields strings, whole numbers, booleans, and lists and maps of these
   * @throws IOException where the destination refuses a byte
   */
  public static void write(
      String schemaVersion, String toolVersion, SequencedMap<String, ?> fields, OutputStream out)
      throws IOException {
    try (JsonGenerator json = JsonForm.generator(out)) {
      json.writeStartObject();
      json.writeStringField("schemaVersion", schemaVersion);
      json.writeObjectFieldStart("tool");
      json.writeStringField("name", "bulkhead");
      json.writeStringField("version", toolVersion);
      json.writeEndObject();
      writeFields(json, fields);
      json.writeEndObject();
      json.writeRaw('\n');
    }
  }

  private static void writeFields(JsonGenerator json, SequencedMap<?, ?> fields)
      throws IOException {
    for (var field : fields.entrySet()) {
      json.writeFieldName(String.valueOf(field.getKey()));
      writeValue(json, field.getValue());
    }
  }

  private static void writeValue(JsonGenerator json, Object value) throws IOException {
    switch (value) {
      case String text -> json.writeString(text);
      case Integer number -> json.writeNumber(number);
      case Long number -> json.writeNumber(number);
      case Boolean truth -> json.writeBoolean(truth);
      case List<?> list -> {
        json.writeStartArray();
        for (Object element : list) {
          writeValue(json, element);
        }
        json.writeEndArray();
      }
      case SequencedMap<?, ?> map -> {
        json.writeStartObject();
        writeFields(json, map);
        json.writeEndObject();
      }
      default -> throw new IllegalArgumentException("No value of an answer: " + value.getClass());
    }
  }
}
