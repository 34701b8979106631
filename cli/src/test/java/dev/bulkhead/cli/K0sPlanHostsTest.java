package dev.bulkhead.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code bulkhead k0s plan} makes of the machines that a file of k0sctl names. */
final class K0sPlanHostsTest {
  @TempDir Path folder;
  private Session session;

  @BeforeEach
  void open() {
    session = new Session(new FakeRooms(), folder.resolve("cache"));
  }

  private int plan(String hosts, String... options) {
    Path file = folder.resolve("k0sctl.yaml");
    try {
      Files.writeString(
          file,
          """
          apiVersion: k0sctl.k0sproject.io/v1beta1
          kind: Cluster
          spec:
            hosts:
          %s  k0s: {config: {spec: {}}}
          """
              .formatted(hosts.indent(4)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    var words =
        new ArrayList<>(
            List.of("k0s", "plan", "--from=v1.34.1", "--to=v1.34.3", "--config=" + file));
    words.addAll(List.of(options));
    return session.run(words.toArray(String[]::new));
  }

  @Test
  void what_one_controller_goes_without_is_asked_for_while_another_may_lead() {
    plan(
        """
        - {role: controller, hostname: cp, installFlags: [--disable-components=kube-proxy]}
        - {role: controller, hostname: cp2}
        - {role: worker, hostname: w}
        """);

    assertThat(session.out())
        .contains("only cp with --disable-components=kube-proxy", "daemonset/kube-proxy")
        .doesNotContain("token --disable-components");
  }

  @Test
  void what_all_controllers_go_without_is_not_asked_for() {
    plan(
        """
        - {role: controller, hostname: cp, installFlags: ["--disable-components kube-proxy,coredns"]}
        - {role: controller, hostname: cp2, installFlags: ['--disable-components="kube-proxy"']}
        - {role: worker, hostname: w}
        """);

    assertThat(session.out())
        .contains("only cp with --disable-components=coredns", "deployment/coredns")
        .doesNotContain("daemonset/kube-proxy");
  }

  @Test
  void settings_that_only_one_controller_shares_leave_it_open_whether_they_are_shared() {
    plan(
        """
        - {role: controller, hostname: cp, installFlags: [--enable-dynamic-config]}
        - {role: controller, hostname: cp2}
        - {role: worker, hostname: w}
        """);

    assertThat(session.out())
        .contains("only cp with --enable-dynamic-config")
        .doesNotContain("the object kube-system/k0s");
  }

  @Test
  void digits_alone_are_a_number_of_machines() {
    assertThat(plan("- {role: controller}\n", "--controllers=5000000")).isEqualTo(2);

    assertThat(session.err()).contains("A cluster of 5000000 controllers cannot be upgraded.");
  }

  @Test
  void controllers_with_workloads_and_without_are_told_apart() {
    plan(
        """
        - {role: controller, hostname: cp}
        - {role: controller, hostname: cp2, installFlags: [--enable-worker]}
        """,
        "--strategy=in-place");

    assertThat(session.out())
        .contains("2 controllers (1 with workloads)", "kubectl get nodes cp2")
        .doesNotContain("kubectl get nodes cp\n");
  }

  @Test
  void a_controller_that_joins_works_as_the_one_whose_place_it_takes() {
    plan("- {role: controller, hostname: cp}\n- {role: controller+worker, hostname: cp2}\n");

    assertThat(session.out())
        .contains("-c /etc/k0s/k0s.yaml   # on controller-3")
        .contains("-c /etc/k0s/k0s.yaml --enable-worker   # on controller-4");
  }

  @Test
  void how_many_controllers_there_are_does_not_say_which_of_them_work() {
    assertThat(
            plan(
                "- {role: controller, hostname: cp}\n- {role: controller+worker, hostname: cp2}\n",
                "--controllers=3"))
        .isEqualTo(2);

    assertThat(session.err()).contains("--controllers does not say which is which");
  }

  @Test
  void a_worker_that_is_reached_by_winrm_runs_windows_unless_something_else_is_said() {
    String hosts =
        """
        - {role: controller, hostname: cp}
        - {role: worker, hostname: win, winRM: {address: 10.0.0.3}}
        - {role: worker, hostname: lin, ssh: {address: 10.0.0.4}}
        """;
    plan(hosts);
    assertThat(session.out())
        .containsPattern("win +windows/amd64")
        .containsPattern("lin +linux/amd64")
        .containsPattern("worker-3 \\(joins\\) +windows/amd64");

    plan(hosts, "--platform=win=linux/arm64");
    assertThat(session.out()).containsPattern("win +linux/arm64");
  }

  @Test
  void a_host_without_a_name_leaves_the_others_theirs() {
    plan(
        """
        - {role: controller, localhost: {enabled: true}}
        - {role: controller, hostname: cp2}
        - {role: worker}
        - {role: worker, ssh: {address: 10.0.0.4}}
        """,
        "--strategy=in-place");

    assertThat(session.out())
        .contains("Upgrade localhost to", "Upgrade cp2 to", "worker-1", "10.0.0.4")
        .contains("no hostname for 2 of its hosts");
  }

  @Test
  void where_k0s_lies_elsewhere_is_told() {
    plan(
        """
        - {role: controller, hostname: cp, k0sInstallPath: /opt/k0s}
        - {role: worker, hostname: w, installFlags: [--data-dir=/data/k0s]}
        """);

    assertThat(session.out())
        .contains("on cp /opt/k0s in the place of /usr/local/bin/k0s")
        .contains("on w /data/k0s in the place of /var/lib/k0s");
  }
}
