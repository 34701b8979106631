package dev.bulkhead.cli;

import dev.bulkhead.airgap.ImageLock;
import dev.bulkhead.airgap.NeededImage;
import dev.bulkhead.airgap.NeededImages;
import dev.bulkhead.airgap.bundle.BlobSources;
import dev.bulkhead.airgap.bundle.BundleFile;
import dev.bulkhead.airgap.bundle.BundleForm;
import dev.bulkhead.airgap.bundle.BundleWish;
import dev.bulkhead.airgap.bundle.CarriedImage;
import dev.bulkhead.airgap.bundle.ImageSurvey;
import dev.bulkhead.airgap.bundle.PartialFile;
import dev.bulkhead.airgap.bundle.Surveyed;
import dev.bulkhead.airgap.bundle.TarPlan;
import dev.bulkhead.model.ImageReference;
import dev.bulkhead.model.Userinfo;
import dev.bulkhead.registry.http.RegistryTrouble;
import dev.bulkhead.report.Printable;
import dev.bulkhead.verdict.OptionError;
import dev.bulkhead.verdict.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code bulkhead airgap bundle}: one archive with the images that sources ask for. */
@Command(
    name = "bundle",
    sortOptions = false,
    description = {
      "Writes one archive with all images that sources ask for, whole and verified, as containerd,"
          + " k0s and skopeo read it. The same lock gives the same bytes on any machine. A run that"
          + " was interrupted is gone on with by running it again.",
      ""
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  bulkhead airgap bundle ./chart -f prod.yaml -o bundle.tar",
      "  bulkhead airgap bundle images.lock -o bundle.tar     just what was locked, no tag asked",
      "  bulkhead airgap bundle deploy/ -o bundle.tar --platform linux/amd64,linux/arm64",
      "  bulkhead airgap bundle k0s.yaml --k0s-release v1.30.2+k0s.0 --add busybox:1.36 -o k0s.tar",
      "  bulkhead airgap bundle ./chart --referrers -o bundle.tar   with signatures, attestations",
      "  bulkhead airgap push bundle.tar --to registry.local:5000   and what then becomes of it",
      "",
      "An index is kept as it is, so that its digest stays, though only the named platforms'"
          + " content",
      "is carried. containerd imports that; some registries take no such index: push with",
      "--rewrite-indexes there, or carry --platform all.",
      "",
      "--timeout bounds looking images up. Fetching takes as long as it takes, while bytes come.",
      "",
      "Exit status:",
      "  0    the bundle is written, and whole",
      "  1    an image is missing, or lacks a platform; nothing was written",
      "  2    the command line, a source or the place of the bundle is unusable",
      "  3    something could not be had; what was fetched stays for the next run",
      "  70   a bug of Bulkhead's own",
      "  130  interrupted (129 by SIGHUP, 143 by SIGTERM); what was fetched stays for the next run"
    })
final class AirgapBundleCommand implements Callable<Integer> {
  private static final int AT_A_TIME = 8;

  private final Rooms rooms;
  private final Surroundings surroundings;
  private final Stop stop;
  private final DebugLog debug;

  @Mixin private ImageSources sources = new ImageSources();

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      required = true,
      description = "The bundle. Until it is whole, it is FILE.partial.")
  private Path output = Path.of("");

  @Option(names = "--force", description = "Replace a file that is there already.")
  private boolean isForced;

  @Mixin private CarriedPlatforms platforms = new CarriedPlatforms();

  @Option(
      names = "--layout",
      paramLabel = "FORM",
      description =
          "oci, which containerd and skopeo read, or docker, for `docker load` (tags alone, and one"
              + " platform). Default: oci.")
  private Layout layout = Layout.OCI;

  @Option(
      names = "--add",
      paramLabel = "IMAGE",
      description = "One more image that no source asks for. Repeatable.")
  private List<String> added = List.of();

  @Option(
      names = "--referrers",
      description = "Carry what refers to an image, too: signatures, attestations, SBOMs.")
  private boolean hasReferrers;

  @Option(
      names = "--rewrite-indexes",
      description = "Cut indexes down to the platforms that are carried. Their digests change.")
  private boolean isRewriting;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description = "The report: text for people, or json for machines. Default: text.")
  private ReportOptions.Format format = ReportOptions.Format.TEXT;

  AirgapBundleCommand(Rooms rooms, Surroundings surroundings, Stop stop, DebugLog debug) {
    this.rooms = rooms;
    this.surroundings = surroundings;
    this.stop = stop;
    this.debug = debug;
  }

  /** The values of {@code --layout}. */
  enum Layout {
    OCI(BundleForm.OCI),
    DOCKER(BundleForm.DOCKER);

    private final BundleForm form;

    Layout(BundleForm form) {
      this.form = form;
    }
  }

  @Override
  public Integer call() {
    var wish = new BundleWish(platforms.wanted(), isRewriting, hasReferrers);
    requirePlace();
    if (layout == Layout.DOCKER && hasReferrers) {
      throw new OptionError(
          "A Docker archive has no place for --referrers.", "Leave out one of the two.");
    }
    var partial = new PartialFile(output);
    var haul = new Haul(surroundings.clock());
    try (var progress = Progress.on(surroundings, haul::line)) {
      return stop.orElse(
          () -> bundle(wish, partial, haul, progress), reason -> interrupted(partial));
    }
  }

  private int bundle(BundleWish wish, PartialFile partial, Haul haul, Progress progress) {
    ImageSources.Read read = sources.read(rooms, surroundings, stop, progress, debug);
    if (!read.problems().isEmpty()) {
      read.tellProblems(surroundings);
      say("Nothing was written, since the bundle would lack what is not known.");
      return ExitStatus.UNUSABLE;
    }
    List<Surveyed> surveyed = survey(read, wish, progress);
    int status = tellLacking(surveyed);
    if (status != ExitStatus.OK) {
      return status;
    }
    var images = new ArrayList<CarriedImage>();
    for (Surveyed one : surveyed) {
      if (one instanceof Surveyed.Found(var image)) {
        images.add(image);
      }
    }
    return write(images, notes(read), partial, haul);
  }

  private List<Surveyed> survey(ImageSources.Read read, BundleWish wish, Progress progress) {
    var survey =
        new ImageSurvey(rooms.transfers(sources.evidence(), read.read().registrySecrets()), wish);
    Map<String, ImageReference> wanted = new LinkedHashMap<>();
    for (NeededImage image : read.needed().images()) {
      wanted.put(NeededImages.key(image.reference()), image.reference());
    }
    for (String text : added) {
      ImageReference reference = reference(text);
      wanted.put(NeededImages.key(reference), reference);
    }
    return SideBySide.map(
        List.copyOf(wanted.entrySet()),
        AT_A_TIME,
        one ->
            progress.during(
                "looking up " + one.getKey(),
                () -> {
                  ImageLock.Entry locked = read.locked().get(one.getKey());
                  return locked != null ? survey.of(locked) : survey.of(one.getValue());
                }));
  }

  private static ImageReference reference(String text) {
    return switch (ImageReference.read(text)) {
      case ImageReference.Reading.Valid(var reference) -> reference;
      case ImageReference.Reading.Invalid(var shown, _, var reason) ->
          throw new OptionError(
              "\"%s\" (--add) is no image: %s.".formatted(shown, reason),
              "Write --add registry.example/app:v1.2.3.");
    };
  }

  /** Says what is lacking, and what that comes to: 0 where nothing is. */
  private int tellLacking(List<Surveyed> surveyed) {
    int status = ExitStatus.OK;
    for (Surveyed one : surveyed) {
      switch (one) {
        case Surveyed.Found _ -> {}
        case Surveyed.Refused(_, var cause, var remedy) -> {
          say("bulkhead: " + cause);
          say("remedy: " + remedy);
          status = 1;
        }
        case Surveyed.Untold(_, var reason, var supply) -> {
          say("bulkhead: " + reason);
          say("remedy: " + supply);
          status = status == ExitStatus.OK ? 3 : status;
        }
      }
    }
    if (status != ExitStatus.OK) {
      say("Nothing was written.");
    }
    return status;
  }

  private int write(List<CarriedImage> images, List<String> notes, PartialFile partial, Haul haul) {
    if (images.isEmpty()) {
      throw new UserError(
          "The sources ask for no image at all.", "Name other sources, or add images by --add.");
    }
    TarPlan plan = layout.form.plan(images);
    try {
      var filled = new BundleFile(partial, plan, BlobSources.of(images), haul).fill();
      new BundleAnswer(output, plan.size(), images, filled, notes).tell(surroundings, format);
      return ExitStatus.OK;
    } catch (IOException failed) {
      return unfinished(partial, failed);
    }
  }

  /** What was fetched is told to stay, since that is what one wants to know then. */
  private int unfinished(PartialFile partial, IOException failed) {
    debug.failure(failed);
    say("bulkhead: " + failed.getMessage());
    Optional.of(failed)
        .filter(RegistryTrouble.class::isInstance)
        .map(RegistryTrouble.class::cast)
        .ifPresent(trouble -> say("remedy: " + trouble.supply()));
    if (failed instanceof BlobSources.Damaged) {
      say(
          "remedy: Run the same command again; where it comes to the same, replace that copy by an"
              + " undamaged one.");
    }
    say(
        "%s holds what was fetched; the same command goes on from there."
            .formatted(partial.file()));
    return failed instanceof PartialFile.Unwritable ? ExitStatus.UNUSABLE : 3;
  }

  private int interrupted(PartialFile partial) {
    if (Files.exists(partial.file())) {
      say(
          "bulkhead: Interrupted. %s holds what was fetched; the same command goes on from there."
              .formatted(partial.file()));
    } else {
      say("bulkhead: Interrupted before anything was fetched.");
    }
    return ExitStatus.of(stop.ending());
  }

  private static List<String> notes(ImageSources.Read read) {
    var notes = new ArrayList<String>(read.notes());
    if (read.candidates() > 0) {
      notes.add(
          "%d %s only like an image and %s left out; --candidates carries them, too."
              .formatted(
                  read.candidates(),
                  read.candidates() == 1 ? "name reads" : "names read",
                  read.candidates() == 1 ? "was" : "were"));
    }
    return notes;
  }

  /** What takes hours is not begun where there is no place for it. */
  private void requirePlace() {
    if (output.toString().equals("-")) {
      throw new OptionError(
          "A bundle is written at several places at once, which standard output (-o -) does not"
              + " allow.",
          "Name a file, as in -o bundle.tar.");
    }
    @Nullable Path folder = output.toAbsolutePath().getParent();
    if (Files.isDirectory(output) || folder == null || !Files.isDirectory(folder)) {
      throw new OptionError(
          Files.isDirectory(output)
              ? "\"%s\" (-o) is a folder.".formatted(output)
              : "There is no folder \"%s\" for the bundle (-o).".formatted(folder),
          "Name a file in a folder that is there.");
    }
    if (Files.exists(output) && !isForced) {
      throw new OptionError(
          "\"%s\" (-o) is there already, and a bundle that nodes have imported keeps its images"
                  .formatted(output)
              + " only under its own name.",
          "Choose another name, or replace it with --force.");
    }
  }

  private void say(String line) {
    surroundings.err().println(Printable.escape(Userinfo.concealed(line)));
  }
}
