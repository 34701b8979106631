package dev.bulkhead.registry.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against a server that breaks off after a hundred bytes of each answer. */
class ResumingStreamTest {
  private static final String BODY = "0123456789".repeat(35);
  private static final int PIECE = 100;

  @TempDir private static Path home;
  private final List<String> ranges = new CopyOnWriteArrayList<>();
  private final List<HttpServer> servers = new ArrayList<>();

  @AfterEach
  void stop() {
    servers.forEach(server -> server.stop(0));
  }

  private String read(boolean knowsRanges) throws IOException {
    var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 10);
    servers.add(server);
    server.createContext(
        "/",
        exchange -> {
          String range = exchange.getRequestHeaders().getFirst("Range");
          ranges.add(String.valueOf(range));
          boolean isPart = knowsRanges && range != null;
          int from = isPart ? Integer.parseInt(range.replaceAll("[^0-9]", "")) : 0;
          byte[] rest = BODY.substring(from).getBytes(StandardCharsets.US_ASCII);
          exchange.sendResponseHeaders(isPart ? 206 : 200, rest.length);
          OutputStream body = exchange.getResponseBody();
          body.write(rest, 0, Math.min(PIECE, rest.length));
          body.flush();
          exchange.close();
        });
    server.start();
    var place = new Place("127.0.0.1:" + server.getAddress().getPort(), "a/b");
    try (var client =
            RegistryClient.open(Desk.options(home), RegistryListener.NONE, new FakePace());
        var stream = client.open(place, "blobs/x")) {
      return new String(stream.readAllBytes(), StandardCharsets.US_ASCII);
    }
  }

  @Test
  void what_breaks_off_goes_on_where_it_broke_off() throws IOException {
    assertThat(read(true)).isEqualTo(BODY);
    assertThat(ranges).containsExactly("null", "bytes=100-", "bytes=200-", "bytes=300-");
  }

  @Test
  void a_server_that_begins_again_is_not_believed() {
    assertThatThrownBy(() -> read(false))
        .isInstanceOfSatisfying(
            RegistryTrouble.class,
            trouble -> assertThat(trouble.kind()).isEqualTo(RegistryTrouble.Kind.BROKEN));
  }
}
