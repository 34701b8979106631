package dev.bulkhead.registry;

import static dev.bulkhead.model.Platform.LINUX_AMD64;
import static dev.bulkhead.registry.Refs.ref;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bulkhead.model.Digest;
import dev.bulkhead.model.Platform;
import dev.bulkhead.testkit.image.ImageLayout;
import dev.bulkhead.testkit.image.ImageSpec;
import dev.bulkhead.testkit.image.TarLayer;
import dev.bulkhead.verdict.UserError;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LocalImagesTest {
  /** Whoever is asked elsewhere does not tell. */
  private record Nobody() implements ContentStore {
    @Override
    public String where() {
      return "nobody";
    }

    @Override
    public ManifestAnswer manifest(String tagOrDigest) {
      return new ManifestAnswer.NotTold("Nobody was asked.", "Ask somebody.");
    }

    @Override
    public InputStream blob(Digest digest, long size) throws IOException {
      throw new IOException("Nobody was asked.");
    }
  }

  @TempDir Path folder;

  @Test
  void an_image_in_a_layout_directory_is_found_with_its_config_and_files() throws IOException {
    Path layout = folder.resolve("layout");
    var images = ImageLayout.layout();
    images.image("ghcr.io/x/app:1.0", app("amd64"));
    images.writeDirectory(layout);

    Image image = found(open(layout).find(ref("ghcr.io/x/app:1.0"), LINUX_AMD64));

    assertThat(image.where()).isEqualTo(layout.toString());
    assertThat(image.platform()).isEqualTo(LINUX_AMD64);
    assertThat(image.config().entrypoint()).containsExactly("/app", "--serve");
    assertThat(image.config().environment()).containsEntry("PATH", "/bin:/usr/bin");
    assertThat(image.config().user()).isEqualTo("65532");
    assertThat(present(image, "/app").mode()).isEqualTo(0755);
  }

  @ParameterizedTest
  @ValueSource(strings = {"oci", "oci-gzip", "docker", "combined"})
  void an_image_in_an_archive_is_found_and_read_where_it_lies(String form) throws IOException {
    var images = ImageLayout.layout();
    images.image("ghcr.io/x/app:1.0", app("amd64"));
    Path archive = folder.resolve("images.tar");
    write(images, form, archive);

    Image image = found(open(archive).find(ref("ghcr.io/x/app:1.0"), LINUX_AMD64));

    assertThat(image.config().entrypoint()).containsExactly("/app", "--serve");
    assertThat(present(image, "/app").content()).isEqualTo(new FileContent.Script("/bin/sh"));
    assertThat(folder.toFile().list()).containsExactly("images.tar");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "etc/passwd",
        "etc/group",
        "etc/ld.so.conf",
        "etc/ld.so.conf.d/app.conf",
        "etc/ld-musl-x86_64.path"
      })
  void short_files_that_decide_who_runs_what_are_kept_as_text(String path) throws IOException {
    var images = ImageLayout.layout();
    var layer = TarLayer.layer().file(path, 0644, "some text\n");
    images.image("ghcr.io/x/app:1.0", ImageSpec.linux("amd64").layer(layer));
    Path layout = folder.resolve("layout");
    images.writeDirectory(layout);

    Image image = found(open(layout).find(ref("ghcr.io/x/app:1.0"), LINUX_AMD64));

    assertThat(present(image, "/" + path).content()).isEqualTo(new FileContent.Text("some text\n"));
  }

  private static void write(ImageLayout images, String form, Path archive) throws IOException {
    switch (form) {
      case "oci" -> images.writeOciArchive(archive);
      case "oci-gzip" -> images.writeCompressedOciArchive(archive);
      case "docker" -> images.writeDockerArchive(archive);
      default -> images.writeCombinedArchive(archive);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "nginx:1.27",
        "docker.io/nginx:1.27",
        "library/nginx:1.27",
        "index.docker.io/library/nginx:1.27"
      })
  void names_are_compared_in_their_normal_form(String asked) throws IOException {
    LocalImages images = holding("nginx:1.27");

    assertThat(images.find(ref(asked), LINUX_AMD64)).isInstanceOf(ImageLookup.Found.class);
  }

  private LocalImages holding(String name) throws IOException {
    var images = ImageLayout.layout();
    images.image(name, app("amd64"));
    Path layout = folder.resolve("nginx");
    images.writeDirectory(layout);
    return open(layout);
  }

  @Test
  void a_bare_tag_names_the_repository_that_the_layout_is_called_like() throws IOException {
    LocalImages images = holding("1.27");

    assertThat(images.held(ref("nginx:1.27"), LINUX_AMD64)).isPresent();
    assertThat(images.held(ref("redis:1.27"), LINUX_AMD64)).isEmpty();
  }

  @Test
  void the_tags_of_a_repository_are_those_of_all_its_names() throws IOException {
    var images = ImageLayout.layout();
    for (String name : List.of("nginx:1.27", "docker.io/library/nginx:1.26", "redis:7", "1.25")) {
      images.image(name, app("amd64"));
    }
    Path layout = folder.resolve("nginx");
    images.writeDirectory(layout);

    TagLookup.Listed tags = open(layout).tags(ref("nginx"));

    assertThat(tags.names()).containsExactlyInAnyOrder("1.27", "1.26", "1.25");
    assertThat(tags.where()).containsExactly(layout.toString());
    assertThat(open(layout).tags(ref("redis")).names()).contains("7").doesNotContain("1.25");
    assertThat(open(layout).tags(ref("other")).where()).isEmpty();
  }

  @Test
  void local_tags_count_beside_those_of_registries_and_stand_in_for_them() throws IOException {
    LocalImages images = holding("nginx:1.27");
    String here = folder.resolve("nginx").toString();
    var listed = new TagLookup.Listed(List.of("docker.io"), List.of("1.26", "1.27"), List.of());
    var none = new TagLookup.NoRepository("docker.io", "404");
    var untold = new TagLookup.Unavailable("Nobody answered.", "Try again.");

    assertThat(images.tagsAnd(ref("nginx"), listed))
        .isEqualTo(
            new TagLookup.Listed(List.of(here, "docker.io"), List.of("1.27", "1.26"), List.of()));
    assertThat(images.tagsAnd(ref("nginx"), none))
        .isEqualTo(new TagLookup.Listed(List.of(here), List.of("1.27"), List.of()));
    assertThat(images.tagsAnd(ref("nginx"), untold))
        .isEqualTo(
            new TagLookup.Listed(List.of(here), List.of("1.27"), List.of("Nobody answered.")));
    assertThat(images.tagsAnd(ref("redis"), none)).isEqualTo(none);
    assertThat(images.tagsAnd(ref("redis"), untold)).isEqualTo(untold);
  }

  @Test
  void a_digest_finds_content_under_any_name() throws IOException {
    var images = ImageLayout.layout();
    String digest = images.image("other.example/thing:9", app("amd64"));
    Path layout = folder.resolve("layout");
    images.writeDirectory(layout);

    ImageLookup lookup = open(layout).find(ref("ghcr.io/x/app:1.0@" + digest), LINUX_AMD64);

    assertThat(found(lookup).digest()).hasToString(digest);
  }

  @Test
  void a_reference_that_is_not_held_is_unavailable_and_says_what_is() throws IOException {
    ImageLookup lookup = holding("nginx:1.27").find(ref("redis:7"), LINUX_AMD64);

    assertThat(lookup)
        .isInstanceOfSatisfying(
            ImageLookup.Unavailable.class,
            unavailable -> {
              assertThat(unavailable.reason())
                  .contains("docker.io/library/redis:7")
                  .contains("docker.io/library/nginx:1.27");
              assertThat(unavailable.supply()).startsWith("Supply docker.io/library/redis:7");
            });
  }

  @Test
  void what_is_not_held_here_is_asked_of_the_others() throws IOException {
    var elsewhere = new ImageLookup.Missing("registry.example", "404 MANIFEST_UNKNOWN", List.of());

    Images both = holding("nginx:1.27").before((_, _) -> elsewhere);

    assertThat(both.find(ref("redis:7"), LINUX_AMD64)).isEqualTo(elsewhere);
    assertThat(both.find(ref("nginx:1.27"), LINUX_AMD64)).isInstanceOf(ImageLookup.Found.class);
  }

  @Test
  void a_local_copy_without_the_platform_counts_where_the_others_do_not_know() throws IOException {
    Images both = holding("nginx:1.27").before(Images.NONE);

    assertThat(both.find(ref("nginx:1.27"), new Platform("linux", "s390x", "")))
        .isInstanceOf(ImageLookup.PlatformMissing.class);
  }

  @Test
  void paths_are_asked_in_their_order() throws IOException {
    Path first = folder.resolve("first");
    Path second = folder.resolve("second.tar");
    var one = ImageLayout.layout();
    one.image("x.example/app:1", app("amd64").user("1"));
    one.writeDirectory(first);
    var two = ImageLayout.layout();
    two.image("x.example/app:1", app("amd64").user("2"));
    two.image("x.example/app:2", app("amd64").user("2"));
    two.writeOciArchive(second);

    LocalImages images = open(first, second);

    assertThat(found(images.find(ref("x.example/app:1"), LINUX_AMD64)).config().user())
        .isEqualTo("1");
    assertThat(found(images.find(ref("x.example/app:2"), LINUX_AMD64)).config().user())
        .isEqualTo("2");
  }

  @ParameterizedTest
  @ValueSource(strings = {"oci", "docker"})
  void a_name_of_two_images_is_told_with_both_and_nobody_else_is_blamed(String form)
      throws IOException {
    Path archive = folder.resolve("images.tar");
    var twice = ImageLayout.layout();
    twice.image("x.example/app:1", app("amd64").user("1"));
    twice.image("x.example/app:1", app("amd64").user("2"));
    write(twice, form, archive);
    LocalImages images = open(archive);

    assertThat(images.find(ref("x.example/app:1"), LINUX_AMD64))
        .isInstanceOfSatisfying(
            ImageLookup.Unavailable.class,
            told ->
                assertThat(told.reason())
                    .containsPattern(
                        "as sha256:[0-9a-f]{64} and as sha256:[0-9a-f]{64}, both for"));
    ContentStore content = images.contentsBefore(_ -> new Nobody()).content(ref("x.example/app:1"));
    assertThat(content.manifest("1"))
        .isInstanceOfSatisfying(
            ContentStore.ManifestAnswer.NotTold.class,
            told ->
                assertThat(told.reason())
                    .containsPattern("as sha256:[0-9a-f]{64} and as sha256:[0-9a-f]{64}"));
  }

  @Test
  void one_image_that_is_listed_twice_is_one() throws IOException {
    Path layout = folder.resolve("layout");
    var twice = ImageLayout.layout();
    twice.image("x.example/app:1", app("amd64"));
    twice.image("x.example/app:1", app("amd64"));
    twice.writeDirectory(layout);

    assertThat(found(open(layout).find(ref("x.example/app:1"), LINUX_AMD64)).platform())
        .isEqualTo(LINUX_AMD64);
  }

  @Test
  void a_path_that_holds_no_images_is_an_error_of_the_user() throws IOException {
    Path text = Files.writeString(folder.resolve("notes.txt"), "Nothing to see.");

    assertThatThrownBy(() -> open(text))
        .isInstanceOfSatisfying(
            UserError.class, error -> assertThat(error).hasMessageContaining("notes.txt"));
    assertThatThrownBy(() -> open(text))
        .hasMessageContaining("no OCI layout, OCI archive or Docker archive")
        .hasMessageContaining("neither a directory nor a tar archive");
    Files.writeString(text, "Nothing to see. ".repeat(1000));
    assertThatThrownBy(() -> open(text)).hasMessageContaining("nor a tar archive");
    Files.writeString(text, "");
    assertThatThrownBy(() -> open(text)).hasMessageContaining("It is empty.");
    assertThatThrownBy(() -> open(folder.resolve("absent")))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("There is no such file.");
    assertThatThrownBy(() -> open(folder)).isInstanceOf(UserError.class);
  }

  @Test
  void links_and_paths_in_an_archive_lead_nowhere_but_into_the_archive() throws IOException {
    Path archive = folder.resolve("images.tar");
    Files.write(
        archive,
        TarLayer.layer()
            .symlink("index.json", "../../../../../../etc/passwd")
            .symlink("manifest.json", "loop")
            .symlink("loop", "manifest.json")
            .tar());

    assertThatThrownBy(() -> open(archive))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("neither index.json");
  }

  @Test
  void a_layer_that_an_archive_links_to_its_double_is_read() throws IOException {
    var images = ImageLayout.layout();
    images.image("x.example/app:1", app("amd64"));
    Path archive = folder.resolve("images.tar");
    byte[] layer = TarLayer.layer().file("app", 0755, "#!/bin/sh\nexit 0\n").tar();
    String config =
        images.blobs().entrySet().stream()
            .filter(blob -> new String(blob.getValue(), UTF_8).contains("diff_ids"))
            .map(Map.Entry::getKey)
            .findFirst()
            .orElseThrow()
            .substring(7);
    Files.write(
        archive,
        TarLayer.layer()
            .file("one/layer.tar", 0644, layer)
            .symlink("two/layer.tar", "../one/layer.tar")
            .file(config + ".json", 0644, images.blob("sha256:" + config))
            .file(
                "manifest.json",
                0644,
                "[{\"Config\":\"%s.json\",\"RepoTags\":[\"x.example/app:1\"],\"Layers\":[\"two/layer.tar\"]}]"
                    .formatted(config))
            .tar());

    Image image = found(open(archive).find(ref("x.example/app:1"), LINUX_AMD64));

    assertThat(present(image, "/app").isFile()).isTrue();
  }

  private static ImageSpec app(String architecture) {
    return ImageSpec.linux(architecture)
        .entrypoint("/app", "--serve")
        .environment("PATH=/bin:/usr/bin")
        .user("65532")
        .layer(TarLayer.layer().file("app", 0755, "#!/bin/sh\nexit 0\n"));
  }

  private static LocalImages open(Path... paths) {
    return LocalImages.open(List.of(paths), Layers.uncached());
  }

  private static Image found(ImageLookup lookup) {
    assertThat(lookup).isInstanceOf(ImageLookup.Found.class);
    return ((ImageLookup.Found) lookup).image();
  }

  private static FileEntry present(Image image, String path) {
    FileSystem.Finding finding = image.files().find(path);
    assertThat(finding).isInstanceOf(FileSystem.Finding.Present.class);
    return ((FileSystem.Finding.Present) finding).entry();
  }

  @Test
  void a_compression_that_is_not_undone_is_named_with_the_command_that_does() throws IOException {
    byte[] xz = {(byte) 0xfd, '7', 'z', 'X', 'Z', 0, 0, 4};
    Path file = Files.write(folder.resolve("images.tar.xz"), xz);

    assertThatThrownBy(() -> open(file))
        .isInstanceOfSatisfying(
            UserError.class, error -> assertThat(error.remedy()).contains("xz -dc " + file))
        .hasMessageContaining("is compressed as a whole with xz");
  }
}
