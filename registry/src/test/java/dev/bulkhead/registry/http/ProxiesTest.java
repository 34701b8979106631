package dev.bulkhead.registry.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bulkhead.verdict.UserError;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProxiesTest {
  private static final URI REGISTRY = URI.create("https://r.example/v2/");

  @Test
  void each_scheme_has_its_own_proxy() {
    var proxies = Proxies.of(Map.of("HTTP_PROXY", "a:1", "HTTPS_PROXY", "http://b:2"));

    assertThat(proxies.to(REGISTRY)).map(Proxies.Server::toString).contains("b:2");
    assertThat(proxies.to(URI.create("http://r.example/")))
        .map(Proxies.Server::toString)
        .contains("a:1");
  }

  @Test
  void lower_case_is_read_where_upper_case_is_absent() {
    assertThat(Proxies.of(Map.of("https_proxy", "b:2")).to(REGISTRY)).isPresent();
    assertThat(Proxies.of(Map.of("https_proxy", "b:2", "HTTPS_PROXY", "c:3")).to(REGISTRY))
        .map(Proxies.Server::host)
        .contains("c");
  }

  @Test
  void user_and_password_are_decoded_and_not_shown() {
    var proxies = Proxies.of(Map.of("HTTPS_PROXY", "http://us%40er:p%3Aw+d@b:2"));

    var server = proxies.to(REGISTRY).orElseThrow();

    // us@er:p:w+d
    assertThat(server.authorization()).isEqualTo("Basic dXNAZXI6cDp3K2Q=");
    assertThat(server.toString()).isEqualTo("b:2");
  }

  @Test
  void a_proxy_that_cannot_be_used_is_told_without_its_value() {
    assertThatThrownBy(() -> Proxies.of(Map.of("HTTPS_PROXY", "https://u:hunter2@b:2")))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("HTTPS_PROXY")
        .hasMessageNotContaining("hunter2");
  }

  @ParameterizedTest
  @CsvSource({
    "*, r.example, true",
    "r.example, r.example, true",
    "r.example, a.r.example, true",
    "r.example, ar.example, false",
    ".r.example, r.example, false",
    ".r.example, a.r.example, true",
    "*.r.example, a.r.example, true",
    "r.example:443, r.example, true",
    "r.example:5000, r.example, false",
    "10.0.0.0/8, 10.1.2.3, true",
    "10.0.0.0/8, 11.1.2.3, false",
    "192.168.1.128/25, 192.168.1.127, false",
    "192.168.1.128/25, 192.168.1.200, true",
    "10.1.2.3, 10.1.2.3, true",
    "fd00::/8, [fd00::1], true",
    "' a , R.Example ', r.example, true",
    "'', r.example, false",
    "10.0.0.0/99, 10.1.2.3, false",
    "'', localhost, true",
    "'', 127.0.0.1, true",
    "'', [::1], true",
  })
  void exceptions_are_read_as_go_programs_read_them(String list, String host, boolean covered) {
    assertThat(NoProxy.read(list).covers(host, 443)).isEqualTo(covered);
  }
}
