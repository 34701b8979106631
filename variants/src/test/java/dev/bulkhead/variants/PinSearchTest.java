package dev.bulkhead.variants;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bulkhead.model.Inventory;
import dev.bulkhead.model.KubernetesObject;
import dev.bulkhead.model.KubernetesVersion;
import dev.bulkhead.model.Origin;
import dev.bulkhead.render.Manifests;
import dev.bulkhead.render.Placement;
import dev.bulkhead.render.YamlReader;
import dev.bulkhead.verdict.Subject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;

class PinSearchTest {
  private static final List<ClusterVersion> VERSIONS =
      List.of(
          ClusterVersion.plain(KubernetesVersion.of(1, 35, 0), true),
          ClusterVersion.plain(KubernetesVersion.of(1, 37, 0), true));

  private static final ValueNames VALUES =
      new ValueNames(
          List.of("image.tag", "jobs.kubectl.tag", "version", "replicas"), List.of("oldTag"));

  static Inventory job(String image) {
    var root =
        YamlReader.read(
                """
                apiVersion: batch/v1
                kind: Job
                metadata: { name: crds }
                spec: { template: { spec: { containers: [ { name: kubectl, image: "%s" } ] } } }
                """
                    .formatted(image),
                Placement.of("job.yaml"))
            .roots()
            .getFirst();
    return Inventory.of(
        Manifests.objects(root).stream()
            .map(object -> KubernetesObject.of(object, Origin.of("chart", "job.yaml")))
            .toList());
  }

  private static final Subject KUBECTL =
      Subject.of(job("x").objects().getFirst()).withContainer("kubectl", "x");

  /** The value that an assignment gives to a path. */
  private static Optional<String> valueOf(String path, List<String> assignments) {
    return assignments.stream()
        .filter(one -> one.startsWith(path + "="))
        .map(one -> one.substring(path.length() + 1))
        .findFirst();
  }

  private static Optional<Pin> search(
      BiFunction<ClusterVersion, List<String>, Optional<Inventory>> render) {
    return new PinSearch(PinSearch.Part.TAG, VALUES, VERSIONS, render).of(KUBECTL);
  }

  @Test
  void the_value_that_comes_out_as_the_tag_is_found_in_one_try_and_tried_by_itself() {
    var tries = new ArrayList<List<String>>();

    var pin =
        search(
            (version, assignments) -> {
              tries.add(assignments);
              String tag =
                  valueOf("jobs.kubectl.tag", assignments)
                      .orElse("v" + version.version().minorVersion());
              return Optional.of(job("kubectl:" + tag));
            });

    assertThat(pin).contains(new Pin("jobs.kubectl.tag", "kubectl:", ""));
    assertThat(tries).hasSize(3);
    assertThat(tries.getFirst()).hasSize(3);
  }

  @Test
  void a_value_that_only_becomes_part_of_the_tag_is_no_pin() {
    assertThat(
            search(
                (version, assignments) ->
                    Optional.of(
                        job(
                            "kubectl:"
                                + valueOf("jobs.kubectl.tag", assignments).orElse("v1")
                                + "-"
                                + version.version().minor()))))
        .isEmpty();
  }

  @Test
  void where_the_chart_refuses_all_at_once_each_is_tried_alone() {
    assertThat(
            search(
                (version, assignments) ->
                    valueOf("version", assignments).isPresent()
                        ? Optional.empty()
                        : Optional.of(
                            job("kubectl:" + valueOf("image.tag", assignments).orElse("v1")))))
        .contains(new Pin("image.tag", "kubectl:", ""));
  }

  @Test
  void where_no_value_reaches_the_tag_there_is_no_pin() {
    assertThat(search((version, assignments) -> Optional.of(job("kubectl:v1")))).isEmpty();
  }

  @Test
  void what_the_chart_writes_around_the_value_belongs_to_the_pin() {
    var pin =
        search(
            (version, assignments) ->
                Optional.of(
                    job(
                        "kubectl:v%s-alpine"
                            .formatted(
                                valueOf("image.tag", assignments)
                                    .orElse(version.version().minorVersion())))));

    assertThat(pin).contains(new Pin("image.tag", "kubectl:v", "-alpine"));
    assertThat(pin.orElseThrow().value("kubectl:v1.37-alpine")).contains("1.37");
    assertThat(pin.orElseThrow().value("kubectl:1.37")).isEmpty();
  }

  @Test
  void a_value_that_only_templates_speak_of_is_found_where_no_other_is() {
    assertThat(
            search(
                (version, assignments) ->
                    Optional.of(job("kubectl:" + valueOf("oldTag", assignments).orElse("v1")))))
        .contains(new Pin("oldTag", "kubectl:", ""));
  }

  @Test
  void a_value_that_is_stated_goes_before_one_that_only_templates_speak_of() {
    assertThat(
            search(
                (version, assignments) ->
                    Optional.of(
                        job(
                            "kubectl:"
                                + valueOf("oldTag", assignments)
                                    .or(() -> valueOf("image.tag", assignments))
                                    .orElse("v1")))))
        .contains(new Pin("image.tag", "kubectl:", ""));
  }

  @Test
  void a_chart_that_wants_a_version_for_a_tag_gets_one() {
    assertThat(
            search(
                (version, assignments) -> {
                  String tag = valueOf("image.tag", assignments).orElse("1.0.0");
                  return tag.matches("\\d+\\.\\d+\\.\\d+.*")
                      ? Optional.of(job("kubectl:v" + tag))
                      : Optional.empty();
                }))
        .contains(new Pin("image.tag", "kubectl:v", ""));
  }

  @Test
  void a_digest_is_found_with_what_the_chart_writes_before_it() {
    var search =
        new PinSearch(
            PinSearch.Part.DIGEST,
            new ValueNames(List.of("image.tag", "image.sha"), List.of()),
            VERSIONS,
            (version, assignments) ->
                Optional.of(
                    job(
                        valueOf("image.sha", assignments)
                            .map(sha -> "kubectl:v1@sha256:" + sha)
                            .orElse("kubectl:v1"))));

    assertThat(search.of(KUBECTL)).contains(new Pin("image.sha", "kubectl:v1@sha256:", ""));
  }

  @Test
  void a_whole_reference_is_found() {
    var search =
        new PinSearch(
            PinSearch.Part.WHOLE,
            new ValueNames(List.of("image", "kubectlImage"), List.of()),
            VERSIONS,
            (version, assignments) ->
                Optional.of(job(valueOf("kubectlImage", assignments).orElse("kubectl:v1"))));

    assertThat(search.of(KUBECTL)).contains(new Pin("kubectlImage", "", ""));
  }

  @Test
  void where_a_value_takes_the_container_away_each_is_tried_alone() {
    assertThat(
            search(
                (version, assignments) ->
                    Optional.of(
                        valueOf("version", assignments).isPresent()
                            ? Inventory.empty()
                            : job("kubectl:" + valueOf("image.tag", assignments).orElse("v1")))))
        .contains(new Pin("image.tag", "kubectl:", ""));
  }
}
