package dev.bulkhead.release;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bulkhead.model.Inventory;
import dev.bulkhead.model.KubernetesObject;
import dev.bulkhead.model.Node;
import dev.bulkhead.model.Origin;
import dev.bulkhead.render.Placement;
import dev.bulkhead.render.YamlReader;
import dev.bulkhead.verdict.Verdict;
import java.util.List;
import org.junit.jupiter.api.Test;

final class RefClaimsTest {
  private static List<Verdict> of(String file, String image) {
    String text =
        """
        apiVersion: v1
        kind: Pod
        metadata: {name: app}
        spec:
          containers:
          - name: app
            image: %s
        """
            .formatted(image);
    Node.Mapping root = YamlReader.read(text, Placement.of(file)).mappings().getFirst();
    return RefClaims.of(
        Inventory.of(List.of(KubernetesObject.of(root, Origin.of("overlay", file)))));
  }

  private static final String AT = "github.com/org/app@v0.30.0/kubernetes/job/job.yaml";

  @Test
  void an_older_image_of_the_repository_is_told_with_the_mend() {
    assertThat(of(AT, "registry.example/x/app:v0.29.0"))
        .singleElement()
        .isInstanceOfSatisfying(
            Verdict.Violated.class,
            violated -> {
              assertThat(violated.message())
                  .isEqualTo(
                      "What is built from v0.30.0 of github.com/org/app deploys"
                          + " registry.example/x/app at v0.29.0.");
              assertThat(violated.remedy()).startsWith("Set the image's newTag to v0.30.0");
              assertThat(violated.claim().location()).hasToString(AT + ":7:12");
            });
  }

  @Test
  void the_same_version_is_proven_however_it_is_spelled() {
    assertThat(of(AT, "ghcr.io/org/app/manager:0.30.0"))
        .singleElement()
        .isInstanceOf(Verdict.Proven.class);
  }

  @Test
  void nothing_is_said_of_others_of_branches_and_of_what_an_overlay_wrote() {
    assertThat(of(AT, "registry.example/x/proxy:v0.29.0")).isEmpty();
    assertThat(of(AT, "registry.example/x/app:latest")).isEmpty();
    assertThat(of("github.com/org/app@main/job.yaml", "registry.example/x/app:v0.29.0")).isEmpty();
    assertThat(of("overlay/kustomization.yaml", "registry.example/x/app:v0.29.0")).isEmpty();
  }
}
