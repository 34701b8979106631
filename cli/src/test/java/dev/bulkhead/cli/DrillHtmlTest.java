package dev.bulkhead.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The page of a drill, and what a browser makes of it (Debian's {@code chromium}). */
class DrillHtmlTest {
  private static final Path BROWSER = Path.of("/usr/bin/chromium");

  /** Says what stands out of the page, which lanes are there, and whether it is dark. */
  private static final String MEASURE =
      """
      <script>
      var out = [];
      document.querySelectorAll('body *').forEach(function (e) {
        if (e.ownerSVGElement || e.closest('.box')) return;
        if (e.getBoundingClientRect().right > innerWidth + 1) out.push(e.tagName + ' ' + e.className);
      });
      var lanes = Array.from(document.querySelectorAll('#outage-5 .lane h4')).map(function (e) { return e.textContent; });
      var bars = document.querySelectorAll('#outage-5 rect.refused').length;
      parent.postMessage('width=' + innerWidth + ' scroll=' + document.documentElement.scrollWidth
        + ' out=[' + out.join(',') + '] lanes=[' + lanes.join(',') + '] bars=' + (bars > 0)
        + ' page=' + getComputedStyle(document.body).backgroundColor, '*');
      </script>
      </body>""";

  @TempDir Path folder;
  private DrillRun run;

  @BeforeEach
  void start() {
    run = new DrillRun(folder);
  }

  private String page(String manifest) throws IOException {
    int status =
        run.drill(manifest, "--format", "html", "--output", run.file("drill.html").toString());
    assertThat(status).as(run.err()).isLessThan(2);
    return Files.readString(run.file("drill.html"));
  }

  @Test
  void the_page_tells_each_outage_its_lanes_the_loop_and_the_remedy() throws IOException {
    String page = page(DrillRun.addOn());

    assertThat(page)
        .startsWith("<!DOCTYPE html>\n<html lang=\"en\">\n")
        .contains("<a href=\"#outage-5\">cold start of all nodes</a>")
        .contains("never heals</span>cold start of all nodes</h2>")
        .contains(
            "<h4>control plane</h4>", "<h4>nodes</h4>", "<h4>backend</h4>", "<h4>workloads</h4>")
        .contains("UPDATE nodes of the node IPAM controller")
        .contains("<h3>The loop</h3>\n<ol class=\"chain loop\">")
        .contains("<h3>When it has happened</h3>")
        .contains("<section id=\"remedy\"", "<h4>before <span", "<h4>after <span");
  }

  @Test
  void nothing_is_loaded_and_nothing_is_run() throws IOException {
    String page = page(DrillRun.addOn());

    assertThat(page)
        .contains("default-src 'none'; style-src 'unsafe-inline'")
        .doesNotContain(
            "<script", "<link", "<img", "http://", "https://", "@import", "javascript:");
    assertThat(page.replace("url(#fill-", "")).doesNotContain("url(");
  }

  @Test
  void all_that_is_drawn_is_said_in_a_table_too() throws IOException {
    assertThat(page(DrillRun.addOn()))
        .contains("<summary>The timeline as a table</summary>")
        .contains("<caption>cold start of all nodes</caption>")
        .contains("<th scope=\"col\">time</th>");
  }

  @Test
  void names_of_sources_are_text_whatever_they_hold() throws IOException {
    String hostile = "\"nodes.<script>alert(1)</script>\\\" onload=x '&amp;\"";

    List<String> plain = tags(page(DrillRun.addOn()));
    String page = page(DrillRun.addOn(hostile, 1, "Fail"));

    assertThat(tags(page)).isEqualTo(plain);
    assertThat(page)
        .contains("&lt;script&gt;alert(1)&lt;/script&gt;&quot; onload=x &#39;&amp;amp;");
  }

  /** The tags of a page without the values of attributes. */
  private static List<String> tags(String page) {
    var tags = new ArrayList<String>();
    var tag = Pattern.compile("<[^>]*>").matcher(page);
    while (tag.find()) {
      tags.add(tag.group().replaceAll("\"[^\"]*\"", "").strip());
    }
    return tags;
  }

  @Test
  void a_page_without_outages_says_that_there_is_nothing_to_drill() throws IOException {
    assertThat(page("{apiVersion: v1, kind: ConfigMap, metadata: {name: a}}\n"))
        .contains("there is nothing to drill")
        .doesNotContain("<section");
  }

  @ParameterizedTest
  @CsvSource({
    "1280, light, 'rgb(255, 255, 255)'",
    "1280, dark, 'rgb(13, 17, 23)'",
    "400, light, 'rgb(255, 255, 255)'",
    "400, dark, 'rgb(13, 17, 23)'"
  })
  void a_browser_shows_the_lanes_and_nothing_stands_out(int width, String scheme, String colour)
      throws IOException, InterruptedException {
    assumeTrue(Files.isExecutable(BROWSER), "chromium is not installed");
    String longName = "nodes." + "a-very-long-label-that-goes-on-and-on-".repeat(6) + ".example";

    String said = measured(page(DrillRun.addOn(longName, 1, "Fail")), width, scheme);

    assertThat(said)
        .contains("width=%d scroll=%d out=[]".formatted(width, width))
        .contains(
            "lanes=[control plane,nodes,backend,workloads,requests that the cluster lives on]")
        .contains("bars=true")
        .contains("page=" + colour);
  }

  /** What a script says within a copy of the page, which stands in a frame of that width. */
  private String measured(String page, int width, String scheme)
      throws IOException, InterruptedException {
    run.write(
        "inner.html",
        page.replaceFirst("<meta http-equiv=\"Content-Security-Policy\"[^>]*>", "")
            .replace("</body>", MEASURE));
    Path outer =
        run.write(
            "outer.html",
            "<!DOCTYPE html><body><p id=said></p><script>onmessage = function (e) {"
                + " document.getElementById('said').textContent = e.data; }</script>"
                + "<iframe src=inner.html width=%d height=900 style='border:0'></iframe>"
                    .formatted(width));
    var ended =
        DrillRun.program(
            folder,
            List.of(
                BROWSER.toString(),
                "--headless=new",
                "--no-sandbox",
                "--disable-gpu",
                "--hide-scrollbars",
                "--user-data-dir=" + run.file("profile-" + width + scheme),
                "--blink-settings=preferredColorScheme=" + (scheme.equals("dark") ? 0 : 1),
                "--virtual-time-budget=5000",
                "--window-size=1400,1000",
                "--dump-dom",
                outer.toUri().toString()));
    var said = Pattern.compile("<p id=\"said\">(.*?)</p>", Pattern.DOTALL).matcher(ended.out());
    assertThat(said.find()).as(ended.out()).isTrue();
    return said.group(1);
  }
}
