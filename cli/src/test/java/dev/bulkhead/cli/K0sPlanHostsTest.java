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
}
