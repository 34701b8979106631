package dev.bulkhead.testkit.image;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/**
 * Makes the images of {@code examples/images}: the same bytes on every machine, since nothing in
 * them is compressed and nothing comes from outside. Its programs are real and tiny: they end at
 * once.
 *
 * <p>Run it with the directory to write as its only argument; {@code examples/README.md} has the
 * command line.
 */
public final class ExampleImages {
  private ExampleImages() {}

  /** Replaces the directory given with the layout. */
  public static void main(String[] arguments) throws IOException {
    Path directory = Path.of(arguments[0]);
    if (Files.exists(directory)) {
      try (Stream<Path> old = Files.walk(directory)) {
        for (Path path : old.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(path);
        }
      }
    }
    layout().writeDirectory(directory);
  }

  /** The layout: a controller as ko builds one, and the image of its hook Job. */
  public static ImageLayout layout() {
    ImageLayout layout = ImageLayout.layout();
    layout.image(
        "registry.example/keeper:0.4.0",
        controller("amd64", TinyElf.X86_64),
        controller("arm64", TinyElf.AARCH64));
    layout.image(
        "registry.example/keeper-jobs:1.0.0",
        jobs("amd64", TinyElf.X86_64),
        jobs("arm64", TinyElf.AARCH64));
    return layout;
  }

  private static ImageSpec controller(String architecture, int machine) {
    return ImageSpec.linux(architecture)
        .packing(ImageSpec.Packing.PLAIN)
        .layer(
            TarLayer.layer()
                .directory("etc/", 0755)
                .file("etc/passwd", 0644, "nonroot:x:65532:65532::/home/nonroot:/sbin/nologin\n"))
        .layer(
            TarLayer.layer()
                .directory("ko-app/", 0555)
                .file("ko-app/keeper", 0555, TinyElf.program(machine).bytes()))
        .environment("PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin:/ko-app")
        .entrypoint("/ko-app/keeper")
        .workingDirectory("/")
        .user("65532");
  }

  private static ImageSpec jobs(String architecture, int machine) {
    return ImageSpec.linux(architecture)
        .packing(ImageSpec.Packing.PLAIN)
        .layer(
            TarLayer.layer()
                .directory("bin/", 0755)
                .file("bin/sh", 0755, TinyElf.program(machine).bytes())
                .directory("scripts/", 0755)
                .file("scripts/certificates.sh", 0755, "#!/bin/sh\nexit 0\n"))
        .command("/bin/sh");
  }
}
