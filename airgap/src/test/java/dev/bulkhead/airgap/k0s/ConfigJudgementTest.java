package dev.bulkhead.airgap.k0s;

import static dev.bulkhead.airgap.k0s.Configs.RELEASES;
import static dev.bulkhead.airgap.k0s.Configs.file;
import static dev.bulkhead.airgap.k0s.Configs.judged;
import static dev.bulkhead.airgap.k0s.Configs.object;
import static dev.bulkhead.airgap.k0s.Configs.pin;
import static dev.bulkhead.airgap.k0s.Configs.release;
import static dev.bulkhead.airgap.k0s.Configs.version;
import static dev.bulkhead.airgap.k0s.Configs.written;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bulkhead.airgap.k0s.PinVerdict.Floating;
import dev.bulkhead.airgap.k0s.PinVerdict.HalfFloating;
import dev.bulkhead.airgap.k0s.PinVerdict.MirrorOfDefault;
import dev.bulkhead.airgap.k0s.PinVerdict.PinnedLikeTarget;
import dev.bulkhead.airgap.k0s.PinVerdict.StaleDefault;
import dev.bulkhead.airgap.k0s.PinVerdict.UserPin;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whose the images of a configuration are. */
final class ConfigJudgementTest {
  private static final ClusterConfig NEVER =
      file(
          """
          spec:
            images: {default_pull_policy: Never}
            network: {nodeLocalLoadBalancing: {enabled: true}}
          """);

  @Test
  void a_key_that_is_absent_null_or_empty_floats() {
    var judgement = judged(object("spec: {images: {coredns: {}, calico: null}}"), "v1.30.2");

    assertThat(judgement.pins()).allMatch(pin -> pin.verdict() instanceof Floating);
    assertThat(judgement.writers().isEmpty()).isTrue();
  }

  @Test
  void the_target_s_own_default_is_harmless_yet() {
    var judgement = judged(written(NEVER, release("v1.29.6")), "v1.30.2");

    assertThat(pin(judgement, ImageKey.COREDNS).verdict()).isInstanceOf(PinnedLikeTarget.class);
    assertThat(pin(judgement, ImageKey.PAUSE).verdict()).isInstanceOf(PinnedLikeTarget.class);
  }

  @Test
  void another_release_s_default_is_stale_and_tells_its_writer() {
    var judgement = judged(written(NEVER, release("v1.29.6")), "v1.30.2");
    JudgedPin envoy = pin(judgement, ImageKey.ENVOY);

    assertThat(envoy.verdict())
        .isInstanceOfSatisfying(
            StaleDefault.class,
            stale -> assertThat(stale.defaultOf().has(version("v1.29.6"))).isTrue());
    assertThat(envoy.confidence()).isEqualTo(Confidence.HIGH);
    assertThat(judgement.writers()).hasToString("v1.29.6+k0s.0");
  }

  @Test
  void a_mirror_with_a_default_s_version_is_told_from_a_choice() {
    var judgement =
        judged(
            object(
                """
                spec:
                  images:
                    coredns: {image: mirror.example.com/coredns, version: 1.11.3}
                    kubeproxy: {image: mirror.example.com/kube-proxy, version: v1.29.6-1}
                    metricsserver: {image: mirror.example.com/metrics, version: v0-ours}
                    pause: {image: registry.k8s.io/pause, version: '3.9@sha256:%s'}
                """
                    .formatted("a".repeat(64))),
            "v1.30.2");

    assertThat(pin(judgement, ImageKey.COREDNS).verdict())
        .isInstanceOfSatisfying(MirrorOfDefault.class, m -> assertThat(m.isTargets()).isTrue());
    assertThat(pin(judgement, ImageKey.KUBE_PROXY).verdict())
        .isInstanceOfSatisfying(MirrorOfDefault.class, m -> assertThat(m.isTargets()).isFalse());
    assertThat(pin(judgement, ImageKey.METRICS_SERVER).verdict()).isEqualTo(new UserPin());
    assertThat(pin(judgement, ImageKey.PAUSE).verdict()).isEqualTo(new UserPin());
  }

  @Test
  void a_default_name_with_a_version_that_never_went_with_it_is_a_choice() {
    var judgement =
        judged(
            object("spec: {images: {pause: {image: quay.io/k0sproject/pause, version: '3.8'}}}"),
            "v1.30.2");

    assertThat(pin(judgement, ImageKey.PAUSE).verdict()).isEqualTo(new UserPin());
  }

  @Test
  void half_an_image_floats_by_its_other_half() {
    var judgement =
        judged(
            file("spec: {images: {coredns: {image: a.example/b}, pause: {version: '3.9'}}}"),
            "v1.30.2");

    assertThat(pin(judgement, ImageKey.COREDNS).verdict()).isEqualTo(new HalfFloating(true));
    assertThat(pin(judgement, ImageKey.PAUSE).verdict()).isEqualTo(new HalfFloating(false));
  }

  @Test
  void names_that_a_repository_rewrote_once_or_twice_are_defaults_too() {
    var judgement =
        judged(
            object(
                """
                spec:
                  images:
                    repository: registry.example.com/lcm
                    coredns:
                      image: registry.example.com/lcm/k0sproject/coredns
                      version: 1.12.0
                    pause: {image: registry.example.com/lcm/lcm/pause, version: '3.8'}
                """),
            "v1.36.1");

    assertThat(pin(judgement, ImageKey.COREDNS).verdict()).isInstanceOf(StaleDefault.class);
    assertThat(pin(judgement, ImageKey.PAUSE).verdict()).isInstanceOf(StaleDefault.class);
  }

  static Stream<K0sRelease> releases() {
    return RELEASES.all().stream();
  }

  @ParameterizedTest
  @MethodSource("releases")
  void a_whole_set_of_pins_names_its_writer(K0sRelease release) {
    var writers = judged(wholeSet(release), "v1.36.3+k0s.2").writers().releases();

    assertThat(writers).contains(release.version()).hasSizeLessThanOrEqualTo(2);
    assertThat(writers)
        .allMatch(other -> other.patch() == release.version().patch())
        .allMatch(other -> other.minor() == release.version().minor());
    assertThat(judged(wholeSet(release), "v1.36.3+k0s.2").confidence()).isEqualTo(Confidence.HIGH);
  }

  private static ClusterConfig wholeSet(K0sRelease release) {
    var yaml = new StringBuilder("spec: {images: {");
    release.images().entrySet().stream()
        .filter(entry -> entry.getKey().isInImages() && entry.getKey().fields().size() == 3)
        .forEach(entry -> yaml.append(entry(entry.getKey(), entry.getValue())));
    yaml.append("calico: {");
    release.images().entrySet().stream()
        .filter(entry -> entry.getKey().path().matches("spec.images.calico.[a-z]+"))
        .forEach(entry -> yaml.append(entry(entry.getKey(), entry.getValue())));
    yaml.append("}, kuberouter: {");
    release.images().entrySet().stream()
        .filter(entry -> entry.getKey().path().startsWith("spec.images.kuberouter."))
        .forEach(entry -> yaml.append(entry(entry.getKey(), entry.getValue())));
    return object(yaml + "}}}");
  }

  private static String entry(ImageKey key, NamedVersion image) {
    return "%s: {image: %s, version: '%s'}, "
        .formatted(key.fields().getLast(), image.image(), image.version());
  }

  @ParameterizedTest
  @MethodSource("releases")
  void envoy_alone_was_left_by_a_release_that_always_leaves_it(K0sRelease release) {
    if (release.traits().strip() == Traits.Strip.NONE) {
      var judgement = judged(written(file(""), release), "v1.36.3+k0s.2");

      assertThat(judgement.confidence()).isEqualTo(Confidence.HIGH);
      assertThat(judgement.writers().releases())
          .contains(release.version())
          .allMatch(one -> RELEASES.require(one).traits().strip() == Traits.Strip.NONE);
    }
  }

  @Test
  void a_lone_key_may_have_been_chosen() {
    var judgement =
        judged(
            object("spec: {images: {pause: {image: registry.k8s.io/pause, version: '3.9'}}}"),
            "v1.36.1");

    assertThat(pin(judgement, ImageKey.PAUSE).confidence()).isEqualTo(Confidence.LOW);
    assertThat(pin(judgement, ImageKey.PAUSE).isWritten()).isFalse();
  }

  @Test
  void what_no_single_release_wrote_is_of_medium_confidence() {
    var judgement =
        judged(
            object(
                """
                spec:
                  images:
                    kubeproxy: {image: quay.io/k0sproject/kube-proxy, version: v1.29.6-1}
                    metricsserver:
                      image: registry.k8s.io/metrics-server/metrics-server
                      version: v0.7.1
                """),
            "v1.31.1");

    assertThat(judgement.writers().isEmpty()).isTrue();
    assertThat(pin(judgement, ImageKey.KUBE_PROXY).confidence()).isEqualTo(Confidence.MEDIUM);
  }

  @Test
  void who_wrote_a_field_by_the_object_s_own_record_counts() {
    String owned =
        """
        apiVersion: k0s.k0sproject.io/v1beta1
        kind: ClusterConfig
        metadata:
          name: k0s
          namespace: kube-system
          managedFields:
          - manager: %s
            fieldsV1: {'f:spec': {'f:images': {'f:pause': {'f:image': {}, 'f:version': {}}}}}
        spec: {images: {pause: {image: registry.k8s.io/pause, version: '3.9'}}}
        """;

    var byK0s = judged(ConfigReader.read("a", owned.formatted("k0s")), "v1.36.1");
    var byPerson = judged(ConfigReader.read("a", owned.formatted("kubectl-edit")), "v1.36.1");

    assertThat(pin(byK0s, ImageKey.PAUSE).confidence()).isEqualTo(Confidence.MEDIUM);
    assertThat(pin(byPerson, ImageKey.PAUSE).confidence()).isEqualTo(Confidence.LOW);
    assertThat(pin(byPerson, ImageKey.PAUSE).owner()).contains("kubectl-edit");
  }

  @Test
  void a_stated_writer_settles_what_fits_it() {
    ConfigJudgement judgement =
        ConfigJudgement.of(
            object(
                """
                spec:
                  images:
                    pause: {image: registry.k8s.io/pause, version: '3.9'}
                    coredns: {image: quay.io/k0sproject/coredns, version: 1.12.0}
                """),
            RELEASES,
            Optional.of(version("v1.33.9")),
            Optional.of(version("v1.29.6")));

    assertThat(pin(judgement, ImageKey.PAUSE).confidence()).isEqualTo(Confidence.HIGH);
    assertThat(pin(judgement, ImageKey.COREDNS).confidence()).isEqualTo(Confidence.LOW);
  }

  @Test
  void without_a_target_the_newest_of_the_next_minor_is_meant() {
    ConfigJudgement judgement =
        ConfigJudgement.of(
            written(NEVER, release("v1.29.6")), RELEASES, Optional.empty(), Optional.empty());
    ConfigJudgement unwritten =
        ConfigJudgement.of(file(""), RELEASES, Optional.empty(), Optional.empty());

    assertThat(judgement.target().version()).isEqualTo(version("v1.30.14"));
    assertThat(unwritten.target().version()).isEqualTo(RELEASES.known().lastKey());
  }

  @Test
  void a_range_is_named_as_short_as_it_can_be() {
    assertThat(ReleaseRange.NONE).hasToString("no known release");
    assertThat(ReleaseRange.of(Set.of(version("v1.29.6"), version("v1.29.7"))))
        .hasToString("v1.29.6+k0s.0 and v1.29.7+k0s.0");
    assertThat(ReleaseRange.of(RELEASES.known().keySet()).named())
        .isEqualTo("128 releases of k0s from v1.27.1+k0s.0 to v1.36.3+k0s.2");
  }

  @Test
  void what_fits_no_release_that_the_others_fit_was_chosen() {
    K0sRelease writer = Configs.release("v1.30.2");
    var text = new StringBuilder("spec:\n  images:\n");
    writer
        .images()
        .forEach(
            (key, image) -> {
              if (key.isInImages() && key.fields().size() == 3) {
                String version = key == ImageKey.KUBE_PROXY ? "v1.27.1" : image.version();
                text.append(
                    "    %s: {image: %s, version: '%s'}\n"
                        .formatted(key.fields().getLast(), image.image(), version));
              }
            });

    var judged = Configs.judged(Configs.object(text.toString()), "v1.31.14");

    assertThat(judged.writers().has(writer.version())).isTrue();
    assertThat(ConfigRepair.of(judged, List.of()).keys())
        .isNotEmpty()
        .doesNotContain(ImageKey.KUBE_PROXY);
  }
}
