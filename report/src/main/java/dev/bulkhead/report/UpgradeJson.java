package dev.bulkhead.report;

import dev.bulkhead.diff.Change;
import dev.bulkhead.diff.Hurt;
import dev.bulkhead.diff.Subject;
import dev.bulkhead.model.Location;
import dev.bulkhead.model.Userinfo;
import java.io.IOException;
import java.io.OutputStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/** What an upgrade changes, for machines. */
public final class UpgradeJson {
  private static final String SCHEMA_VERSION = "1.0";

  private UpgradeJson() {}

  /**
   * Writes the changes in UTF-8; the stream stays open.
   *
   * @throws IOException where the destination refuses a byte
   */
  public static void write(Upgrade upgrade, String toolVersion, int exitStatus, OutputStream out)
      throws IOException {
    var fields = new LinkedHashMap<String, Object>();
    fields.put("old", source(upgrade.before()));
    fields.put("new", source(upgrade.after()));
    fields.put("notes", texts(upgrade.differences().notes()));
    fields.put(
        "changes", upgrade.differences().changes().stream().map(UpgradeJson::change).toList());
    var summary = new LinkedHashMap<String, Object>();
    for (Hurt hurt : Hurt.values()) {
      summary.put(hurt.toString(), upgrade.differences().count(hurt));
    }
    fields.put("summary", summary);
    fields.put("exitStatus", exitStatus);
    JsonAnswer.write(SCHEMA_VERSION, toolVersion, fields, out);
  }

  private static SequencedMap<String, Object> source(ReportedSource source) {
    var fields = new LinkedHashMap<String, Object>();
    fields.put("name", Userinfo.concealed(source.name()));
    fields.put("objects", source.objects());
    fields.put("notes", texts(source.notes()));
    fields.put("problems", source.problems().stream().map(UpgradeJson::problem).toList());
    return fields;
  }

  private static SequencedMap<String, Object> problem(ReportedSource.Problem problem) {
    var fields = new LinkedHashMap<String, Object>();
    fields.put("location", location(problem.at()));
    fields.put("message", Userinfo.concealed(problem.cause()));
    fields.put("remedy", problem.remedy());
    return fields;
  }

  private static SequencedMap<String, Object> change(Change change) {
    var fields = new LinkedHashMap<String, Object>();
    fields.put("hurt", change.hurt().toString());
    fields.put("area", change.area().toString());
    switch (change.subject()) {
      case Subject.InCluster(var key) -> {
        var object = new LinkedHashMap<String, Object>();
        object.put("apiVersion", key.apiVersion());
        object.put("kind", key.kind());
        object.put("namespace", key.namespace());
        object.put("name", key.name());
        fields.put("object", object);
      }
      case Subject.OfChart(var name) -> fields.put("chart", name);
    }
    fields.put("part", change.part());
    fields.put("path", change.path());
    fields.put("message", Userinfo.concealed(change.sentence()));
    fields.put("old", location(change.before()));
    fields.put("new", location(change.after()));
    return fields;
  }

  /** Empty where there is none. */
  private static SequencedMap<String, Object> location(@Nullable Location at) {
    var fields = new LinkedHashMap<String, Object>();
    if (at != null) {
      fields.put("file", at.file());
      fields.put("line", at.line());
      fields.put("column", at.column());
      fields.put("exact", at.exact());
    }
    return fields;
  }

  private static List<String> texts(List<String> sentences) {
    return sentences.stream().map(Userinfo::concealed).toList();
  }
}
