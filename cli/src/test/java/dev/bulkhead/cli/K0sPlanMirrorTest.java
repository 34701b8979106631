package dev.bulkhead.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bulkhead.registry.http.RegistryListener;
import dev.bulkhead.testkit.image.ImageLayout;
import dev.bulkhead.testkit.image.ImageSpec;
import dev.bulkhead.testkit.registry.MemoryRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Upgrades of machines that pull from a registry behind the air gap. */
final class K0sPlanMirrorTest {
  @TempDir Path folder;
  private MemoryRegistry registry;
  private Session session;

  K0sPlanMirrorTest() throws IOException {
    registry = new MemoryRegistry();
    session = new Session(new FakeRooms(), Path.of("/"));
  }

  @BeforeEach
  void open() {
    var surroundings = new Session(new FakeRooms(), folder.resolve("cache")).surroundings();
    session =
        new Session(new Composition(surroundings, RegistryListener.NONE), folder.resolve("cache"));
  }

  @AfterEach
  void close() {
    registry.close();
  }

  /** Holds what a release runs, but for what has that word in its name. */
  private void mirror(String version, String but) {
    for (String image : BundledRelease.images(version)) {
      if (image.contains(but)) {
        continue;
      }
      int slash = image.indexOf('/');
      int colon = image.lastIndexOf(':');
      String repository = "lcm/" + image.substring(slash + 1, colon);
      ImageLayout layout = ImageLayout.layout();
      String digest = layout.image(image, ImageSpec.linux("amd64").entrypoint(image));
      registry.holding(repository, layout).tagged(repository, image.substring(colon + 1), digest);
    }
  }

  private int plan(String config, String... more) throws IOException {
    Path file = Files.writeString(folder.resolve("k0s.yaml"), config);
    Path old = folder.resolve("v1.29.6.txt");
    Files.write(old, BundledRelease.images("v1.29.6"));
    var words =
        new ArrayList<>(
            List.of(
                "k0s",
                "plan",
                "--from=v1.29.6",
                "--to=v1.30.2",
                "--no-dynamic-config",
                "--config=" + file,
                "--workers=1",
                "--strategy=in-place",
                "--plain-http=" + registry.host(),
                "--mirror=" + registry.host() + "/lcm"));
    words.addAll(List.of(more));
    return session.run(words.toArray(String[]::new));
  }

  private String oldBundle() {
    return "--bundle=all=" + folder.resolve("v1.29.6.txt");
  }

  @Test
  void what_lies_in_no_bundle_is_looked_for_in_the_mirror() throws IOException {
    mirror("v1.30.2", "nothing");

    assertThat(plan("spec: {}", oldBundle())).isZero();
    assertThat(session.err()).isEmpty();
    assertThat(session.out()).contains("every machine finds every image");
  }

  @Test
  void what_the_mirror_lacks_is_missing() throws IOException {
    mirror("v1.30.2", "kube-router");

    assertThat(plan("spec: {}", oldBundle())).isEqualTo(1);
    assertThat(session.out())
        .contains("quay.io/k0sproject/kube-router:v2.1.0-iptables1.8.9-0")
        .contains("%s/lcm does not hold it either".formatted(registry.host()));
  }

  @Test
  void with_policy_never_nothing_is_pulled() throws IOException {
    mirror("v1.30.2", "nothing");

    assertThat(plan("spec: {images: {default_pull_policy: Never}}", oldBundle())).isEqualTo(1);
    assertThat(session.out()).contains("ErrImageNeverPull");
  }

  @Test
  void images_of_the_repository_in_the_settings_are_asked_by_their_names() throws IOException {
    mirror("v1.29.6", "nothing");
    mirror("v1.30.2", "nothing");

    assertThat(plan("spec: {images: {repository: %s/lcm}}".formatted(registry.host()))).isZero();
    assertThat(session.out()).contains("every machine finds every image");
  }

  @Test
  void to_look_there_and_not_to_look_contradict_each_other() throws IOException {
    assertThat(plan("spec: {}", "--online")).isEqualTo(2);
    assertThat(session.err()).contains("--online and --mirror contradict each other");
  }
}
