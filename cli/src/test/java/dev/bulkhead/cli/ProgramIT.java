package dev.bulkhead.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The packaged program, as a process of its own. */
class ProgramIT {
  private static final Path LIBRARIES = Path.of("target/dist/lib").toAbsolutePath();
  private static final Path EXAMPLES = Path.of("../examples").toAbsolutePath().normalize();
  private static final long LIMIT_SECONDS = 120;

  @TempDir Path folder;
  private Path manifest = Path.of("/");

  @BeforeEach
  void write() throws IOException {
    manifest =
        Files.writeString(
            folder.resolve("app.yaml"),
            """
            apiVersion: v1
            kind: Pod
            metadata: { name: app }
            spec:
              containers:
                - name: app
                  image: "%s/app:1.4.2"
            """
                .formatted("registry.invalid"));
  }

  /** What became of a process. */
  private record Ended(int status, String out, String err) {}

  private ProcessBuilder program(String... arguments) throws IOException {
    var command = new ArrayList<String>();
    // Whoever started this test may have had signals ignored, and a child inherits that.
    command.addAll(List.of("env", "--default-signal=INT,TERM,HUP,PIPE"));
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "--enable-native-access=ALL-UNNAMED"));
    command.addAll(List.of("-cp", LIBRARIES + "/*", "dev.bulkhead.cli.Main"));
    command.addAll(List.of(arguments));
    return prepared(new ProcessBuilder(command));
  }

  private ProcessBuilder prepared(ProcessBuilder builder) throws IOException {
    builder.environment().put("XDG_CACHE_HOME", folder.resolve("cache").toString());
    builder.environment().put("HOME", folder.toString());
    builder
        .environment()
        .keySet()
        .removeIf(name -> name.toLowerCase(Locale.ROOT).contains("proxy"));
    builder.redirectError(Files.createTempFile(folder, "stderr", "").toFile());
    return builder;
  }

  /** The same command line behind a shell's redirection or pipe. */
  private Ended shell(String suffix, String... arguments) throws Exception {
    var command = new ArrayList<>(List.of("bash", "-c", "set -o pipefail; \"$@\" " + suffix, "sh"));
    command.addAll(program(arguments).command());
    var builder = prepared(new ProcessBuilder(command));
    return end(builder, builder.start());
  }

  private Ended run(String... arguments) throws Exception {
    ProcessBuilder builder = program(arguments);
    return end(builder, builder.start());
  }

  private static Ended end(ProcessBuilder builder, Process process) throws Exception {
    String out;
    try (InputStream stream = process.getInputStream()) {
      out = new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    }
    if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new AssertionError("The process did not end.");
    }
    var err = builder.redirectError().file();
    return new Ended(process.exitValue(), out, Files.readString(err.toPath()));
  }

  @Test
  void the_packaged_program_tells_its_version() throws Exception {
    var ended = run("--version");

    assertThat(ended.out()).startsWith("bulkhead 0.");
    assertThat(ended.err()).isEmpty();
    assertThat(ended.status()).isZero();
  }

  @Test
  void a_registry_that_may_not_be_asked_is_no_green_build() throws Exception {
    var ended = run("check", manifest.toString(), "--offline");

    assertThat(ended.out()).contains("--offline forbids asking a registry");
    assertThat(ended.err()).isEmpty();
    assertThat(ended.status()).isEqualTo(3);
  }

  @Test
  void a_plain_manifest_is_checked_without_loading_helm_or_http() throws Exception {
    ProcessBuilder builder = program("check", manifest.toString(), "--offline");
    var command = new ArrayList<>(builder.command());
    command.add(command.indexOf("-cp"), "-Xlog:class+load:file=" + folder.resolve("classes"));
    builder.command(command);

    end(builder, builder.start());

    assertThat(folder.resolve("classes"))
        .content()
        .contains("dev.bulkhead.check.Check ")
        .doesNotContain(
            "dev.bulkhead.render.helm.NativeHelm",
            "java.net.http.HttpClient ",
            "jdk.internal.net.http",
            "com.sun.jna");
  }

  @Test
  void the_example_fails_in_daemon_set_mode_at_its_place_and_is_clean_as_given() throws Exception {
    String chart = EXAMPLES.resolve("keeper").toString();
    String images = EXAMPLES.resolve("images").toString();

    var explored = run("check", chart, "--images", images, "--offline");
    assertThat(explored.out())
        .contains(
            " 0 violated, 0 unproven; with other values, 2 violated",
            "with manager.kind=DaemonSet",
            "error command-not-in-image",
            "templates/daemonset.yaml:");
    assertThat(explored.status()).isEqualTo(1);

    var healthy = run("check", chart, "--images", images, "--offline", "--only-given-values");
    assertThat(healthy.out())
        .contains(" 0 violated, 0 unproven")
        .doesNotContain("command-not-in-image");
    assertThat(healthy.status()).isZero();

    var broken =
        run("check", chart, "--images", images, "--offline", "--set", "manager.kind=DaemonSet");
    assertThat(broken.out())
        .contains(
            "error command-not-in-image", "templates/daemonset.yaml:", "/manager", "^^^^^^^^");
    assertThat(broken.status()).isEqualTo(1);
  }

  @Test
  void a_reader_who_goes_away_ends_the_program_quietly() throws Exception {
    var manifests = new StringBuilder();
    for (int i = 0; i < 3_000; i++) {
      manifests.append(Files.readString(manifest).replace("name: app }", "name: app" + i + " }"));
      manifests.append("---\n");
    }
    Files.writeString(manifest, manifests);

    var ended = shell("| head -n 1", "check", manifest.toString(), "--offline");

    assertThat(ended.err()).isEmpty();
    assertThat(ended.out()).hasLineCount(1);
    assertThat(ended.status()).isEqualTo(3);
  }

  @ParameterizedTest
  @CsvSource({"1< /dev/null, Bad file descriptor", "> /dev/full, No space left on device"})
  void standard_output_that_takes_nothing_is_told(String redirection, String reason)
      throws Exception {
    var ended = shell(redirection, "check", manifest.toString(), "--offline");

    assertThat(ended.err()).contains("could not be written to standard output", reason);
    assertThat(ended.status()).isEqualTo(2);
  }

  @ParameterizedTest
  @CsvSource({"INT, 130", "TERM, 143", "HUP, 129"})
  void a_signal_ends_the_program_and_what_is_known_is_printed(String signal, int status)
      throws Exception {
    ProcessBuilder builder =
        program("check", manifest.toString(), "-", "--offline", "--format", "json");
    Process process = builder.start();
    // More than a pipe holds: once it is all written, the program is reading.
    OutputStream input = process.getOutputStream();
    input.write("# waiting\n".repeat(20_000).getBytes(StandardCharsets.UTF_8));
    input.flush();

    kill(signal, process);
    var ended = end(builder, process);

    assertThat(ended.out())
        .contains(
            "\"name\" : \"app\"",
            "<stdin> was not read to its end: the run was interrupted.",
            "\"exitStatus\" : %d".formatted(status));
    assertThat(ended.status()).isEqualTo(status);
  }

  @ParameterizedTest
  @CsvSource({"INT, 130", "TERM, 143"})
  void a_signal_ends_the_program_after_a_chart_was_rendered(String signal, int status)
      throws Exception {
    ProcessBuilder builder =
        program("check", EXAMPLES.resolve("keeper").toString(), "-", "--offline");
    Process process = builder.start();
    OutputStream input = process.getOutputStream();
    input.write("# waiting\n".repeat(20_000).getBytes(StandardCharsets.UTF_8));
    input.flush();

    kill(signal, process);
    var ended = end(builder, process);

    assertThat(ended.out()).contains("Deployment", "the run was interrupted");
    assertThat(ended.status()).isEqualTo(status);
  }

  private static void kill(String signal, Process process) throws Exception {
    new ProcessBuilder("kill", "-" + signal, String.valueOf(process.pid())).start().waitFor();
  }

  @Test
  void when_the_time_is_over_what_is_known_is_printed() throws Exception {
    try (var silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      String host = "127.0.0.1:" + silent.getLocalPort();
      Files.writeString(manifest, Files.readString(manifest).replace("registry.invalid", host));

      var ended = run("check", manifest.toString(), "--plain-http", host, "--timeout", "1500ms");

      assertThat(ended.out()).contains("unproven image-missing");
      assertThat(ended.out()).contains("2 proven, 0 violated, 1 unproven");
      assertThat(ended.status()).isEqualTo(3);
    }
  }

  @Test
  void with_debug_every_request_to_a_registry_is_a_line_without_its_query() throws Exception {
    HttpServer registry =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    registry.createContext(
        "/",
        exchange -> {
          boolean isMoved = exchange.getRequestURI().getPath().startsWith("/moved");
          if (!isMoved) {
            exchange.getResponseHeaders().add("Location", "/moved?signature=hunter2");
          }
          exchange.sendResponseHeaders(isMoved ? 404 : 307, -1);
          exchange.close();
        });
    registry.start();
    try {
      String host = "127.0.0.1:" + registry.getAddress().getPort();
      Files.writeString(manifest, Files.readString(manifest).replace("registry.invalid", host));

      var ended = run("check", manifest.toString(), "--plain-http", host, "--debug");

      assertThat(ended.err())
          .containsPattern(
              "(?m)^debug: HEAD http://%s/v2/app/manifests/1.4.2: 307, \\d+ ms$".formatted(host))
          .containsPattern("(?m)^debug: HEAD http://%s/moved: 404, \\d+ ms$".formatted(host))
          .doesNotContain("hunter2");
    } finally {
      registry.stop(0);
    }
  }

  @Test
  void with_debug_a_registry_that_does_not_answer_is_told_with_the_kinds_of_the_causes()
      throws Exception {
    var ended = run("check", manifest.toString(), "--debug");

    assertThat(ended.err())
        .containsPattern(
            "debug: HEAD https://registry.invalid/v2/app/manifests/1.4.2: There is no host .* \\(ConnectException, caused by .*\\) \\d+ ms");
  }

  @Test
  void with_debug_what_the_parser_and_helm_said_is_shown_but_no_line_of_the_input()
      throws Exception {
    Path broken =
        Files.writeString(
            folder.resolve("broken.yaml"), "kind: Secret\nstringData:\n  a: hunter2: b\n");
    Path chart = folder.resolve("chart");
    Files.createDirectories(chart.resolve("templates"));
    Files.writeString(chart.resolve("Chart.yaml"), "apiVersion: v2\nname: c\nversion: 1.0.0\n");
    Files.writeString(chart.resolve("templates/a.yaml"), "a: {{ .Values.b.c }}\n");

    var ended = run("check", broken.toString(), chart.toString(), "--offline", "--debug");

    assertThat(ended.status()).isEqualTo(2);
    assertThat(ended.err())
        .contains(
            "snakeyaml.engine",
            "mapping values are not allowed here",
            "    at org.snakeyaml.engine",
            "HelmRefusal: ",
            "nil pointer evaluating")
        .doesNotContain("hunter2");
  }

  @Test
  void json_of_the_program_is_kept_for_explaining() throws Exception {
    var report = run("check", manifest.toString(), "--offline", "--format", "json");
    String id = report.out().replaceAll("(?s).*?\"id\" : \"([0-9a-f]{12})\".*", "$1");

    var ended = run("explain", "--finding", id);

    assertThat(ended.out()).contains("Pod app (v1)", "registry.invalid/app:1.4.2");
    assertThat(ended.status()).isZero();
  }
}
