package dev.bulkhead.release;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bulkhead.model.Digest;
import dev.bulkhead.model.Platform;
import dev.bulkhead.registry.ImageConfig;
import dev.bulkhead.release.RecordClaims.Now;
import dev.bulkhead.release.ReleaseLock.Entry;
import dev.bulkhead.render.Ancestry;
import dev.bulkhead.verdict.Verdict;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class RecordClaimsTest {
  private static final String IMAGE = "registry.example/app:v1.0.0";
  private static final Platform ARM64 = new Platform("linux", "arm64", "");
  private static final String COMMIT = "1".repeat(40);

  private static Digest digest(char c) {
    return Digest.sha256(String.valueOf(c).repeat(64));
  }

  private static ImageEvidence.Present image(char index, Map<Platform, Digest> platforms) {
    var config =
        new ImageConfig(List.of(), List.of(), new LinkedHashMap<>(), "", "", new LinkedHashMap<>());
    var held = new TreeMap<Platform, ImageEvidence.Held>();
    platforms.forEach((on, manifest) -> held.put(on, new ImageEvidence.Held(manifest, config)));
    return new ImageEvidence.Present(
        digest(index), "registry.example", held.navigableKeySet(), held, List.of(), "");
  }

  private static final ImageEvidence.Present FIRST =
      image('a', Map.of(Platform.LINUX_AMD64, digest('b'), ARM64, digest('c')));

  private static Now now(String commit, ImageEvidence image, Digest carrier, Digest artifact) {
    return new Now(
        commit,
        new TreeMap<>(Map.of("deploy/app.yaml", carrier)),
        Map.of(IMAGE, image),
        new TreeMap<>(Map.of("app-1.0.0.tgz", artifact)));
  }

  private static final Now AS_RECORDED = now(COMMIT, FIRST, digest('d'), digest('e'));

  private static Entry recorded() {
    return ReleaseRecord.of(
        "v1.0.0", AS_RECORDED, AS_RECORDED.images(), ReleaseRecord.nothing("v1.0.0"), false);
  }

  private static List<String> judged(Now now) {
    var context =
        new EvidenceContext(
            "app@v1.0.0",
            Streams.tag("v1.0.0").orElseThrow(),
            Project.of(Optional.empty(), "app"),
            (_, _) -> Ancestry.UNKNOWN,
            false,
            Set.of());
    return RecordClaims.of(context, recorded(), now).stream()
        .map(
            verdict ->
                switch (verdict) {
                  case Verdict.Proven _ -> "proven " + verdict.claim().rule().id();
                  case Verdict.Violated violated ->
                      "%s %s: %s"
                          .formatted(
                              violated.severity(), verdict.claim().rule().id(), verdict.message());
                  case Verdict.Unproven _ ->
                      "unproven %s: %s".formatted(verdict.claim().rule().id(), verdict.message());
                })
        .toList();
  }

  @Test
  void a_release_that_stayed_what_it_was_is_proven() {
    assertThat(judged(AS_RECORDED))
        .containsExactly("proven tag-moved", "proven image-retagged", "proven artifact-replaced");
  }

  @Test
  void a_tag_that_was_moved_is_told_with_what_changed() {
    String other = "2".repeat(40);
    assertThat(judged(now(other, FIRST, digest('f'), digest('e'))))
        .contains(
            "error tag-moved: The tag v1.0.0 is of the commit %s, and was recorded at %s; of what"
                    .formatted(other, COMMIT)
                + " states a version, deploy/app.yaml changed.");
    assertThat(judged(now(other, FIRST, digest('d'), digest('e'))))
        .contains(
            "error tag-moved: The tag v1.0.0 is of the commit %s, and was recorded at %s; what"
                    .formatted(other, COMMIT)
                + " states a version is the same.");
  }

  @Test
  void an_image_that_was_pushed_again_is_told_by_platform() {
    var again = image('f', Map.of(Platform.LINUX_AMD64, digest('b')));

    assertThat(judged(now(COMMIT, again, digest('d'), digest('e'))))
        .contains(
            "error image-retagged: %s names %s, and was recorded as %s; another image for linux/arm64."
                .formatted(IMAGE, digest('f'), digest('a')));
  }

  @Test
  void an_index_that_was_written_anew_over_the_same_images_is_a_notice() {
    var signed = image('f', Map.of(Platform.LINUX_AMD64, digest('b'), ARM64, digest('c')));

    assertThat(judged(now(COMMIT, signed, digest('d'), digest('e'))))
        .contains(
            "notice image-retagged: %s names %s, and was recorded as %s; the image of each recorded platform is the same."
                .formatted(IMAGE, digest('f'), digest('a')));
  }

  @Test
  void an_image_that_could_be_read_in_part_is_not_judged_by_the_rest() {
    var whole = image('f', Map.of(Platform.LINUX_AMD64, digest('b'), ARM64, digest('c')));
    var held = new TreeMap<>(whole.held());
    held.remove(ARM64);
    var partly =
        new ImageEvidence.Present(
            whole.digest(),
            whole.where(),
            whole.offered(),
            held,
            List.of("It did not answer."),
            "Ask again.");

    assertThat(judged(now(COMMIT, partly, digest('d'), digest('e'))))
        .contains(
            "unproven image-retagged: %s names %s, and was recorded as %s; what it is for linux/arm64 could not be read."
                .formatted(IMAGE, digest('f'), digest('a')));
  }

  @Test
  void an_image_that_is_gone_is_an_error_and_one_that_nobody_tells_of_is_not() {
    var gone = new ImageEvidence.Absent("registry.example", "404", List.of());
    var unknown = new ImageEvidence.Unknown("It did not answer.", "Ask again.");

    assertThat(judged(now(COMMIT, gone, digest('d'), digest('e'))))
        .contains(
            "error image-retagged: %s does not exist any more: registry.example answers 404. It was recorded as %s."
                .formatted(IMAGE, digest('a')));
    assertThat(judged(now(COMMIT, unknown, digest('d'), digest('e'))))
        .contains("unproven image-retagged: It did not answer.");
  }

  @Test
  void a_file_that_was_uploaded_again_is_an_error_and_one_that_is_not_supplied_is_not_judged() {
    assertThat(judged(now(COMMIT, FIRST, digest('d'), digest('f'))))
        .contains(
            "error artifact-replaced: app-1.0.0.tgz has the hash %s, and was recorded with %s."
                .formatted(digest('f'), digest('e')));
    var none = new Now(COMMIT, new TreeMap<>(), Map.of(), new TreeMap<>());
    assertThat(judged(none)).hasSize(1).first().asString().startsWith("proven tag-moved");
  }

  @Test
  void a_promise_is_kept_until_the_image_is_there() {
    var absent = new ImageEvidence.Absent("registry.example", "404", List.of());
    var untagged = now("", absent, digest('d'), digest('e'));
    var promised =
        ReleaseRecord.of(
            "v1.0.0", untagged, untagged.images(), ReleaseRecord.nothing("v1.0.0"), true);

    var still = ReleaseRecord.of("v1.0.0", AS_RECORDED, Map.of(IMAGE, absent), promised, false);
    var redeemed = ReleaseRecord.of("v1.0.0", AS_RECORDED, AS_RECORDED.images(), promised, false);

    assertThat(promised.commit()).isEmpty();
    assertThat(promised.promised()).containsExactly(IMAGE);
    assertThat(still.promised()).containsExactly(IMAGE);
    assertThat(still.images()).isEmpty();
    assertThat(redeemed.promised()).isEqualTo(new TreeSet<>());
    assertThat(redeemed.images()).containsOnlyKeys(IMAGE);
    assertThat(redeemed.commit()).isEqualTo(COMMIT);
  }
}
