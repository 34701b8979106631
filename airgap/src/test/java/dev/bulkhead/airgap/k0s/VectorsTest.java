package dev.bulkhead.airgap.k0s;

import static dev.bulkhead.airgap.k0s.Configs.RELEASES;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bulkhead.airgap.k0s.FirstLeader.Written;
import dev.bulkhead.airgap.k0s.Rejection.Effect;
import dev.bulkhead.airgap.k0s.Vectors.Vector;
import dev.bulkhead.model.Platform;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The model of k0s against what k0s' own code did. */
final class VectorsTest {
  private static final Platform LINUX = Platform.LINUX_AMD64;

  /** What Bulkhead does not follow k0s in, each of which it says: docs/k0s.md. */
  private static final Map<String, String> OTHERWISE =
      Map.of(
          "v1.36.3+k0s.2 3d-nllb-null", "only list-images --all crashes, and nothing else does",
          "5i-version-empty-string", "an image that cannot be pulled is told as an error",
          "5j-image-empty-string", "an image that cannot be pulled is told as an error",
          "61b-psp-only-repo-nllb", "podSecurityPolicy keeps k0s from rewriting Envoy's name",
          "67-wrong-case-keys", "told as unproven",
          "85b-anchor-merge-inside", "merged keys that are stated again are taken as in Kubernetes",
          "86-empty-first-doc", "the first document that is not empty counts");

  static Stream<Vector> vectors() {
    return Vectors.all()
        .filter(vector -> !OTHERWISE.containsKey(vector.name()))
        .filter(vector -> !OTHERWISE.containsKey(vector.toString()));
  }

  @ParameterizedTest
  @MethodSource("vectors")
  void a_file_is_refused_where_k0s_does_not_start_with_it(Vector vector) {
    assertThat(isRefused(file(vector), vector)).isEqualTo(vector.isRefused());
  }

  @ParameterizedTest
  @MethodSource("vectors")
  void what_runs_with_a_file_is_what_k0s_runs(Vector vector) {
    if (vector.isRefused()) {
      return;
    }
    assertThat(images(file(vector), vector, vector.images())).isEqualTo(vector.images());
  }

  @ParameterizedTest
  @MethodSource("vectors")
  void list_images_prints_the_same_lines(Vector vector) {
    ClusterConfig file = file(vector);
    vector
        .printed("list")
        .ifPresent(
            lines ->
                assertThat(ListImages.of(file, vector.release(), false, LINUX))
                    .map(NamedVersion::toString)
                    .isEqualTo(lines));
    vector
        .printed("listAll")
        .ifPresent(
            lines ->
                assertThat(ListImages.of(file, vector.release(), true, LINUX))
                    .map(NamedVersion::toString)
                    .isEqualTo(lines));
  }

  @ParameterizedTest
  @MethodSource("vectors")
  void the_first_leader_writes_the_same_object(Vector vector) {
    if (vector.isRefused() || vector.written().isEmpty()) {
      return;
    }
    switch (FirstLeader.write(file(vector), vector.release())) {
      case Written.Refused _ -> assertThat(vector.written().get().find("rejected")).isPresent();
      case Written.Stored(var object) -> {
        assertThat(vector.written().get().find("rejected")).isEmpty();
        assertThat(paths(Configs.pins(object))).isEqualTo(vector.writtenPins());
        assertThat(images(object, vector, vector.writtenImages()))
            .isEqualTo(vector.writtenImages());
      }
    }
  }

  @ParameterizedTest
  @MethodSource("vectors")
  void as_an_object_it_is_taken_and_read_as_the_api_server_and_k0s_do(Vector vector) {
    ClusterConfig file = file(vector);
    ClusterConfig object = file.stored(file.pins());
    boolean isObjectedTo =
        Rejection.of(object, RELEASES).stream()
            .anyMatch(one -> one.by().has(vector.release().version()));

    assertThat(isObjectedTo).isEqualTo(vector.isRejectedAsObject() || vector.isRefusedAsObject());
    if (!isObjectedTo && vector.imagesAsObject().isPresent()) {
      Map<String, String> images = vector.imagesAsObject().orElseThrow();
      assertThat(images(object, vector, images)).isEqualTo(images);
    }
  }

  private static ClusterConfig file(Vector vector) {
    return ConfigReader.read("k0s.yaml", vector.yaml());
  }

  private static boolean isRefused(ClusterConfig config, Vector vector) {
    return Rejection.ofReading(config, RELEASES).stream()
        .anyMatch(
            one -> one.effect() == Effect.REFUSED && one.by().has(vector.release().version()));
  }

  private static Map<String, String> images(
      ClusterConfig config, Vector vector, Map<String, String> like) {
    return Vectors.texts(config.effectiveImages(vector.release()), like.keySet());
  }

  private static Map<String, String> paths(Map<ImageKey, String> pins) {
    var paths = new TreeMap<String, String>();
    pins.forEach((key, image) -> paths.put(key.path(), image));
    return paths;
  }
}
