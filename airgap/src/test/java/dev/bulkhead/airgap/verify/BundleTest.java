package dev.bulkhead.airgap.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bulkhead.airgap.Holding;
import dev.bulkhead.airgap.verify.BundleFault.Kind;
import dev.bulkhead.model.ImageReference;
import dev.bulkhead.model.Platform;
import dev.bulkhead.testkit.Gen;
import dev.bulkhead.testkit.Property;
import dev.bulkhead.testkit.image.ImageLayout;
import dev.bulkhead.testkit.image.ImageSpec;
import dev.bulkhead.testkit.image.TarLayer;
import dev.bulkhead.verdict.UserError;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class BundleTest {
  private static final String NAME = "registry.example/app:v1";
  private static final Platform ARM64 = Platform.of("linux", "arm64", "");

  @TempDir private Path folder;

  private static ImageReference reference(String text) {
    return ((ImageReference.Reading.Valid) ImageReference.read(text)).reference();
  }

  private static ImageSpec image(String architecture) {
    return ImageSpec.linux(architecture)
        .entrypoint("/app")
        .layer(TarLayer.layer().file("app", 0755, "the program for " + architecture))
        .layer(TarLayer.layer().file("data", 0644, "some data"));
  }

  private Path bundle(ImageLayout layout) throws IOException {
    Path file = folder.resolve("bundle.tar");
    layout.writeOciArchive(file);
    return file;
  }

  private static Path changed(Path file, Map<String, byte[]> files) throws IOException {
    TarLayer tar = TarLayer.layer();
    files.forEach((name, content) -> tar.file(name, 0644, content));
    Files.write(file, tar.tar());
    return file;
  }

  private static Map<String, byte[]> files(ImageLayout layout, String... roots) {
    var files = new LinkedHashMap<String, byte[]>();
    files.put("oci-layout", bytes("{\"imageLayoutVersion\":\"1.0.0\"}"));
    files.put(
        "index.json",
        bytes("{\"schemaVersion\":2,\"manifests\":[%s]}".formatted(String.join(",", roots))));
    layout
        .blobs()
        .forEach((digest, content) -> files.put("blobs/" + digest.replace(':', '/'), content));
    return files;
  }

  private static String root(String digest, int size, String annotation, String name) {
    return "{\"mediaType\":\"application/vnd.oci.image.manifest.v1+json\",\"digest\":\"%s\",\"size\":%d,\"annotations\":{\"%s\":\"%s\"}}"
        .formatted(digest, size, annotation, name);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void an_oci_archive_holds_its_images_on_the_platforms_that_they_have() throws IOException {
    ImageLayout layout = ImageLayout.layout();
    String digest = layout.image(NAME, image("amd64"), image("arm64"));
    Bundle bundle = Bundle.read(bundle(layout));
    assertThat(bundle.faults()).isEmpty();
    for (Platform platform : List.of(Platform.LINUX_AMD64, ARM64)) {
      assertThat(bundle.of(reference(NAME), platform))
          .isInstanceOfSatisfying(
              Holding.Held.class, held -> assertThat(held.digest()).hasToString(digest));
    }
    assertThat(bundle.of(reference(NAME), Platform.of("linux", "s390x", "")))
        .isInstanceOf(Holding.OtherPlatforms.class);
    assertThat(bundle.of(reference("registry.example/app:v2"), ARM64))
        .isInstanceOf(Holding.Absent.class);
  }

  @Test
  void containerds_name_counts_before_the_other_and_docker_saves_list_is_not_looked_at()
      throws IOException {
    ImageLayout layout = ImageLayout.layout();
    String digest = String.valueOf(layout.manifest(NAME, image("amd64")).get("digest"));
    int size = layout.blob(digest).length;
    String both =
        root(digest, size, "io.containerd.image.name", NAME)
            .replace("}}", ",\"org.opencontainers.image.ref.name\":\"v1\"}}");
    Map<String, byte[]> files = files(layout, both);
    files.put("manifest.json", bytes("[{\"RepoTags\":[\"other:1\"]}]"));
    Bundle bundle = Bundle.read(changed(folder.resolve("b.tar"), files));
    assertThat(bundle.faults()).isEmpty();
    assertThat(bundle.names()).containsOnlyKeys(NAME);
  }

  @Test
  void an_archive_of_docker_is_found_under_the_full_names_of_its_tags() throws IOException {
    Path file = folder.resolve("docker.tar");
    ImageLayout layout = ImageLayout.layout();
    layout.image("app:v1", image("amd64"));
    layout.writeDockerArchive(file);
    Bundle bundle = Bundle.read(file);
    assertThat(bundle.faults()).isEmpty();
    assertThat(bundle.of(reference("app:v1"), Platform.LINUX_AMD64))
        .isInstanceOf(Holding.Held.class);
    assertThat(bundle.of(reference("app:v1"), ARM64)).isInstanceOf(Holding.OtherPlatforms.class);
  }

  @Test
  void an_archive_of_docker_without_tags_has_no_names() throws IOException {
    Path file = folder.resolve("docker.tar");
    ImageLayout layout = ImageLayout.layout();
    layout.image("", image("amd64"));
    layout.writeDockerArchive(file);
    assertThat(Bundle.read(file).faults()).extracting(BundleFault::kind).containsExactly(Kind.NAME);
  }

  @Test
  void names_under_which_nobody_looks_are_told() throws IOException {
    for (var wrong :
        Map.of(
                "v1",
                "is a tag at best",
                "nginx:1.27",
                "docker.io/library/nginx:1.27",
                "A B",
                "no image's name")
            .entrySet()) {
      ImageLayout layout = ImageLayout.layout();
      layout.image(wrong.getKey(), image("amd64"));
      assertThat(Bundle.read(bundle(layout)).faults())
          .singleElement()
          .satisfies(fault -> assertThat(fault.kind()).isEqualTo(Kind.NAME))
          .satisfies(fault -> assertThat(fault.cause()).contains(wrong.getValue()));
    }
    ImageLayout layout = ImageLayout.layout();
    layout.image("", image("amd64"));
    assertThat(Bundle.read(bundle(layout)).faults())
        .singleElement()
        .satisfies(fault -> assertThat(fault.cause()).contains("without a name"));
  }

  @Test
  void a_name_given_twice_serves_for_the_second_and_is_told() throws IOException {
    ImageLayout layout = ImageLayout.layout();
    layout.image(NAME, image("amd64"));
    String second = layout.image(NAME, image("arm64"));
    Bundle bundle = Bundle.read(bundle(layout));
    assertThat(bundle.names().get(NAME)).hasToString(second);
    assertThat(bundle.faults()).extracting(BundleFault::kind).containsExactly(Kind.NAME);
  }

  @Test
  void names_by_digest_serve_those_who_ask_by_digest() throws IOException {
    ImageLayout layout = ImageLayout.layout();
    Map<String, Object> manifest = layout.manifest(NAME, image("amd64"));
    String byDigest = "registry.example/app@" + manifest.get("digest");
    layout.name(NAME, manifest);
    layout.name(byDigest, manifest);
    layout.name(NAME + "@" + manifest.get("digest"), manifest);
    Bundle bundle = Bundle.read(bundle(layout));
    assertThat(bundle.faults()).isEmpty();
    assertThat(bundle.of(reference(byDigest), Platform.LINUX_AMD64))
        .isInstanceOf(Holding.Held.class);
    assertThat(bundle.of(reference(NAME + "@" + manifest.get("digest")), Platform.LINUX_AMD64))
        .isInstanceOf(Holding.Held.class);
  }

  @Test
  void a_platform_whose_manifest_the_archive_lacks_is_not_held_and_others_are() throws IOException {
    ImageLayout layout = ImageLayout.layout();
    Map<String, Object> amd64 = layout.manifest(NAME, image("amd64"));
    Map<String, Object> arm64 = layout.manifest(NAME, image("arm64"));
    Map<String, Object> index = layout.index(List.of(amd64, arm64));
    String digest = String.valueOf(index.get("digest"));
    Map<String, byte[]> files =
        files(
            layout,
            root(digest, layout.blob(digest).length, "org.opencontainers.image.ref.name", NAME));
    files.remove("blobs/" + String.valueOf(arm64.get("digest")).replace(':', '/'));
    Bundle bundle = Bundle.read(changed(folder.resolve("b.tar"), files));
    assertThat(bundle.faults()).isEmpty();
    assertThat(bundle.of(reference(NAME), Platform.LINUX_AMD64)).isInstanceOf(Holding.Held.class);
    assertThat(bundle.of(reference(NAME), ARM64))
        .isInstanceOfSatisfying(
            Holding.OtherPlatforms.class,
            other -> assertThat(other.offered()).containsExactly(Platform.LINUX_AMD64));
  }

  @Test
  void what_is_listed_and_not_there_is_told() throws IOException {
    ImageLayout layout = ImageLayout.layout();
    String absent = "sha256:" + "a".repeat(64);
    Path file =
        changed(
            folder.resolve("b.tar"),
            files(layout, root(absent, 2, "org.opencontainers.image.ref.name", NAME)));
    assertThat(Bundle.read(file).faults())
        .extracting(BundleFault::kind)
        .containsExactly(Kind.EMPTY);
  }

  @Test
  void an_archive_compressed_as_a_whole_is_named_with_the_command_that_mends_it()
      throws IOException {
    ImageLayout layout = ImageLayout.layout();
    layout.image(NAME, image("amd64"));
    Path file = folder.resolve("bundle.tar.gz");
    layout.writeCompressedOciArchive(file);
    Bundle bundle = Bundle.read(file);
    assertThat(bundle.faults())
        .singleElement()
        .satisfies(fault -> assertThat(fault.cause()).contains("gzip (1f 8b)"))
        .satisfies(
            fault ->
                assertThat(fault.remedy())
                    .contains("gunzip -c %s > %s".formatted(file, folder.resolve("bundle.tar"))));
    assertThat(bundle.of(reference(NAME), Platform.LINUX_AMD64))
        .isInstanceOf(Holding.Damaged.class);
  }

  @Test
  void what_is_no_archive_of_images_says_why() throws IOException {
    var files = new LinkedHashMap<String, byte[]>();
    files.put("index.json", bytes("{\"manifests\":[]}"));
    var broken = new LinkedHashMap<String, String>();
    broken.put("no oci-layout", unreadable(files));
    files.put("oci-layout", bytes("{\"imageLayoutVersion\":\"2.0.0\"}"));
    broken.put("version \"2.0.0\"", unreadable(files));
    files.put("oci-layout", bytes("{"));
    assertThat(unreadable(files)).isNotEmpty();
    files.put("oci-layout", bytes("{\"imageLayoutVersion\":\"1.0.0\"}"));
    files.remove("index.json");
    broken.put("no index.json", unreadable(files));
    broken.put("neither", unreadable(new LinkedHashMap<>(Map.of("readme", bytes("hello")))));
    broken.forEach((expected, told) -> assertThat(told).contains(expected));
    Path text = Files.writeString(folder.resolve("text"), "no archive at all".repeat(100));
    assertThat(Bundle.read(text).faults()).hasSize(1);
    Path empty = Files.write(folder.resolve("empty"), new byte[0]);
    assertThat(Bundle.read(empty).faults()).hasSize(1);
    assertThatThrownBy(() -> Bundle.read(folder)).isInstanceOf(UserError.class);
    assertThatThrownBy(() -> Bundle.read(folder.resolve("absent"))).isInstanceOf(UserError.class);
  }

  private String unreadable(Map<String, byte[]> files) throws IOException {
    Bundle bundle = Bundle.read(changed(folder.resolve("broken.tar"), files));
    assertThat(bundle.faults()).extracting(BundleFault::kind).containsExactly(Kind.UNREADABLE);
    return bundle.faults().getFirst().cause();
  }

  @Test
  void every_flipped_byte_of_a_blob_is_found() throws IOException {
    ImageLayout layout = ImageLayout.layout();
    layout.image(NAME, image("amd64"));
    byte[] whole = Files.readAllBytes(bundle(layout));
    List<byte[]> blobs = List.copyOf(layout.blobs().values());
    Property.forAll(
        11,
        150,
        Gen.between(0, blobs.size() - 1)
            .flatMap(
                blob ->
                    Gen.between(0, blobs.get(blob).length - 1)
                        .map(at -> positionOf(whole, blobs.get(blob)) + at)),
        position -> {
          byte[] flipped = whole.clone();
          flipped[position] ^= 0x20;
          Path file = Files.write(folder.resolve("flipped.tar"), flipped);
          Bundle bundle = Bundle.read(file);
          assertThat(bundle.faults()).extracting(BundleFault::kind).contains(Kind.BLOB);
          assertThat(bundle.of(reference(NAME), Platform.LINUX_AMD64))
              .isNotInstanceOf(Holding.Held.class);
        });
  }

  private static int positionOf(byte[] whole, byte[] part) {
    for (int from = 0; from + part.length <= whole.length; from += 512) {
      if (Arrays.equals(whole, from, from + part.length, part, 0, part.length)) {
        return from;
      }
    }
    throw new AssertionError("The blob is not in the archive.");
  }

  @Test
  void an_archive_cut_anywhere_is_whole_enough_or_said_not_to_be() throws IOException {
    ImageLayout layout = ImageLayout.layout();
    layout.image(NAME, image("amd64"));
    byte[] whole = Files.readAllBytes(bundle(layout));
    for (int length = 0; length < whole.length; length += 256) {
      Path file = Files.write(folder.resolve("cut.tar"), Arrays.copyOf(whole, length));
      Bundle bundle = Bundle.read(file);
      Holding holding = bundle.of(reference(NAME), Platform.LINUX_AMD64);
      boolean isWhole = length >= whole.length - 1024 - 511;
      if (!isWhole) {
        assertThat(holding).as("cut to %d", length).isNotInstanceOf(Holding.Held.class);
      }
      assertThat(bundle.faults().isEmpty() || !(holding instanceof Holding.Held)).isTrue();
    }
  }

  @Test
  void links_serve_archives_of_docker_only_and_hard_links_nobody() throws IOException {
    ImageLayout layout = ImageLayout.layout();
    String digest = String.valueOf(layout.manifest(NAME, image("amd64")).get("digest"));
    Map<String, byte[]> files =
        files(
            layout,
            root(digest, layout.blob(digest).length, "org.opencontainers.image.ref.name", NAME));
    String blob = "blobs/" + digest.replace(':', '/');
    byte[] manifest = layout.blob(digest);
    files.remove(blob);
    TarLayer tar = TarLayer.layer();
    files.forEach((name, content) -> tar.file("./" + name, 0644, content));
    tar.hardLink(blob, "elsewhere");
    Path file = Files.write(folder.resolve("linked.tar"), tar.tar());
    assertThat(Bundle.read(file).faults())
        .extracting(BundleFault::kind)
        .containsExactly(Kind.EMPTY);
    tar.file("../outside/manifest", 0644, manifest);
    Files.write(file, tar.tar());
    assertThat(Bundle.read(file).of(reference(NAME), Platform.LINUX_AMD64))
        .isInstanceOf(Holding.Held.class);
  }

  @Test
  void a_name_by_digest_that_stands_for_another_serves_nobody() throws IOException {
    ImageLayout layout = ImageLayout.layout();
    String lying = "registry.example/app@sha256:" + "a".repeat(64);
    layout.image(lying, image("amd64"));
    Bundle bundle = Bundle.read(bundle(layout));
    assertThat(bundle.faults())
        .singleElement()
        .satisfies(fault -> assertThat(fault.cause()).contains("that is not its digest"));
    for (String asked : List.of(lying, lying.replace("app@", "app:v1@"))) {
      assertThat(bundle.of(reference(asked), Platform.LINUX_AMD64))
          .isInstanceOfSatisfying(
              Holding.Damaged.class,
              damaged -> assertThat(damaged.fault()).contains("not sha256:aaaa"));
    }
  }

  @Test
  void the_command_against_compression_never_writes_over_the_file_itself() throws IOException {
    ImageLayout layout = ImageLayout.layout();
    layout.image(NAME, image("amd64"));
    Path file = folder.resolve("my bundle.tar");
    layout.writeCompressedOciArchive(file);
    assertThat(Bundle.read(file).faults().getFirst().remedy())
        .contains("gunzip -c '%s' > '%s'".formatted(file, folder.resolve("my bundle.plain.tar")));
  }

  @Test
  void other_compressions_are_named_too() throws IOException {
    var heads =
        Map.of(
            "bzip2", new byte[] {0x42, 0x5a, 0x68, 0x39, 0x31, 0x41, 0x59},
            "xz", new byte[] {(byte) 0xfd, 0x37, 0x7a, 0x58, 0x5a, 0});
    for (var head : heads.entrySet()) {
      Path file = Files.write(folder.resolve("bundle.tar"), head.getValue());
      assertThat(Bundle.read(file).faults())
          .singleElement()
          .satisfies(fault -> assertThat(fault.kind()).isEqualTo(Kind.COMPRESSED))
          .satisfies(fault -> assertThat(fault.cause()).contains(head.getKey()))
          .satisfies(fault -> assertThat(fault.remedy()).contains(head.getKey() + " -dc"));
    }
  }
}
