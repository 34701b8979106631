package dev.bulkhead.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bulkhead.model.Platform;
import dev.bulkhead.registry.Images;
import dev.bulkhead.verdict.Verdict;
import java.util.List;

/** The verdicts on a manifest, in words that a test can read. */
final class Judged {
  private final List<Verdict> verdicts;

  private Judged(List<Verdict> verdicts) {
    this.verdicts = verdicts;
  }

  /** A pod with one container; the fields are the container's. */
  static Judged container(Images image, String fields) {
    return manifest(
        image,
        """
        apiVersion: v1
        kind: Pod
        metadata: { name: pod }
        spec:
          containers:
            - name: main
              image: %s
        %s
        """
            .formatted(TestImage.NAME, fields.indent(6)));
  }

  static Judged manifest(Images image, String yaml) {
    return manifest(image, yaml, CheckOptions.of(Platform.LINUX_AMD64));
  }

  static Judged manifest(Images image, String yaml, CheckOptions options) {
    return new Judged(new Check(image, options).judge(Manifests.inventory(yaml)).verdicts());
  }

  List<Verdict> verdicts() {
    return verdicts;
  }

  Judged violates(String... rules) {
    assertThat(rulesOf(Verdict.Violated.class)).as("violated: %s", verdicts).containsExactly(rules);
    return this;
  }

  Judged leavesUnproven(String... rules) {
    assertThat(rulesOf(Verdict.Unproven.class)).as("unproven: %s", verdicts).containsExactly(rules);
    return this;
  }

  Judged proves(String... rules) {
    assertThat(rulesOf(Verdict.Proven.class)).as("proven: %s", verdicts).contains(rules);
    return this;
  }

  /** Nothing violated, nothing unproven. */
  Judged isClean() {
    return violates().leavesUnproven();
  }

  Judged saying(String... parts) {
    String said =
        String.join(
            "\n",
            verdicts.stream()
                .filter(verdict -> !(verdict instanceof Verdict.Proven))
                .map(
                    verdict ->
                        verdict.message()
                            + " | "
                            + switch (verdict) {
                              case Verdict.Violated violated -> violated.remedy();
                              case Verdict.Unproven unproven -> unproven.remedy();
                              case Verdict.Proven _ -> "";
                            })
                .toList());
    assertThat(said).contains(parts);
    return this;
  }

  Judged provesSaying(String part) {
    assertThat(verdicts.stream().filter(Verdict.Proven.class::isInstance).map(Verdict::message))
        .anySatisfy(message -> assertThat(message).contains(part));
    return this;
  }

  Judged at(int line, int column) {
    assertThat(verdicts.stream().filter(Verdict.Violated.class::isInstance).toList())
        .first()
        .satisfies(
            verdict ->
                assertThat(verdict.claim().location().toString())
                    .isEqualTo("test.yaml:%d:%d".formatted(line, column)));
    return this;
  }

  private List<String> rulesOf(Class<? extends Verdict> kind) {
    return verdicts.stream()
        .filter(kind::isInstance)
        .map(verdict -> verdict.claim().rule().id())
        .toList();
  }
}
