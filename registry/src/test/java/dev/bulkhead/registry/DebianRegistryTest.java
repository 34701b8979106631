package dev.bulkhead.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.bulkhead.model.Digest;
import dev.bulkhead.model.ImageReference;
import dev.bulkhead.model.Platform;
import dev.bulkhead.registry.http.Desk;
import dev.bulkhead.registry.http.PullSecret;
import dev.bulkhead.registry.http.RegistryListener;
import dev.bulkhead.registry.http.RegistryOptions;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against the registry that Debian packs ({@code docker-registry}), on loopback. */
class DebianRegistryTest {
  private static final Path PROGRAM = Path.of("/usr/bin/docker-registry");

  /** {@code me} with the password {@code hunter2}, hashed by bcrypt. */
  private static final String HTPASSWD =
      "me:$2b$05$abcdefghijklmnopqrstuuoXuKqgZXLiJqzfmMXDDhSFPIvxV7t8.\n";

  private static final String OCTETS = "application/octet-stream";

  @TempDir private Path directory;
  private final List<Process> processes = new ArrayList<>();
  private final HttpClient pusher = Desk.pusher();
  private String host = "";
  private String authorization = "";

  @BeforeEach
  void find() {
    if (!Files.isExecutable(PROGRAM)) {
      System.out.println(
          "LEFT OUT: docker-registry is not installed; install Debian's package docker-registry.");
    }
    assumeTrue(Files.isExecutable(PROGRAM), "docker-registry is not installed");
  }

  @AfterEach
  void stop() throws Exception {
    for (Process process : processes) {
      process.destroy();
      process.waitFor();
    }
    pusher.close();
  }

  private void start(String auth) throws Exception {
    int port;
    try (var free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    host = "127.0.0.1:" + port;
    Path configuration = directory.resolve("registry.yaml");
    Files.writeString(
        configuration,
        """
        version: 0.1
        log: {accesslog: {disabled: true}, level: error}
        storage: {filesystem: {rootdirectory: %s}}
        http: {addr: "%s"}
        %s
        """
            .formatted(directory.resolve("root"), host, auth));
    processes.add(
        new ProcessBuilder(PROGRAM.toString(), "serve", configuration.toString())
            .redirectErrorStream(true)
            .redirectOutput(directory.resolve("log").toFile())
            .start());
    awaitAnswer();
  }

  private void awaitAnswer() throws Exception {
    for (int i = 0; i < 200 && processes.getFirst().isAlive(); i++) {
      try {
        status("GET", "/v2/", "", new byte[0]);
        return;
      } catch (IOException notYet) {
        Thread.onSpinWait();
        processes.getFirst().waitFor(50, java.util.concurrent.TimeUnit.MILLISECONDS);
      }
    }
    throw new AssertionError(Files.readString(directory.resolve("log")));
  }

  private HttpResponse<String> status(String method, String path, String type, byte[] body)
      throws Exception {
    URI uri = path.startsWith("http") ? URI.create(path) : URI.create("http://" + host + path);
    var request =
        HttpRequest.newBuilder(uri).method(method, HttpRequest.BodyPublishers.ofByteArray(body));
    if (!type.isEmpty()) {
      request.header("Content-Type", type);
    }
    if (!authorization.isEmpty()) {
      request.header("Authorization", authorization);
    }
    return pusher.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  private Digest pushBlob(String repository, byte[] content) throws Exception {
    Digest digest = Digests.of("sha256", content);
    var begun = status("POST", "/v2/%s/blobs/uploads/".formatted(repository), "", new byte[0]);
    String location = begun.headers().firstValue("Location").orElseThrow();
    String joint = location.contains("?") ? "&" : "?";
    var done = status("PUT", location + joint + "digest=" + digest, OCTETS, content);
    assertThat(done.statusCode()).isEqualTo(201);
    return digest;
  }

  private Digest pushManifest(String repository, String tag, String type, String json)
      throws Exception {
    byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
    var done = status("PUT", "/v2/%s/manifests/%s".formatted(repository, tag), type, bytes);
    assertThat(done.statusCode()).as(done.body()).isEqualTo(201);
    return Digests.of("sha256", bytes);
  }

  /** An index in an index, down to one image for linux/amd64 with one file. */
  private void pushImage(String repository, String tag) throws Exception {
    byte[] layer = tar("bin/app", "#!/bin/sh\n");
    String config =
        """
        {"architecture":"amd64","os":"linux","config":{"Entrypoint":["/bin/app"]},
         "rootfs":{"type":"layers","diff_ids":["%s"]}}
        """
            .formatted(Digests.of("sha256", layer));
    byte[] configBytes = config.getBytes(StandardCharsets.UTF_8);
    String manifest =
        """
        {"schemaVersion":2,"mediaType":"%s",
         "config":{"mediaType":"application/vnd.oci.image.config.v1+json","digest":"%s","size":%d},
         "layers":[{"mediaType":"application/vnd.oci.image.layer.v1.tar","digest":"%s","size":%d}]}
        """
            .formatted(
                ManifestTypes.OCI_MANIFEST,
                pushBlob(repository, configBytes),
                configBytes.length,
                pushBlob(repository, layer),
                layer.length);
    Digest inner = pushManifest(repository, "inner", ManifestTypes.OCI_MANIFEST, manifest);
    String index = index(inner, manifest, ManifestTypes.OCI_MANIFEST, true);
    Digest middle = pushManifest(repository, "middle", ManifestTypes.OCI_INDEX, index);
    pushManifest(
        repository,
        tag,
        ManifestTypes.OCI_INDEX,
        index(middle, index, ManifestTypes.OCI_INDEX, false));
  }

  private static String index(Digest digest, String content, String type, boolean withPlatform) {
    return """
    {"schemaVersion":2,"mediaType":"%s",
     "manifests":[{"mediaType":"%s","digest":"%s","size":%d%s}]}
    """
        .formatted(
            ManifestTypes.OCI_INDEX,
            type,
            digest,
            content.getBytes(StandardCharsets.UTF_8).length,
            withPlatform ? ",\"platform\":{\"os\":\"linux\",\"architecture\":\"amd64\"}" : "");
  }

  /** A tar archive with one file of mode 0755. */
  private static byte[] tar(String name, String text) {
    byte[] header = new byte[512];
    byte[] content = text.getBytes(StandardCharsets.US_ASCII);
    put(header, 0, name);
    put(header, 100, "0000755");
    put(header, 108, "0000000");
    put(header, 116, "0000000");
    put(header, 124, "%011o".formatted(content.length));
    put(header, 136, "00000000000");
    put(header, 148, "        ");
    header[156] = '0';
    put(header, 257, "ustar");
    put(header, 263, "00");
    int sum = 0;
    for (byte b : header) {
      sum += b & 0xff;
    }
    put(header, 148, "%06o".formatted(sum));
    header[154] = 0;
    header[155] = ' ';
    var archive = new ByteArrayOutputStream();
    archive.writeBytes(header);
    archive.writeBytes(content);
    archive.writeBytes(new byte[512 - content.length % 512 + 1024]);
    return archive.toByteArray();
  }

  private static void put(byte[] header, int at, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(bytes, 0, header, at, bytes.length);
  }

  private ImageReference reference(String rest) {
    return switch (ImageReference.read(host + "/" + rest)) {
      case ImageReference.Reading.Valid(var reference) -> reference;
      case ImageReference.Reading.Invalid invalid -> throw new AssertionError(invalid);
    };
  }

  private ImageLookup find(RegistryOptions options, String rest, Platform platform) {
    try (var images = RegistryImages.open(options, RegistryListener.NONE, Layers.uncached())) {
      return images.find(reference(rest), platform);
    }
  }

  @Test
  void an_image_is_found_through_nested_indexes_and_its_files_are_read() throws Exception {
    start("");
    pushImage("team/app", "v1.0");
    try (var images =
        RegistryImages.open(Desk.options(directory), RegistryListener.NONE, Layers.uncached())) {

      var lookup = images.find(reference("team/app:v1.0"), Platform.LINUX_AMD64);

      assertThat(lookup)
          .isInstanceOfSatisfying(
              ImageLookup.Found.class,
              found -> {
                assertThat(found.image().config().entrypoint()).containsExactly("/bin/app");
                assertThat(found.image().where()).isEqualTo(host);
                assertThat(found.image().files().find("/bin/app"))
                    .isInstanceOfSatisfying(
                        FileSystem.Finding.Present.class,
                        present -> assertThat(present.entry().mode()).isEqualTo(0755));
              });
    }
  }

  @Test
  void another_platform_is_missing() throws Exception {
    start("");
    pushImage("team/app", "v1.0");

    assertThat(find(Desk.options(directory), "team/app:v1.0", Platform.of("linux", "s390x", "")))
        .isInstanceOfSatisfying(
            ImageLookup.PlatformMissing.class,
            missing -> assertThat(missing.offered()).containsExactly(Platform.LINUX_AMD64));
  }

  @Test
  void a_tag_that_is_not_there_is_missing_and_others_are_near() throws Exception {
    start("");
    pushImage("team/app", "v1.0");

    assertThat(find(Desk.options(directory), "team/app:v1.1", Platform.LINUX_AMD64))
        .isEqualTo(new ImageLookup.Missing(host, "404 MANIFEST_UNKNOWN", List.of("v1.0")));
  }

  @Test
  void a_repository_that_is_not_there_is_missing() throws Exception {
    start("");

    assertThat(find(Desk.options(directory), "team/none:v1", Platform.LINUX_AMD64))
        .isInstanceOfSatisfying(
            ImageLookup.Missing.class, missing -> assertThat(missing.nearestTags()).isEmpty());
  }

  private void startWithPassword() throws Exception {
    Files.writeString(directory.resolve("htpasswd"), HTPASSWD);
    start("auth: {htpasswd: {realm: test, path: %s}}".formatted(directory.resolve("htpasswd")));
    authorization =
        "Basic "
            + Base64.getEncoder().encodeToString("me:hunter2".getBytes(StandardCharsets.UTF_8));
    pushImage("team/app", "v1.0");
  }

  private PullSecret secret(String password) {
    String pair = "me:" + password;
    return new PullSecret(
        "Secret team/pull",
        "{\"auths\":{\"%s\":{\"auth\":\"%s\"}}}"
            .formatted(
                host, Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8))));
  }

  @Test
  void a_password_opens_what_is_closed() throws Exception {
    startWithPassword();
    var options = Desk.options(directory).withPullSecrets(List.of(secret("hunter2")));

    assertThat(find(options, "team/app:v1.0", Platform.LINUX_AMD64))
        .isInstanceOf(ImageLookup.Found.class);
    assertThat(find(options, "team/app:v9", Platform.LINUX_AMD64))
        .isInstanceOf(ImageLookup.Missing.class);
  }

  @Test
  void what_is_closed_is_neither_there_nor_missing() throws Exception {
    startWithPassword();
    var options = Desk.options(directory).withPullSecrets(List.of(secret("wrong1")));

    assertThat(find(options, "team/app:v9", Platform.LINUX_AMD64))
        .isInstanceOfSatisfying(
            ImageLookup.Unavailable.class,
            unavailable ->
                assertThat(unavailable.reason())
                    .contains("401", "tried: Secret team/pull, no credential")
                    .doesNotContain("wrong1"));
  }
}
