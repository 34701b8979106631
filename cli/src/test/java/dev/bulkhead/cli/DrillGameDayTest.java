package dev.bulkhead.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The script that {@code bulkhead drill --game-day} writes, run against a kubectl that writes down
 * what it is asked for. What the cluster is like stands in files beside it.
 */
class DrillGameDayTest {
  private static final Path SHELLCHECK = Path.of("/usr/bin/shellcheck");

  private static final String KUBECTL =
      """
      #!/usr/bin/env bash
      here=$(cd "$(dirname "$0")" && pwd)
      printf '%s\\n' "$*" >> "$here/calls"
      all="$*"
      if [ -e "$here/refuse" ] && [[ $all == *"$(cat "$here/refuse")"* ]]; then
        exit 1
      fi
      case $all in
        'config current-context') cat "$here/context" ;;
        *'scale '*'--replicas=0') : > "$here/gone"
          if [ -e "$here/interrupt" ]; then kill -INT "$PPID"; fi ;;
        *'scale '*) rm -f "$here/gone" ;;
        *'patch '*) : > "$here/opened" ;;
        *'rollout status'*) if [ -e "$here/stuck" ] && [ ! -e "$here/opened" ]; then exit 1; fi ;;
        *'.spec.replicas}'*) printf 3 ;;
        *'.status.readyReplicas}'*) [ -e "$here/gone" ] || printf 3 ;;
        *'.failurePolicy}'*) printf 'Fail\\nIgnore\\n' ;;
        *'get nodes'*) printf 'True\\n'
          if [ -e "$here/gone" ] && [ -e "$here/sick" ]; then printf 'Unknown\\n'; fi ;;
      esac
      exit 0
      """;

  @TempDir Path folder;
  private DrillRun run;

  @BeforeEach
  void start() {
    run = new DrillRun(folder);
    run.write("kubectl", KUBECTL);
    assertThat(run.file("kubectl").toFile().setExecutable(true)).isTrue();
    run.write("context", "kind-test\n");
    write(DrillRun.addOn());
  }

  private void write(String manifest) {
    int status = run.drill(manifest, "--game-day", run.file("game-day.sh").toString());
    assertThat(status).as(run.err()).isLessThan(2);
  }

  private DrillRun.Ended play(String... options) throws IOException, InterruptedException {
    var command = new ArrayList<>(List.of(run.file("game-day.sh").toString()));
    command.addAll(List.of(options));
    return DrillRun.program(folder, command);
  }

  private DrillRun.Ended rehearse(String... more) throws IOException, InterruptedException {
    var options = new ArrayList<>(List.of("--context", "kind-test", "--hold", "0", "--every", "0"));
    options.addAll(List.of(more));
    return play(options.toArray(String[]::new));
  }

  /** What kubectl was asked to change, without what stands before the verb. */
  private List<String> changes() throws IOException {
    return Files.readAllLines(run.file("calls")).stream()
        .filter(call -> call.matches(".* (scale|patch|cordon|uncordon|apply|delete|label) .*"))
        .map(call -> call.replaceAll("^--context kind-test --request-timeout=[0-9s]+ ", ""))
        .toList();
  }

  @Test
  void the_backend_goes_is_watched_and_comes_back() throws IOException, InterruptedException {
    var ended = rehearse();

    assertThat(ended.status()).as(ended.out()).isZero();
    assertThat(changes())
        .containsExactly(
            "-n guard-system scale deployment/guard --replicas=0",
            "-n guard-system scale deployment/guard --replicas=3");
    assertThat(ended.out())
        .contains("UPDATE nodes of the node IPAM controller is refused by nodes.guard.example")
        .contains("0 nodes not Ready; a write to default is taken")
        .contains("all is as it was");
  }

  @Test
  void what_is_there_is_saved_before_anything_is_changed()
      throws IOException, InterruptedException {
    rehearse();

    List<String> calls = Files.readAllLines(run.file("calls"));
    int saved = indexOf(calls, "get validatingwebhookconfigurations,mutatingwebhookconfigurations");
    assertThat(saved).isNotNegative().isLessThan(indexOf(calls, "--replicas=0"));
  }

  private static int indexOf(List<String> calls, String part) {
    for (int i = 0; i < calls.size(); i++) {
      if (calls.get(i).contains(part)) {
        return i;
      }
    }
    return -1;
  }

  @Test
  void a_node_is_cordoned_and_uncordoned_where_one_is_named()
      throws IOException, InterruptedException {
    var ended = rehearse("--node", "worker-1");

    assertThat(ended.status()).as(ended.out()).isZero();
    assertThat(changes())
        .containsExactly(
            "cordon worker-1",
            "-n guard-system scale deployment/guard --replicas=0",
            "uncordon worker-1",
            "-n guard-system scale deployment/guard --replicas=3");
  }

  @Test
  void an_uncordon_that_is_refused_is_tried_again_when_the_backend_is_back()
      throws IOException, InterruptedException {
    run.write("refuse", "uncordon");

    var ended = rehearse("--node", "worker-1");

    assertThat(ended.status()).as(ended.out()).isEqualTo(4);
    assertThat(ended.out())
        .contains("it would stay SchedulingDisabled", "Not everything was put back");
    assertThat(changes().getLast()).isEqualTo("uncordon worker-1");
  }

  @Test
  void it_ends_early_and_puts_back_when_a_node_suffers() throws IOException, InterruptedException {
    run.write("sick", "");

    var ended = rehearse("--hold", "600");

    assertThat(ended.status()).as(ended.out()).isEqualTo(1);
    assertThat(ended.out()).contains("ABORT: 1 nodes are not Ready, 0 were not before.");
    assertThat(changes().getLast())
        .isEqualTo("-n guard-system scale deployment/guard --replicas=3");
  }

  @Test
  void an_interruption_puts_back_too() throws IOException, InterruptedException {
    run.write("interrupt", "");

    var ended = rehearse("--hold", "600");

    assertThat(ended.status()).as(ended.out()).isEqualTo(130);
    assertThat(changes().getLast())
        .isEqualTo("-n guard-system scale deployment/guard --replicas=3");
    assertThat(ended.out()).contains("all is as it was");
  }

  @Test
  void hooks_are_opened_where_the_backend_does_not_come_back()
      throws IOException, InterruptedException {
    run.write("refuse", "rollout status");

    var ended = rehearse();

    assertThat(ended.status()).as(ended.out()).isEqualTo(4);
    assertThat(changes())
        .anyMatch(
            call ->
                call.startsWith("patch validatingwebhookconfiguration/guard --type=json")
                    && call.contains("/webhooks/0/failurePolicy\",\"value\":\"Ignore\"")
                    && call.contains("/webhooks/1/failurePolicy\",\"value\":\"Ignore\""));
  }

  @Test
  void hooks_that_were_opened_are_closed_again_as_they_were_once_the_backend_is_back()
      throws IOException, InterruptedException {
    run.write("stuck", "");

    var ended = rehearse();

    assertThat(ended.status()).as(ended.out()).isZero();
    List<String> patches = changes().stream().filter(call -> call.startsWith("patch")).toList();
    assertThat(patches).hasSize(2);
    assertThat(patches.getFirst()).doesNotContain("\"Fail\"");
    assertThat(patches.getLast())
        .contains("/webhooks/0/failurePolicy\",\"value\":\"Fail\"")
        .contains("/webhooks/1/failurePolicy\",\"value\":\"Ignore\"");
  }

  @Test
  void a_dry_run_changes_nothing() throws IOException, InterruptedException {
    var ended = rehearse("--dry-run");

    assertThat(ended.status()).as(ended.out()).isZero();
    assertThat(changes()).isEmpty();
    assertThat(ended.out())
        .contains(
            "would run: kubectl --context kind-test -n guard-system scale deployment/guard --replicas=0");
  }

  @Test
  void without_the_name_of_a_cluster_nothing_begins() throws IOException, InterruptedException {
    var ended = play();

    assertThat(ended.status()).isEqualTo(2);
    assertThat(ended.out()).contains("Name the cluster to break: --context NAME");
    assertThat(run.file("calls")).doesNotExist();
  }

  @Test
  void another_cluster_than_the_current_one_is_refused() throws IOException, InterruptedException {
    var ended = play("--context", "kind-other");

    assertThat(ended.status()).isEqualTo(2);
    assertThat(ended.out()).contains("The current context is \"kind-test\", not \"kind-other\".");
    assertThat(changes()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"eu-PROD-1", "live", "-x", "a b"})
  void what_looks_wrong_is_refused(String context) throws IOException, InterruptedException {
    run.write("context", context + "\n");

    var ended = play("--context", context);

    assertThat(ended.status()).isEqualTo(2);
    assertThat(run.file("calls")).doesNotExist();
  }

  @Test
  void names_of_sources_are_words_whatever_they_hold() throws IOException, InterruptedException {
    write(
        DrillRun.addOn(
            "\"n'; touch hacked; echo '@ABORT@ $(touch hacked) `touch hacked`\"", 1, "Fail"));

    var ended = rehearse();

    assertThat(ended.status()).as(ended.out()).isZero();
    assertThat(ended.out()).contains("n'; touch hacked; echo '@ABORT@ $(touch hacked)");
    assertThat(Path.of("hacked")).doesNotExist();
  }

  @Test
  void a_checker_of_shell_scripts_finds_nothing() throws IOException, InterruptedException {
    assumeTrue(Files.isExecutable(SHELLCHECK), "shellcheck is not installed");

    var ended =
        DrillRun.program(
            folder, List.of(SHELLCHECK.toString(), run.file("game-day.sh").toString()));

    assertThat(ended.out()).isEmpty();
    assertThat(ended.status()).isZero();
  }
}
