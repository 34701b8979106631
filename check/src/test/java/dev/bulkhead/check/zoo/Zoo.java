package dev.bulkhead.check.zoo;

import dev.bulkhead.registry.Images;
import dev.bulkhead.registry.Layers;
import dev.bulkhead.registry.LocalImages;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.concurrent.TimeUnit;

/**
 * A built zoo, and runc to run its images with.
 *
 * @param directory what {@code zoo/build} made
 * @param scripts the folder {@code zoo} of the repository
 */
record Zoo(Path directory, Path scripts, SequencedMap<String, ZooImage> images) {

  /** The zoo of this checkout, or the reason why it cannot be used here. */
  sealed interface Lookup {
    /** It is there, and so is runc. */
    record Found(Zoo zoo) implements Lookup {}

    /** Something is missing. */
    record Absent(String reason) implements Lookup {}
  }

  static Lookup find() throws IOException {
    Path repository = repository();
    Path directory =
        Optional.ofNullable(System.getProperty("bulkhead.zoo"))
            .map(Path::of)
            .orElse(repository.resolve("target/zoo"));
    if (!Files.exists(directory.resolve("stamp"))) {
      return new Lookup.Absent("there is no zoo in %s (zoo/build makes one)".formatted(directory));
    }
    if (!Files.isExecutable(Path.of("/usr/sbin/runc"))) {
      return new Lookup.Absent("Debian's runc is not installed");
    }
    if (!System.getProperty("user.name").equals("root")) {
      return new Lookup.Absent("runc is run as root here, and this is another user");
    }
    return new Lookup.Found(new Zoo(directory, repository.resolve("zoo"), ZooImage.of(directory)));
  }

  private static Path repository() {
    Path here = Path.of("").toAbsolutePath();
    while (here.getParent() != null && !Files.exists(here.resolve("zoo/build"))) {
      here = here.getParent();
    }
    return here;
  }

  /** The zoo's layout, as the program reads it. */
  Images openLayout() {
    return LocalImages.open(List.of(directory.resolve("layout")), Layers.uncached());
  }

  /** The first line of {@code runc --version}, and the kernel's own. */
  static String runtime() throws IOException {
    try (var version = new ProcessBuilder("/usr/sbin/runc", "--version").start().inputReader()) {
      return "%s, Linux %s".formatted(version.readLine(), System.getProperty("os.version"));
    }
  }

  /** The image of a case. */
  ZooImage image(ZooCase zooCase) {
    ZooImage image = images.get(zooCase.image());
    if (image == null) {
      throw new IllegalArgumentException("The zoo has no image " + zooCase.image());
    }
    return image;
  }

  /** What the node and its runtime make of the cases, in their order. */
  List<Answer> run(List<ZooCase> cases, Path workspace) throws IOException, InterruptedException {
    var answers = new ArrayList<Optional<Answer>>();
    for (int i = 0; i < cases.size(); i++) {
      ZooImage image = image(cases.get(i));
      Path root = directory.resolve("roots").resolve(image.root());
      answers.add(
          switch (new NodeAgent(image, root).prepare(cases.get(i))) {
            case NodeAgent.Prepared.Refused(Fate fate, String message) ->
                Optional.of(new Answer(fate, message));
            case NodeAgent.Prepared.Bundle(var config) -> {
              Path place = Files.createDirectories(place(workspace, i));
              Files.writeString(place.resolve("config.json"), Json.of(config));
              Files.writeString(place.resolve("root"), image.root());
              yield Optional.empty();
            }
          });
    }
    hold(workspace);
    var all = new ArrayList<Answer>();
    for (int i = 0; i < cases.size(); i++) {
      Optional<Answer> known = answers.get(i);
      all.add(known.isPresent() ? known.get() : Answer.of(place(workspace, i)));
    }
    return List.copyOf(all);
  }

  private static Path place(Path workspace, int number) {
    return workspace.resolve("%05d".formatted(number));
  }

  private void hold(Path workspace) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                scripts.resolve("hold").toString(), directory.toString(), workspace.toString())
            .inheritIO()
            .start();
    if (!process.waitFor(20, TimeUnit.MINUTES) || process.exitValue() != 0) {
      process.destroy();
      throw new IOException("zoo/hold did not run the cases.");
    }
  }
}
