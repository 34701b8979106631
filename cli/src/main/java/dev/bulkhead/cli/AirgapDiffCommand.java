package dev.bulkhead.cli;

import dev.bulkhead.airgap.ImageLock;
import dev.bulkhead.airgap.NeededImages;
import dev.bulkhead.airgap.verify.LockClaims;
import dev.bulkhead.airgap.verify.Stock;
import dev.bulkhead.airgap.verify.StockDiff;
import dev.bulkhead.airgap.verify.Stocks;
import dev.bulkhead.model.ImageReference;
import dev.bulkhead.model.Platform;
import dev.bulkhead.registry.Contents;
import dev.bulkhead.registry.LocalStore;
import dev.bulkhead.report.JsonAnswer;
import dev.bulkhead.report.Printable;
import dev.bulkhead.verdict.UserError;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code bulkhead airgap diff}: what has to be carried for a new release. */
@Command(
    name = "diff",
    sortOptions = false,
    description = {
      "Tells what NEW needs that OLD does not have, in images and in bytes: layers that are there"
          + " already are not counted, and neither is one twice. What images are made of is told by"
          + " bundles themselves; of lock files and other sources, registries or --images are"
          + " asked.",
      ""
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  bulkhead airgap diff bundle-1.2.tar ./chart-1.3.0.tgz     what is to be carried",
      "  bulkhead airgap diff old.lock new.lock --platform linux/amd64,linux/arm64",
      "  bulkhead airgap diff bundle-1.2.tar bundle-1.3.tar --offline",
      "",
      "Exit status: 0, or 2 where one side is unusable."
    })
final class AirgapDiffCommand implements Callable<Integer> {
  private static final String SCHEMA_VERSION = "1.0";
  private static final int AT_A_TIME = 8;

  private final Rooms rooms;
  private final Surroundings surroundings;
  private final Stop stop;
  private final DebugLog debug;

  @Parameters(
      index = "0",
      paramLabel = "OLD",
      description = "What is there: a bundle, an images.lock, or whatever NEW may be.")
  private String old = "";

  @Parameters(
      index = "1",
      paramLabel = "NEW",
      description =
          "What is wanted: a bundle, an images.lock, a configuration of k0s, or whatever `bulkhead"
              + " check` reads.")
  private String now = "";

  @Mixin private ImageOptions options = new ImageOptions();

  @Mixin private NodePlatforms platforms = new NodePlatforms();

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description = "text for people, or json for machines. Default: text.")
  private ReportOptions.Format format = ReportOptions.Format.TEXT;

  @Mixin private OutputFile file = new OutputFile();

  AirgapDiffCommand(Rooms rooms, Surroundings surroundings, Stop stop, DebugLog debug) {
    this.rooms = rooms;
    this.surroundings = surroundings;
    this.stop = stop;
    this.debug = debug;
  }

  @Override
  public Integer call() {
    StockDiff diff;
    try (var progress = Progress.on(surroundings)) {
      Optional<ImageSources.Read> there = read(old, progress);
      Optional<ImageSources.Read> wanted = read(now, progress);
      List<Platform> nodes = nodes(wanted, there);
      diff = StockDiff.of(stock(old, there, nodes, progress), stock(now, wanted, nodes, progress));
    }
    file.write(
        surroundings,
        (_, out) -> {
          switch (format) {
            case JSON -> JsonAnswer.write(SCHEMA_VERSION, Version.current(), fields(diff), out);
            case TEXT -> out.write(text(diff).getBytes(StandardCharsets.UTF_8));
          }
        });
    return ExitStatus.of(stop.ending());
  }

  /** What a side asks for; empty where it is a bundle. */
  private Optional<ImageSources.Read> read(String side, Progress progress) {
    if (isBundle(side)) {
      return Optional.empty();
    }
    stop.requestAfter(options.evidence().timeout.duration());
    ImageSources.Read read =
        options.read(List.of(side), rooms, surroundings, stop, progress, debug);
    read.read().reported().stream()
        .flatMap(source -> source.problems().stream())
        .findFirst()
        .ifPresent(
            problem -> {
              throw new UserError(problem.at(), problem.cause(), problem.remedy(), null);
            });
    return Optional.of(read);
  }

  /** Where nobody says which, those of what is wanted, if that is locked, or else of the other. */
  private List<Platform> nodes(
      Optional<ImageSources.Read> wanted, Optional<ImageSources.Read> there) {
    return platforms.setting().isDefault()
        ? Stream.of(wanted, there)
            .flatMap(Optional::stream)
            .map(AirgapDiffCommand::locked)
            .filter(locked -> !locked.isEmpty())
            .findFirst()
            .orElse(platforms.all())
        : platforms.all();
  }

  private static List<Platform> locked(ImageSources.Read read) {
    return new LockClaims("", read.locked()).platforms();
  }

  private Stock stock(
      String side, Optional<ImageSources.Read> read, List<Platform> nodes, Progress progress) {
    return read.map(sources -> lookedUp(side, sources, nodes, progress))
        .orElseGet(
            () ->
                progress.during(
                    "reading " + side,
                    () -> Stocks.of(LocalStore.openAsImported(Path.of(side)), nodes)));
  }

  private Stock lookedUp(
      String side, ImageSources.Read read, List<Platform> nodes, Progress progress) {
    Evidence evidence = options.evidence();
    Contents contents = rooms.contents(evidence, read.read().registrySecrets());
    var items = new HashMap<String, Stock.Item>();
    List<Stock.Item> answers =
        SideBySide.map(
            read.needed().images(),
            AT_A_TIME,
            image -> item(image.reference(), read, nodes, contents, progress));
    for (int i = 0; i < answers.size(); i++) {
      items.put(NeededImages.key(read.needed().images().get(i).reference()), answers.get(i));
    }
    return Stocks.of(
        side,
        read.needed(),
        reference ->
            items.getOrDefault(
                NeededImages.key(reference), Stock.Item.unknown(nodes, "It was not looked up.")));
  }

  private Stock.Item item(
      ImageReference reference,
      ImageSources.Read read,
      List<Platform> nodes,
      Contents contents,
      Progress progress) {
    ImageLock.Entry locked = read.locked().get(NeededImages.key(reference));
    return stop.orElse(
        () ->
            progress.during(
                "looking up " + reference,
                () -> Stocks.lookUp(contents.content(reference), reference, nodes, locked)),
        reason ->
            Stock.Item.unknown(
                nodes,
                "%s was not looked up: %s."
                    .formatted(reference, reason.because(options.evidence().timeout.text()))));
  }

  private static boolean isBundle(String side) {
    try {
      return BundleFiles.isBundle(Path.of(side));
    } catch (InvalidPathException noPath) {
      return false;
    }
  }

  private String text(StockDiff diff) {
    var text = new ArrayList<String>();
    for (StockDiff.Added image : diff.added()) {
      String mark = image.isChange() ? "~ " : "+ ";
      text.add(
          mark
              + image.name()
              + (image.isKnown()
                  ? "  %s%s"
                      .formatted(
                          amount(image.bytes()),
                          image.shared() > 0
                              ? ", and %s that is there".formatted(amount(image.shared()))
                              : "")
                  : "  of unknown size: " + image.reason()));
    }
    diff.gone().forEach(name -> text.add("- " + name));
    if (!text.isEmpty()) {
      text.add("");
    }
    text.add(
        "%d to be carried, %s%s; %d there already, %d needed no more."
            .formatted(
                diff.added().size(),
                amount(diff.bytes()),
                diff.unknown() > 0 ? " and %d of unknown size".formatted(diff.unknown()) : "",
                diff.kept(),
                diff.gone().size()));
    return text.stream().map(line -> Printable.escape(line) + "\n").collect(Collectors.joining());
  }

  private static String amount(long bytes) {
    if (bytes < 1 << 20) {
      return "%d KiB".formatted(Math.ceilDiv(bytes, 1 << 10));
    }
    return bytes < 1L << 30
        ? String.format(Locale.ROOT, "%.1f MiB", bytes / (double) (1 << 20))
        : String.format(Locale.ROOT, "%.2f GiB", bytes / (double) (1L << 30));
  }

  private static SequencedMap<String, Object> fields(StockDiff diff) {
    var fields = new LinkedHashMap<String, Object>();
    fields.put("added", diff.added().stream().map(AirgapDiffCommand::fields).toList());
    fields.put("gone", diff.gone());
    fields.put("kept", diff.kept());
    fields.put("bytes", diff.bytes());
    fields.put("unknown", diff.unknown());
    return fields;
  }

  private static SequencedMap<String, Object> fields(StockDiff.Added image) {
    var fields = new LinkedHashMap<String, Object>();
    fields.put("reference", image.name());
    fields.put("change", image.isChange());
    fields.put("known", image.isKnown());
    if (image.isKnown()) {
      fields.put("bytes", image.bytes());
      fields.put("sharedBytes", image.shared());
    } else {
      fields.put("reason", image.reason());
    }
    return fields;
  }
}
