package dev.bulkhead.report;

import dev.bulkhead.drill.Drilled;
import dev.bulkhead.drill.Lane;
import dev.bulkhead.drill.Moment;
import dev.bulkhead.drill.Tally;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The figures of a drill's page: lanes of one outage, and two outages side by side. */
final class DrillFigures {
  private static final int MOST_ROWS = 10;
  private static final int MOST_EVENTS = 4;

  private static final String KEY =
      """
      <ul class="key" aria-hidden="true">
      <li><svg height="20"><path class="fault" d="M11 1 L18 10 L11 19 L4 10 Z"/></svg>what the drill does</li>
      <li><svg height="20"><path class="worse" d="M4 4 L18 4 L11 17 Z"/></svg>gets worse</li>
      <li><svg height="20"><path class="better" d="M4 17 L18 17 L11 4 Z"/></svg>gets better</li>
      <li><svg height="20"><rect class="wrong" x="1" y="4" width="20" height="12" rx="2"/></svg>is wrong meanwhile</li>
      <li><svg height="20"><path class="end" d="M5 1 L17 10 L5 19 Z"/></svg>still wrong in the end</li>
      <li><svg height="20"><rect class="refused" x="1" y="4" width="20" height="12" rx="2"/></svg>refused or too late</li>
      <li><svg height="20"><rect class="delayed" x="1" y="4" width="20" height="12" rx="2"/></svg>held up, then admitted</li>
      </ul>
      """;

  private final Duration until;
  private final DrillTrack track;

  DrillFigures(Duration until) {
    this.until = until;
    this.track = new DrillTrack(new TimeAxis(until));
  }

  /** The timeline of an outage. */
  String lanes(Drilled drilled) {
    var html = new StringBuilder("<figure>\n<figcaption>Minutes and seconds since the beginning;");
    html.append(" the first minutes are drawn wider than the last.</figcaption>\n").append(KEY);
    html.append("<div class=\"row head\"><div></div>%s</div>\n".formatted(track.ruler()));
    html.append("<div class=\"lanes\">\n");
    List<DrillLanes.Row> rows = DrillLanes.of(drilled, until);
    for (Lane lane : Lane.values()) {
      List<String> drawn = rows.stream().filter(row -> row.lane() == lane).map(this::row).toList();
      html.append(lane(lane.toString(), drawn, List.of()));
    }
    List<DrillWords.Refused> all = DrillWords.refused(drilled.tallies());
    html.append(
        lane(
            "requests that the cluster lives on",
            all.stream().filter(DrillWords.Refused::isVital).map(this::row).toList(),
            all.stream().filter(one -> !one.isVital()).map(this::row).toList()));
    return html.append("</div>\n</figure>\n").toString();
  }

  /** A lane; what is too much, or matters less, is folded. */
  private static String lane(String name, List<String> rows, List<String> others) {
    if (rows.isEmpty() && others.isEmpty()) {
      return "";
    }
    int most = Math.min(MOST_ROWS, rows.size());
    var folded = new ArrayList<>(rows.subList(most, rows.size()));
    folded.addAll(others);
    var html = new StringBuilder("<div class=\"lane\"><h4>%s</h4>\n".formatted(name));
    rows.subList(0, most).forEach(html::append);
    if (!folded.isEmpty()) {
      html.append(
          "<details><summary>%d more %s</summary>\n"
              .formatted(folded.size(), folded.size() == 1 ? "row" : "rows"));
      folded.forEach(html::append);
      html.append("</details>\n");
    }
    return html.append("</div>\n").toString();
  }

  private String row(DrillLanes.Row row) {
    String who = row.subjects().equals(List.of("")) ? "the drill" : DrillWords.list(row.subjects());
    var events = new ArrayList<String>();
    for (Moment moment : row.moments().stream().limit(MOST_EVENTS).toList()) {
      events.add("%s %s".formatted(DrillWords.clock(moment.at()), moment.text()));
    }
    if (row.moments().size() > MOST_EVENTS) {
      events.add("and %d more".formatted(row.moments().size() - MOST_EVENTS));
    }
    if (!row.harm().isEmpty()) {
      events.add("in the end: " + row.harm());
    }
    return row(who, String.join(" · ", events), track.of(row));
  }

  private String row(DrillWords.Refused refused) {
    return row(
        "%s of %s".formatted(refused.request(), refused.vital().sender()),
        "%s %s by %s: %s; so %s"
            .formatted(
                refused.fate(),
                refused.when(),
                refused.by(),
                refused.reason(),
                refused.vital().consequence()),
        track.of(refused));
  }

  private static String row(String name, String words, String line) {
    return "<div class=\"row\"><div>%s<small>%s</small></div>%s</div>\n"
        .formatted(DrillHtml.shown(name), DrillHtml.shown(words), line);
  }

  /** The same outage without and with a remedy, on the same line of time. */
  String pair(int index, Drilled before, Drilled after) {
    return "<h4 class=\"faint\"><a href=\"#outage-%d\">%s</a></h4>\n<div class=\"pair\">\n%s%s</div>\n"
        .formatted(
            index + 1,
            DrillHtml.shown(before.scenario().name()),
            strip("before", before),
            strip("after", after));
  }

  private String strip(String when, Drilled drilled) {
    var html =
        new StringBuilder(
            "<div><h4>%s %s</h4>\n<div class=\"strip\"><span></span>%s\n"
                .formatted(when, DrillHtml.badge(drilled.judgement()), track.ruler()));
    List<DrillLanes.Row> rows = DrillLanes.of(drilled, until);
    for (Lane lane : Lane.values()) {
      html.append(
          "<span>%s</span>%s\n"
              .formatted(
                  lane, track.together(rows.stream().filter(row -> row.lane() == lane).toList())));
    }
    List<DrillWords.Refused> refused =
        DrillWords.refused(drilled.tallies()).stream().filter(DrillWords.Refused::isVital).toList();
    html.append("<span>refused</span>%s</div>\n".formatted(track.ofAll(refused)));
    return html.append("<small>%s</small></div>\n".formatted(told(drilled))).toString();
  }

  /** The strip in words. */
  private static String told(Drilled drilled) {
    long refused = drilled.tallies().stream().filter(Tally::isVital).mapToInt(Tally::count).sum();
    String requests =
        refused == 0
            ? "no request that the cluster lives on is refused"
            : refused + " of the requests that the cluster lives on are refused";
    String harms =
        drilled.harms().isEmpty()
            ? "; in the end all is well"
            : "; in the end: "
                + DrillWords.list(drilled.harms().stream().map(Object::toString).toList());
    return DrillHtml.shown(requests + harms);
  }
}
