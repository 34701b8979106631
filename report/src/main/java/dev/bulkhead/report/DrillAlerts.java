package dev.bulkhead.report;

import dev.bulkhead.admission.Destination;
import dev.bulkhead.admission.Hook;
import dev.bulkhead.drill.Backing;
import dev.bulkhead.model.Userinfo;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Alerts on an outage of webhooks as a PrometheusRule (monitoring.coreos.com/v1), whose thresholds
 * are the clocks of a drill; each says in an annotation how it comes to its numbers.
 *
 * <p>Metrics of the API server: {@code k8s.io/apiserver/pkg/admission/metrics/metrics.go} ({@code
 * apiserver_admission_webhook_rejection_count} with {@code name, type, operation, error_type,
 * rejection_code}, whose {@code error_type} is {@code calling_webhook_error} where a hook could not
 * be called; {@code apiserver_admission_webhook_request_total}; {@code
 * apiserver_admission_webhook_fail_open_count} with {@code name, type}, since 1.24 (kubernetes PR
 * 107171); the histogram {@code apiserver_admission_webhook_admission_duration_seconds}). Metrics
 * of workloads: {@code docs/metrics} of kubernetes/kube-state-metrics.
 */
public final class DrillAlerts {
  /** The bounds of the histogram's buckets in seconds, and how they are written. */
  private static final List<Double> BUCKETS = List.of(0.005, 0.025, 0.1, 0.5, 1.0, 2.5, 10.0, 25.0);

  /** Later nobody would call it an alert. */
  private static final Duration LONGEST = Duration.ofMinutes(10);

  /** Two scrapes, where there is one each 30 s. */
  private static final Duration SHORTEST = Duration.ofSeconds(60);

  private final YamlText out;
  private final DrillClocks clocks;
  private final String title;

  private DrillAlerts(DrillReport report, Appendable out) {
    this.out = new YamlText(out);
    this.title = report.title();
    this.clocks =
        new DrillClocks(report.outages().stream().map(DrillReport.Outage::drilled).toList());
  }

  /**
   * Writes the rules.
   *
   * @param backings who answers, at least one
   * @throws IOException where the destination refuses a character
   */
  public static void write(DrillReport report, List<Backing> backings, Appendable out)
      throws IOException {
    try {
      new DrillAlerts(report, out).write(backings);
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private void write(List<Backing> backings) {
    out.line(
        0,
        "# Alerts from a drill; the annotation \"derivation\" of each says why it waits so long.");
    out.line(
        0,
        "# Give it the labels that the ruleSelector of your Prometheus asks for. It needs the metrics");
    out.line(
        0, "# of the API server and of kube-state-metrics, both scraped every 30 s or more often.");
    out.field(0, "apiVersion", "monitoring.coreos.com/v1");
    out.field(0, "kind", "PrometheusRule");
    out.line(0, "metadata:");
    out.field(1, "name", "drill-" + slug(name(backings.getFirst())));
    out.line(1, "annotations:");
    out.field(2, "bulkhead.dev/drill", plain(title));
    out.line(0, "spec:");
    out.line(1, "groups:");
    for (int i = 0; i < backings.size(); i++) {
      out.field(2, "- name", "webhooks.%d.%s".formatted(i + 1, slug(name(backings.get(i)))));
      out.line(3, "rules:");
      write(backings.get(i));
    }
  }

  private void write(Backing backing) {
    refusing(backing);
    failingOpen(backing);
    slow(backing);
    gone(backing);
    for (Backing.Served served : backing.workloads()) {
      few(served);
      pulling(served);
    }
  }

  /** Refusals, of what the cluster lives on sooner than of the rest. */
  private void refusing(Backing backing) {
    Set<Hook> vital = clocks.refusing();
    List<Hook> first =
        backing.hooks().stream().filter(h -> h.fails() && vital.contains(h)).toList();
    List<Hook> others =
        backing.hooks().stream().filter(h -> h.fails() && !vital.contains(h)).toList();
    if (!first.isEmpty()) {
      rule(
          "WebhookRefusesWhatTheClusterLivesOn",
          "sum by (name) (increase(apiserver_admission_webhook_rejection_count{name=~%s,error_type=\"calling_webhook_error\"}[2m])) > 0"
              .formatted(names(first)),
          early(),
          "critical",
          "Webhook {{ $labels.name }} cannot be called, and requests are refused for it.",
          "Requests that the cluster lives on go through this webhook. Run the drill's runbook before nodes or controllers suffer.",
          earlyDerivation());
    }
    if (!others.isEmpty()) {
      String names = names(others);
      rule(
          "WebhookRefuses",
          "sum by (name) (rate(apiserver_admission_webhook_rejection_count{name=~%1$s,error_type=\"calling_webhook_error\"}[5m])) / sum by (name) (rate(apiserver_admission_webhook_request_total{name=~%1$s}[5m])) > 0.05"
              .formatted(names),
          late(),
          "warning",
          "More than 5 % of the calls of webhook {{ $labels.name }} fail, and their requests are refused.",
          "The drill saw no request of the cluster's own go through it; people's requests are refused.",
          lateDerivation());
    }
  }

  private void failingOpen(Backing backing) {
    List<Hook> open = backing.hooks().stream().filter(hook -> !hook.fails()).toList();
    if (open.isEmpty()) {
      return;
    }
    rule(
        "WebhookFailsOpen",
        "sum by (name) (increase(apiserver_admission_webhook_fail_open_count{name=~%s}[5m])) > 0"
            .formatted(names(open)),
        late(),
        "warning",
        "Webhook {{ $labels.name }} cannot be called, and requests pass unjudged.",
        "Its failurePolicy is Ignore: what it protects from happens unseen until its backend is back.",
        lateDerivation());
  }

  /** Calls that are slower than the last bucket below what would refuse the request. */
  private void slow(Backing backing) {
    Map<Double, List<Hook>> byBound = new TreeMap<>();
    for (Hook hook : backing.hooks()) {
      byBound.computeIfAbsent(bound(limit(hook)), any -> new ArrayList<>()).add(hook);
    }
    byBound.forEach(this::slow);
  }

  private void slow(double bound, List<Hook> hooks) {
    String names = names(hooks);
    int limit = hooks.stream().mapToInt(this::limit).min().orElse(0);
    boolean isVital = hooks.stream().anyMatch(clocks.refusing()::contains);
    rule(
        "WebhookSlow",
        "1 - sum by (name) (rate(apiserver_admission_webhook_admission_duration_seconds_bucket{name=~%1$s,le=~\"%2$s\"}[5m])) / sum by (name) (rate(apiserver_admission_webhook_admission_duration_seconds_count{name=~%1$s}[5m])) > 0.01"
            .formatted(names, written(bound)),
        isVital ? early() : late(),
        isVital ? "critical" : "warning",
        "More than 1 %% of the calls of webhook {{ $labels.name }} take longer than %s s."
            .formatted(number(bound)),
        "Near its limit of %d s each further call may be refused, or come too late for its sender."
            .formatted(limit),
        "%s s is the last bucket of the histogram below %d s, the least of timeoutSeconds and of what the senders wait whose requests the drill saw go through. %s"
            .formatted(number(bound), limit, isVital ? earlyDerivation() : lateDerivation()));
  }

  /** After how many seconds a call is of no use any more. */
  private int limit(Hook hook) {
    return Math.min(hook.timeoutSeconds(), clocks.patience(hook).orElse(Integer.MAX_VALUE));
  }

  private static double bound(int limit) {
    return BUCKETS.stream()
        .filter(bucket -> bucket < limit)
        .reduce((a, b) -> b)
        .orElse(BUCKETS.getFirst());
  }

  /** Prometheus 3 writes {@code 10.0} where its forerunners write {@code 10}; both are met. */
  private static String written(double bound) {
    return bound == Math.rint(bound)
        ? "%d([.]0)?".formatted((long) bound)
        : number(bound).replace(".", "[.]");
  }

  private static String number(double bound) {
    return bound == Math.rint(bound)
        ? String.valueOf((long) bound)
        : String.format(Locale.ROOT, "%s", bound);
  }

  private void gone(Backing backing) {
    if (!(backing.destination() instanceof Destination.ServiceName service)) {
      return;
    }
    String labels =
        "namespace=%s,endpoint=%s".formatted(text(service.namespace()), text(service.name()));
    boolean refuses = backing.hooks().isEmpty() || backing.hooks().stream().anyMatch(Hook::fails);
    rule(
        "WebhookBackendGone",
        "kube_endpoint_info{%1$s} unless on (namespace, endpoint) kube_endpoint_address{%1$s,ready=\"true\"}"
            .formatted(labels),
        early(),
        refuses ? "critical" : "warning",
        "Service {{ $labels.namespace }}/{{ $labels.endpoint }} has no ready endpoint.",
        "Nobody answers %s.".formatted(calls(backing)),
        earlyDerivation());
  }

  private static String calls(Backing backing) {
    int hooks = backing.hooks().size();
    return hooks == 0
        ? "what the API server asks there"
        : "%d webhook%s".formatted(hooks, hooks == 1 ? "" : "s");
  }

  private void few(Backing.Served served) {
    String metric =
        switch (served.kind()) {
          case "Deployment" ->
              "kube_deployment_status_replicas_available{deployment=%s,namespace=%s}";
          case "StatefulSet" ->
              "kube_statefulset_status_replicas_available{statefulset=%s,namespace=%s}";
          default -> "";
        };
    if (metric.isEmpty()) {
      return;
    }
    if (served.replicas() < 2) {
      out.line(
          4,
          "# No alert on fewer than two pods of %s: it states %d. Give it two, and drill again."
              .formatted(plain(served.name()), served.replicas()));
      return;
    }
    rule(
        "WebhookBackendBelowTwo",
        metric.formatted(text(served.name()), text(served.namespace())) + " < 2",
        late(),
        "warning",
        "%s %s/%s has fewer than two pods."
            .formatted(served.kind(), plain(served.namespace()), plain(served.name())),
        "The next node that goes takes the webhooks with it; it states %d replicas."
            .formatted(served.replicas()),
        lateDerivation());
  }

  private void pulling(Backing.Served served) {
    rule(
        "WebhookBackendCannotPull",
        "max by (namespace, pod, container, reason) (kube_pod_container_status_waiting_reason{namespace=%s,pod=~\"%s-.+\",reason=~\"ErrImagePull|ImagePullBackOff|InvalidImageName|ErrImageNeverPull\"}) > 0"
            .formatted(text(served.namespace()), pattern(served.name())),
        SHORTEST,
        "warning",
        "Pod {{ $labels.namespace }}/{{ $labels.pod }} cannot have its image: {{ $labels.reason }}.",
        "A pod of the webhooks' backend cannot start; on the next loss of a node none may be left.",
        "The kubelet tries again after 10 s, then 20 s, then 40 s: after 60 s three tries have failed.");
  }

  /** Half of the time that is left between the first refusal and the first harm. */
  private Duration early() {
    return clocks
        .lead()
        .map(lead -> Duration.ofSeconds(lead.length().toSeconds() / 2))
        .map(half -> half.compareTo(LONGEST) > 0 ? LONGEST : half)
        .orElse(SHORTEST);
  }

  private String earlyDerivation() {
    return clocks
        .lead()
        .map(
            lead ->
                "In the drill (%s) %s from %s on, and at %s %s. Half of these %s is left to act in, at most 10 minutes."
                    .formatted(
                        plain(lead.outage()),
                        plain(lead.refused()),
                        DrillWords.clock(lead.from()),
                        DrillWords.clock(lead.to()),
                        plain(lead.harm()),
                        DrillWords.clock(lead.length())))
        .orElse(
            "In the drill no node and no controller suffers while nothing but the backend is away, so there is no clock to halve: whatever starts meanwhile is stopped by the first refusal. 60 s are two scrapes.");
  }

  /** As long as it takes the backend to come back by itself. */
  private Duration late() {
    Duration repair = clocks.selfRepair().orElse(Duration.ofMinutes(5));
    Duration minutes = Duration.ofMinutes(repair.plusSeconds(59).toMinutes());
    if (minutes.compareTo(LONGEST) > 0) {
      return LONGEST;
    }
    return minutes.compareTo(SHORTEST) < 0 ? SHORTEST : minutes;
  }

  private String lateDerivation() {
    return clocks
        .selfRepair()
        .map(
            repair ->
                "In the drill the backend comes back by itself after %s at the latest where nothing keeps it down; only what lasts longer needs somebody (whole minutes, 1 to 10)."
                    .formatted(DrillWords.clock(repair)))
        .orElse("The drill shows no backend that comes back by itself; 5 minutes are a guess.");
  }

  private void rule(
      String alert,
      String expression,
      Duration lasting,
      String severity,
      String summary,
      String description,
      String derivation) {
    out.field(4, "- alert", alert);
    out.field(5, "expr", expression);
    out.field(5, "for", lasting.toSeconds() + "s");
    out.line(5, "labels:");
    out.field(6, "severity", severity);
    out.line(5, "annotations:");
    out.field(6, "summary", summary);
    out.field(6, "description", description);
    out.field(6, "derivation", derivation);
  }

  private static String name(Backing backing) {
    return switch (backing.destination()) {
      case Destination.ServiceName service -> service.namespace() + "-" + service.name();
      case Destination.Url url -> url.host();
      case Destination.Unstated _ -> "unstated";
    };
  }

  /** A name that Kubernetes takes (RFC 1123). */
  private static String slug(String name) {
    String slug =
        name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("^-+|-+$", "");
    String cut = slug.length() > 50 ? slug.substring(0, 50).replaceAll("-+$", "") : slug;
    return cut.isEmpty() ? "backend" : cut;
  }

  /** What came from a source: no template of Prometheus's, and nothing that a terminal obeys. */
  private static String plain(String text) {
    return Printable.escape(Userinfo.concealed(text)).replace("{{", "{ {").replace("}}", "} }");
  }

  /** The names of hooks as a matcher of PromQL. */
  private static String names(List<Hook> hooks) {
    return hooks.stream()
        .map(hook -> pattern(hook.name()))
        .distinct()
        .collect(Collectors.joining("|", "\"", "\""));
  }

  /** A regular expression in which every unusual character stands for any one. */
  private static String pattern(String text) {
    return text.replaceAll("[^A-Za-z0-9_-]", ".");
  }

  /** A string of PromQL, in which names that Kubernetes takes stand as they are. */
  private static String text(String name) {
    return "\"" + name.replaceAll("[^A-Za-z0-9._-]", "?") + "\"";
  }
}
