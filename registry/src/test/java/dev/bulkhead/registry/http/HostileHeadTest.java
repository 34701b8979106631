package dev.bulkhead.registry.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Against servers whose answers do not even begin as they should. */
class HostileHeadTest {
  private static final long MOST = 64 << 20;

  @TempDir private static Path home;
  private final AtomicLong sent = new AtomicLong();

  private Reply get(String beginning, boolean goesOn) throws Exception {
    try (var socket = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
        var client = RegistryClient.open(impatient(), RegistryListener.NONE, new FakePace())) {
      Thread.ofVirtual().start(() -> serve(socket, beginning, goesOn));
      var place = new Place("127.0.0.1:" + socket.getLocalPort(), "a/b");
      return client.get(place, "manifests/v1", "", 10);
    }
  }

  private static RegistryOptions impatient() {
    var second = Duration.ofSeconds(1);
    return Desk.options(home).withLimits(Limits.usual().withPatience(second, second, second));
  }

  private void serve(ServerSocket socket, String beginning, boolean goesOn) {
    byte[] more = "x".repeat(1 << 16).getBytes(StandardCharsets.US_ASCII);
    while (!socket.isClosed()) {
      try (var peer = socket.accept()) {
        var out = peer.getOutputStream();
        out.write(beginning.getBytes(StandardCharsets.US_ASCII));
        while (goesOn && sent.addAndGet(more.length) < MOST) {
          out.write(more);
        }
      } catch (IOException closed) {
        // the loop looks whether that was the end
      }
    }
  }

  @Test
  void a_header_without_end_is_not_read_to_its_end() {
    assertThatThrownBy(() -> get("HTTP/1.1 200 OK\r\nX-Long: ", true))
        .isInstanceOf(RegistryTrouble.class);

    assertThat(sent.get()).isLessThan(MOST);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SSH-2.0-OpenSSH_9.2\r\n",
        "HTTP/1.1 what\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: -5\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: 12345678901234567890\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n{}",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nZZ\r\n",
      })
  void what_is_no_answer_is_told(String answer) {
    assertThatThrownBy(() -> get(answer, false))
        .isInstanceOfSatisfying(
            RegistryTrouble.class,
            trouble -> assertThat(trouble.reason()).startsWith("The connection to 127.0.0.1"));
  }
}
