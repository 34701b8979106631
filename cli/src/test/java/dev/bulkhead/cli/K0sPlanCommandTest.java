package dev.bulkhead.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bulkhead.airgap.k0s.ImageKey;
import dev.bulkhead.airgap.k0s.K0sReleases;
import dev.bulkhead.airgap.k0s.K0sVersion;
import dev.bulkhead.testkit.image.ImageLayout;
import dev.bulkhead.testkit.image.ImageSpec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * {@code bulkhead k0s plan} on k0sproject/k0s#5258: one controller of v1.29.6, one of v1.30.2
 * joins, each with the bundle of its own release. The bundles are real, and hold stand-ins under
 * the real names.
 */
final class K0sPlanCommandTest {
  private static final String FILE =
      """
      apiVersion: k0s.k0sproject.io/v1beta1
      kind: ClusterConfig
      metadata: {name: k0s}
      spec:
        images: {default_pull_policy: Never}
        network:
          nodeLocalLoadBalancing: {enabled: true, type: EnvoyProxy}
      """;

  private static final ImageSpec PROXY = ImageSpec.linux("amd64").entrypoint("/kube-proxy");

  @TempDir Path folder;
  private Session session;

  @BeforeEach
  void open() {
    session = new Session(new FakeRooms(), folder.resolve("cache"));
    write("k0s.yaml", FILE);
    write("object.yaml", object(pins("v1.29.6+k0s.0")));
    write("stripped.yaml", object(""));
    bundle("v1.29.6.tar", images("v1.29.6+k0s.0"));
    bundle("v1.30.2.tar", images("v1.30.2+k0s.0"));
  }

  /** The object as a controller of a release writes it: every image that it has by default. */
  private static String object(String pins) {
    return """
    apiVersion: k0s.k0sproject.io/v1beta1
    kind: ClusterConfig
    metadata: {name: k0s, namespace: kube-system}
    spec:
      images:
        default_pull_policy: Never
    %s  network:
        provider: kuberouter
        nodeLocalLoadBalancing:
          enabled: true
          type: EnvoyProxy
    %s"""
        .formatted(
            pins,
            pins.isEmpty()
                ? ""
                : """
                      envoyProxy:
                        image: {image: quay.io/k0sproject/envoy-distroless, version: v1.29.5}
                """);
  }

  private static String pins(String version) {
    var text = new StringBuilder();
    for (ImageKey key : release(version)) {
      if (key.fields().size() == 3) {
        String image = K0sPlanCommandTest.image(version, key);
        int colon = image.lastIndexOf(':');
        text.append(
            "    %s: {image: %s, version: '%s'}\n"
                .formatted(
                    key.fields().getLast(), image.substring(0, colon), image.substring(colon + 1)));
      }
    }
    text.append("    kuberouter:\n");
    text.append(
        "      cni: {image: quay.io/k0sproject/kube-router, version: v1.6.1-iptables1.8.9-0}\n");
    text.append("      cniInstaller: {image: quay.io/k0sproject/cni-node, version: 1.3.0-k0s.0}\n");
    return text.toString();
  }

  private static List<ImageKey> release(String version) {
    return K0sReleases.builtIn()
        .require(K0sVersion.parse(version).orElseThrow())
        .images()
        .keySet()
        .stream()
        .filter(key -> !key.isForWindows() && key != ImageKey.PUSHGATEWAY)
        .toList();
  }

  private static String image(String version, ImageKey key) {
    return K0sReleases.builtIn()
        .require(K0sVersion.parse(version).orElseThrow())
        .defaultOf(key)
        .orElseThrow()
        .toString();
  }

  private static List<String> images(String version) {
    return BundledRelease.images(version);
  }

  private Path write(String name, String text) {
    try {
      return Files.writeString(folder.resolve(name), text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void bundle(String name, List<String> images) {
    try {
      BundledRelease.write(folder.resolve(name), images);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Plans the upgrade of the issue; names of files are those of the folder. */
  private int plan(String... options) {
    var words = new ArrayList<>(List.of("k0s", "plan", "--from", "v1.29.6+k0s.0"));
    words.addAll(List.of("--to", "v1.30.2+k0s.0", "--config", path("k0s.yaml")));
    Stream.of(options).forEach(words::add);
    return session.run(words.toArray(String[]::new));
  }

  private String path(String file) {
    return folder.resolve(file).toString();
  }

  private String on(String machines, String file) {
    return "--bundle=%s=%s".formatted(machines, path(file));
  }

  private int planEachWithItsOwn(String... options) {
    var words =
        new ArrayList<>(
            List.of(
                "--controller-workers",
                on("controller-1", "v1.29.6.tar"),
                on("controller-2", "v1.30.2.tar")));
    words.addAll(List.of(options));
    return plan(words.toArray(String[]::new));
  }

  @Test
  void the_upgrade_fails_at_the_new_controller_for_want_of_the_old_one_s_envoy() {
    assertThat(planEachWithItsOwn("--dynamic", path("object.yaml"))).isEqualTo(1);

    assertThat(session.err()).isEmpty();
    assertThat(session.out())
        .contains(
            "controller-2 is never registered: NLLB's Envoy v1.29.5 is not in its bundle"
                + " (ErrImageNeverPull)")
        .contains("quay.io/k0sproject/kube-proxy:v1.29.6-1")
        .contains("quay.io/k0sproject/kube-router:v1.6.1-iptables1.8.9-0")
        .contains("quay.io/k0sproject/apiserver-network-proxy-agent:v0.1.4")
        .contains("registry.k8s.io/metrics-server/metrics-server:v0.6.4")
        .contains("missing on controller-2")
        .doesNotContain("missing on controller-1")
        .contains(
            "The upgrade fails at step 2 (controller-2 joins): controller-2 is never registered, since"
                + " NLLB's Envoy v1.29.5 is not in its bundle.");
  }

  @Test
  void what_the_first_leader_writes_is_known_without_a_dump() {
    assertThat(planEachWithItsOwn("--dynamic-config")).isEqualTo(1);

    assertThat(session.out()).contains("NLLB's Envoy v1.29.5 is not in its bundle");
  }

  @Test
  void what_mends_it_is_to_strip_and_to_put_both_bundles_on_both() {
    planEachWithItsOwn("--dynamic", path("object.yaml"));

    assertThat(session.out())
        .contains("without the 8 images of")
        .contains("with %s on controller-1, too".formatted(path("v1.30.2.tar")))
        .contains("with %s on controller-2, too".formatted(path("v1.29.6.tar")))
        .contains("with all of that: nothing is missing")
        .contains(
            "bulkhead k0s config %s --target v1.30.2+k0s.0 --patch".formatted(path("object.yaml")));
  }

  @Test
  void after_config_write_and_with_both_bundles_it_passes() {
    assertThat(
            session.run(
                "k0s", "config", path("object.yaml"), "--target", "v1.30.2+k0s.0", "--write"))
        .isZero();

    assertThat(
            plan(
                "--controller-workers",
                "--dynamic",
                path("object.yaml"),
                on("all", "v1.29.6.tar"),
                on("all", "v1.30.2.tar")))
        .isZero();
    assertThat(planEachWithItsOwn("--dynamic", path("object.yaml"))).isEqualTo(1);
    assertThat(session.out()).doesNotContain("never registered");
  }

  @Test
  void with_nothing_pinned_and_both_bundles_it_passes() {
    assertThat(
            plan(
                "--controller-workers",
                "--dynamic",
                path("stripped.yaml"),
                on("all", "v1.29.6.tar"),
                on("all", "v1.30.2.tar")))
        .isZero();

    assertThat(session.out())
        .contains(
            "At each of 5 steps, every machine finds every image that it is asked for, whoever leads.");
  }

  @Test
  void without_pins_the_old_leader_s_images_are_missing_until_the_new_one_leads() {
    assertThat(planEachWithItsOwn("--dynamic", path("stripped.yaml"))).isEqualTo(1);

    assertThat(session.out())
        .doesNotContain("Envoy v1.29.5 is not")
        .contains("controller-2 gets no pod network and stays NotReady")
        .contains("asked for while a controller of v1.29.6+k0s.0 leads");
  }

  @Test
  void whether_the_settings_are_shared_is_asked_for_where_it_matters() {
    assertThat(planEachWithItsOwn()).isEqualTo(1);
    assertThat(session.out())
        .contains("unproven k0s-image-not-in-bundle")
        .contains("Nobody says whether controllers run with --enable-dynamic-config.");

    assertThat(planEachWithItsOwn("--no-dynamic-config")).isEqualTo(1);
    assertThat(session.out()).doesNotContain("Nobody says whether controllers run");
  }

  @Test
  void a_file_of_k0sctl_says_itself_that_the_settings_are_shared() {
    write(
        "k0sctl.yaml",
        """
        apiVersion: k0sctl.k0sproject.io/v1beta1
        kind: Cluster
        spec:
          k0s:
            version: v1.29.6+k0s.0
            dynamicConfig: true
            config:
              spec:
                images: {default_pull_policy: Never}
                network: {nodeLocalLoadBalancing: {enabled: true}}
        """);

    planEachWithItsOwn("--config", path("k0sctl.yaml"));
    assertThat(session.err()).contains("--config is given more than once");
    session.run(
        "k0s",
        "plan",
        "--from=v1.29.6",
        "--to=v1.30.2",
        "--config=" + path("k0sctl.yaml"),
        "--controller-workers",
        on("controller-1", "v1.29.6.tar"),
        on("controller-2", "v1.30.2.tar"));

    assertThat(session.out())
        .contains("as its first leader wrote it")
        .contains("NLLB's Envoy v1.29.5 is not in its bundle");
  }

  @Test
  void a_list_or_a_lock_says_what_a_bundle_is_to_hold() {
    write("old.txt", "# of v1.29.6\n\n" + String.join("\n", images("v1.29.6+k0s.0")) + "\n");
    write(
        "images.lock",
        "format: 1\nimages:\n"
            + String.join(
                "\n",
                images("v1.30.2+k0s.0").stream()
                    .map(
                        image ->
                            """
                              "%s":
                                digest: "sha256:%s"
                                platforms:
                                  "linux/amd64":
                                    manifest: "sha256:%2$s"
                                    bytes: 1
                            """
                                .formatted(image, "ab".repeat(32))
                                .indent(2)
                                .stripTrailing())
                    .toList())
            + "\n");

    int status =
        plan(
            "--controllers=3",
            "--workers=2",
            "--no-dynamic-config",
            on("all", "old.txt"),
            on("all", "images.lock"));

    assertThat(session.err()).isEmpty();
    assertThat(status).isZero();
    assertThat(session.out())
        .contains("old.txt (stated, not read), images.lock (stated, not read)");
  }

  @Test
  void machines_read_the_plan_as_json() {
    planEachWithItsOwn("--dynamic", path("object.yaml"), "--format=json");

    assertThat(session.out())
        .contains("\"schemaVersion\" : \"1\"")
        .contains("\"key\" : \"spec.network.nodeLocalLoadBalancing.envoyProxy.image\"")
        .contains("\"workersFrom\" : \"v1.29.6+k0s.0\"")
        .contains("\"until\" : \"the API server of controller-2 answers ok\"")
        .contains("\"failure\" : \"ErrImageNeverPull\"")
        .contains("\"consequence\" : \"controller-2 is never registered\"")
        .contains("\"rule\" : \"k0s-image-not-in-bundle\"")
        .contains("object.yaml:")
        .contains("\"missingAfterAll\" : 0")
        .contains("\"exitStatus\" : 1");
  }

  @Test
  void the_page_loads_nothing_and_shows_the_table_and_the_runbook() {
    write("evil<b>.yaml", FILE);
    planEachWithItsOwn("--dynamic", path("object.yaml"), "--format=html");

    assertThat(session.out())
        .startsWith("<!DOCTYPE html>")
        .contains("default-src 'none'")
        .contains("Steps and machines")
        .contains("×5")
        .contains("Do not go on until")
        .doesNotContain("<script")
        .doesNotContain("src=");
    session.run(
        "k0s",
        "plan",
        "--from=v1.29.6",
        "--to=v1.30.2",
        "--config=" + path("evil<b>.yaml"),
        "--format=html");
    assertThat(session.out()).contains("evil&lt;b&gt;").doesNotContain("evil<b>");
  }

  @Test
  void a_finding_can_be_explained_afterwards() {
    planEachWithItsOwn("--dynamic", path("object.yaml"), "--format=json");
    String id = session.out().split("\"id\" : \"", 2)[1].substring(0, 12);

    assertThat(session.run("explain", "--finding", id)).isZero();
  }

  @Test
  void autopilot_gets_its_plan_where_nothing_is_violated() throws IOException {
    String url =
        "--autopilot-k0s=linux-amd64=https://files.local/k0s-v1.30.2@sha256:" + "ab".repeat(32);

    int status =
        plan(
            "--controllers=3",
            "--workers=2",
            "--no-dynamic-config",
            "--strategy=in-place",
            on("all", "v1.29.6.tar"),
            on("all", "v1.30.2.tar"),
            "--autopilot=" + path("plan.yaml"),
            url,
            "--autopilot-bundle=linux-amd64=https://files.local/bundle.tar");

    assertThat(status).isZero();
    assertThat(Files.readString(folder.resolve("plan.yaml")))
        .contains("name: autopilot")
        .contains("sha256: \"" + "ab".repeat(32));
    assertThat(session.out())
        .contains("note: The bundle's name on machines, \"bundle.tar\"")
        .contains("note: kubectl apply -f plan.yaml has k0s itself upgrade the machines");
  }

  @Test
  void autopilot_gets_none_where_the_upgrade_fails() {
    int status =
        plan(
            "--controllers=3",
            "--strategy=in-place",
            "--controller-workers",
            "--no-dynamic-config",
            on("all", "v1.29.6.tar"),
            "--autopilot=" + path("plan.yaml"),
            "--autopilot-k0s=linux-amd64=https://files.local/k0s-v1.30.2");

    assertThat(status).isEqualTo(1);
    assertThat(folder.resolve("plan.yaml")).doesNotExist();
    assertThat(session.err()).contains("was not written, because the upgrade would fail.");
  }

  @Test
  void what_is_missing_before_anything_is_changed_is_told_so() {
    assertThat(plan("--workers=3", "--no-dynamic-config", on("all", "v1.30.2.tar"))).isEqualTo(1);

    assertThat(session.out())
        .contains(
            "That is so before anything is changed, or --bundle does not say all that lies there.");
  }

  @Test
  void nothing_stated_is_nothing_proven() {
    assertThat(plan("--workers=3", "--no-dynamic-config")).isEqualTo(3);

    assertThat(session.out()).contains("Nobody says which bundles lie on worker-1 to worker-3.");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--controllers=0          | A cluster of 0 controllers cannot be upgraded.",
        "--workers=-1             | A cluster of -1 workers cannot be planned for.",
        "--workers=999999         | A cluster of 999999 workers cannot be planned for.",
        "--bundle=x.tar           | --bundle: \"x.tar\" does not say on which machines the file lies.",
        "--bundle=workrs=x.tar    | --bundle names workrs, and there is no such machine in this upgrade.",
        "--bundle=Work_rs=x.tar   | --bundle: \"Work_rs\" names no machines.",
        "--controllers=a,a        | Two machines of this upgrade are called a.",
        "--controllers=a,all      | --controllers: \"all\" is no name that a machine can have.",
        "--new-controllers=a,b    | --new-controllers names 2 machines, and 1 join.",
        "--new-workers=a,b        | --new-workers names 2 machines, and 0 join.",
        "--platform=linux/amd64,windows/amd64 | controller-1 cannot be of linux/amd64, windows/amd64",
        "--platform=windows/amd64 | controller-1 cannot be of windows/amd64: controllers run on Linux.",
        "--worker-from=v1.29.99   | Nothing is known of k0s v1.29.99+k0s.0",
        "--bundle=all=            | --bundle: \"all=\" names no file.",
        "--bundle=all=/no/such    | The bundle \"/no/such\" cannot be read: there is no such file or directory.",
        "--bundle=controller-9=K  | --bundle names controller-9, and there is no such machine in this upgrade.",
        "--platform=linux/amd46   | --platform: \"linux/amd46\" is not a platform that nodes have.",
        "--strategy=yolo          | --strategy: \"yolo\" is none of its values.",
        "--via=v1.29.99           | Nothing is known of k0s v1.29.99+k0s.0",
        "--via=1.29               | --via: \"1.29\" is no release of k0s.",
        "--dynamic=/no/such       | /no/such cannot be read: there is no such file or directory.",
        "--single                 | With --single there is one controller, and none can join it.",
        "--autopilot=plan.yaml    | Autopilot upgrades machines where they are, and rolling replaces them",
        "--autopilot-k0s=linux-amd64=https://h/k | --autopilot-k0s and --autopilot-bundle say what is in a Plan that nobody asked for.",
        "--autopilot-k0s=linux-amd64=https://me:secret@h/k | --autopilot-k0s: This says neither for which platform",
      })
  void bad_input_is_one_clear_error(String option, String cause) {
    assertThat(plan(option.replace("=K", "=" + path("v1.30.2.tar")))).isEqualTo(2);

    assertThat(session.err()).contains("bulkhead: " + cause).doesNotContain("secret");
    assertThat(session.err().lines().filter(line -> line.startsWith("bulkhead:"))).hasSize(1);
    assertThat(session.out()).isEmpty();
  }

  @Test
  void a_release_that_nobody_knows_is_told_with_its_neighbours() {
    assertThat(session.run("k0s", "plan", "--from", "v1.29.6", "--to", "v1.30.99")).isEqualTo(2);

    assertThat(session.err())
        .contains("Nothing is known of k0s v1.30.99+k0s.0")
        .contains("bulkhead k0s learn");
  }

  @Test
  void from_a_release_to_itself_there_is_nothing_to_upgrade() {
    assertThat(session.run("k0s", "plan", "--from", "v1.30.2", "--to", "v1.30.2")).isEqualTo(2);

    assertThat(session.err()).contains("--from and --to are both v1.30.2+k0s.0");
  }

  @Test
  void a_compressed_bundle_is_a_mistake_with_its_remedy() throws IOException {
    Files.write(
        folder.resolve("small.tar.gz"),
        ImageLayout.gzip(Files.readAllBytes(folder.resolve("v1.30.2.tar"))));

    assertThat(plan(on("all", "small.tar.gz"))).isEqualTo(2);
    assertThat(session.err()).contains("is compressed as a whole with gzip").contains("gunzip -c");
  }

  @Test
  void a_text_that_is_no_list_is_refused_at_its_line() {
    assertThat(plan(on("all", "k0s.yaml"))).isEqualTo(2);

    assertThat(session.err()).contains("k0s.yaml:1:1: ").contains("is no image");
  }

  @Test
  void another_document_is_no_configuration() {
    write("web.yaml", "apiVersion: apps/v1\nkind: Deployment\nspec: {}\n");

    assertThat(plan("--dynamic", path("web.yaml"))).isEqualTo(2);
    assertThat(session.err()).contains("kind Deployment (apps/v1)");
  }

  @Test
  void the_help_says_how_machines_are_named() {
    assertThat(session.run("k0s", "plan", "--help")).isZero();

    assertThat(session.out())
        .contains("old-controllers, new-controllers, old-workers, new-workers")
        .contains("A file of k0sctl names them")
        .contains("Exit status:");
  }

  @Test
  void a_configuration_that_a_release_refuses_fails_the_upgrade() {
    write("k0s.yaml", FILE.replace("{default_pull_policy: Never}", "[]"));

    assertThat(plan("--workers=1", "--no-dynamic-config", on("all", "v1.29.6.tar"))).isEqualTo(1);

    assertThat(session.out())
        .contains("k0s-config-rejected", "k0s does not take the configuration");
  }

  @Test
  void a_misspelt_key_is_told() {
    write("k0s.yaml", FILE.replace("nodeLocalLoadBalancing", "nodeLocalLoadBalancer"));

    plan("--workers=1", "--no-dynamic-config", on("all", "v1.29.6.tar"));

    assertThat(session.out())
        .contains("warning k0s-unknown-key", "Write nodeLocalLoadBalancing, if that is meant.");
  }

  @Test
  void a_key_in_another_case_leaves_open_what_it_sets() {
    write(
        "k0s.yaml",
        FILE.replace(
            "{default_pull_policy: Never}",
            "{default_pull_policy: Never, Repository: registry.example}"));

    plan("--workers=1", "--no-dynamic-config", on("all", "v1.29.6.tar"), on("all", "v1.30.2.tar"));

    assertThat(session.out())
        .contains("unproven k0s-unknown-key", "Write it repository.")
        .contains("not all could be told")
        .doesNotContain("every machine finds every image");
  }

  @Test
  void without_a_machine_that_runs_containers_nothing_is_told() {
    assertThat(plan("--controllers=3", "--no-dynamic-config")).isEqualTo(3);

    assertThat(session.out())
        .contains("Nothing could be told")
        .doesNotContain("every machine finds every image");
  }

  @Test
  void a_file_of_k0sctl_says_how_many_machines_there_are() {
    write(
        "k0s.yaml",
        """
        apiVersion: k0sctl.k0sproject.io/v1beta1
        kind: Cluster
        spec:
          hosts: [{role: controller}, {role: controller+worker}, {role: controller}, {role: worker}]
          k0s: {version: 1.29.6+k0s.0}
        """);

    plan("--no-dynamic-config");

    assertThat(session.out()).contains("3 controllers (1 with workloads), 1 worker");
  }

  @Test
  void autopilot_is_given_no_plan_that_lacks_a_machine_s_platform() {
    String[] usual = {
      "--workers=1",
      "--strategy=in-place",
      "--no-dynamic-config",
      "--autopilot=" + path("plan.yaml"),
      "--autopilot-k0s=linux-amd64=https://files.local/k0s"
    };
    var arm = new ArrayList<>(List.of(usual));
    arm.add("--platform=workers=linux/arm64");
    assertThat(plan(arm.toArray(String[]::new))).isEqualTo(2);
    assertThat(session.err()).contains("worker-1 is of linux-arm64");

    var without = new ArrayList<>(List.of(usual));
    without.add("--disable-components=autopilot");
    assertThat(plan(without.toArray(String[]::new))).isEqualTo(2);
    assertThat(folder.resolve("plan.yaml")).doesNotExist();
  }

  @Test
  void a_single_controller_has_no_members_of_etcd() {
    plan("--single", "--strategy=in-place", "--no-dynamic-config");

    assertThat(session.out()).doesNotContain("etcd member-list").contains("the API is away");
  }

  @Test
  void a_component_that_k0s_does_not_know_reaches_no_runbook() {
    assertThat(plan("--no-dynamic-config", "--disable-components=kube-prox")).isEqualTo(2);
    assertThat(session.err()).contains("Write kube-proxy.");

    plan("--no-dynamic-config", "--disable-components=zzzzzzzz,coredns");
    assertThat(session.out())
        .contains("known as zzzzzzzz", "--disable-components=coredns")
        .doesNotContain("--disable-components=zzzzzzzz", "coredns,zzzzzzzz");
  }

  @Test
  void a_file_of_k0sctl_names_its_machines() {
    write(
        "k0sctl.yaml",
        """
        apiVersion: k0sctl.k0sproject.io/v1beta1
        kind: Cluster
        spec:
          hosts:
            - role: controller
              hostname: cp-a
              installFlags: [--enable-metrics-scraper, --disable-components=metrics-server]
            - {role: worker, ssh: {address: 10.0.0.9}}
        """);

    session.run(
        "k0s",
        "plan",
        "--from=v1.29.6",
        "--to=v1.30.2",
        "--no-dynamic-config",
        "--strategy=in-place",
        "--config=" + path("k0sctl.yaml"),
        on("10.0.0.9", "v1.29.6.tar"),
        on("workers", "v1.30.2.tar"));

    assertThat(session.err()).isEmpty();
    assertThat(session.out())
        .contains("Upgrade cp-a to v1.30.2+k0s.0.")
        .contains("kubectl drain 10.0.0.9")
        .contains("has no hostname for 1 of its hosts")
        .contains("the pushgateway")
        .doesNotContain("deployment/metrics-server");
  }

  @Test
  void a_host_without_a_role_that_k0sctl_knows_is_told_at_its_line() {
    write(
        "k0sctl.yaml",
        """
        apiVersion: k0sctl.k0sproject.io/v1beta1
        kind: Cluster
        spec:
          hosts:
            - {role: master}
        """);

    assertThat(
            session.run(
                "k0s", "plan", "--from=v1.29.6", "--to=v1.30.2", "--config=" + path("k0sctl.yaml")))
        .isEqualTo(2);
    assertThat(session.err())
        .contains(
            "k0sctl.yaml:5:7: This host has the role \"master\", which k0sctl does not know.");
  }

  /** A bundle that calls an image by a digest, which may be another image's. */
  private void bundleByDigest(String file, String digest) {
    try {
      ImageLayout layout = ImageLayout.layout();
      layout.image("quay.io/k0sproject/kube-proxy@" + digest, PROXY);
      layout.writeOciArchive(folder.resolve(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void an_image_that_is_pinned_by_its_digest_lies_there_under_the_digest_that_it_has() {
    String digest = ImageLayout.layout().image("x", PROXY);
    write(
        "pinned.yaml",
        "spec: {images: {kubeproxy: {image: quay.io/k0sproject/kube-proxy, version: 'v1.30.14@%s'}}}"
            .formatted(digest));
    bundle("v1.30.13.tar", images("v1.30.13+k0s.0"));
    bundle("v1.30.14.tar", images("v1.30.14+k0s.0"));
    bundleByDigest("right.tar", digest);
    bundleByDigest("wrong.tar", "sha256:" + "ab".repeat(32));

    assertThat(patch("right.tar")).isZero();
    assertThat(patch("wrong.tar")).isEqualTo(1);
    assertThat(session.out()).contains("kube-proxy v1.30.14@" + digest);
  }

  private int patch(String file) {
    return session.run(
        "k0s",
        "plan",
        "--from=v1.30.13",
        "--to=v1.30.14",
        "--no-dynamic-config",
        "--workers=1",
        "--strategy=in-place",
        "--config=" + path("pinned.yaml"),
        on("all", "v1.30.13.tar"),
        on("all", "v1.30.14.tar"),
        on("all", file));
  }

  @Test
  void a_bundle_that_calls_an_image_by_its_tag_alone_is_told() {
    bundle(
        "v1.29.6-but.tar",
        images("v1.29.6+k0s.0").stream().filter(K0sPlanCommandTest::isNoProxy).toList());
    bundle("tags.tar", List.of("v1.29.6-1"));

    assertThat(
            plan(
                "--workers=1",
                "--no-dynamic-config",
                on("all", "v1.29.6-but.tar"),
                on("all", "tags.tar"),
                on("all", "v1.30.2.tar")))
        .isEqualTo(1);
    assertThat(session.out())
        .contains("kube-proxy v1.29.6-1 does not run from its bundles")
        .contains("tags.tar holds \"v1.29.6-1\", which is another name");
  }

  private static boolean isNoProxy(String image) {
    return !image.contains("kube-proxy");
  }
}
