package dev.bulkhead.cli;

import dev.bulkhead.airgap.bundle.BundleContent;
import dev.bulkhead.airgap.bundle.Push;
import dev.bulkhead.airgap.bundle.PushPlan;
import dev.bulkhead.airgap.bundle.Pushed;
import dev.bulkhead.airgap.bundle.Pushed.Fate;
import dev.bulkhead.airgap.bundle.Relocation;
import dev.bulkhead.model.Userinfo;
import dev.bulkhead.report.Printable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code bulkhead airgap push}: brings a bundle into a registry. */
@Command(
    name = "push",
    sortOptions = false,
    description = {
      "Brings all images of a bundle into a registry, without unpacking it: blobs that are missing,"
          + " mounted from another repository where the registry has them, then manifests; and"
          + " looks whether all of it is there. Running it again sends nothing that is there. What"
          + " one image comes to grief on keeps no other from being pushed.",
      "",
      "The host of a name is replaced, and its path stays, as k0s' spec.images.repository and"
          + " mirrors have it: registry.k8s.io/pause:3.9 becomes"
          + " registry.local:5000/mirror/pause:3.9.",
      ""
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  bulkhead airgap push bundle.tar --to registry.local:5000/mirror",
      "  bulkhead airgap push bundle.tar --to localhost:5000 --plain-http localhost:5000",
      "  bulkhead airgap push bundle.tar --to harbor.local/edge --keep-host",
      "                                  quay.io/x/y becomes harbor.local/edge/quay.io/x/y",
      "  bulkhead check ./chart --mirror-only --registry-mirror quay.io=registry.local:5000/mirror",
      "                                  what charts then find there",
      "",
      "Exit status:",
      "  0    all of it is there, and verified",
      "  1    the registry does not take some of the images; they are listed, the others are there",
      "  2    the command line or the bundle is unusable, or some of what it holds is damaged",
      "  3    the registry could not be reached to the end; run it again to go on",
      "  70   a bug of Bulkhead's own",
      "  130  interrupted (129 by SIGHUP, 143 by SIGTERM); run it again to go on"
    })
final class AirgapPushCommand implements Callable<Integer> {

  private final Rooms rooms;
  private final Surroundings surroundings;
  private final Stop stop;
  private final DebugLog debug;

  @Parameters(arity = "1", paramLabel = "BUNDLE", description = "The bundle: a plain tar.")
  private Path bundle = Path.of("");

  @Option(
      names = "--to",
      paramLabel = "REGISTRY[/PREFIX]",
      required = true,
      description = "Where to: a registry's host and port, perhaps with the first part of a path.")
  private String to = "";

  @Option(
      names = "--keep-host",
      description =
          "Keep each name's host as the first part of its path, so that no two names meet.")
  private boolean isKeepingHost;

  @Option(
      names = "--rewrite-indexes",
      description =
          "Cut indexes down to the platforms that the bundle holds, for registries that take no"
              + " other. Their digests change; what is asked for by digest alone is not cut.")
  private boolean isRewriting;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description = "The report: text for people, or json for machines. Default: text.")
  private ReportOptions.Format format = ReportOptions.Format.TEXT;

  @Mixin private RegistryAccess access = new RegistryAccess();

  AirgapPushCommand(Rooms rooms, Surroundings surroundings, Stop stop, DebugLog debug) {
    this.rooms = rooms;
    this.surroundings = surroundings;
    this.stop = stop;
    this.debug = debug;
  }

  @Override
  public Integer call() {
    var relocation = Relocation.read(to, isKeepingHost);
    var content = BundleContent.open(bundle);
    var plan = PushPlan.of(content, relocation, isRewriting);
    var haul = new Haul(surroundings.clock());
    try (var _ = Progress.on(surroundings, haul::line)) {
      return stop.orElse(() -> push(content, plan, relocation, haul), reason -> interrupted());
    }
  }

  private int push(BundleContent content, PushPlan plan, Relocation relocation, Haul haul) {
    try (var registry = rooms.uploads(access)) {
      Pushed pushed = new Push(content, registry, haul).run(plan);
      new PushAnswer(relocation.toString(), pushed, content.notes()).tell(surroundings, format);
      return status(pushed);
    } catch (IOException failed) {
      debug.failure(failed);
      say("bulkhead: " + failed.getMessage());
      return 3;
    }
  }

  /** What cannot be mended by pushing again comes first. */
  private static int status(Pushed pushed) {
    int status = ExitStatus.OK;
    for (Pushed.One one : pushed.images()) {
      switch (one.fate()) {
        case Fate.Arrived _, Fate.Replaced _, Fate.WasThere _ -> {}
        case Fate.Damaged _ -> {
          return ExitStatus.UNUSABLE;
        }
        case Fate.Refused _ -> status = 1;
        case Fate.Unreached _ -> status = status == ExitStatus.OK ? 3 : status;
      }
    }
    return status;
  }

  private int interrupted() {
    say("bulkhead: Interrupted. What arrived is there; the same command goes on from there.");
    return ExitStatus.of(stop.ending());
  }

  private void say(String line) {
    surroundings.err().println(Printable.escape(Userinfo.concealed(line)));
  }
}
