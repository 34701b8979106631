package dev.bulkhead.airgap.bundle;

import static dev.bulkhead.model.Platform.LINUX_AMD64;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.bulkhead.airgap.Holding;
import dev.bulkhead.airgap.ImageLock;
import dev.bulkhead.airgap.verify.containerd.ContainerdStore;
import dev.bulkhead.registry.Layers;
import dev.bulkhead.registry.RegistryImages;
import dev.bulkhead.registry.http.RegistryListener;
import dev.bulkhead.registry.http.RegistryOptions;
import dev.bulkhead.registry.http.RegistryUploads;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Bundles as those read them whom they are for: skopeo, containerd, Debian's registry. */
class RoundTripTest {
  @TempDir private Path folder;
  private final List<Process> processes = new ArrayList<>();

  @AfterEach
  void stop() throws Exception {
    for (Process process : processes) {
      process.destroy();
      process.waitFor();
    }
  }

  private static void need(String program) {
    boolean isThere = Files.isExecutable(Path.of(program));
    if (!isThere) {
      System.out.println("LEFT OUT: " + program + " is not installed.");
    }
    assumeTrue(isThere, program + " is not installed");
  }

  private static Fixture images() {
    var fixture = new Fixture();
    fixture.add("registry.k8s.io/pause:3.9", 1, "amd64", "386", "arm64");
    fixture.add("quay.io/k0sproject/coredns:1.11.3", 2, "amd64", "arm64");
    fixture.add("nginx:1.27", 3, "amd64");
    var pinned = fixture.layout.image("x", Fixture.spec("amd64", 4));
    fixture.add("ghcr.io/x/app:1.0@" + pinned, pinned);
    return fixture;
  }

  private Path bundle(BundleWish wish) throws IOException {
    Path file = folder.resolve("bundle.tar");
    var images = images().survey(wish);
    new BundleFile(
            new PartialFile(file), BundleForm.OCI.plan(images), BlobSources.of(images), Meter.NONE)
        .fill();
    return file;
  }

  private String run(String... command) throws Exception {
    Path out = Files.createTempFile(folder, "out", ".txt");
    Process process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(out.toFile()).start();
    int status = process.waitFor();
    String text = Files.readString(out);
    assertThat(status).as("%s: %s", String.join(" ", command), text).isZero();
    return text;
  }

  private void start(Path log, String... command) throws IOException {
    processes.add(
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start());
  }

  @Test
  void skopeo_selects_each_image_by_its_full_name_and_copies_it() throws Exception {
    need("/usr/bin/skopeo");
    Path bundle = bundle(Fixture.wish(LINUX_AMD64));

    for (String name : BundleForm.names(images().survey(Fixture.wish(LINUX_AMD64))).keySet()) {
      run(
          "skopeo",
          "--override-os=linux",
          "--override-arch=amd64",
          "copy",
          "-q",
          "oci-archive:%s:%s".formatted(bundle, name),
          "dir:" + Files.createTempDirectory(folder, "copy"));
    }
  }

  @Test
  void containerd_imports_every_image_under_its_full_name_and_unpacks_it() throws Exception {
    need("/usr/bin/containerd");
    need("/usr/bin/ctr");
    Path bundle = bundle(Fixture.wish(LINUX_AMD64));
    Path socket = startContainerd();

    run(
        "ctr",
        "-a",
        socket.toString(),
        "images",
        "import",
        "--snapshotter",
        "native",
        bundle.toString());

    assertThat(run("ctr", "-a", socket.toString(), "images", "ls", "-q").lines())
        .contains(
            "docker.io/library/nginx:1.27",
            "quay.io/k0sproject/coredns:1.11.3",
            "registry.k8s.io/pause:3.9")
        .anyMatch(name -> name.startsWith("ghcr.io/x/app@sha256:"));
  }

  @Test
  void what_containerd_has_is_proven_from_its_folder_while_it_runs_and_after() throws Exception {
    need("/usr/bin/containerd");
    need("/usr/bin/ctr");
    Path bundle = bundle(Fixture.wish(LINUX_AMD64));
    String socket = startContainerd().toString();
    run(
        "ctr",
        "-a",
        socket,
        "-n",
        "k8s.io",
        "images",
        "import",
        "--snapshotter",
        "native",
        bundle.toString());

    for (boolean isRunning : new boolean[] {true, false}) {
      if (!isRunning) {
        run("ctr", "-a", socket, "-n", "k8s.io", "images", "rm", "registry.k8s.io/pause:3.9");
        processes.getLast().destroy();
        processes.getLast().waitFor();
      }
      var store = ContainerdStore.read(folder.resolve("ctr-root"), ContainerdStore.KUBERNETES);
      for (ImageLock.Entry image : images().lock) {
        boolean isRemoved = image.reference().canonical().contains("pause") && !isRunning;
        assertThat(store.of(image.reference(), LINUX_AMD64))
            .as("%s, running: %s", image.reference(), isRunning)
            .isInstanceOf(isRemoved ? Holding.Absent.class : Holding.Held.class);
      }
    }
  }

  /** With all that it has in a folder of its own; its socket's path must be short. */
  private Path startContainerd() throws Exception {
    Path own = Files.createTempDirectory("ctrd");
    Path socket = own.resolve("s");
    Path config = folder.resolve("containerd.toml");
    Files.writeString(
        config,
        """
        version = 2
        root = "%s"
        state = "%s"
        disabled_plugins = ["io.containerd.grpc.v1.cri"]
        [grpc]
          address = "%s"
        """
            .formatted(folder.resolve("ctr-root"), folder.resolve("ctr-state"), socket));
    Path log = folder.resolve("containerd.log");
    start(log, "containerd", "-c", config.toString());
    for (int i = 0; i < 200 && !Files.exists(socket); i++) {
      assertThat(processes.getLast().waitFor(50, TimeUnit.MILLISECONDS))
          .as(() -> text(log))
          .isFalse();
    }
    return socket;
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException unread) {
      return "unread";
    }
  }

  private String startRegistry() throws Exception {
    int port;
    try (var free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    Path config = folder.resolve("registry.yaml");
    Files.writeString(
        config,
        """
        version: 0.1
        log: {accesslog: {disabled: true}, level: error}
        storage: {filesystem: {rootdirectory: %s}}
        http: {addr: "127.0.0.1:%d"}
        """
            .formatted(folder.resolve("registry"), port),
        StandardCharsets.UTF_8);
    start(folder.resolve("registry.log"), "docker-registry", "serve", config.toString());
    for (int i = 0; i < 200; i++) {
      try (var _ = new Socket(InetAddress.getLoopbackAddress(), port)) {
        return "127.0.0.1:" + port;
      } catch (IOException notYet) {
        processes.getLast().waitFor(50, TimeUnit.MILLISECONDS);
      }
    }
    throw new AssertionError(text(folder.resolve("registry.log")));
  }

  private RegistryOptions options() {
    return RegistryOptions.of(Map.of(), folder).withPlainHttp(Set.of("127.0.0.1"));
  }

  private Pushed push(Path bundle, String to, boolean isRewriting) throws IOException {
    var content = BundleContent.open(bundle);
    var plan = PushPlan.of(content, Relocation.read(to, false), isRewriting);
    try (var uploads = RegistryUploads.open(options(), RegistryListener.NONE)) {
      return new Push(content, uploads, Meter.NONE).run(plan);
    }
  }

  @Test
  void what_is_pushed_into_a_real_registry_is_bundled_from_there_to_the_same_blobs()
      throws Exception {
    need("/usr/bin/docker-registry");
    String host = startRegistry();
    Path bundle = bundle(Fixture.wish());

    assertThat(push(bundle, host + "/mirror", false).isWhole()).isTrue();
    Pushed again = push(bundle, host + "/mirror", false);

    assertThat(again.sent().blobs() + again.mounted().blobs()).isZero();
    assertThat(again.images())
        .extracting(Pushed.One::fate)
        .containsOnly(new Pushed.Fate.WasThere());
    var pushed = again.images().getFirst();
    try (var registry = RegistryImages.open(options(), RegistryListener.NONE, Layers.uncached())) {
      var entry =
          new ImageLock.Entry(Fixture.ref(pushed.target()), pushed.digest(), new TreeMap<>());
      assertThat(new ImageSurvey(registry, Fixture.wish()).of(entry))
          .isInstanceOfSatisfying(
              Surveyed.Found.class,
              found ->
                  assertThat(found.image().blobs())
                      .isEqualTo(images().survey(Fixture.wish()).get(2).blobs()));
    }
  }

  @Test
  void a_real_registry_refuses_a_sparse_index_and_takes_it_rewritten() throws Exception {
    need("/usr/bin/docker-registry");
    String host = startRegistry();
    Path bundle = bundle(Fixture.wish(LINUX_AMD64));

    assertThat(push(bundle, host, false).isWhole()).isFalse();
    assertThat(push(bundle, host, true).isWhole()).isTrue();
  }
}
