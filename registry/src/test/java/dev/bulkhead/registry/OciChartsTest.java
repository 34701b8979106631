package dev.bulkhead.registry;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathMatching;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bulkhead.model.Digest;
import dev.bulkhead.registry.http.Desk;
import dev.bulkhead.registry.http.FakePace;
import dev.bulkhead.registry.http.Mirror;
import dev.bulkhead.registry.http.RegistryClient;
import dev.bulkhead.registry.http.RegistryListener;
import dev.bulkhead.registry.http.RegistryOptions;
import dev.bulkhead.verdict.UserError;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class OciChartsTest {
  private static final FakeRegistry REGISTRY = new FakeRegistry();
  private static final byte[] ARCHIVE = {31, -117, 1, 2, 3};
  private static final String HELM = "application/vnd.cncf.helm.config.v1+json";
  private static final String CONTENT = "application/vnd.cncf.helm.chart.content.v1.tar+gzip";

  @TempDir private static Path home;

  @AfterEach
  void forget() {
    REGISTRY.reset();
  }

  @AfterAll
  static void stop() {
    REGISTRY.stop();
  }

  private static ChartLookup pull(String rest, @Nullable String version) {
    return pull(Desk.options(home), REGISTRY.host() + "/" + rest, version);
  }

  private static ChartLookup pull(RegistryOptions options, String chart, @Nullable String version) {
    var client = RegistryClient.open(options, RegistryListener.NONE, new FakePace());
    RegistryImages.Assembly none =
        (store, reference, platform) -> new ImageLookup.Unavailable("", "");
    try (var images = new RegistryImages(client, RegistryListener.NONE, none)) {
      return new OciCharts(images).pull("oci://" + chart, version);
    }
  }

  private static String manifest(String config, String layer, Digest digest, long size) {
    return """
        {"schemaVersion":2,"config":{"mediaType":"%s"},
         "layers":[{"mediaType":"application/vnd.cncf.helm.chart.provenance.v1.prov"},
                   {"mediaType":"%s","digest":"%s","size":%d}]}
        """
        .formatted(config, layer, digest, size);
  }

  private static void chart(String tag) {
    Digest blob = REGISTRY.empty().blob("charts/web", ARCHIVE);
    REGISTRY.manifest(
        "charts/web", tag, ManifestTypes.OCI_MANIFEST, manifest(HELM, CONTENT, blob, 5));
  }

  @Test
  void a_chart_is_pulled_whole() {
    chart("1.2.3");

    assertThat(pull("charts/web:1.2.3", null))
        .isInstanceOfSatisfying(
            ChartLookup.Pulled.class,
            chart -> {
              assertThat(chart.archive()).isEqualTo(ARCHIVE);
              assertThat(chart.version()).isEqualTo("1.2.3");
            });
  }

  @Test
  void a_version_may_be_given_beside_the_reference() {
    chart("1.2.3");

    assertThat(pull("charts/web", "1.2.3")).isInstanceOf(ChartLookup.Pulled.class);
  }

  @Test
  void a_plus_is_an_underscore_in_a_tag() {
    chart("1.2.3_build.4");

    assertThat(pull("charts/web", "1.2.3+build.4"))
        .isInstanceOfSatisfying(
            ChartLookup.Pulled.class,
            chart -> assertThat(chart.version()).isEqualTo("1.2.3+build.4"));
  }

  @Test
  void without_a_version_the_newest_release_is_taken() {
    chart("1.10.0");
    REGISTRY.tags("charts/web", "1.9.0", "1.10.0", "2.0.0-beta.1");

    assertThat(pull("charts/web", null))
        .isInstanceOfSatisfying(
            ChartLookup.Pulled.class, chart -> assertThat(chart.version()).isEqualTo("1.10.0"));
  }

  @Test
  void a_version_that_is_not_there_is_missing() {
    chart("1.2.3");
    REGISTRY.tags("charts/web", "1.2.3");

    assertThat(pull("charts/web:1.2.4", null))
        .isInstanceOfSatisfying(
            ChartLookup.Missing.class,
            missing -> {
              assertThat(missing.reason()).contains("charts/web:1.2.4", "404 MANIFEST_UNKNOWN");
              assertThat(missing.nearest()).isEqualTo(List.of("1.2.3"));
            });
  }

  @Test
  void an_image_is_no_chart() {
    Digest blob = REGISTRY.empty().blob("charts/web", ARCHIVE);
    REGISTRY.manifest(
        "charts/web",
        "1.0.0",
        ManifestTypes.OCI_MANIFEST,
        manifest("application/vnd.oci.image.config.v1+json", CONTENT, blob, 5));

    assertThat(pull("charts/web:1.0.0", null)).isInstanceOf(ChartLookup.NotAChart.class);
  }

  @Test
  void a_chart_without_content_is_none() {
    Digest blob = REGISTRY.empty().blob("charts/web", ARCHIVE);
    REGISTRY.manifest(
        "charts/web",
        "1.0.0",
        ManifestTypes.OCI_MANIFEST,
        manifest(HELM, "application/other", blob, 5));

    assertThat(pull("charts/web:1.0.0", null)).isInstanceOf(ChartLookup.NotAChart.class);
  }

  @ParameterizedTest
  @ValueSource(longs = {4, 6})
  void a_chart_of_another_size_is_refused(long size) {
    Digest blob = REGISTRY.empty().blob("charts/web", ARCHIVE);
    REGISTRY.manifest(
        "charts/web", "1.0.0", ManifestTypes.OCI_MANIFEST, manifest(HELM, CONTENT, blob, size));

    assertThat(pull("charts/web:1.0.0", null))
        .isInstanceOfSatisfying(
            ChartLookup.Unavailable.class,
            unavailable -> assertThat(unavailable.reason()).contains("digest or size"));
  }

  @Test
  void a_chart_of_another_digest_is_refused() {
    chart("1.0.0");
    REGISTRY
        .server()
        .stubFor(
            get(urlPathMatching(".*/blobs/.*"))
                .atPriority(1)
                .willReturn(aResponse().withBody(new byte[] {1, 2, 3, 4, 5})));

    assertThat(pull("charts/web:1.0.0", null)).isInstanceOf(ChartLookup.Unavailable.class);
  }

  @Test
  void a_huge_chart_is_not_read() {
    Digest blob = REGISTRY.empty().blob("charts/web", ARCHIVE);
    REGISTRY.manifest(
        "charts/web", "1.0.0", ManifestTypes.OCI_MANIFEST, manifest(HELM, CONTENT, blob, 1L << 40));

    assertThat(pull("charts/web:1.0.0", null))
        .isInstanceOfSatisfying(
            ChartLookup.Unavailable.class,
            unavailable -> assertThat(unavailable.reason()).contains("1,099,511,627,776"));
  }

  @Test
  void a_registry_that_lists_nothing_leaves_the_version_open() {
    REGISTRY.empty();

    assertThat(pull("charts/web", null))
        .isInstanceOfSatisfying(
            ChartLookup.Unavailable.class,
            unavailable -> assertThat(unavailable.supply()).contains(":VERSION"));
  }

  private static RegistryOptions mirrored(String from, boolean only) {
    return Desk.options(home)
        .withMirrors(List.of(new Mirror(from, REGISTRY.host() + "/mirrored")), only);
  }

  private static void mirroredChart() {
    Digest blob = REGISTRY.empty().blob("mirrored/charts/web", ARCHIVE);
    REGISTRY.manifest(
        "mirrored/charts/web",
        "1.2.3",
        ManifestTypes.OCI_MANIFEST,
        manifest(HELM, CONTENT, blob, 5));
    REGISTRY.tags("mirrored/charts/web", "1.2.3");
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(strings = "1.2.3")
  void a_chart_is_pulled_from_the_mirror_of_its_registry(@Nullable String version) {
    mirroredChart();

    assertThat(pull(mirrored("charts.invalid", true), "charts.invalid/charts/web", version))
        .isInstanceOf(ChartLookup.Pulled.class);
  }

  @Test
  void a_chart_that_a_mirror_lacks_is_pulled_from_its_origin() {
    chart("1.2.3");
    var mirror = new Mirror(REGISTRY.host(), REGISTRY.host() + "/mirrored");

    assertThat(
            pull(
                Desk.options(home).withMirrors(List.of(mirror), false),
                REGISTRY.host() + "/charts/web:1.2.3",
                null))
        .isInstanceOf(ChartLookup.Pulled.class);
    assertThat(
            pull(
                Desk.options(home).withMirrors(List.of(mirror), true),
                REGISTRY.host() + "/charts/web:1.2.3",
                null))
        .isInstanceOf(ChartLookup.Missing.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"charts/web", "charts/web:1.2.3"})
  void nothing_is_pulled_offline_and_that_is_the_reason(String rest) {
    assertThat(pull(Desk.options(home).withoutNetwork(), REGISTRY.host() + "/" + rest, null))
        .isInstanceOfSatisfying(
            ChartLookup.Unavailable.class,
            unavailable ->
                assertThat(unavailable.reason() + unavailable.supply())
                    .contains("--offline forbids", "on disk")
                    .doesNotContain("VERSION"));
  }

  @Test
  void a_registry_that_cannot_be_reached_is_the_reason_where_no_version_is_named() {
    assertThat(pull(Desk.options(home), "charts.invalid/charts/web", null))
        .isInstanceOfSatisfying(
            ChartLookup.Unavailable.class,
            unavailable -> assertThat(unavailable.reason()).doesNotContain("lists no version"));
  }

  @Test
  void a_credential_in_the_name_of_a_chart_is_refused_and_not_told() {
    assertThatThrownBy(() -> pull(Desk.options(home), "user:hunter2@host.example/web", null))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("***@host.example/web")
        .hasMessageNotContaining("hunter2");
  }

  @ParameterizedTest
  @ValueSource(strings = {"UPPER", "", "a b", "x:", "a@sha256:1"})
  void what_names_no_chart_is_refused(String rest) {
    assertThatThrownBy(() -> pull(rest, null)).isInstanceOf(UserError.class);
  }
}
