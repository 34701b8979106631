package dev.bulkhead.report;

import dev.bulkhead.airgap.k0s.plan.Addition;
import dev.bulkhead.airgap.k0s.plan.Gate;
import dev.bulkhead.airgap.k0s.plan.Instruction;
import dev.bulkhead.airgap.k0s.plan.MachineBundle;
import dev.bulkhead.airgap.k0s.plan.Mend;
import dev.bulkhead.airgap.k0s.plan.NodeGroup;
import dev.bulkhead.airgap.k0s.plan.NodeOutcome;
import dev.bulkhead.airgap.k0s.plan.Shortfall;
import dev.bulkhead.airgap.k0s.plan.StepOutcome;
import dev.bulkhead.airgap.k0s.plan.Upgrade;
import dev.bulkhead.model.Userinfo;
import java.io.IOException;
import java.io.OutputStream;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.SequencedMap;

/** A plan of an upgrade for machines; docs/k0s-plan.md tells the form. */
public final class PlanJson {
  private static final String SCHEMA = "1";

  private PlanJson() {}

  /**
   * Writes the report in UTF-8. The stream is flushed and stays open.
   *
   * @throws IOException where the destination refuses a byte
   */
  public static void write(PlanReport report, OutputStream out) throws IOException {
    Upgrade upgrade = report.plan().upgrade();
    var fields = new LinkedHashMap<String, Object>();
    fields.put("title", report.title());
    fields.put("from", upgrade.route().from().toString());
    fields.put("via", upgrade.route().via().stream().map(Object::toString).toList());
    fields.put("to", upgrade.route().to().toString());
    fields.put("workersFrom", upgrade.workersFrom().version().toString());
    fields.put("strategy", upgrade.strategy().toString());
    fields.put("controllers", upgrade.size().controllers());
    fields.put("workers", upgrade.size().workers());
    fields.put("controllersWork", upgrade.size().controllersWork());
    fields.put("settings", Userinfo.concealed(report.settings()));
    fields.put("notes", report.judged().notes());
    fields.put("machines", upgrade.fleet().groups().stream().map(PlanJson::machines).toList());
    fields.put("steps", report.plan().outcomes().stream().map(PlanJson::step).toList());
    fields.put("verdicts", report.judged().findings().stream().map(PlanJson::finding).toList());
    fields.put("mend", mend(report.plan().mend()));
    fields.put("runbook", report.plan().runbook().stream().map(PlanJson::instruction).toList());
    fields.put("conclusion", Userinfo.concealed(report.conclusion()));
    fields.put("outcome", report.judged().outcome().meaning());
    fields.put("exitStatus", report.judged().outcome().status());
    JsonAnswer.write(SCHEMA, report.judged().toolVersion(), fields, out);
  }

  private static SequencedMap<String, Object> machines(NodeGroup nodes) {
    return map(
        "name", nodes.name(),
        "names", nodes.names(),
        "role", nodes.role().toString(),
        "first", nodes.first(),
        "last", nodes.last(),
        "joins", nodes.isNew(),
        "runsContainers", nodes.hasKubelet(),
        "platforms", nodes.platforms().stream().map(Object::toString).toList(),
        "bundles", nodes.files().stream().map(PlanJson::bundle).toList());
  }

  private static SequencedMap<String, Object> bundle(MachineBundle file) {
    return map("name", file.name(), "path", file.path(), "basis", name(file.basis()));
  }

  private static SequencedMap<String, Object> step(StepOutcome outcome) {
    return map(
        "number", outcome.step().number(),
        "kind", name(outcome.step().kind()),
        "title", outcome.step().title(),
        "release", outcome.step().target().version().toString(),
        "fails", outcome.fails(),
        "machines", outcome.nodes().stream().map(PlanJson::machine).toList());
  }

  private static SequencedMap<String, Object> machine(NodeOutcome node) {
    return map(
        "name", node.member().nodes().name(),
        "release", node.member().release().version().toString(),
        "needed", node.needs().size(),
        "unknown", node.doubts().size(),
        "missing", node.shortfalls().stream().map(PlanJson::shortfall).toList());
  }

  private static SequencedMap<String, Object> shortfall(Shortfall shortfall) {
    return map(
        "key", shortfall.need().key().path(),
        "component", shortfall.component(),
        "image", Userinfo.concealed(shortfall.need().image()),
        "runsOn", name(shortfall.need().component().nodes()),
        "pullPolicy", shortfall.need().component().pullPolicy(),
        "failure", shortfall.failure().toString(),
        "asked", shortfall.need().asked(),
        "consequence", shortfall.consequence(),
        "faults", shortfall.faults());
  }

  private static SequencedMap<String, Object> finding(Finding finding) {
    return map(
        "id", finding.id(),
        "rule", finding.claim().rule().id(),
        "verdict", JsonReport.nameOf(finding.verdict()),
        "severity", finding.severity().toString(),
        "subject", finding.claim().subject().object().toString(),
        "image", finding.claim().subject().image(),
        "at", finding.location().toString(),
        "message", finding.verdict().message(),
        "remedy", JsonReport.remedyOf(finding.verdict()));
  }

  private static SequencedMap<String, Object> mend(Mend mend) {
    return map(
        "missing", mend.missing(),
        "strip", mend.stale().stream().map(key -> key.path()).sorted().toList(),
        "missingAfterStripping", mend.afterStripping(),
        "add", mend.additions().stream().map(PlanJson::addition).toList(),
        "missingAfterAll", mend.afterAll(),
        "instead", mend.instead());
  }

  private static SequencedMap<String, Object> addition(Addition addition) {
    return map(
        "machines", addition.nodes().name(),
        "bundle", addition.path(),
        "images", addition.images().stream().map(Userinfo::concealed).toList());
  }

  private static SequencedMap<String, Object> instruction(Instruction instruction) {
    return map(
        "step", instruction.step(),
        "title", instruction.title(),
        "commands", instruction.commands(),
        "gates", instruction.gates().stream().map(PlanJson::gate).toList());
  }

  private static SequencedMap<String, Object> gate(Gate gate) {
    return map("until", gate.until(), "command", gate.command());
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
