package dev.bulkhead.registry;

import static dev.bulkhead.model.Platform.LINUX_AMD64;
import static dev.bulkhead.registry.Refs.ref;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import dev.bulkhead.testkit.image.ImageLayout;
import dev.bulkhead.testkit.image.ImageSpec;
import dev.bulkhead.testkit.image.TarLayer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What skopeo makes of our images, in each of its forms, is read like the original. */
class SkopeoTest {
  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({
    "oci:%s/app:1.0,                           app,        x.example/team/app:1.0",
    "oci:%s/copy:x.example/team/app:1.0,       copy,       x.example/team/app:1.0",
    "oci-archive:%s/a.tar:x.example/app:1,     a.tar,      x.example/app:1",
    "docker-archive:%s/d.tar:x.example/app:1,  d.tar,      x.example/app:1",
    "docker-archive:%s/n.tar:app:2,            n.tar,      docker.io/library/app:2",
  })
  void a_copy_made_by_skopeo_is_found_and_read(String target, String file, String reference)
      throws IOException, InterruptedException {
    var images = ImageLayout.layout();
    images.image("x.example/app:1", app());
    images.writeDirectory(folder.resolve("original"));

    skopeo(
        "oci:%s:x.example/app:1".formatted(folder.resolve("original")), target.formatted(folder));

    ImageLookup lookup =
        LocalImages.open(List.of(folder.resolve(file)), Layers.uncached())
            .find(ref(reference), LINUX_AMD64);
    assertThat(lookup).isInstanceOf(ImageLookup.Found.class);
    Image image = ((ImageLookup.Found) lookup).image();
    assertThat(image.config().entrypoint()).containsExactly("/app");
    assertThat(image.files().find("/app")).isInstanceOf(FileSystem.Finding.Present.class);
    assertThat(image.files().find("/gone")).isInstanceOf(FileSystem.Finding.Absent.class);
  }

  private static ImageSpec app() {
    return ImageSpec.linux("amd64")
        .entrypoint("/app")
        .layer(TarLayer.layer().file("gone", 0644, "x").file("lib", 0644, "y"))
        .layer(TarLayer.layer().file("app", 0755, "#!/bin/sh\n").whiteout("gone"));
  }

  private void skopeo(String from, String to) throws IOException, InterruptedException {
    var command = new ArrayList<>(List.of("skopeo", "--insecure-policy", "copy", "-q", from, to));
    Process process;
    try {
      process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(folder.resolve("skopeo.log").toFile())
              .start();
    } catch (IOException absent) {
      System.out.println("LEFT OUT: skopeo is not installed, its copies are not read.");
      abort("skopeo is not installed.");
      return;
    }
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as(folder.resolve("skopeo.log").toString()).isZero();
  }
}
