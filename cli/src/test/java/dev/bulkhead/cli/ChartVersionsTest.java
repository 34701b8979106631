package dev.bulkhead.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bulkhead.model.Inventory;
import dev.bulkhead.model.KubernetesObject;
import dev.bulkhead.model.KubernetesVersion;
import dev.bulkhead.model.Origin;
import dev.bulkhead.model.Platform;
import dev.bulkhead.registry.Images;
import dev.bulkhead.render.Excerpts;
import dev.bulkhead.render.Manifests;
import dev.bulkhead.render.Placement;
import dev.bulkhead.render.RenderRequest;
import dev.bulkhead.render.Rendered;
import dev.bulkhead.render.SourceTree;
import dev.bulkhead.render.YamlReader;
import dev.bulkhead.variants.ClusterVersion;
import dev.bulkhead.verdict.UserError;
import dev.bulkhead.verdict.Verdict;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ChartVersionsTest {
  private static final RenderRequest GIVEN =
      new RenderRequest(
          List.of(), List.of(), "", "default", KubernetesVersion.of(1, 37, 0), List.of());

  private static final SourceTree CHART =
      SourceTree.of(
          "chart",
          Map.of(
              "Chart.yaml",
              "{apiVersion: v2, name: chart, version: 1.0.0}".getBytes(StandardCharsets.UTF_8),
              "values.yaml",
              "kubectl: {tag: ''}".getBytes(StandardCharsets.UTF_8)));

  /**
   * Renders a Job whose tag is the cluster's version or kubectl.tag, and refuses clusters of 1.38.
   */
  private static final Rooms REFUSING =
      new FakeRooms() {
        @Override
        public Rendered render(SourceTree chart, RenderRequest request) {
          if (request.kubeVersion().minor() == 38) {
            throw new UserError("1.38 is too new.", "Wait.");
          }
          String tag =
              request.assignments().stream()
                  .map(one -> one.substring(one.indexOf('=') + 1))
                  .findFirst()
                  .orElse(request.kubeVersion().minorVersion());
          return new Rendered(job(tag), List.of(), List.of(), Excerpts.NONE);
        }
      };

  private static Inventory job(String tag) {
    var root =
        YamlReader.read(
                """
                apiVersion: batch/v1
                kind: Job
                metadata: { name: crds }
                spec: { template: { spec: { containers: [ { name: k, image: "kubectl:%s" } ] } } }
                """
                    .formatted(tag),
                Placement.of("job.yaml"))
            .roots()
            .getFirst();
    return Inventory.of(
        Manifests.objects(root).stream()
            .map(object -> KubernetesObject.of(object, Origin.of("chart", "job.yaml")))
            .toList());
  }

  private static Judging judging(Rooms rooms) {
    return new Judging(
        rooms,
        List.of(Platform.LINUX_AMD64),
        List.of(GIVEN.kubeVersion()),
        Set.of(),
        Images.NONE,
        Duration.ofMinutes(1));
  }

  private static ChartModes.Found compare(int first, int last) {
    var versions =
        IntStream.rangeClosed(first, last)
            .mapToObj(minor -> ClusterVersion.plain(KubernetesVersion.of(1, minor, 0), minor < 38))
            .toList();
    return new ChartVersions(REFUSING, CHART, GIVEN, versions, judging(REFUSING))
        .judge(job("1.37"), List.of(), List.of());
  }

  @Test
  void a_version_that_the_chart_refuses_is_noted_and_hides_no_pin() {
    var found = compare(36, 38);

    assertThat(found.notes())
        .containsExactly(
            "The chart asks for the cluster's version; compared on 1.36, 1.37.",
            "On 1.38, not compared: 1.38 is too new.");
    assertThat(found.verdicts())
        .singleElement()
        .satisfies(
            verdict ->
                assertThat(((Verdict.Violated) verdict).remedy())
                    .startsWith("Set the tag with --set kubectl.tag=1.36;"));
  }

  @Test
  void where_one_version_is_left_nothing_is_said_to_be_compared() {
    var found = compare(37, 38);

    assertThat(found.verdicts()).isEmpty();
    assertThat(found.notes()).containsExactly("On 1.38, not compared: 1.38 is too new.");
  }
}
