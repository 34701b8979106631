package dev.bulkhead.admission;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class CallsTest {
  private final List<Calls.Call> calls = new ArrayList<>();
  private final Map<Hook, Reply> replies = new LinkedHashMap<>();

  private static Duration seconds(long seconds) {
    return Duration.ofSeconds(seconds);
  }

  private Hook hook(Hook.Type type, String name, String fields, Decision decision, Reply reply) {
    Hook hook = Given.hook(type, "name: " + name + "\n" + fields);
    calls.add(new Calls.Call(hook, decision));
    replies.put(hook, reply);
    return hook;
  }

  private Hook mutating(String name, String fields, Reply reply) {
    return hook(Hook.Type.MUTATING, name, fields, Decision.Plain.CALLED, reply);
  }

  private Hook validating(String name, String fields, Reply reply) {
    return hook(Hook.Type.VALIDATING, name, fields, Decision.Plain.CALLED, reply);
  }

  private Outcome outcome(Duration limit) {
    return new Calls(calls).outcome(hook -> requireNonNull(replies.get(hook)), limit);
  }

  private Outcome outcome() {
    return outcome(Calls.BUDGET);
  }

  private static Reply reply(String name) {
    return switch (name) {
      case "answers" -> new Reply.Allows(seconds(1));
      case "denies" -> new Reply.Denies(seconds(1), 403);
      case "http 500" -> new Reply.Errs(seconds(1), "answers HTTP 500");
      case "bad patch" -> new Reply.BadPatch(seconds(1));
      case "no endpoints" -> new Reply.NoEndpoints();
      case "no service" -> new Reply.ServiceMissing();
      case "closed" -> new Reply.PortClosed();
      case "x509" -> new Reply.Untrusted("has expired");
      case "black hole" -> new Reply.BlackHole();
      case "dry run" -> new Reply.SideEffects();
      case "slow" -> new Reply.Allows(seconds(11));
      case "slow no" -> new Reply.Denies(seconds(11), 422);
      default -> throw new IllegalArgumentException(name);
    };
  }

  @ParameterizedTest
  @CsvSource({
    // reply, seconds, status under Fail, status under Ignore (0: admitted)
    "answers,      1,   0,   0",
    "denies,       1, 403, 403",
    "http 500,     1, 500,   0",
    "bad patch,    1, 500, 500",
    "no endpoints, 0, 500,   0",
    "no service,   0, 500,   0",
    "closed,       0, 500,   0",
    "x509,         0, 500,   0",
    "black hole,  10, 500,   0",
    "dry run,      0, 400, 400",
    "slow,        10, 500,   0",
    "slow no,     10, 500,   0",
  })
  void each_state_of_a_backend_has_its_outcome_under_either_policy(
      String reply, long seconds, int failing, int ignoring) {
    for (Hook.Type type : Hook.Type.values()) {
      assertThat(status(type, "Fail", reply(reply), seconds)).isEqualTo(failing);
      assertThat(status(type, "Ignore", reply(reply), seconds)).isEqualTo(ignoring);
    }
  }

  private int status(Hook.Type type, String policy, Reply reply, long seconds) {
    calls.clear();
    hook(type, "hook", "failurePolicy: " + policy, Decision.Plain.CALLED, reply);
    Outcome outcome = outcome();
    assertThat(outcome.delay()).isEqualTo(seconds(seconds));
    return switch (outcome) {
      case Outcome.Admitted _ -> 0;
      case Outcome.Refused refused -> refused.code();
      case Outcome.TooLate _ -> Outcome.TooLate.CODE;
    };
  }

  @Test
  void without_hooks_a_request_is_admitted_at_once() {
    assertThat(outcome()).isEqualTo(new Outcome.Admitted(Duration.ZERO, List.of()));
  }

  @Test
  void the_time_of_mutating_hooks_adds_up_and_that_of_validating_ones_does_not() {
    mutating("a", "", new Reply.Allows(seconds(1)));
    mutating("b", "", new Reply.Allows(seconds(2)));
    validating("c", "", new Reply.Allows(seconds(3)));
    validating("d", "", new Reply.Allows(seconds(4)));

    assertThat(outcome().delay()).isEqualTo(seconds(7));
  }

  @Test
  void hooks_that_cannot_be_called_and_may_be_passed_over_are_named() {
    Hook first = mutating("a", "failurePolicy: Ignore", new Reply.NoEndpoints());
    Hook second = validating("b", "failurePolicy: Ignore", new Reply.BlackHole());

    assertThat(outcome()).isEqualTo(new Outcome.Admitted(seconds(10), List.of(first, second)));
  }

  @Test
  void all_hooks_that_refuse_are_named_in_order_and_not_only_the_first() {
    mutating("owner", "", new Reply.NoEndpoints());
    mutating("passed-over", "failurePolicy: Ignore", new Reply.NoEndpoints());
    validating("slow", "timeoutSeconds: 3", new Reply.BlackHole());
    validating("namespaces", "", new Reply.NoEndpoints());

    assertThat(outcome())
        .isInstanceOfSatisfying(
            Outcome.Refused.class,
            refused -> {
              assertThat(refused.first().hook().name()).isEqualTo("owner");
              assertThat(refused.delay()).isZero();
            });
    assertThat(outcome().refusals())
        .extracting(refusal -> refusal.hook().name())
        .containsExactly("owner", "slow", "namespaces");
  }

  @Test
  void of_validating_hooks_the_quickest_refusal_is_told_after_the_slowest_is_done() {
    validating("slow", "timeoutSeconds: 3", new Reply.BlackHole());
    validating("quick", "", new Reply.Denies(seconds(1), 422));

    assertThat(outcome())
        .isInstanceOfSatisfying(
            Outcome.Refused.class,
            refused -> {
              assertThat(refused.first().hook().name()).isEqualTo("quick");
              assertThat(refused.code()).isEqualTo(422);
              assertThat(refused.delay()).isEqualTo(seconds(3));
            });
  }

  @Test
  void a_refusal_by_a_mutating_hook_spares_the_rest() {
    mutating("refuses", "", new Reply.NoEndpoints());
    mutating("never-called", "", new Reply.BlackHole());
    validating("never-called-either", "", new Reply.BlackHole());

    assertThat(outcome().delay()).isZero();
  }

  @Test
  void a_request_whose_time_is_over_ends_with_504_even_where_all_may_be_passed_over() {
    Hook first = mutating("a", "failurePolicy: Ignore\ntimeoutSeconds: 30", reply("black hole"));
    Hook second = mutating("b", "failurePolicy: Ignore\ntimeoutSeconds: 30", reply("black hole"));

    assertThat(outcome())
        .isEqualTo(new Outcome.TooLate(seconds(34), List.of(first, second), List.of(), List.of()));
  }

  @Test
  void a_client_that_waits_for_a_shorter_time_ends_its_request_earlier() {
    Hook hook = validating("a", "failurePolicy: Ignore", reply("black hole"));

    assertThat(outcome(seconds(5)))
        .isEqualTo(new Outcome.TooLate(seconds(5), List.of(hook), List.of(), List.of()));
    assertThat(outcome(seconds(60))).isEqualTo(new Outcome.Admitted(seconds(10), List.of(hook)));
  }

  @Test
  void a_hook_that_would_refuse_is_named_also_where_the_time_is_over_before() {
    mutating("holds", "timeoutSeconds: 30", reply("black hole"));
    validating("refuses", "", reply("no endpoints"));

    assertThat(outcome(seconds(10)).refusals())
        .extracting(refusal -> refusal.hook().name())
        .containsExactly("holds", "refuses");
    assertThat(outcome(seconds(10)).isAdmitted()).isFalse();
  }

  @Test
  void a_hook_that_wants_to_see_changes_is_called_twice_where_somebody_makes_some() {
    mutating("again", "reinvocationPolicy: IfNeeded", new Reply.Allows(seconds(2)));
    mutating("other", "", new Reply.Allows(seconds(1)));

    assertThat(outcome().delay()).isEqualTo(seconds(5));
  }

  @Test
  void a_hook_that_wants_to_see_changes_is_called_once_where_nobody_answers() {
    mutating("again", "reinvocationPolicy: IfNeeded\nfailurePolicy: Ignore", reply("black hole"));

    assertThat(outcome().delay()).isEqualTo(seconds(10));
  }

  @Test
  void an_error_in_a_condition_refuses_the_request_before_any_validating_hook_is_called() {
    var decision = new Decision.Refused("is-big", "no such key: size", List.of());
    validating("slow", "", reply("black hole"));
    hook(Hook.Type.VALIDATING, "erring", "", decision, reply("answers"));

    assertThat(outcome())
        .isInstanceOfSatisfying(
            Outcome.Refused.class,
            refused -> {
              assertThat(refused.first().hook().name()).isEqualTo("erring");
              assertThat(refused.code()).isEqualTo(403);
              assertThat(refused.delay()).isZero();
            });
  }

  @Test
  void a_refusal_says_what_it_depends_on_unless_another_one_is_certain() {
    var doubtful = new Decision.Doubtful(List.of("namespace shop does not carry the label x"));
    hook(Hook.Type.VALIDATING, "perhaps", "", doubtful, reply("no endpoints"));

    assertThat(outcome().doubts()).containsExactly("namespace shop does not carry the label x");
    assertThat(outcome().refusals().getFirst().doubts()).hasSize(1);

    validating("surely", "", reply("no endpoints"));
    assertThat(outcome().doubts()).isEmpty();
  }

  @Test
  void the_hooks_of_a_request_are_those_that_may_have_a_part_in_it() {
    var hooks =
        Given.hooks(
            Hook.Type.VALIDATING,
            """
            - name: pods
              rules: [{operations: ["*"], apiGroups: [""], apiVersions: [v1], resources: [pods]}]
            - name: nodes
              rules: [{operations: ["*"], apiGroups: [""], apiVersions: [v1], resources: [nodes]}]
            """);

    var of = Calls.of(Given.matching(), hooks, Given.request(Operation.CREATE, Given.PODS));

    assertThat(of.calls()).extracting(call -> call.hook().name()).containsExactly("pods");
    assertThat(of.isEmpty()).isFalse();
  }
}
