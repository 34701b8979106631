package dev.bulkhead.airgap;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bulkhead.airgap.NeededImage.Need;
import dev.bulkhead.model.Inventory;
import dev.bulkhead.model.KubernetesObject;
import dev.bulkhead.model.Origin;
import dev.bulkhead.render.Placement;
import dev.bulkhead.render.YamlReader;
import java.util.List;
import org.junit.jupiter.api.Test;

final class NeededImagesTest {
  static NeededImages of(String yaml) {
    return NeededImages.of(
        Inventory.of(
            YamlReader.read(yaml, Placement.of("app.yaml")).mappings().stream()
                .map(root -> KubernetesObject.of(root, Origin.of("app.yaml", "app.yaml")))
                .toList()));
  }

  private static List<String> told(NeededImages needed) {
    return needed.images().stream()
        .map(
            image ->
                "%s %s %s"
                    .formatted(
                        NeededImages.key(image.reference()),
                        image.need(),
                        String.join("; ", image.askedBy())))
        .toList();
  }

  @Test
  void every_container_and_every_volume_of_an_image_asks_for_its_image() {
    var needed =
        of(
            """
            apiVersion: v1
            kind: Pod
            metadata: { name: web, namespace: shop }
            spec:
              initContainers: [{ name: setup, image: busybox }]
              containers: [{ name: web, image: "nginx:1.27" }]
              ephemeralContainers: [{ name: debug, image: "ghcr.io/x/debug:v1" }]
              volumes: [{ name: data, image: { reference: "ghcr.io/x/data:v2" } }]
            """);
    assertThat(told(needed))
        .containsExactly(
            "docker.io/library/busybox:latest CERTAIN Pod shop/web, init container setup",
            "docker.io/library/nginx:1.27 CERTAIN Pod shop/web, container web",
            "ghcr.io/x/data:v2 CERTAIN Pod shop/web, volume data",
            "ghcr.io/x/debug:v1 CERTAIN Pod shop/web, ephemeral container debug");
  }

  @Test
  void what_reads_like_an_image_elsewhere_is_a_candidate_and_its_place_is_told() {
    var needed =
        of(
            """
            apiVersion: apps/v1
            kind: Deployment
            metadata: { name: operator }
            spec:
              template:
                spec:
                  containers:
                  - name: manager
                    image: ghcr.io/x/operator:v1
                    args: [--sidecar=ghcr.io/x/sidecar:v3, --proxy-image, "x/proxy:v4", --listen=a:80]
                    env:
                    - { name: RELATED_IMAGE_DB, value: "x/db@sha256:%1$s" }
                    - { name: ADDRESS, value: "db/path:80" }
                    - { name: HOST, value: "db:5432" }
            ---
            apiVersion: db.example/v1
            kind: Database
            metadata: { name: main, annotations: { image: "not/this:v1" } }
            spec:
              image: ghcr.io/x/postgres:17
              exporter: { repository: x/exporter, tag: v5 }
              backup: [{ toolImage: "ghcr.io/x/tool:v6" }]
              imagePullPolicy: Always
            """
                .formatted("a".repeat(64)));
    assertThat(told(needed))
        .containsExactly(
            "docker.io/x/db@sha256:%s CANDIDATE Deployment operator, an image in the variable RELATED_IMAGE_DB of container manager"
                .formatted("a".repeat(64)),
            "docker.io/x/exporter:v5 CANDIDATE Database main, spec.exporter",
            "docker.io/x/proxy:v4 CANDIDATE Deployment operator, an image in an argument of container manager",
            "ghcr.io/x/operator:v1 CERTAIN Deployment operator, container manager",
            "ghcr.io/x/postgres:17 CANDIDATE Database main, spec.image",
            "ghcr.io/x/sidecar:v3 CANDIDATE Deployment operator, an image in an argument of container manager",
            "ghcr.io/x/tool:v6 CANDIDATE Database main, spec.backup[0].toolImage");
    assertThat(needed.certain().images()).hasSize(1);
  }

  @Test
  void an_image_asked_for_twice_is_one_and_as_certain_as_the_more_certain_of_them() {
    var needed =
        of(
            """
            kind: Pod
            apiVersion: v1
            metadata: { name: a }
            spec: { containers: [{ name: c, image: x/y:1, env: [{ name: IMAGE, value: "x/z:1" }] }] }
            ---
            kind: Pod
            apiVersion: v1
            metadata: { name: b }
            spec: { containers: [{ name: c, image: docker.io/x/z:1 }] }
            """);
    assertThat(needed.images()).hasSize(2);
    assertThat(needed.images().getLast().need()).isEqualTo(Need.CERTAIN);
    assertThat(needed.images().getLast().askedBy()).hasSize(2);
    assertThat(needed.placeOf(needed.images().getLast()).at().line()).isEqualTo(4);
  }

  @Test
  void what_is_no_image_is_told_and_what_is_empty_is_left_to_whoever_fills_it_in() {
    var needed =
        of(
            """
            kind: Pod
            apiVersion: v1
            metadata: { name: a }
            spec: { containers: [{ name: c, image: "x/Y:1" }, { name: d, image: "" }] }
            """);
    assertThat(needed.images()).isEmpty();
    assertThat(needed.unreadable()).hasSize(1);
  }

  @Test
  void a_pod_in_a_custom_resource_asks_for_its_images_and_is_no_candidate_besides() {
    var needed =
        of(
            """
            apiVersion: argoproj.example/v1
            kind: Rollout
            metadata: { name: a }
            spec: { template: { spec: { containers: [{ name: c, image: "ghcr.io/x/y:1" }] } } }
            """);
    assertThat(told(needed)).containsExactly("ghcr.io/x/y:1 CERTAIN Rollout a, container c");
  }
}
