package dev.bulkhead.registry.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against a proxy that answers by itself and remembers what it was sent. */
class ProxyTest {
  @TempDir private static Path home;
  private final List<List<String>> heard = new CopyOnWriteArrayList<>();
  private final List<ServerSocket> sockets = new ArrayList<>();

  @BeforeEach
  void listen() throws IOException {
    var socket = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
    sockets.add(socket);
    Thread.ofVirtual().start(() -> serve(socket));
  }

  @AfterEach
  void close() throws IOException {
    for (ServerSocket socket : sockets) {
      socket.close();
    }
  }

  private void serve(ServerSocket socket) {
    while (!socket.isClosed()) {
      try (var peer = socket.accept()) {
        var reader =
            new BufferedReader(
                new InputStreamReader(peer.getInputStream(), StandardCharsets.ISO_8859_1));
        var lines = new ArrayList<String>();
        for (String line = reader.readLine();
            line != null && !line.isEmpty();
            line = reader.readLine()) {
          lines.add(line);
        }
        heard.add(lines);
        boolean isTunnel = lines.getFirst().startsWith("CONNECT");
        String answer =
            isTunnel
                ? "HTTP/1.1 502 No\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
                : "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\n{}";
        peer.getOutputStream().write(answer.getBytes(StandardCharsets.ISO_8859_1));
      } catch (IOException closed) {
        // the loop looks whether that was the end
      }
    }
  }

  private RegistryOptions options(String user) {
    String proxy = "http://%s127.0.0.1:%d".formatted(user, sockets.getFirst().getLocalPort());
    return RegistryOptions.of(Map.of("HTTP_PROXY", proxy, "HTTPS_PROXY", proxy), home);
  }

  private static Reply get(RegistryOptions options) throws RegistryTrouble {
    try (var client = RegistryClient.open(options, RegistryListener.NONE, new FakePace())) {
      return client.get(new Place("r.invalid", "a/b"), "manifests/v1", "", 10);
    }
  }

  @Test
  void plain_http_goes_by_the_proxy_with_its_password() throws Exception {
    var options = options("me:hunter2@").withPlainHttp(Set.of("r.invalid"));

    Reply reply = get(options);

    assertThat(reply.status()).isEqualTo(200);
    assertThat(heard.getFirst())
        .contains(
            "GET http://r.invalid/v2/a/b/manifests/v1 HTTP/1.1",
            "Proxy-Authorization: Basic bWU6aHVudGVyMg==")
        .noneMatch(line -> line.startsWith("Authorization"));
  }

  @Test
  void https_goes_through_a_tunnel_opened_with_the_password() {
    assertThatThrownBy(() -> get(options("me:hunter2@")))
        .isInstanceOf(RegistryTrouble.class)
        .hasMessageNotContaining("hunter2");

    assertThat(heard.getFirst())
        .contains("CONNECT r.invalid:443 HTTP/1.1", "Proxy-Authorization: Basic bWU6aHVudGVyMg==");
  }

  @Test
  void a_proxy_without_a_password_is_sent_none() throws Exception {
    get(options("").withPlainHttp(Set.of("r.invalid")));

    assertThat(heard.getFirst()).noneMatch(line -> line.contains("Authorization"));
  }
}
