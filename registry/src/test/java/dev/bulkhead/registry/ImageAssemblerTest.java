package dev.bulkhead.registry;

import static dev.bulkhead.model.Platform.LINUX_AMD64;
import static dev.bulkhead.registry.Refs.ref;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bulkhead.model.Platform;
import dev.bulkhead.testkit.image.ImageLayout;
import dev.bulkhead.testkit.image.ImageSpec;
import dev.bulkhead.testkit.image.TarLayer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ImageAssemblerTest {
  private static final Platform LINUX_ARM64 = new Platform("linux", "arm64", "");

  private final ImageLayout layout = ImageLayout.layout();

  @ParameterizedTest
  @CsvSource({
    "linux/amd64, amd64",
    "linux/arm64, arm64",
    "linux/arm/v7, arm-v7",
    "linux/arm/v6, arm-v6",
    "linux/arm/v8, arm-v7",
  })
  void an_index_gives_the_manifest_that_suits_the_platform_best(String platform, String user) {
    String digest =
        layout.image(
            "",
            image("linux", "amd64", "").user("amd64"),
            image("linux", "arm", "v6").user("arm-v6"),
            image("linux", "arm", "v7").user("arm-v7"),
            image("linux", "arm64", "v8").user("arm64"));

    ImageLookup lookup = find(digest, Platform.parse(platform).orElseThrow());

    assertThat(found(lookup).config().user()).isEqualTo(user);
    assertThat(found(lookup).digest()).hasToString(digest);
    assertThat(found(lookup).manifest()).isNotEqualTo(found(lookup).digest());
  }

  @Test
  void a_platform_that_an_index_lacks_is_missing_and_attestations_are_no_platforms() {
    Map<String, Object> attestation =
        platform(layout.manifest("", image("linux", "amd64", "")), "unknown", "unknown");
    var index =
        layout.index(
            List.of(
                layout.manifest("", image("linux", "amd64", "").user("1")),
                layout.manifest("", image("windows", "amd64", "")),
                attestation));

    assertThat(find(index, LINUX_ARM64))
        .isInstanceOfSatisfying(
            ImageLookup.PlatformMissing.class,
            missing ->
                assertThat(missing.offered())
                    .containsExactly(LINUX_AMD64, new Platform("windows", "amd64", "")));
  }

  @Test
  void an_index_within_an_index_is_followed() {
    var inner = layout.index(List.of(layout.manifest("", image("linux", "arm64", "").user("9"))));
    var outer = layout.index(List.of(layout.index(List.of(inner))));

    assertThat(found(find(outer, LINUX_ARM64)).config().user()).isEqualTo("9");
    assertThat(find(outer, LINUX_AMD64))
        .isInstanceOfSatisfying(
            ImageLookup.PlatformMissing.class,
            missing -> assertThat(missing.offered()).containsExactly(LINUX_ARM64));
  }

  @Test
  void indexes_nested_without_end_are_refused() {
    var index = layout.index(List.of());
    for (int i = 0; i < 12; i++) {
      index = layout.index(List.of(index));
    }

    assertThat(reason(find(index, LINUX_AMD64))).contains("more than 8 deep");
  }

  @Test
  void an_index_with_manifests_without_end_is_refused() {
    var entries = new ArrayList<Map<String, Object>>();
    for (int i = 0; i < 100; i++) {
      entries.add(
          layout.index(
              List.of(
                  Map.of(
                      "mediaType",
                      "x",
                      "digest",
                      digest(i),
                      "size",
                      1,
                      "platform",
                      Map.of("os", "none", "architecture", "none")))));
    }
    var index = layout.index(entries);

    assertThat(reason(find(index, LINUX_AMD64))).contains("more than 64 manifests");
  }

  private static String digest(int number) {
    return ImageLayout.digest(new byte[] {(byte) number});
  }

  @Test
  void manifests_that_state_no_platform_are_judged_by_their_config() {
    Map<String, Object> amd = without(layout.manifest("", image("linux", "amd64", "").user("amd")));
    Map<String, Object> arm = without(layout.manifest("", image("linux", "arm64", "").user("arm")));
    var index = layout.index(List.of(amd, arm));

    assertThat(found(find(index, LINUX_ARM64)).config().user()).isEqualTo("arm");
  }

  @Test
  void a_single_manifests_platform_comes_from_its_config() {
    String digest = layout.image("", image("linux", "arm64", "v8"));

    assertThat(found(find(digest, LINUX_ARM64)).platform()).isEqualTo(LINUX_ARM64);
    assertThat(find(digest, LINUX_AMD64))
        .isInstanceOfSatisfying(
            ImageLookup.PlatformMissing.class,
            missing -> assertThat(missing.offered()).containsExactly(LINUX_ARM64));
  }

  @Test
  void docker_manifests_and_lists_are_read_like_those_of_oci() {
    var oci = layout.manifest("", image("linux", "amd64", "").user("7"));
    var manifest = new LinkedHashMap<String, Object>();
    manifest.put("schemaVersion", 2);
    manifest.put("mediaType", Manifest.DOCKER_MANIFEST);
    manifest.put(
        "config",
        config(
            Manifest.DOCKER_CONFIG,
            "{\"os\":\"linux\",\"architecture\":\"amd64\",\"config\":{\"User\":\"8\"}}"));
    manifest.put("layers", List.of());
    var docker = layout.document(Manifest.DOCKER_MANIFEST, manifest);
    docker.put("platform", oci.get("platform"));
    var list = new LinkedHashMap<String, Object>();
    list.put("schemaVersion", 2);
    list.put("mediaType", Manifest.DOCKER_LIST);
    list.put("manifests", List.of(docker));

    assertThat(
            found(find(layout.document(Manifest.DOCKER_LIST, list), LINUX_AMD64)).config().user())
        .isEqualTo("8");
  }

  @Test
  void dockers_first_schema_is_named_as_such() {
    var schema1 = layout.document("", Map.of("schemaVersion", 1, "fsLayers", List.of()));

    assertThat(reason(find(schema1, LINUX_AMD64))).contains("schema 1");
  }

  @ParameterizedTest
  @CsvSource({
    "application/vnd.cncf.helm.config.v1+json, a Helm chart",
    "application/vnd.wasm.config.v0+json, a WebAssembly module",
    "application/vnd.example.sbom, an artifact",
  })
  void what_is_no_image_is_called_by_its_name(String configType, String name) {
    var manifest = single(config(configType, "{}"));

    assertThat(reason(find(manifest, LINUX_AMD64)))
        .contains("is " + name)
        .contains("not a container image");
  }

  @Test
  void nulls_and_wrong_types_in_a_config_count_as_absent() {
    var manifest =
        single(
            config(
                Manifest.OCI_CONFIG,
                """
                {"os":"linux","architecture":"amd64","config":{"Entrypoint":null,"Cmd":["a",null,3],
                "Env":["A=1","A=2","B","=c"],"WorkingDir":null,"User":5,"Labels":{"x":"y","n":null}}}"""));

    ImageConfig config = found(find(manifest, LINUX_AMD64)).config();

    assertThat(config.entrypoint()).isEmpty();
    assertThat(config.command()).containsExactly("a");
    assertThat(config.environment()).isEqualTo(Map.of("A", "2"));
    assertThat(config.workingDirectory()).isEmpty();
    assertThat(config.user()).isEmpty();
    assertThat(config.labels()).isEqualTo(Map.of("x", "y"));
  }

  @Test
  void an_image_without_any_config_object_is_an_image() {
    var manifest =
        single(
            config(
                Manifest.OCI_CONFIG,
                "{\"os\":\"linux\",\"architecture\":\"amd64\",\"config\":null}"));

    assertThat(found(find(manifest, LINUX_AMD64)).config().command()).isEmpty();
  }

  @Test
  void a_tag_that_is_not_there_is_missing_with_the_nearest() {
    assertThat(assemble(new MemoryStore(), "x.example/app:2"))
        .isEqualTo(new ImageLookup.Missing("memory", "404 MANIFEST_UNKNOWN", List.of("1.0")));
  }

  @Test
  void a_config_of_other_content_is_not_believed() {
    String digest = layout.image("", image("linux", "amd64", ""));
    MemoryStore store = MemoryStore.of(layout).tag("1", digest);
    layout
        .blobs()
        .forEach(
            (name, content) -> {
              if (new String(content, UTF_8).contains("diff_ids")) {
                byte[] other = content.clone();
                other[3] ^= 1;
                store.lie(name, other);
              }
            });

    assertThat(reason(assemble(store, "x.example/app:1"))).contains("holds other content");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "[]                                          | not a JSON object",
        "{                                           | cannot be used",
        "{\"schemaVersion\":2}                       | of no known kind",
        "{\"manifests\":[],\"layers\":[]}            | an index and a manifest at once",
        "{\"manifests\":[{\"digest\":\"sha256:1\"}]} | without a valid digest",
        "{\"config\":{},\"layers\":[]}               | without a valid digest",
      })
  void a_malformed_manifest_is_unavailable_with_its_reason(String json, String why) {
    var store = new MemoryStore();
    byte[] bytes = json.getBytes(UTF_8);
    String digest = ImageLayout.digest(bytes);

    assertThat(reason(assemble(store.lie(digest, bytes).tag("1", digest), "x.example/app:1")))
        .contains(why);
  }

  @Test
  void json_nested_without_end_is_refused() {
    var store = new MemoryStore();
    byte[] bytes = "{\"a\":".repeat(100_000).getBytes(UTF_8);
    String digest = ImageLayout.digest(bytes);

    assertThat(reason(assemble(store.lie(digest, bytes).tag("1", digest), "x.example/app:1")))
        .contains("cannot be used");
  }

  private Map<String, Object> config(String mediaType, String json) {
    return layout.blob(mediaType, json.getBytes(UTF_8));
  }

  private Map<String, Object> single(Map<String, Object> config) {
    var manifest = new LinkedHashMap<String, Object>();
    manifest.put("schemaVersion", 2);
    manifest.put("config", config);
    manifest.put("layers", List.of());
    return layout.document(Manifest.OCI_MANIFEST, manifest);
  }

  private static ImageSpec image(String os, String architecture, String variant) {
    return ImageSpec.platform(os, architecture, variant)
        .layer(TarLayer.layer().file("app", 0755, architecture));
  }

  private static Map<String, Object> platform(
      Map<String, Object> descriptor, String os, String architecture) {
    descriptor.put("platform", Map.of("os", os, "architecture", architecture));
    return descriptor;
  }

  private static Map<String, Object> without(Map<String, Object> descriptor) {
    descriptor.remove("platform");
    return descriptor;
  }

  private ImageLookup find(Object named, Platform platform) {
    Object digest = named instanceof Map<?, ?> descriptor ? descriptor.get("digest") : named;
    return new ImageAssembler(Layers.uncached())
        .assemble(
            MemoryStore.of(layout).tag("1", String.valueOf(digest)),
            ref("x.example/app:1"),
            platform);
  }

  private static ImageLookup assemble(MemoryStore store, String reference) {
    return new ImageAssembler(Layers.uncached()).assemble(store, ref(reference), LINUX_AMD64);
  }

  private static Image found(ImageLookup lookup) {
    assertThat(lookup).isInstanceOf(ImageLookup.Found.class);
    return ((ImageLookup.Found) lookup).image();
  }

  private static String reason(ImageLookup lookup) {
    assertThat(lookup).isInstanceOf(ImageLookup.Unavailable.class);
    return ((ImageLookup.Unavailable) lookup).reason();
  }
}
