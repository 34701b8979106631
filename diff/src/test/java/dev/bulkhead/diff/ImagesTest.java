package dev.bulkhead.diff;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bulkhead.model.Digest;
import dev.bulkhead.model.ImageReference;
import dev.bulkhead.model.Platform;
import dev.bulkhead.registry.FileSystem;
import dev.bulkhead.registry.Image;
import dev.bulkhead.registry.ImageConfig;
import dev.bulkhead.registry.ImageLookup;
import dev.bulkhead.registry.Images;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class ImagesTest {
  private static final Platform ARM = Platform.parse("linux/arm64").orElseThrow();
  private static final List<Platform> BOTH = List.of(Platform.LINUX_AMD64, ARM);
  private static final FileSystem NO_FILES = path -> new FileSystem.Finding.Absent(List.of());

  private final Map<String, Known> known = new HashMap<>();

  private record Known(char digest, ImageConfig config, Set<Platform> platforms) {}

  private static ImageConfig config(String entrypoint, String user) {
    return new ImageConfig(
        List.of(entrypoint), List.of(), new LinkedHashMap<>(), "", user, new LinkedHashMap<>());
  }

  private Images images() {
    return (reference, platform) -> {
      Known image = known.get(reference.text());
      if (image == null) {
        return new ImageLookup.Missing("registry.example", "404", List.of("v3"));
      }
      var digest = Digest.sha256(String.valueOf(image.digest()).repeat(64));
      return image.platforms().contains(platform)
          ? new ImageLookup.Found(
              new Image(reference, digest, digest, platform, "r", image.config(), NO_FILES))
          : new ImageLookup.PlatformMissing(digest, "r", new TreeSet<>(image.platforms()));
    };
  }

  private List<String> told(Upgraded upgrade) {
    Set<ImageReference> wanted = upgrade.diff().images();
    return upgrade.with(ImageFacts.of(images(), wanted, BOTH)).told();
  }

  private static Upgraded upgrade(String before, String after) {
    String form =
        "{apiVersion: apps/v1, kind: Deployment, metadata: {name: d}, spec: {template: {spec:"
            + " {containers: [%s]}}}}";
    return Upgraded.manifests(form.formatted(before), form.formatted(after));
  }

  private static String container(String image, String more) {
    return "{name: c, image: '%s'%s}".formatted(image, more);
  }

  @Test
  void images_that_stay_are_not_looked_up() {
    assertThat(upgrade(container("a:1", ""), container("a:1", "")).diff().images()).isEmpty();
    assertThat(upgrade(container("a:1", ""), container("a:2", "")).diff().images())
        .extracting(ImageReference::text)
        .containsExactly("a:1", "a:2");
  }

  @Test
  void another_reference_is_told_with_what_it_names() {
    known.put("a:1", new Known('1', config("/a", ""), Set.copyOf(BOTH)));
    known.put("a:2", new Known('2', config("/a", ""), Set.copyOf(BOTH)));

    assertThat(told(upgrade(container("a:1", ""), container("a:2", ""))))
        .containsExactly(
            "worth-knowing images Deployment d container c: It runs a:2 instead of a:1"
                + " (sha256:222222222222, was sha256:111111111111).");
  }

  @Test
  void two_references_may_name_the_same_image() {
    known.put("a:1", new Known('1', config("/a", ""), Set.copyOf(BOTH)));
    known.put("a:2", new Known('1', config("/a", ""), Set.copyOf(BOTH)));

    assertThat(told(upgrade(container("a:1", ""), container("a:2", ""))))
        .containsExactly(
            "worth-knowing images Deployment d container c: It runs a:2 instead of a:1, which is the"
                + " same image.");
  }

  @Test
  void an_image_that_does_not_exist_breaks() {
    assertThat(told(upgrade(container("a:1", ""), container("a:2", ""))))
        .containsExactly(
            "breaks images Deployment d container c: registry.example says that a:2 does not exist"
                + " (404); the nearest are v3.",
            "worth-knowing images Deployment d container c: It runs a:2 instead of a:1.");
  }

  @Test
  void what_is_no_reference_breaks() {
    assertThat(told(upgrade(container("a:1", ""), container("a:", ""))))
        .contains(
            "breaks images Deployment d container c: \"a:\" is no image reference: the tag is"
                + " empty.");
  }

  @Test
  void platforms_lost_and_gained_are_told() {
    known.put("a:1", new Known('1', config("/a", ""), Set.copyOf(BOTH)));
    known.put("a:2", new Known('2', config("/a", ""), Set.of(Platform.LINUX_AMD64)));

    assertThat(told(upgrade(container("a:1", ""), container("a:2", ""))))
        .contains(
            "can-hurt images Deployment d container c: a:2 has nothing for linux/arm64 any more.");
    assertThat(told(upgrade(container("a:2", ""), container("a:1", ""))))
        .contains(
            "worth-knowing images Deployment d container c: a:1 is there for linux/arm64, too.");
  }

  @Test
  void another_entrypoint_can_hurt_where_the_manifest_says_what_to_run() {
    known.put("a:1", new Known('1', config("/manager", ""), Set.copyOf(BOTH)));
    known.put("a:2", new Known('2', config("/ko-app/app", ""), Set.copyOf(BOTH)));
    String sentence = "The image's entrypoint changes from [/manager] to [/ko-app/app]";

    assertThat(told(upgrade(container("a:1", ""), container("a:2", ""))))
        .contains("worth-knowing images Deployment d container c: " + sentence + ".");
    assertThat(told(upgrade(container("a:1", ""), container("a:2", ", command: [/manager]"))))
        .contains(
            "can-hurt images Deployment d container c: "
                + sentence
                + "; the manifest runs its own command.");
    assertThat(told(upgrade(container("a:1", ""), container("a:2", ", args: [-v]"))))
        .contains(
            "can-hurt images Deployment d container c: "
                + sentence
                + "; the manifest passes its arguments to it.");
  }

  @Test
  void another_user_can_hurt_unless_the_manifest_says_it_itself() {
    known.put("a:1", new Known('1', config("/a", ""), Set.copyOf(BOTH)));
    known.put("a:2", new Known('2', config("/a", "65532"), Set.copyOf(BOTH)));
    String fixed = ", securityContext: {runAsUser: 1}";

    assertThat(told(upgrade(container("a:1", ""), container("a:2", ""))))
        .contains(
            "can-hurt images Deployment d container c: It runs as user 65532 instead of root: files"
                + " that it wrote before may be closed to it.");
    assertThat(told(upgrade(container("a:1", fixed), container("a:2", fixed))))
        .noneMatch(line -> line.contains("runs as"));
  }

  @Test
  void containers_that_come_and_go_are_told() {
    assertThat(upgrade(container("a:1", ""), "{name: x, image: 'b:1'}").told())
        .containsExactly(
            "worth-knowing images Deployment d container c: The container goes away.",
            "worth-knowing images Deployment d container x: The container is new, and runs b:1.");
  }

  @Test
  void images_that_nobody_told_of_are_noted_once() {
    var upgrade =
        upgrade(
            container("a:1", "") + ",{name: x, image: 'b:1'}",
            container("a:2", "") + ",{name: x, image: 'b:2'}");
    var facts = ImageFacts.of(Images.NONE, upgrade.diff().images(), BOTH);

    assertThat(upgrade.with(facts).differences().notes())
        .containsExactly(
            "4 images were compared by their names alone. a:1 was not looked up: no registry may be"
                + " asked and no local image was given. Supply the image with --images PATH, or"
                + " allow registries.");
  }

  @Test
  void a_password_before_a_host_is_not_shown() {
    assertThat(upgrade(container("me:hunter2@r.example/a:1", ""), container("a:2", "")).told())
        .noneMatch(line -> line.contains("hunter2"));
  }
}
