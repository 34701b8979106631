package dev.bulkhead.variants;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bulkhead.model.Inventory;
import dev.bulkhead.model.KubernetesObject;
import dev.bulkhead.model.KubernetesVersion;
import dev.bulkhead.model.Node;
import dev.bulkhead.model.Origin;
import dev.bulkhead.render.Manifests;
import dev.bulkhead.render.Placement;
import dev.bulkhead.render.YamlReader;
import dev.bulkhead.variants.PinnedImage.Outcome;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;

class PinningTest {
  private static final String DIGEST = "sha256:" + "ab".repeat(32);
  private static final Setting DAEMONS =
      Setting.of(List.of(new Choice("manager.kind", "DaemonSet")));

  private static final List<ClusterVersion> VERSIONS =
      List.of(
          ClusterVersion.plain(KubernetesVersion.of(1, 37, 0), true),
          ClusterVersion.plain(KubernetesVersion.of(1, 35, 0), true));

  /** A chart as a function of what is set; its manifests in YAML, nothing where it refuses. */
  private record ChartOfText(BiFunction<Map<String, String>, ClusterVersion, String> yaml)
      implements Pinning.Chart {

    @Override
    public Optional<Inventory> set(
        Setting setting, ClusterVersion version, List<String> assignments) {
      var values = new HashMap<String, String>();
      setting.choices().forEach(choice -> values.put(choice.path(), choice.value()));
      for (String assignment : assignments) {
        int equals = assignment.indexOf('=');
        values.put(assignment.substring(0, equals), assignment.substring(equals + 1));
      }
      return rendered(values, version);
    }

    @Override
    public Optional<Inventory> with(Setting setting, ClusterVersion version, PinnedValues pinned) {
      var values = new HashMap<>(pinned.byPath());
      setting.choices().forEach(choice -> values.put(choice.path(), choice.value()));
      return rendered(values, version);
    }

    private Optional<Inventory> rendered(Map<String, String> values, ClusterVersion version) {
      String text = yaml.apply(values, version);
      var objects = new ArrayList<KubernetesObject>();
      for (Node root : YamlReader.read(text, Placement.of("chart.yaml")).roots()) {
        Manifests.objects(root)
            .forEach(each -> objects.add(KubernetesObject.of(each, Origin.of("chart", "c.yaml"))));
      }
      return text.isEmpty() ? Optional.empty() : Optional.of(Inventory.of(objects));
    }
  }

  private static String pod(String name, String image) {
    return "{apiVersion: v1, kind: Pod, metadata: {name: %s}, spec: {containers: [{name: c, image: '%s'}]}}\n---\n"
        .formatted(name, image);
  }

  private static PinTarget same(String image, boolean follows) {
    return new PinTarget.To(image, "");
  }

  private static PinTarget digest(String image, boolean follows) {
    return new PinTarget.To(image + "@" + DIGEST, "");
  }

  private static Pinning.Pinned pin(
      BiFunction<Map<String, String>, ClusterVersion, String> yaml,
      boolean byDigest,
      BiFunction<String, Boolean, PinTarget> targets,
      List<String> names,
      Setting... modes) {
    var settings = new ArrayList<>(List.of(Setting.GIVEN));
    settings.addAll(List.of(modes));
    return new Pinning(
            new ChartOfText(yaml), new ValueNames(names, List.of()), VERSIONS, byDigest, targets)
        .pin(settings);
  }

  private static Outcome only(Pinning.Pinned pinned) {
    assertThat(pinned.images()).hasSize(1);
    return pinned.images().getFirst().outcome();
  }

  @Test
  void a_tag_that_follows_the_cluster_is_pinned_to_what_there_is_instead() {
    var pinned =
        pin(
            (values, version) ->
                pod(
                    "crds",
                    "kubectl:"
                        + values.getOrDefault("tag", "v" + version.version().minorVersion())),
            false,
            (image, follows) -> {
              assertThat(follows).isTrue();
              assertThat(image).isEqualTo("kubectl:v1.37");
              return new PinTarget.To("kubectl:v1.36", "There is none for 1.37.");
            },
            List.of("tag"));

    assertThat(pinned.values().byPath()).isEqualTo(Map.of("tag", "v1.36"));
    assertThat(only(pinned))
        .isEqualTo(
            new Outcome.ByValues(List.of("tag"), "kubectl:v1.36", "There is none for 1.37."));
  }

  @Test
  void an_image_of_a_mode_is_pinned_in_its_mode() {
    var pinned =
        pin(
            (values, version) ->
                values.getOrDefault("manager.kind", "").equals("DaemonSet")
                    ? pod("daemon", "agent:" + values.getOrDefault("agent.tag", "v2"))
                    : pod("web", "app:" + values.getOrDefault("app.tag", "v1")),
            false,
            PinningTest::same,
            List.of("agent.tag", "app.tag"),
            DAEMONS);

    assertThat(pinned.values().byPath()).isEqualTo(Map.of("app.tag", "v1", "agent.tag", "v2"));
    assertThat(pinned.images())
        .extracting(PinnedImage::setting)
        .containsExactly(Setting.GIVEN, DAEMONS);
  }

  @Test
  void what_no_value_reaches_stands_as_long_as_it_exists() {
    assertThat(
            only(
                pin(
                    (values, version) -> pod("a", "app:v1"),
                    false,
                    PinningTest::same,
                    List.of("tag"))))
        .isEqualTo(new Outcome.AsItStands());
  }

  @Test
  void what_no_value_reaches_and_follows_the_cluster_is_not_pinned() {
    assertThat(
            only(
                pin(
                    (values, version) -> pod("a", "app:v" + version.version().minorVersion()),
                    false,
                    PinningTest::same,
                    List.of("tag"))))
        .isInstanceOf(Outcome.Unpinned.class);
  }

  @Test
  void a_whole_reference_is_pinned_where_that_is_a_value() {
    var pinned =
        pin(
            (values, version) -> pod("a", values.getOrDefault("image", "app:v1")),
            true,
            PinningTest::digest,
            List.of("image"));

    assertThat(pinned.values().byPath()).isEqualTo(Map.of("image", "app:v1@" + DIGEST));
  }

  @Test
  void a_value_for_the_digest_is_set_beside_the_one_for_the_tag() {
    var pinned =
        pin(
            (values, version) ->
                pod(
                    "a",
                    "app:%s%s"
                        .formatted(
                            values.getOrDefault("tag", "v" + version.version().minorVersion()),
                            values.containsKey("digest") ? "@" + values.get("digest") : "")),
            true,
            PinningTest::digest,
            List.of("tag", "digest"));

    assertThat(pinned.values().byPath()).isEqualTo(Map.of("tag", "v1.37", "digest", DIGEST));
    assertThat(only(pinned))
        .isEqualTo(new Outcome.ByValues(List.of("tag", "digest"), "app:v1.37@" + DIGEST, ""));
  }

  @Test
  void a_chart_that_leaves_the_tag_out_beside_a_digest_is_understood() {
    var pinned =
        pin(
            (values, version) ->
                pod(
                    "a",
                    values.containsKey("sha")
                        ? "app@sha256:" + values.get("sha")
                        : "app:" + values.getOrDefault("tag", "v1")),
            true,
            PinningTest::digest,
            List.of("tag", "sha"));

    assertThat(pinned.values().byPath()).isEqualTo(Map.of("tag", "v1", "sha", "ab".repeat(32)));
  }

  @Test
  void a_digest_goes_behind_the_tag_where_it_has_no_value_of_its_own() {
    var pinned =
        pin(
            (values, version) -> pod("a", "app:" + values.getOrDefault("tag", "v1")),
            true,
            PinningTest::digest,
            List.of("tag"));

    assertThat(pinned.values().byPath()).isEqualTo(Map.of("tag", "v1@" + DIGEST));
  }

  @Test
  void a_digest_behind_a_tag_that_becomes_a_label_would_be_refused() {
    var pinned =
        pin(
            (values, version) -> {
              String tag = values.getOrDefault("tag", "v1");
              return "{apiVersion: v1, kind: Pod, metadata: {name: a, labels: {v: '%1$s'}}, spec: {containers: [{name: c, image: 'app:%1$s'}]}}"
                  .formatted(tag);
            },
            true,
            PinningTest::digest,
            List.of("tag"));

    assertThat(pinned.values().byPath()).isEqualTo(Map.of("tag", "v1"));
    assertThat(only(pinned))
        .isInstanceOfSatisfying(
            Outcome.Unpinned.class,
            one -> assertThat(one.reason()).startsWith("Its tag is pinned, but no value"));
  }

  @Test
  void images_that_share_the_value_of_their_tag_cannot_have_digests_behind_it() {
    var pinned =
        pin(
            (values, version) -> {
              String tag = values.getOrDefault("tag", "v1");
              return pod("a", "app:" + tag) + pod("b", "web:" + tag);
            },
            true,
            (image, follows) ->
                new PinTarget.To(
                    image + "@sha256:" + (image.startsWith("app") ? "ab" : "cd").repeat(32), ""),
            List.of("tag"));

    assertThat(pinned.values().byPath()).isEqualTo(Map.of("tag", "v1"));
    assertThat(pinned.images())
        .allSatisfy(one -> assertThat(one.outcome()).isInstanceOf(Outcome.Unpinned.class));
  }

  @Test
  void a_value_that_two_images_want_otherwise_is_left_to_the_first() {
    var pinned =
        pin(
            (values, version) -> {
              String tag = values.getOrDefault("tag", version.version().minorVersion());
              return pod("a", "app:" + tag) + pod("b", "web:" + tag);
            },
            false,
            (image, follows) ->
                new PinTarget.To(image.startsWith("app") ? "app:1.36" : "web:1.34", ""),
            List.of("tag"));

    assertThat(pinned.values().byPath()).isEqualTo(Map.of("tag", "1.36"));
    assertThat(pinned.images())
        .extracting(PinnedImage::outcome)
        .satisfiesExactly(
            one -> assertThat(one).isInstanceOf(Outcome.ByValues.class),
            one -> assertThat(one).isInstanceOf(Outcome.Unpinned.class));
  }

  @Test
  void what_comes_out_otherwise_in_a_mode_is_not_said_to_be_pinned() {
    var pinned =
        pin(
            (values, version) ->
                values.getOrDefault("manager.kind", "").equals("DaemonSet")
                    ? pod("a", values.containsKey("tag") ? "app:broken" : "app:v1")
                    : pod("a", "app:" + values.getOrDefault("tag", "v1")),
            false,
            PinningTest::same,
            List.of("tag"),
            DAEMONS);

    assertThat(only(pinned))
        .isInstanceOfSatisfying(
            Outcome.Unpinned.class,
            one ->
                assertThat(one.reason())
                    .isEqualTo(
                        "With the values found the chart renders app:broken, on 1.37 with"
                            + " manager.kind=DaemonSet."));
  }

  @Test
  void what_there_is_nothing_to_pin_to_is_told_with_its_reason() {
    assertThat(
            only(
                pin(
                    (values, version) -> pod("a", "app:v1"),
                    false,
                    (image, follows) -> new PinTarget.None("It is gone.", "Bring it back."),
                    List.of("tag"))))
        .isEqualTo(new Outcome.Unpinned("It is gone.", "Bring it back."));
  }
}
