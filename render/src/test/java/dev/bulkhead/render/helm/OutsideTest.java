package dev.bulkhead.render.helm;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a render does to the world around the process. */
class OutsideTest {
  @TempDir private Path home;

  @BeforeAll
  static void unpack() {
    new NativeLibrary(NativeChartsTest.CACHE).load(path -> path);
  }

  private Process child(String what, Map<String, String> environment) throws IOException {
    return child(what, environment, NativeChartsTest.CACHE);
  }

  private Process child(String what, Map<String, String> environment, Path cache)
      throws IOException {
    var builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "--enable-native-access=ALL-UNNAMED",
            "-Duser.home=" + home,
            "-Djava.io.tmpdir=" + Files.createDirectories(home.resolve("tmp")),
            "-cp",
            System.getProperty("java.class.path"),
            ChildRender.class.getName(),
            what,
            cache.toString());
    builder.environment().keySet().removeIf(name -> name.startsWith("KUBE"));
    builder.environment().put("HOME", home.toString());
    builder.environment().putAll(environment);
    return builder.redirectErrorStream(true).start();
  }

  private static String output(Process process) throws IOException, InterruptedException {
    String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    return text;
  }

  /** A server on loopback that counts who calls, and a kubeconfig that points at it. */
  private final class Cluster implements AutoCloseable {
    private final ServerSocket socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final AtomicInteger calls = new AtomicInteger();

    Cluster() throws IOException {
      Thread.ofVirtual().start(this::accept);
    }

    private void accept() {
      while (!socket.isClosed()) {
        try {
          Socket caller = socket.accept();
          calls.incrementAndGet();
          caller.close();
        } catch (SocketException closed) {
          return;
        } catch (IOException broken) {
          throw new AssertionError(broken);
        }
      }
    }

    Path kubeconfig() throws IOException {
      return Files.writeString(
          home.resolve("kubeconfig"),
          """
          apiVersion: v1
          kind: Config
          current-context: c
          clusters: [{name: c, cluster: {server: "http://127.0.0.1:%d"}}]
          contexts: [{name: c, context: {cluster: c, user: u}}]
          users: [{name: u, user: {token: t}}]
          """
              .formatted(socket.getLocalPort()));
    }

    @Override
    public void close() throws IOException {
      socket.close();
    }
  }

  @Test
  void helm_by_itself_calls_the_cluster_of_the_kubeconfig() throws Exception {
    try (var cluster = new Cluster()) {
      output(child("as it is", Map.of("KUBECONFIG", cluster.kubeconfig().toString())));
      assertThat(cluster.calls.get()).isPositive();
    }
  }

  @Test
  void a_render_calls_no_cluster() throws Exception {
    try (var cluster = new Cluster()) {
      String text =
          output(child("instrumented", Map.of("KUBECONFIG", cluster.kubeconfig().toString())));
      assertThat(text).contains("text=0");
      assertThat(cluster.calls.get()).isZero();
    }
  }

  @Test
  void a_render_needs_no_kubeconfig_and_writes_nothing_into_the_home_folder() throws Exception {
    assertThat(output(child("instrumented", Map.of()))).contains("text=0");
    try (Stream<Path> files = Files.walk(home)) {
      assertThat(files.filter(Files::isRegularFile).toList()).isEqualTo(List.of());
    }
  }

  @Test
  void a_render_needs_no_cache_that_can_be_written_to() throws Exception {
    Path blocked = Files.writeString(home.resolve("file"), "no folder");
    assertThat(output(child("instrumented", Map.of(), blocked)))
        .contains("text=0", "unpacked into a temporary folder");
    try (Stream<Path> files = Files.list(home.resolve("tmp"))) {
      assertThat(files).noneMatch(file -> file.getFileName().toString().startsWith("bulkhead"));
    }
  }

  @Test
  void a_render_leaves_nothing_in_the_temporary_folder() throws Exception {
    output(child("instrumented", Map.of()));
    try (Stream<Path> files = Files.list(home.resolve("tmp"))) {
      assertThat(files).noneMatch(file -> file.getFileName().toString().startsWith("bulkhead"));
    }
  }

  @ParameterizedTest
  @CsvSource({"INT, 130, then wait", "TERM, 143, then wait", "INT, 130, loop", "TERM, 143, loop"})
  void signals_end_the_process_after_a_render_and_during_one(String signal, int status, String what)
      throws Exception {
    Process process = child(what, Map.of());
    try (var lines = process.inputReader()) {
      assertThat(lines.readLine()).startsWith("render");
      boolean ended = false;
      for (int tries = 0; tries < 20 && !ended; tries++) {
        new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid())).start().waitFor();
        ended = process.waitFor(what.equals("loop") ? 500 : 5_000, TimeUnit.MILLISECONDS);
      }
    } finally {
      process.destroyForcibly();
    }
    assertThat(process.waitFor()).isEqualTo(status);
  }
}
