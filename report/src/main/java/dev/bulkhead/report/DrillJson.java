package dev.bulkhead.report;

import dev.bulkhead.admission.Hook;
import dev.bulkhead.drill.Chain;
import dev.bulkhead.drill.Drilled;
import dev.bulkhead.drill.Judgement;
import dev.bulkhead.drill.Moment;
import dev.bulkhead.drill.Remedy;
import dev.bulkhead.drill.Step;
import dev.bulkhead.drill.Tally;
import dev.bulkhead.model.Userinfo;
import java.io.IOException;
import java.io.OutputStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.SequencedMap;

/** A drill for machines; docs/drill.md tells the form. Times are in milliseconds. */
public final class DrillJson {
  private static final String SCHEMA = "1";

  private DrillJson() {}

  /**
   * Writes the report in UTF-8. The stream is flushed and stays open.
   *
   * @throws IOException where the destination refuses a byte
   */
  public static void write(DrillReport report, OutputStream out) throws IOException {
    var fields = new LinkedHashMap<String, Object>();
    fields.put("title", report.title());
    fields.put("kubernetes", report.cluster().cluster().minorVersion());
    fields.put("nodes", pools(report));
    fields.put("watchedFor", report.until().toMillis());
    fields.put("callbacks", report.callbacks().stream().map(Userinfo::concealed).toList());
    fields.put(
        "sources",
        report.judged().sources().stream()
            .map(
                source ->
                    map(
                        "name",
                        source.name(),
                        "objects",
                        source.objects(),
                        "notes",
                        source.notes()))
            .toList());
    fields.put("notes", report.judged().notes());
    fields.put("unproven", report.gaps().stream().map(gap -> gap.message()).toList());
    fields.put("outages", report.outages().stream().map(DrillJson::outage).toList());
    report.remedy().ifPresent(remedy -> fields.put("remedy", remedy(remedy)));
    fields.put("outcome", report.judged().outcome().meaning());
    fields.put("exitStatus", report.judged().outcome().status());
    JsonAnswer.write(SCHEMA, report.judged().toolVersion(), fields, out);
  }

  private static SequencedMap<String, Object> pools(DrillReport report) {
    var pools = new LinkedHashMap<String, Object>();
    report.cluster().pools().forEach(pool -> pools.put(pool.name(), pool.count()));
    return pools;
  }

  private static SequencedMap<String, Object> outage(DrillReport.Outage outage) {
    var fields = drilled(outage.drilled());
    fields.put("message", outage.verdict().message());
    fields.put("id", outage.verdict().claim().fingerprint());
    fields.put("runbook", outage.runbook().stream().map(DrillJson::step).toList());
    return fields;
  }

  private static SequencedMap<String, Object> drilled(Drilled drilled) {
    var fields = new LinkedHashMap<String, Object>();
    fields.put("scenario", drilled.scenario().name());
    fields.put("judgement", judgement(drilled.judgement()));
    if (drilled.judgement() instanceof Judgement.Depends(var worst, var best, var conditions)) {
      fields.put("worst", judgement(worst));
      fields.put("best", judgement(best));
      fields.put("conditions", conditions);
    }
    fields.put("settledAt", drilled.settled().toMillis());
    fields.put("requests", drilled.tallies().stream().map(DrillJson::tally).toList());
    fields.put("timeline", drilled.moments().stream().map(DrillJson::moment).toList());
    fields.put(
        "harms",
        drilled.harms().stream()
            .map(
                harm ->
                    map(
                        "lane", name(harm.lane()),
                        "subject", harm.subject(),
                        "state", harm.state(),
                        "standing", name(harm.standing())))
            .toList());
    fields.put("isLoop", drilled.chain().isLoop());
    fields.put("causes", drilled.chain().links().stream().map(DrillJson::link).toList());
    return fields;
  }

  private static String judgement(Judgement judgement) {
    return switch (judgement) {
      case Judgement.Unaffected _ -> "unaffected";
      case Judgement.Heals _ -> "heals";
      case Judgement.NeverHeals _ -> "never-heals";
      case Judgement.Depends _ -> "depends";
    };
  }

  private static SequencedMap<String, Object> tally(Tally tally) {
    return map(
        "request", tally.vital().toString(),
        "row", tally.vital().row(),
        "tier", tally.vital().tier().name().toLowerCase(Locale.ROOT),
        "sender", tally.vital().sender().toString(),
        "namespace", tally.namespace(),
        "fate", tally.fate().toString(),
        "hooks", tally.hooks().stream().map(Hook::name).toList(),
        "reason", tally.reason(),
        "consequence", tally.vital().consequence(),
        "standing", name(tally.standing()),
        "first", tally.first().toMillis(),
        "last", tally.last().toMillis(),
        "count", tally.count(),
        "longest", tally.longest().toMillis());
  }

  private static SequencedMap<String, Object> moment(Moment moment) {
    return map(
        "at", moment.at().toMillis(),
        "lane", name(moment.lane()),
        "mark", name(moment.mark()),
        "subject", moment.subject(),
        "text", moment.text(),
        "standing", name(moment.standing()));
  }

  private static SequencedMap<String, Object> link(Chain.Link link) {
    return map(
        "text", link.text(),
        "request", link.request(),
        "hooks", link.hooks().stream().map(Hook::name).toList());
  }

  private static SequencedMap<String, Object> step(Step step) {
    return map("why", step.why(), "commands", step.commands());
  }

  private static SequencedMap<String, Object> remedy(Remedy remedy) {
    SequencedMap<String, Object> fields =
        map(
            "changes",
            remedy.changes().stream()
                .map(
                    change ->
                        map(
                            "hook", change.hook().name(),
                            "title", change.title(),
                            "lost", change.lost(),
                            "patch", change.patch()))
                .toList(),
            "after",
            after(remedy.after()));
    remedy
        .values()
        .ifPresent(
            values ->
                fields.put(
                    "values",
                    map(
                        "chart", values.chart(),
                        "yaml", values.yaml(),
                        "lost", values.lost(),
                        "after", after(values.after()))));
    return fields;
  }

  private static List<SequencedMap<String, Object>> after(List<Drilled> after) {
    return after.stream()
        .map(
            each ->
                map("scenario", each.scenario().name(), "judgement", judgement(each.judgement())))
        .toList();
  }

  private static String name(Enum<?> one) {
    return one.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static SequencedMap<String, Object> map(Object... entries) {
    var map = new LinkedHashMap<String, Object>();
    for (int i = 0; i < entries.length; i += 2) {
      map.put((String) entries[i], entries[i + 1]);
    }
    return map;
  }
}
