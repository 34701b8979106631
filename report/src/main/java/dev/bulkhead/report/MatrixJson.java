package dev.bulkhead.report;

import dev.bulkhead.variants.Cell;
import dev.bulkhead.variants.Matrix;
import dev.bulkhead.variants.Reason;
import dev.bulkhead.variants.Release;
import java.io.IOException;
import java.io.OutputStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.stream.IntStream;

/** A matrix for machines. */
public final class MatrixJson {
  private static final String SCHEMA_VERSION = "1.0";

  private MatrixJson() {}

  /**
   * Writes the matrix. The stream is flushed and stays open.
   *
   * @throws IOException where the destination refuses a byte
   */
  public static void write(MatrixReport report, OutputStream out) throws IOException {
    var matrix = report.matrix();
    var fields = new LinkedHashMap<String, Object>();
    fields.put("title", report.title());
    fields.put("settings", report.settings().stream().map(MatrixJson::fields).toList());
    fields.put("versions", versions(matrix));
    fields.put(
        "releases",
        matrix.releases().stream()
            .map(
                release ->
                    switch (release) {
                      case Release.Judged judged -> fields(judged, matrix);
                      case Release.Unreadable unreadable -> fields(unreadable);
                    })
            .toList());
    var counts = new LinkedHashMap<String, Object>();
    for (Cell.State state : Cell.State.values()) {
      counts.put(state.toString(), matrix.count(state));
    }
    fields.put("cells", counts);
    fields.put("notes", matrix.notes());
    fields.put("exitStatus", report.outcome().status());
    JsonAnswer.write(SCHEMA_VERSION, report.toolVersion(), fields, out);
  }

  private static SequencedMap<String, Object> fields(Setting setting) {
    var fields = new LinkedHashMap<String, Object>();
    fields.put("option", setting.option());
    fields.put("value", setting.value());
    fields.put("default", setting.isDefault());
    return fields;
  }

  private static List<SequencedMap<String, Object>> versions(Matrix matrix) {
    List<String> names = matrix.names();
    return IntStream.range(0, names.size())
        .mapToObj(
            position -> {
              var fields = new LinkedHashMap<String, Object>();
              fields.put("version", names.get(position));
              fields.put("released", matrix.versions().get(position).isReleased());
              return (SequencedMap<String, Object>) fields;
            })
        .toList();
  }

  private static SequencedMap<String, Object> fields(Release.Judged release, Matrix matrix) {
    var course = matrix.course(release);
    var fields = new LinkedHashMap<String, Object>();
    fields.put("release", release.name());
    fields.put("read", true);
    fields.put("chart", release.chart());
    fields.put("chartVersion", release.version());
    fields.put("newest", release.isNewest());
    fields.put("firstBroken", course.firstBroken().orElse(""));
    fields.put("lastProven", course.lastProven().orElse(""));
    fields.put("summary", course.inWords());
    List<String> names = matrix.names();
    fields.put(
        "cells",
        IntStream.range(0, names.size())
            .mapToObj(position -> fields(names.get(position), release.cells().get(position)))
            .toList());
    fields.put("notes", release.notes());
    return fields;
  }

  private static SequencedMap<String, Object> fields(Release.Unreadable release) {
    var fields = new LinkedHashMap<String, Object>();
    fields.put("release", release.name());
    fields.put("read", false);
    fields.put("cause", release.cause());
    fields.put("remedy", release.remedy());
    return fields;
  }

  private static SequencedMap<String, Object> fields(String version, Cell cell) {
    var fields = new LinkedHashMap<String, Object>();
    fields.put("version", version);
    fields.put("state", cell.state().toString());
    fields.put("claims", cell.claims());
    fields.put("reasons", cell.reasons().stream().map(MatrixJson::fields).toList());
    return fields;
  }

  private static SequencedMap<String, Object> fields(Reason reason) {
    var fields = new LinkedHashMap<String, Object>();
    fields.put("rule", reason.rule());
    fields.put("message", reason.message());
    fields.put("remedy", reason.remedy());
    fields.put("subjects", reason.subjects());
    return fields;
  }
}
