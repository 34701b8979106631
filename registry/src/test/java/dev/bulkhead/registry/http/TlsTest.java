package dev.bulkhead.registry.http;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.ok;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import dev.bulkhead.verdict.UserError;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TlsTest {
  private static final List<WireMockServer> SERVERS = new ArrayList<>();

  @TempDir private static Path home;
  private final Recorder recorder = new Recorder();

  @BeforeAll
  static void certificates() throws Exception {
    keytool(
        "-genkeypair -alias r -keyalg EC -dname CN=localhost -ext san=dns:localhost -validity 36500"
            + " -keystore KEYS -storepass changeit -keypass changeit -storetype PKCS12");
    keytool("-exportcert -rfc -alias r -keystore KEYS -storepass changeit -file CERT");
    var server =
        new WireMockServer(
            WireMockConfiguration.options()
                .dynamicPort()
                .dynamicHttpsPort()
                .bindAddress("127.0.0.1")
                .keystorePath(home.resolve("keys.p12").toString())
                .keystorePassword("changeit")
                .keyManagerPassword("changeit")
                .keystoreType("PKCS12"));
    server.start();
    SERVERS.add(server);
  }

  private static void keytool(String arguments) throws Exception {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    for (String argument : arguments.split(" ", -1)) {
      command.add(
          switch (argument) {
            case "KEYS" -> home.resolve("keys.p12").toString();
            case "CERT" -> home.resolve("ca.pem").toString();
            default -> argument;
          });
    }
    var process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(output).isZero();
  }

  @AfterEach
  void forget() {
    SERVERS.getFirst().resetAll();
  }

  @AfterAll
  static void stop() {
    SERVERS.forEach(WireMockServer::stop);
  }

  private static WireMockServer server() {
    return SERVERS.getFirst();
  }

  private static RegistryOptions options() {
    return Desk.options(home).withPlainHttp(Set.of());
  }

  private Reply get(RegistryOptions options, String host) throws RegistryTrouble {
    server().stubFor(any(anyUrl()).atPriority(9).willReturn(ok("{}")));
    try (var client = RegistryClient.open(options, recorder, new FakePace())) {
      return client.get(new Place(host, "a/b"), "manifests/v1", "", 100);
    }
  }

  @Test
  void a_certificate_of_a_named_authority_is_trusted() throws Exception {
    var options = options().withCaFile(home.resolve("ca.pem"));

    assertThat(get(options, "localhost:" + server().httpsPort()).status()).isEqualTo(200);
  }

  @Test
  void a_certificate_of_nobody_known_is_not_trusted_nor_tried_without() {
    String host = "localhost:" + server().httpsPort();

    assertThatThrownBy(() -> get(options(), host))
        .isInstanceOfSatisfying(
            RegistryTrouble.class,
            trouble -> {
              assertThat(trouble.kind()).isEqualTo(RegistryTrouble.Kind.TLS);
              assertThat(trouble.reason())
                  .isEqualTo("The certificate that %s shows is not trusted.".formatted(host));
              assertThat(trouble.supply()).contains("--ca-file");
            });
    assertThat(recorder.requests()).isEqualTo(1);
    assertThat(server().getAllServeEvents()).isEmpty();
  }

  @Test
  void a_certificate_for_another_name_is_told_as_such() {
    var options = options().withCaFile(home.resolve("ca.pem"));

    assertThatThrownBy(() -> get(options, "127.0.0.1:" + server().httpsPort()))
        .isInstanceOf(RegistryTrouble.class)
        .hasMessageContaining("was made for another name");
  }

  @Test
  void a_registry_without_tls_is_told_and_how_to_allow_it() {
    String host = "localhost:" + server().port();

    assertThatThrownBy(() -> get(options(), host))
        .isInstanceOfSatisfying(
            RegistryTrouble.class,
            trouble -> {
              assertThat(trouble.kind()).isEqualTo(RegistryTrouble.Kind.TLS);
              assertThat(trouble.supply()).contains("--plain-http " + host);
            });
    assertThat(server().getAllServeEvents()).isEmpty();
  }

  @Test
  void a_redirect_from_https_to_http_is_not_followed() {
    server()
        .stubFor(
            any(anyUrl())
                .atPriority(1)
                .willReturn(
                    aResponse()
                        .withStatus(307)
                        .withHeader("Location", "http://localhost:" + server().port() + "/x")));
    var options = options().withCaFile(home.resolve("ca.pem"));

    assertThatThrownBy(() -> get(options, "localhost:" + server().httpsPort()))
        .isInstanceOf(RegistryTrouble.class)
        .hasMessageContaining("from https to http");
    assertThat(recorder.requests()).isEqualTo(1);
  }

  @Test
  void a_token_is_not_fetched_over_plain_http_for_a_registry_with_tls() {
    server()
        .stubFor(
            any(anyUrl())
                .atPriority(1)
                .willReturn(
                    aResponse()
                        .withStatus(401)
                        .withHeader(
                            "WWW-Authenticate",
                            "Bearer realm=\"http://localhost:%d/token\""
                                .formatted(server().port()))));
    var options = options().withCaFile(home.resolve("ca.pem"));

    assertThatThrownBy(() -> get(options, "localhost:" + server().httpsPort()))
        .isInstanceOf(RegistryTrouble.class)
        .hasMessageContaining("no https address");
    assertThat(recorder.requests()).isEqualTo(1);
  }

  @Test
  void a_host_that_does_not_exist_is_told() {
    assertThatThrownBy(() -> get(options(), "registry.invalid"))
        .isInstanceOfSatisfying(
            RegistryTrouble.class,
            trouble -> {
              assertThat(trouble.kind()).isEqualTo(RegistryTrouble.Kind.NAME);
              assertThat(trouble.reason()).contains("registry.invalid");
            });
  }

  @Test
  void a_file_without_certificates_is_the_users_error() throws Exception {
    Path file = Files.writeString(home.resolve("empty.pem"), "nothing");

    assertThatThrownBy(
            () -> RegistryClient.open(options().withCaFile(file), recorder, new FakePace()))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("empty.pem");
  }

  @Test
  void a_registry_configuration_that_is_not_there_is_the_users_error() {
    var options = options().withRegistryConfig(home.resolve("absent.json"));

    assertThatThrownBy(() -> RegistryClient.open(options, recorder, new FakePace()))
        .isInstanceOf(UserError.class)
        .hasMessageContainingAll("absent.json", "there is no such file or directory");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"'{\n\"auths\": hunter2}' | 2", "'{hunter2' | 1", "hunter2 | 1", "[] | 0", "'' | 1"})
  void a_registry_configuration_that_is_broken_is_told_with_its_line(String text, int line)
      throws IOException {
    Path file = Files.writeString(home.resolve("broken.json"), text);
    var options = options().withRegistryConfig(file);

    assertThatThrownBy(() -> RegistryClient.open(options, recorder, new FakePace()))
        .isInstanceOfSatisfying(
            UserError.class,
            error -> {
              assertThat(error.location().orElseThrow().line()).isEqualTo(line);
              assertThat(error)
                  .hasMessageContaining("broken.json is not a JSON object")
                  .hasMessageNotContaining("hunter2");
            });
  }

  @Test
  void options_show_no_environment() {
    var options = RegistryOptions.of(Map.of("HTTPS_PROXY", "http://u:hunter2@p:1"), home);

    assertThat(options.toString()).doesNotContain("hunter2");
  }
}
