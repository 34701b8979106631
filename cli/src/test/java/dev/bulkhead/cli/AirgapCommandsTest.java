package dev.bulkhead.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bulkhead.registry.http.RegistryListener;
import dev.bulkhead.testkit.image.ImageLayout;
import dev.bulkhead.testkit.image.ImageSpec;
import dev.bulkhead.testkit.image.TarLayer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands of {@code airgap} that list, verify and compare, as people run them. */
class AirgapCommandsTest {
  private static final String APP = "registry.example/app:v1";

  @TempDir Path folder;
  private Session session = new Session(new FakeRooms(), Path.of("/"));

  @BeforeEach
  void open() throws IOException {
    var surroundings = new Session(new FakeRooms(), folder.resolve("cache")).surroundings();
    session =
        new Session(new Composition(surroundings, RegistryListener.NONE), folder.resolve("cache"));
    write(
        "app.yaml",
        """
        apiVersion: apps/v1
        kind: Deployment
        metadata: { name: app }
        spec:
          template:
            spec:
              containers:
              - name: main
                image: registry.example/app:v1
                env: [{ name: HELPER_IMAGE, value: "registry.example/helper:v2" }]
        """);
  }

  private void write(String name, String text) throws IOException {
    Files.writeString(folder.resolve(name), text);
  }

  private String file(String name) {
    return folder.resolve(name).toString();
  }

  private int run(String... words) {
    var line = new ArrayList<String>();
    line.add("airgap");
    for (String word : words) {
      boolean isFile = word.contains(".yaml") || word.contains(".tar") || word.endsWith(".lock");
      line.add(isFile ? file(word) : word);
    }
    return session.run(line.toArray(String[]::new));
  }

  private String told() {
    return (session.out() + session.err()).replace(folder + "/", "");
  }

  private static ImageSpec image(String architecture, String content) {
    return ImageSpec.linux(architecture)
        .entrypoint("/app")
        .layer(TarLayer.layer().file("base", 0644, "shared by all"))
        .layer(TarLayer.layer().file("app", 0755, content));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static Map<String, byte[]> files(ImageLayout layout, String digest, String name) {
    var files = new LinkedHashMap<String, byte[]>();
    files.put("oci-layout", bytes("{\"imageLayoutVersion\":\"1.0.0\"}"));
    files.put(
        "index.json",
        bytes(
            "{\"manifests\":[{\"digest\":\"%s\",\"size\":%d,\"annotations\":{\"org.opencontainers.image.ref.name\":\"%s\"}}]}"
                .formatted(
                    digest,
                    layout.blobs().containsKey(digest) ? layout.blob(digest).length : 2,
                    name)));
    layout
        .blobs()
        .forEach((blob, content) -> files.put("blobs/" + blob.replace(':', '/'), content));
    return files;
  }

  private void tar(String name, Map<String, byte[]> files) throws IOException {
    TarLayer tar = TarLayer.layer();
    files.forEach((path, content) -> tar.file(path, 0644, content));
    Files.write(folder.resolve(name), tar.tar());
  }

  private ImageLayout bundle(String file, String name, ImageSpec... platforms) throws IOException {
    ImageLayout layout = ImageLayout.layout();
    layout.image(name, platforms);
    layout.writeOciArchive(folder.resolve(file));
    return layout;
  }

  @Test
  void images_are_listed_with_who_asks_for_them() {
    assertThat(run("images", "app.yaml")).isZero();
    assertThat(told())
        .isEqualTo(
            """
            registry.example/app:v1
                Deployment app, container main

            1 image; --candidates would add 1 that only reads like an image.
            """);
    assertThat(run("images", "app.yaml", "--candidates")).isZero();
    assertThat(told())
        .contains(
            """
            registry.example/helper:v2  (candidate)
                Deployment app, an image in the variable HELPER_IMAGE of container main
            """);
    assertThat(run("images", "app.yaml", "--format", "json")).isZero();
    assertThat(told()).contains("\"candidatesLeftOut\" : 1");
  }

  @Test
  void a_lock_holds_digests_and_bytes_and_is_written_whole_or_not_at_all() throws IOException {
    bundle("bundle.tar", APP, image("amd64", "a"), image("arm64", "b"));
    String[] lock = {
      "images",
      "app.yaml",
      "--format",
      "lock",
      "--images",
      "bundle.tar",
      "--offline",
      "-o",
      "images.lock"
    };
    assertThat(run(lock)).isZero();
    assertThat(Files.readString(folder.resolve("images.lock")))
        .contains("format: 1", "\"registry.example/app:v1\":", "\"linux/amd64\":", "bytes: ");
    assertThat(run("images", "images.lock")).isZero();
    assertThat(told()).startsWith("registry.example/app:v1\n    images.lock\n");
    Files.delete(folder.resolve("images.lock"));
    String[] more = Arrays.copyOf(lock, lock.length + 1);
    more[lock.length] = "--candidates";
    assertThat(run(more)).isEqualTo(2);
    assertThat(told()).contains("1 of 2 images cannot be looked up: registry.example/helper:v2: ");
    assertThat(folder.resolve("images.lock")).doesNotExist();
  }

  @Test
  void a_bundle_that_holds_all_that_is_asked_for_is_proven() throws IOException {
    bundle("bundle.tar", APP, image("amd64", "a"));
    assertThat(run("verify", "app.yaml", "--bundle", "bundle.tar", "--offline")).isZero();
    assertThat(told())
        .contains("1 more value reads like an image")
        .endsWith("8 proven, 0 violated, 0 unproven\n");
  }

  @Test
  void what_a_bundle_lacks_is_told_image_by_image_and_platform_by_platform() throws IOException {
    bundle("bundle.tar", "registry.example/other:v1", image("amd64", "a"));
    assertThat(run("verify", "app.yaml", "--bundle", "bundle.tar", "--offline")).isEqualTo(1);
    assertThat(told())
        .contains(
            """
              Image registry.example/app:v1
                error airgap-image-missing  linux/amd64
                  bundle.tar holds no registry.example/app:v1, asked for by Deployment app, container main.
                  app.yaml:9:16
            """);
    bundle("bundle.tar", APP, image("amd64", "a"));
    assertThat(
            run(
                "verify",
                "app.yaml",
                "--bundle",
                "bundle.tar",
                "--offline",
                "--platform",
                "linux/amd64,linux/arm64"))
        .isEqualTo(1);
    assertThat(told()).contains("error airgap-platform-missing  linux/arm64");
  }

  @Test
  void damaged_content_is_told_where_it_is_needed_and_where_it_lies() throws IOException {
    ImageLayout layout = ImageLayout.layout();
    String digest = layout.image(APP, image("amd64", "a"));
    Map<String, byte[]> files = files(layout, digest, APP);
    String layer =
        files.keySet().stream()
            .filter(name -> name.startsWith("blobs/"))
            .filter(name -> files.getOrDefault(name, new byte[1])[0] == 0x1f)
            .findFirst()
            .orElseThrow();
    byte[] content = files.getOrDefault(layer, new byte[0]).clone();
    content[content.length - 1] ^= 1;
    files.put(layer, content);
    tar("bundle.tar", files);
    assertThat(run("verify", "app.yaml", "--bundle", "bundle.tar", "--offline")).isEqualTo(1);
    assertThat(told())
        .contains(
            "error airgap-content-damaged",
            "error bundle-blob-corrupt",
            "is not what that digest is of",
            "Make the bundle again")
        .doesNotContain("is not there", "--add");
    files.remove(layer);
    tar("bundle.tar", files);
    assertThat(run("verify", "app.yaml", "--bundle", "bundle.tar", "--offline")).isEqualTo(1);
    assertThat(told()).contains("error airgap-content-damaged").doesNotContain("blob-corrupt");
  }

  @Test
  void an_archive_that_cannot_be_imported_is_one_violation_and_nothing_is_claimed_of_images()
      throws IOException {
    ImageLayout layout = bundle("whole.tar", APP, image("amd64", "a"));
    layout.writeCompressedOciArchive(folder.resolve("bundle.tar.gz"));
    assertThat(run("verify", "app.yaml", "--bundle", "bundle.tar.gz", "--offline")).isEqualTo(1);
    assertThat(told())
        .contains(
            "error bundle-compressed",
            "gunzip -c",
            "Nothing is claimed of the 1 image",
            "1 violated, 0 unproven");
    byte[] whole = Files.readAllBytes(folder.resolve("whole.tar"));
    Files.write(folder.resolve("cut.tar"), Arrays.copyOf(whole, whole.length / 1024 * 512 + 7));
    assertThat(run("verify", "app.yaml", "--bundle", "cut.tar", "--offline")).isEqualTo(1);
    assertThat(told()).contains("error bundle-unreadable", "1 violated, 0 unproven");
    bundle("other.tar", "registry.example/other:v1", image("amd64", "a"));
    run("verify", "app.yaml", "--bundle", "cut.tar", "other.tar", "--offline");
    assertThat(told())
        .containsOnlyOnce("cut.tar is no bundle that can be imported.")
        .contains("unproven airgap-image-missing");
  }

  @Test
  void names_that_serve_nobody_and_lists_of_nothing_are_told() throws IOException {
    bundle("bundle.tar", "v1", image("amd64", "a"));
    assertThat(run("verify", "app.yaml", "--bundle", "bundle.tar", "--offline")).isEqualTo(1);
    assertThat(told())
        .contains("warning bundle-name-useless", "It holds \"v1\", which is another name.");
    ImageLayout layout = ImageLayout.layout();
    tar("bundle.tar", files(layout, "sha256:" + "a".repeat(64), APP));
    assertThat(run("verify", "app.yaml", "--bundle", "bundle.tar", "--offline")).isEqualTo(1);
    assertThat(told()).contains("error bundle-entry-empty");
  }

  @Test
  void what_was_locked_must_be_what_is_there() throws IOException {
    bundle("first.tar", APP, image("amd64", "a"));
    bundle("second.tar", APP, image("amd64", "b"));
    assertThat(
            run(
                "images",
                "app.yaml",
                "--format",
                "lock",
                "--images",
                "first.tar",
                "--offline",
                "-o",
                "images.lock"))
        .isZero();
    assertThat(run("verify", "images.lock", "--bundle", "first.tar", "--offline")).isZero();
    assertThat(told()).endsWith("9 proven, 0 violated, 0 unproven\n");
    assertThat(run("verify", "images.lock", "--bundle", "second.tar", "--offline")).isEqualTo(1);
    assertThat(told()).contains("error airgap-image-changed");
  }

  @Test
  void that_indexes_were_not_compared_is_told_with_the_manifest_that_is_as_locked()
      throws IOException {
    bundle("first.tar", APP, image("amd64", "a"), image("arm64", "a"));
    lock("images.lock", "first.tar", "linux/amd64");
    String other = "sha256:" + "ab".repeat(32);
    String locked = Files.readString(folder.resolve("images.lock"));
    write(
        "images.lock",
        locked.replaceFirst("digest: \"[^\"]*\"", "digest: \"%s\"".formatted(other)));
    assertThat(
            run("verify", "images.lock", "--bundle", "first.tar", "--offline", "--show", "proven"))
        .isZero();
    assertThat(told())
        .contains("as the lock file says. The name stands for the index sha256:")
        .contains("and for " + other + " in the lock file: indexes were not compared");
  }

  @Test
  void check_holds_sources_and_registries_against_a_lock() throws IOException {
    bundle("first.tar", APP, image("amd64", "a"));
    bundle("second.tar", APP, image("amd64", "b"));
    write("other.yaml", Files.readString(folder.resolve("app.yaml")).replace("app:v1", "app:v9"));
    run(
        "images",
        "app.yaml",
        "--format",
        "lock",
        "--images",
        "first.tar",
        "--offline",
        "-o",
        "images.lock");
    assertThat(check("app.yaml", "first.tar"))
        .contains("image-moved-since-lock")
        .doesNotContain("error image-moved", "error image-not");
    assertThat(check("app.yaml", "second.tar")).contains("error image-moved-since-lock");
    assertThat(check("other.yaml", "first.tar")).contains("error image-not-locked");
  }

  private String check(String source, String images, String... more) throws IOException {
    open(); // what lies on disk is opened once in a run
    var line =
        new ArrayList<>(
            List.of(
                "check",
                file(source),
                file("images.lock"),
                "--images",
                file(images),
                "--offline",
                "--show",
                "proven"));
    line.addAll(List.of(more));
    session.run(line.toArray(String[]::new));
    return told();
  }

  @Test
  void several_bundles_and_a_folder_of_them_serve_together() throws IOException {
    bundle("a.tar", APP, image("amd64", "a"));
    bundle("b.tar", "registry.example/helper:v2", image("amd64", "b"));
    assertThat(run("verify", "app.yaml", "--candidates", "--bundle", "a.tar", "b.tar", "--offline"))
        .isZero();
    Path store = Files.createDirectory(folder.resolve("store"));
    Files.move(folder.resolve("a.tar"), store.resolve("a.tar"));
    assertThat(
            session.run(
                "airgap",
                "verify",
                file("app.yaml"),
                "--node-store",
                store.toString(),
                "--offline"))
        .isZero();
    Files.createDirectories(store.resolve("io.containerd.content.v1.content"));
    assertThat(
            session.run(
                "airgap",
                "verify",
                file("app.yaml"),
                "--node-store",
                store.toString(),
                "--offline"))
        .isEqualTo(3);
    assertThat(told()).contains("meta.db, which cannot be read", "ctr -n k8s.io images export");
  }

  @Test
  void where_images_are_to_lie_is_said_once() {
    assertThat(run("verify", "app.yaml")).isEqualTo(2);
    assertThat(told()).contains("It is not said where the images are to lie.");
    assertThat(run("verify", "app.yaml", "--bundle", "a.tar", "--mirror", "r.example"))
        .isEqualTo(2);
    assertThat(run("verify", "app.yaml", "--bundle", "absent.tar")).isEqualTo(2);
    assertThat(told()).contains("There is no file absent.tar.");
  }

  @Test
  void a_diff_counts_what_is_to_be_carried_and_no_layer_that_is_there() throws IOException {
    bundle("old.tar", APP, image("amd64", "a"));
    ImageLayout now = ImageLayout.layout();
    now.image(APP, image("amd64", "a"));
    now.image("registry.example/new:v1", image("amd64", "b"));
    now.writeOciArchive(folder.resolve("new.tar"));
    assertThat(run("diff", "old.tar", "new.tar")).isZero();
    assertThat(told())
        .contains(
            "+ registry.example/new:v1  1 KiB, and 1 KiB that is there",
            "1 to be carried, 1 KiB; 1 there already, 0 needed no more.");
    assertThat(run("diff", "new.tar", "app.yaml", "--images", "old.tar", "--offline")).isZero();
    assertThat(told())
        .contains("- registry.example/new:v1", "0 to be carried, 0 KiB; 1 there already");
    assertThat(run("diff", "old.tar", "app.yaml", "--candidates", "--offline")).isZero();
    assertThat(told()).contains("+ registry.example/helper:v2  of unknown size: ");
    assertThat(run("diff", "old.tar", "new.tar", "--format", "json")).isZero();
    assertThat(told()).contains("\"sharedBytes\"");
  }

  private void lock(String name, String bundle, String platforms) {
    String[] words = {
      "images", "app.yaml", "--format", "lock", "--images", bundle, "--offline", "-o", name
    };
    var line = new ArrayList<>(List.of(words));
    line.addAll(List.of("--platform", platforms));
    assertThat(run(line.toArray(String[]::new))).isZero();
  }

  /**
   * A bundle with both platforms, one that has the same index and one platform, and their locks.
   */
  private void oneAndTwoPlatforms() throws IOException {
    ImageLayout layout = bundle("two.tar", APP, image("amd64", "a"), image("arm64", "b"));
    layout.lose(
        String.valueOf(ImageLayout.layout().manifest(APP, image("arm64", "b")).get("digest")));
    layout.writeOciArchive(folder.resolve("one.tar"));
    lock("one.lock", "two.tar", "linux/amd64");
    lock("two.lock", "two.tar", "linux/amd64,linux/arm64");
  }

  private String diff(String... words) {
    var line = new ArrayList<String>();
    line.add("diff");
    line.addAll(List.of(words));
    assertThat(run(line.toArray(String[]::new))).isZero();
    return session.out();
  }

  @Test
  void what_is_there_for_one_platform_is_not_there_for_another() throws IOException {
    oneAndTwoPlatforms();
    String untold = "1 to be carried, 0 KiB and 1 of unknown size; 0 there already";
    assertThat(diff("one.tar", "two.lock", "--offline")).contains("~ " + APP, untold);
    assertThat(diff("one.tar", "two.lock", "--offline", "--format", "json"))
        .contains("\"known\" : false", "\"unknown\" : 1");
    assertThat(diff("one.tar", "app.yaml", "--offline", "--platform", "linux/arm64"))
        .contains(untold);
    assertThat(diff("one.tar", "two.lock", "--offline", "--images", "two.tar"))
        .contains("1 to be carried, 1 KiB; 0 there already");
    assertThat(diff("two.tar", "two.lock", "--offline")).contains("0 to be carried");
    assertThat(diff("one.tar", "one.lock", "--offline")).contains("0 to be carried");
  }

  @Test
  void a_lock_is_credited_with_the_platforms_of_which_it_tells() throws IOException {
    oneAndTwoPlatforms();
    String[] both = {"--platform", "linux/amd64,linux/arm64"};
    String[] images = {"--offline", "--images", "two.tar"};
    String carried = "1 to be carried, 1 KiB; 0 there already";
    assertThat(diff("one.lock", "two.lock", both[0], both[1], images[0], images[1], images[2]))
        .contains(carried);
    assertThat(diff("one.lock", "two.tar", "--offline", "--platform", "linux/arm64"))
        .contains("1 to be carried, 1 KiB");
    assertThat(diff("one.lock", "app.yaml", "--platform", "linux/arm64", "--offline"))
        .contains("1 to be carried, 0 KiB and 1 of unknown size");
    assertThat(diff("two.lock", "one.lock", both[0], both[1], "--offline"))
        .contains("The lock file says nothing of " + APP + " on linux/arm64.");
    assertThat(diff("two.lock", "one.lock", "--offline")).contains("0 to be carried");
    assertThat(diff("one.lock", "two.tar", "--offline")).contains("0 to be carried");
  }

  @Test
  void an_image_that_is_none_is_told_with_its_place() throws IOException {
    write("bad.yaml", Files.readString(folder.resolve("app.yaml")).replace("app:v1", "App:v1"));
    assertThat(run("images", "bad.yaml")).isEqualTo(2);
    assertThat(told()).contains("bad.yaml:9:16", "which is no image");
    assertThat(List.of(told().split("\n"))).hasSizeLessThan(4);
  }

  @Test
  void a_diff_names_a_tag_that_moved_to_content_that_is_there_under_another_name()
      throws IOException {
    ImageLayout old = ImageLayout.layout();
    old.image(APP, image("amd64", "a"));
    old.image("registry.example/app:v2", image("amd64", "b"));
    old.writeOciArchive(folder.resolve("old.tar"));
    bundle("new.tar", APP, image("amd64", "b"));
    assertThat(run("diff", "old.tar", "new.tar")).isZero();
    assertThat(told())
        .contains("~ registry.example/app:v1  0 KiB, and ", "1 to be carried, 0 KiB; 0 there");
  }

  @Test
  void a_diff_of_locks_names_a_tag_that_moved_though_nobody_can_be_asked() throws IOException {
    for (String name : List.of("one", "two")) {
      open();
      bundle(name + ".tar", APP, image("amd64", name));
      assertThat(
              run(
                  "images",
                  "app.yaml",
                  "--format",
                  "lock",
                  "--images",
                  name + ".tar",
                  "--offline",
                  "-o",
                  name + ".lock"))
          .isZero();
    }
    assertThat(run("diff", "one.lock", "two.lock", "--offline")).isZero();
    assertThat(told()).contains("~ registry.example/app:v1  of unknown size: ");
    assertThat(run("diff", "one.lock", "one.lock", "--offline")).isZero();
    assertThat(told()).contains("0 to be carried");
  }

  @Test
  void what_can_be_read_of_a_chart_is_listed_and_judged_and_what_cannot_is_named()
      throws IOException {
    String chart = UnbuiltChart.in(folder, APP).toString();
    assertThat(run("images", chart)).isEqualTo(2);
    assertThat(told())
        .contains(
            APP,
            "1 image in what could be read of the sources.",
            "The chart depends on \"base\"",
            "helm dependency build");
    assertThat(run("images", chart, "--format", "json")).isEqualTo(2);
    assertThat(told()).contains("\"problems\" : [", "\"cause\" : \"The chart depends on");
    assertThat(run("images", chart, "--format", "lock", "-o", "images.lock")).isEqualTo(2);
    assertThat(told()).contains("No lock is written");
    assertThat(folder.resolve("images.lock")).doesNotExist();
    bundle("bundle.tar", APP, image("amd64", "a"));
    assertThat(run("verify", chart, "--bundle", "bundle.tar", "--offline")).isEqualTo(2);
    assertThat(told()).contains("Part of the input could not be read.", "8 proven, 0 violated");
  }

  @Test
  void a_name_that_is_none_in_a_configuration_of_k0s_is_told() throws IOException {
    write(
        "k0s.yaml",
        """
        apiVersion: k0s.k0sproject.io/v1beta1
        kind: ClusterConfig
        metadata: { name: k0s }
        spec: { images: { coredns: { image: "a b", version: "1" } } }
        """);

    assertThat(run("images", "k0s.yaml", "--k0s-release", "v1.30.2+k0s.0")).isEqualTo(2);
    assertThat(told())
        .contains("k0s v1.30.2+k0s.0, spec.images.coredns asks for \"a b:1\", which is no image");
  }

  @Test
  void images_of_k0s_are_those_of_a_learned_release_and_of_the_flags_of_its_services()
      throws IOException {
    write(
        "k0s.yaml",
        """
        apiVersion: k0s.k0sproject.io/v1beta1
        kind: ClusterConfig
        metadata: { name: k0s }
        spec: {}
        """);
    String release = "v1.30.2+k0s.0";
    assertThat(run("images", "k0s.yaml", "--k0s-release", release)).isZero();
    assertThat(told()).contains("registry.k8s.io/metrics-server/metrics-server");
    assertThat(
            run(
                "images",
                "k0s.yaml",
                "--k0s-release",
                release,
                "--disable-components",
                "metrics-server,zzzzzzzz"))
        .isZero();
    assertThat(told())
        .contains("no component of k0s is known as zzzzzzzz")
        .doesNotContain("registry.k8s.io/metrics-server/metrics-server");
    assertThat(run("images", "app.yaml", "--single")).isEqualTo(2);
    assertThat(told()).contains("no source is a configuration of k0s");
    Path learned = folder.resolve("releases.json");
    assertThat(
            run(
                "images",
                "k0s.yaml",
                "--k0s-release",
                "v1.99.0+k0s.0",
                "--releases",
                learned.toString()))
        .isEqualTo(2);
    assertThat(told()).contains("releases.json");
  }

  @Test
  void a_lock_of_several_platforms_is_held_against_all_of_them_unless_some_are_named()
      throws IOException {
    bundle("first.tar", APP, image("amd64", "a"), image("arm64", "a"));
    bundle("second.tar", APP, image("amd64", "a"), image("arm64", "b"));
    run(
        "images",
        "app.yaml",
        "--format",
        "lock",
        "--images",
        "first.tar",
        "--offline",
        "--platform",
        "linux/amd64,linux/arm64",
        "-o",
        "images.lock");
    assertThat(check("app.yaml", "first.tar")).doesNotContain("error image-moved");
    assertThat(check("app.yaml", "second.tar"))
        .contains("error image-moved-since-lock  linux/arm64")
        .doesNotContain("error image-moved-since-lock  linux/amd64");
    assertThat(check("app.yaml", "second.tar", "--platform", "linux/amd64"))
        .doesNotContain("error image-moved");
    assertThat(check("app.yaml", "second.tar", "--platform", "linux/s390x"))
        .contains("images.lock says nothing of registry.example/app:v1 on linux/s390x.");
  }

  @Test
  void a_list_of_platforms_that_ends_in_a_comma_is_one_clear_error() {
    for (String command : List.of("images", "verify", "bundle")) {
      assertThat(run(command, "app.yaml", "-o", "x.tar", "--platform", "linux/amd64,"))
          .isEqualTo(2);
      assertThat(told()).contains("\"linux/amd64,\" is not a platform that nodes have.");
    }
  }

  @Test
  void a_diff_reads_no_layer_and_says_of_a_file_that_is_no_bundle_that_it_is_none()
      throws IOException {
    ImageLayout layout = ImageLayout.layout();
    String digest = layout.image(APP, image("amd64", "a"));
    Map<String, byte[]> files = files(layout, digest, APP);
    files.replaceAll((_, content) -> content[0] == 0x1f ? new byte[content.length] : content);
    tar("damaged.tar", files);
    bundle("whole.tar", APP, image("amd64", "a"));
    assertThat(run("diff", "whole.tar", "damaged.tar")).isZero();
    assertThat(told()).contains("0 to be carried, 0 KiB; 1 there already");

    Files.write(folder.resolve("noise.yaml"), new byte[] {1, 0, 2});
    assertThat(run("diff", "noise.yaml", "app.yaml")).isEqualTo(2);
    assertThat(told())
        .contains("noise.yaml holds no images: it is no OCI layout, OCI archive or Docker archive")
        .doesNotContain("YAML or JSON");
  }

  @Test
  void a_folder_of_bundles_may_hold_a_text_and_a_folder_of_folders_is_none() throws IOException {
    Path store = Files.createDirectories(folder.resolve("store/images"));
    bundle("store/images/bundle.tar", APP, image("amd64", "a"));
    Files.writeString(store.resolve("README"), "bundles of this node");

    assertThat(run("verify", "app.yaml", "--node-store", store.toString(), "--offline")).isZero();
    assertThat(told()).doesNotContain("README");
    assertThat(run("verify", "app.yaml", "--node-store", folder.resolve("store").toString()))
        .isEqualTo(2);
    assertThat(told()).contains("is neither a folder of bundles nor the root of a containerd");
  }
}
