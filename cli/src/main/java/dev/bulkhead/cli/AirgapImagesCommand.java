package dev.bulkhead.cli;

import dev.bulkhead.airgap.ImageLock;
import dev.bulkhead.airgap.ImageLockText;
import dev.bulkhead.airgap.NeededImage;
import dev.bulkhead.airgap.NeededImages;
import dev.bulkhead.report.JsonAnswer;
import dev.bulkhead.report.Printable;
import dev.bulkhead.report.ReportedSource;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code bulkhead airgap images}: which images sources ask for. */
@Command(
    name = "images",
    sortOptions = false,
    description = {
      "Lists the images that sources ask for, and who asks: containers of every kind, init"
          + " containers and hooks included, image volumes, and k0s itself where its configuration"
          + " is among the sources. With --format lock it looks each of them up and writes down"
          + " what it is at present: its digest, and on each platform the manifest and how many"
          + " bytes it takes.",
      ""
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  bulkhead airgap images ./chart -f prod.yaml",
      "  bulkhead airgap images ./chart --all-variants      whatever anyone may switch on",
      "  bulkhead airgap images deploy/ --candidates        what only reads like an image, too",
      "  bulkhead airgap images k0s.yaml --k0s-release v1.30.2+k0s.0",
      "  bulkhead airgap images ./chart --format lock -o images.lock \\",
      "      --platform linux/amd64,linux/arm64             to be carried, and verified, as it is",
      "",
      "Exit status: 0, or 2 where part of a source is unusable (images of the rest are listed), or",
      "an image cannot be looked up for the lock; no lock is written then."
    })
final class AirgapImagesCommand implements Callable<Integer> {
  private static final String SCHEMA_VERSION = "1.0";

  private final Rooms rooms;
  private final Surroundings surroundings;
  private final Stop stop;
  private final DebugLog debug;

  @Mixin private ImageSources sources = new ImageSources();

  @Mixin private NodePlatforms platforms = new NodePlatforms();

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description =
          "text for people, json for machines, or lock, for an images.lock. Default: text.")
  private Format format = Format.TEXT;

  @Mixin private OutputFile file = new OutputFile();

  AirgapImagesCommand(Rooms rooms, Surroundings surroundings, Stop stop, DebugLog debug) {
    this.rooms = rooms;
    this.surroundings = surroundings;
    this.stop = stop;
    this.debug = debug;
  }

  /** The values of {@code --format}. */
  enum Format {
    TEXT,
    JSON,
    LOCK
  }

  @Override
  public Integer call() {
    stop.requestAfter(sources.evidence().timeout.duration());
    ImageSources.Read read;
    String lock = "";
    try (var progress = Progress.on(surroundings)) {
      read = sources.read(rooms, surroundings, stop, progress, debug);
      read.tellProblems(surroundings);
      if (format == Format.LOCK) {
        if (!read.problems().isEmpty()) {
          surroundings.err().println("No lock is written, since it would lack what is not known.");
          return ExitStatus.UNUSABLE;
        }
        lock = ImageLockText.of(lookUp(read, progress));
        read.notes().forEach(this::say);
      }
    }
    String text = format == Format.LOCK ? lock : text(read);
    file.write(
        surroundings,
        (_, out) -> {
          switch (format) {
            case JSON -> JsonAnswer.write(SCHEMA_VERSION, Version.current(), fields(read), out);
            case TEXT, LOCK -> out.write(text.getBytes(StandardCharsets.UTF_8));
          }
        });
    return read.problems().isEmpty() ? ExitStatus.OK : ExitStatus.UNUSABLE;
  }

  /** Where the answer is a lock, there is no other place for it. */
  private void say(String note) {
    surroundings.err().println(Printable.escape("note: " + note));
  }

  private ImageLock lookUp(ImageSources.Read read, Progress progress) {
    return new LockLookup(rooms, sources.evidence(), platforms.all(), stop, progress)
        .of(read.needed(), read.read().registrySecrets());
  }

  private static String text(ImageSources.Read read) {
    var text = new ArrayList<String>();
    for (NeededImage image : read.needed().images()) {
      boolean isCandidate = image.need() == NeededImage.Need.CANDIDATE;
      text.add(NeededImages.key(image.reference()) + (isCandidate ? "  (candidate)" : ""));
      image.askedBy().forEach(by -> text.add("    " + by));
    }
    if (!text.isEmpty()) {
      text.add("");
    }
    text.add(summary(read));
    read.notes().forEach(note -> text.add("note: " + note));
    return text.stream().map(line -> Printable.escape(line) + "\n").collect(Collectors.joining());
  }

  private static String summary(ImageSources.Read read) {
    int count = read.needed().images().size();
    String images =
        (count == 1 ? "1 image" : count + " images")
            + (read.problems().isEmpty() ? "" : " in what could be read of the sources");
    return read.candidates() == 0
        ? images + "."
        : "%s; --candidates would add %d that only %s like an image."
            .formatted(images, read.candidates(), read.candidates() == 1 ? "reads" : "read");
  }

  private static SequencedMap<String, Object> fields(ImageSources.Read read) {
    var fields = new LinkedHashMap<String, Object>();
    fields.put("images", read.needed().images().stream().map(AirgapImagesCommand::fields).toList());
    fields.put("candidatesLeftOut", read.candidates());
    fields.put("notes", read.notes());
    fields.put("problems", read.problems().stream().map(AirgapImagesCommand::fields).toList());
    return fields;
  }

  private static SequencedMap<String, Object> fields(ReportedSource.Problem problem) {
    var fields = new LinkedHashMap<String, Object>();
    fields.put("at", String.valueOf(problem.at()));
    fields.put("cause", problem.cause());
    fields.put("remedy", problem.remedy());
    return fields;
  }

  private static SequencedMap<String, Object> fields(NeededImage image) {
    var fields = new LinkedHashMap<String, Object>();
    fields.put("reference", NeededImages.key(image.reference()));
    fields.put("candidate", image.need() == NeededImage.Need.CANDIDATE);
    fields.put("askedBy", List.copyOf(image.askedBy()));
    return fields;
  }
}
