package dev.bulkhead.render.helm;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** A process of its own that renders, for what only shows from outside: sockets and signals. */
final class ChildRender {
  private ChildRender() {}

  public static void main(String[] args) throws IOException, InterruptedException {
    var chart =
        ChartFixture.named("shop").printing("{{ lookup \"v1\" \"Secret\" \"ns\" \"n\" | len }}");
    Path cache = Path.of(args[1]);
    switch (args[0]) {
      case "as it is" -> System.out.println(raw(chart, cache));
      case "instrumented" -> {
        var rendered = HelmCharts.bundled(cache).render(chart, chart.request());
        System.out.println(
            rendered.inventory().objects() + " " + rendered.problems() + " " + rendered.notes());
      }
      case "then wait" -> {
        HelmCharts.bundled(cache).render(chart, chart.request());
        System.out.println("rendered");
        Thread.sleep(Duration.ofMinutes(2));
      }
      case "loop" -> {
        var endless =
            ChartFixture.named("shop")
                .printing("{{ range until 100000 }}{{ range until 100000 }}{{ end }}{{ end }}");
        System.out.println("rendering");
        HelmCharts.bundled(cache).render(endless, endless.request());
      }
      default -> throw new IllegalArgumentException(args[0]);
    }
  }

  /** What Helm itself makes of the chart. */
  private static HelmEngine.Answer raw(ChartFixture chart, Path cache) throws IOException {
    Path archive = Files.createTempFile(cache, "raw", ".tgz");
    try {
      Files.write(archive, chart.packed("shop"));
      return new NativeHelm(new NativeLibrary(cache), Duration.ofSeconds(30))
          .template(
              new HelmEngine.Call(archive, "shop", "default", "v1.34.0", List.of(), List.of()));
    } finally {
      Files.deleteIfExists(archive);
    }
  }
}
