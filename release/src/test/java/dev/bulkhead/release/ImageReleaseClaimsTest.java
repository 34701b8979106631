package dev.bulkhead.release;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bulkhead.model.Location;
import dev.bulkhead.model.ObjectKey;
import dev.bulkhead.registry.ImageLookup;
import dev.bulkhead.registry.Images;
import dev.bulkhead.release.ReleasePart.Kind;
import dev.bulkhead.release.ReleasePart.Presence;
import dev.bulkhead.render.Ancestry;
import dev.bulkhead.testkit.image.ImageSpec;
import dev.bulkhead.verdict.Verdict;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ImageReleaseClaimsTest {
  private static final String NOW = "registry.example/app:v2.0.0";
  private static final String BEFORE = "registry.example/app:v1.0.0";
  private static final String COMMIT = "1".repeat(40);
  private static final String OTHER = "2".repeat(40);
  private static final String SOURCE = "org.opencontainers.image.source";
  private static final String REVISION = "org.opencontainers.image.revision";
  private static final String URL = "https://github.com/org/app";

  @TempDir private Path temp;
  private final Shelf shelf = new Shelf();
  private Ancestry ancestry = Ancestry.NONE;
  private boolean isPromising;
  private Set<String> promised = Set.of();
  private Optional<String> remote = Optional.of("git@github.com:Org/app.git");

  private EvidenceContext context() {
    return new EvidenceContext(
        "app@v2.0.0",
        Streams.tag("v2.0.0").orElseThrow(),
        Project.of(remote, "app"),
        (_, _) -> ancestry,
        isPromising,
        promised);
  }

  private List<String> judged(CommandUse... commands) {
    return judged(shelf.images(temp), commands);
  }

  private List<String> judged(Images images, CommandUse... commands) {
    var image =
        new ReleasedImage(
            Shelf.deployed(NOW),
            new TreeSet<>(Set.of(COMMIT)),
            ImageEvidence.of(images, Shelf.ref(NOW)),
            Optional.of(
                new ReleasedImage.Earlier(
                    Shelf.ref(BEFORE), ImageEvidence.of(images, Shelf.ref(BEFORE)))));
    return ImageReleaseClaims.of(context(), List.of(image), List.of(commands)).stream()
        .map(ImageReleaseClaimsTest::shown)
        .toList();
  }

  private static String shown(Verdict verdict) {
    String id = verdict.claim().rule().id();
    return switch (verdict) {
      case Verdict.Proven _ -> "proven " + id;
      case Verdict.Violated violated ->
          "%s %s: %s".formatted(violated.severity(), id, violated.message());
      case Verdict.Unproven _ -> "unproven %s: %s".formatted(id, verdict.message());
    };
  }

  private static ImageSpec traceable(String architecture) {
    return ImageSpec.linux(architecture).label(SOURCE, URL).label(REVISION, COMMIT);
  }

  private static CommandUse command(String program) {
    return new CommandUse(
        "registry.example/app",
        new ObjectKey("apps/v1", "DaemonSet", "", "app"),
        "manager",
        Location.exact("chart/templates/daemonset.yaml", 9, 15),
        List.of(program),
        "manager.kind=DaemonSet");
  }

  @Test
  void a_release_whose_image_is_there_whole_and_built_from_it_is_proven() {
    shelf.image(NOW, traceable("amd64"), traceable("arm64")).image(BEFORE, traceable("amd64"));

    assertThat(judged(command("/app")))
        .containsExactly(
            "proven own-image-missing",
            "proven image-untraceable",
            "proven image-from-other-commit",
            "proven platform-lost",
            "proven entrypoint-changed");
  }

  @Test
  void an_image_that_nobody_pushed_is_an_error() {
    assertThat(judged())
        .containsExactly(
            "error own-image-missing: registry.example/app:v2.0.0 does not exist: registry.example"
                + " answers 404 MANIFEST_UNKNOWN.");
  }

  @Test
  void an_image_that_is_being_promised_may_come_later() {
    isPromising = true;

    assertThat(judged())
        .containsExactly(
            "notice own-image-missing: registry.example/app:v2.0.0 does not exist yet, and is"
                + " promised: registry.example answers 404 MANIFEST_UNKNOWN.");
  }

  @Test
  void a_promise_that_was_not_kept_is_an_error_and_one_that_was_is_proven() {
    promised = Set.of(NOW);
    assertThat(judged())
        .containsExactly(
            "error own-image-missing: registry.example/app:v2.0.0 does not exist: registry.example"
                + " answers 404 MANIFEST_UNKNOWN. It is promised in release.lock.");

    shelf.image(NOW, traceable("amd64"));
    assertThat(judged()).contains("proven own-image-missing");
  }

  @Test
  void of_an_image_that_nobody_tells_of_one_verdict_says_so() {
    assertThat(judged(Images.NONE, command("/app")))
        .containsExactly(
            "unproven own-image-missing: registry.example/app:v2.0.0 was not looked up: no registry"
                + " may be asked and no local image was given.");
  }

  @Test
  void an_image_built_from_a_commit_elsewhere_is_an_error() {
    shelf.image(NOW, ImageSpec.linux("amd64").label(SOURCE, URL).label(REVISION, OTHER));

    assertThat(judged())
        .contains(
            "error image-from-other-commit: registry.example/app:v2.0.0 was built from the commit"
                + " %s, and the release v2.0.0 is of %s.".formatted(OTHER, COMMIT));
  }

  @Test
  void an_image_built_from_a_commit_before_the_tag_is_a_warning() {
    ancestry = Ancestry.ANCESTOR;
    shelf.image(NOW, ImageSpec.linux("amd64").label(SOURCE, URL).label(REVISION, OTHER));

    assertThat(judged())
        .contains(
            "warning image-from-other-commit: registry.example/app:v2.0.0 was built from the commit"
                + " %s, which comes before that of the release: the release v2.0.0 is of %s."
                    .formatted(OTHER, COMMIT));
  }

  @Test
  void one_platform_built_from_another_commit_is_enough() {
    shelf.image(
        NOW,
        traceable("amd64"),
        ImageSpec.linux("arm64").label(SOURCE, URL).label(REVISION, OTHER));

    assertThat(judged()).anyMatch(line -> line.startsWith("error image-from-other-commit"));
  }

  @Test
  void changes_that_were_not_committed_are_a_warning() {
    shelf.image(
        NOW, ImageSpec.linux("amd64").label(SOURCE, URL).label(REVISION, COMMIT + "-dirty"));

    assertThat(judged())
        .contains(
            "warning image-from-other-commit: registry.example/app:v2.0.0 was built from the commit"
                + " %s-dirty: the release's own, with changes that were not committed."
                    .formatted(COMMIT));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://github.com/Org/App",
        "https://github.com/org/app.git",
        "git@github.com:org/app.git",
        "ssh://git@github.com/org/app",
        "github.com/org/app",
        "https://github.com/org/app/tree/main/cmd"
      })
  void a_label_names_the_repository_in_whatever_form(String source) {
    shelf.image(NOW, ImageSpec.linux("amd64").label(SOURCE, source).label(REVISION, OTHER));

    assertThat(judged()).anyMatch(line -> line.startsWith("error image-from-other-commit"));
  }

  @ParameterizedTest
  @CsvSource({
    "https://github.com/GoogleContainerTools/distroless",
    "https://github.com/org/app-base",
    "https://gitlab.com/org/app",
    "https://github.com.evil.example/org/app"
  })
  void labels_of_a_base_image_are_no_statement_about_the_image(String source) {
    shelf.image(NOW, ImageSpec.linux("amd64").label(SOURCE, source).label(REVISION, OTHER));

    assertThat(judged())
        .contains(
            "notice image-untraceable: registry.example/app:v2.0.0 says that it was built from %s,"
                    .formatted(source)
                + " as its base image may have been.")
        .noneMatch(line -> line.contains("image-from-other-commit"));
  }

  @Test
  void an_image_without_labels_is_untraceable() {
    shelf.image(NOW, ImageSpec.linux("amd64"));

    assertThat(judged())
        .contains(
            "notice image-untraceable: registry.example/app:v2.0.0 does not say which commit it was"
                + " built from.");
  }

  @Test
  void a_revision_that_is_no_commit_is_untraceable() {
    shelf.image(NOW, ImageSpec.linux("amd64").label(SOURCE, URL).label(REVISION, "main"));

    assertThat(judged())
        .contains(
            "notice image-untraceable: registry.example/app:v2.0.0 says that it was built from"
                + " \"main\", which is no commit.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"1111111", "1111111111111111111111111111111111111111"})
  void the_right_commit_tells_enough_whatever_the_source_says(String revision) {
    remote = Optional.empty();
    shelf.image(NOW, ImageSpec.linux("amd64").label("org.label-schema.vcs-ref", revision));

    assertThat(judged()).contains("proven image-untraceable", "proven image-from-other-commit");
  }

  @Test
  void without_a_remote_nobody_can_tell_whose_labels_they_are() {
    remote = Optional.empty();
    shelf.image(NOW, ImageSpec.linux("amd64").label(SOURCE, URL).label(REVISION, OTHER));

    assertThat(judged())
        .contains(
            "unproven image-untraceable: registry.example/app:v2.0.0 says that it was built from"
                + " https://github.com/org/app, as its base image may have been, and the repository"
                + " has no remote that says its name.");
  }

  @Test
  void a_platform_that_is_gone_is_a_warning() {
    shelf
        .image(NOW, traceable("amd64"), traceable("s390x"))
        .image(BEFORE, traceable("amd64"), traceable("arm64"), traceable("ppc64le"));

    assertThat(judged())
        .contains(
            "warning platform-lost: registry.example/app:v2.0.0 holds nothing for linux/arm64,"
                + " linux/ppc64le, which registry.example/app:v1.0.0 does; it holds linux/amd64,"
                + " linux/s390x.");
  }

  @Test
  void a_platform_of_which_a_node_runs_another_variant_is_not_lost() {
    shelf
        .image(NOW, ImageSpec.platform("linux", "arm", "v6").label(REVISION, COMMIT))
        .image(BEFORE, ImageSpec.platform("linux", "arm", "v7"));

    assertThat(judged()).contains("proven platform-lost");
  }

  @Test
  void nothing_is_compared_with_a_release_that_had_no_image() {
    shelf.image(NOW, traceable("amd64"));

    assertThat(judged(command("/app"))).noneMatch(line -> line.contains("platform-lost"));
  }

  @Test
  void a_release_before_that_nobody_tells_of_leaves_open_what_was_lost() {
    Images images = shelf.image(NOW, traceable("amd64")).images(temp);
    Images partly =
        (reference, platform) ->
            reference.text().equals(BEFORE)
                ? new ImageLookup.Unavailable("It did not answer.", "Ask again.")
                : images.find(reference, platform);

    assertThat(judged(partly)).contains("unproven platform-lost: It did not answer.");
  }

  @Test
  void a_command_under_an_image_that_is_started_otherwise_is_a_warning() {
    shelf
        .image(NOW, traceable("amd64").entrypoint("/ko-app/app").user("65532"))
        .image(BEFORE, traceable("amd64").entrypoint("/manager"));

    assertThat(judged(command("/manager")))
        .contains(
            "warning entrypoint-changed: The container manager sets command [/manager], and since"
                + " v1.0.0 the image's ENTRYPOINT went from [/manager] to [/ko-app/app], its USER"
                + " went from root to 65532.");
  }

  @Test
  void a_command_that_follows_the_image_is_right() {
    shelf
        .image(NOW, traceable("amd64").entrypoint("/ko-app/app"))
        .image(BEFORE, traceable("amd64").entrypoint("/manager"));

    assertThat(judged(command("/ko-app/app"))).contains("proven entrypoint-changed");
    assertThat(judged()).noneMatch(line -> line.contains("entrypoint-changed"));
  }

  @Test
  void another_folder_or_user_matters_to_every_command() {
    shelf
        .image(NOW, traceable("amd64").entrypoint("/app").workingDirectory("/srv"))
        .image(BEFORE, traceable("amd64").entrypoint("/app"));

    assertThat(judged(command("/app")))
        .contains(
            "warning entrypoint-changed: The container manager sets command [/app], and since"
                + " v1.0.0 the image's WORKDIR went from / to /srv.");
  }

  private List<String> complete(ReleasePart... parts) {
    return ImageReleaseClaims.complete(context(), List.of(parts), Location.somewhereIn("."))
        .stream()
        .map(ImageReleaseClaimsTest::shown)
        .toList();
  }

  private static final ReleasePart IMAGE =
      new ReleasePart(Kind.IMAGE, NOW, new Presence.There("registry.example"));
  private static final ReleasePart NO_IMAGE =
      new ReleasePart(Kind.IMAGE, NOW, new Presence.Missing("registry.example answers 404"));
  private static final ReleasePart CHART =
      new ReleasePart(Kind.CHART, "app-2.0.0.tgz", new Presence.There("disk"));
  private static final ReleasePart NO_CHART =
      new ReleasePart(Kind.CHART, "app-2.0.0.tgz", new Presence.Missing("nobody has it"));
  private static final ReleasePart UNKNOWN_CHART =
      new ReleasePart(
          Kind.CHART, "app-2.0.0.tgz", new Presence.Unknown("It did not answer.", "Ask again."));

  @Test
  void a_version_is_published_as_a_whole_or_not_at_all() {
    assertThat(complete(IMAGE, CHART)).containsExactly("proven release-incomplete");
    assertThat(complete(NO_IMAGE, NO_CHART)).containsExactly("proven release-incomplete");
    assertThat(complete(IMAGE, NO_CHART))
        .containsExactly(
            "error release-incomplete: Of v2.0.0, the image registry.example/app:v2.0.0 is"
                + " published, and the chart app-2.0.0.tgz is not.");
    assertThat(complete(NO_IMAGE, CHART))
        .containsExactly(
            "error release-incomplete: Of v2.0.0, the chart app-2.0.0.tgz is published, and the"
                + " image registry.example/app:v2.0.0 is not.");
    assertThat(complete(IMAGE, UNKNOWN_CHART))
        .containsExactly("unproven release-incomplete: It did not answer.");
    assertThat(complete(IMAGE, NO_IMAGE)).isEmpty();
  }

  @Test
  void what_is_promised_may_be_missing_from_what_is_published() {
    isPromising = true;
    assertThat(complete(NO_IMAGE, CHART)).allMatch(line -> line.startsWith("notice"));
    assertThat(complete(IMAGE, NO_CHART)).allMatch(line -> line.startsWith("error"));
  }

  /** Whatever a registry fails to tell, nothing is thrown and no error comes of it. */
  @ParameterizedTest
  @EnumSource(Ancestry.class)
  void a_registry_that_fails_at_any_question_makes_no_error(Ancestry known) {
    ancestry = known;
    shelf.image(NOW, traceable("amd64"), traceable("arm64")).image(BEFORE, traceable("amd64"));
    Images images = shelf.images(temp);
    for (int failing = 0; failing < 6; failing++) {
      int fails = failing;
      var asked = new java.util.concurrent.atomic.AtomicInteger();
      List<String> told =
          judged(
              (reference, platform) ->
                  asked.getAndIncrement() == fails
                      ? new ImageLookup.Unavailable("It did not answer.", "Ask again.")
                      : images.find(reference, platform),
              command("/app"));

      assertThat(told).as("question %d", failing).isNotEmpty().noneMatch(line -> isViolated(line));
    }
  }

  private static boolean isViolated(String line) {
    return line.startsWith("error") || line.startsWith("warning") || line.startsWith("notice");
  }
}
