package dev.bulkhead.cli;

import dev.bulkhead.model.KubernetesVersion;
import dev.bulkhead.model.Platform;
import dev.bulkhead.model.Userinfo;
import dev.bulkhead.report.JsonAnswer;
import dev.bulkhead.report.Printable;
import dev.bulkhead.variants.TagChoice;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.Objects;
import java.util.SequencedMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code bulkhead resolve}: the tag of an image that suits a cluster's version. */
@Command(
    name = "resolve",
    sortOptions = false,
    description = {
      "Finds the newest tag of an image that exists for a version of Kubernetes.",
      "Where none is published, it is that of the nearest minor within the allowed skew. The"
          + " reference alone stands on standard output, and why it is that one on standard error.",
      ""
    },
    footerHeading = "%nWhich tags count:%n",
    footer = {
      "  Without a PATTERN, every tag that begins with a version: v1.34, 1.34.2,",
      "  1.34.2-debian-12-r3. Otherwise those of its form: {major} and {minor} are the cluster's,",
      "  {patch} is any number, * is any text. Numbers are compared as numbers; an exact tag comes",
      "  before one that is moved (v1.34), a release before any prerelease.",
      "",
      "Examples:",
      "  bulkhead resolve registry.k8s.io/kubectl --kube-version 1.34",
      "  bulkhead resolve clastix/kubectl --kube-version v1.34.2-eks-abc --skew 0",
      "  bulkhead resolve 'bitnami/kubectl:{major}.{minor}.{patch}-debian-12-r*' --kube-version 1.34",
      "  bulkhead resolve alpine/k8s --kube-version 1.34 --platform linux/amd64,linux/arm64",
      "  image=$(bulkhead resolve clastix/kubectl --kube-version 1.34) && helm upgrade … --set …",
      "",
      "Exit status:",
      "  0    a tag is found",
      "  1    nothing fits; the nearest that exist are named",
      "  2    the command line is unusable",
      "  3    the registry could not be asked, or did not tell",
      "  70   a bug of Bulkhead's own",
      "  130  interrupted (129 by SIGHUP, 143 by SIGTERM)"
    })
final class ResolveCommand implements Callable<Integer> {
  private static final String SCHEMA_VERSION = "1.0";

  private final Rooms rooms;
  private final Surroundings surroundings;
  private final Stop stop;

  @Parameters(
      arity = "1",
      paramLabel = "IMAGE[:PATTERN]",
      description = "The image without its tag, and the form of the tags that count (see below).")
  private @Nullable TaggedImage image;

  @Option(
      names = "--kube-version",
      paramLabel = "VERSION",
      description =
          "The cluster's version, of which the minor counts; the provider's spelling will do:"
              + " v1.34.2-eks-abc. Default: the newest minor.")
  private @Nullable KubernetesVersion kubeVersion;

  @Option(
      names = "--skew",
      paramLabel = "MINORS",
      description =
          "How many minors away from the cluster's a tag may be where there is none of its own."
              + " Default: 1, which is what kubectl allows either way.")
  private Skew skew = Skew.OF_KUBECTL;

  @Mixin private NodePlatforms platforms = new NodePlatforms();

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description = "value, which is the reference alone, or json, for machines. Default: value.")
  private Format format = Format.VALUE;

  @Mixin private Evidence evidence = new Evidence();

  ResolveCommand(Rooms rooms, Surroundings surroundings, Stop stop) {
    this.rooms = rooms;
    this.surroundings = surroundings;
    this.stop = stop;
  }

  /** The values of {@code --format}. */
  enum Format {
    VALUE,
    JSON
  }

  @Override
  public Integer call() {
    var today = LocalDate.ofInstant(surroundings.clock().instant(), ZoneOffset.UTC);
    var minors = KubernetesMinors.shipped();
    var cluster = kubeVersion == null ? minors.newest(today) : kubeVersion;
    if (kubeVersion == null) {
      minors.warningOfAge(today).ifPresent(surroundings.err()::println);
    }
    Resolver resolver;
    Resolution resolution;
    try (var questions = new TagQuestions(rooms, evidence, stop, surroundings)) {
      var wanted = Objects.requireNonNull(image);
      resolver = new Resolver(wanted, cluster, skew.minors(), questions.fits(platforms.all()));
      resolution = resolver.resolve(questions.tags(wanted));
    }
    int status = resolution.answer().status(stop.ending());
    write(resolver, resolution, status);
    return status;
  }

  private void write(Resolver resolver, Resolution resolution, int status) {
    switch (format) {
      case JSON ->
          StandardOutput.write(
              surroundings,
              out ->
                  JsonAnswer.write(
                      SCHEMA_VERSION,
                      Version.current(),
                      fields(resolver, resolution, status),
                      out));
      case VALUE -> {
        boolean isFound = resolution.answer() == Answer.YES;
        say((isFound ? "" : "bulkhead: ") + String.join("\n", resolution.because()));
        if (!isFound) {
          say("remedy: " + resolution.remedy());
          return;
        }
        String reference = resolver.wanted().with(resolution.tag()) + "\n";
        StandardOutput.write(
            surroundings, out -> out.write(reference.getBytes(StandardCharsets.UTF_8)));
      }
    }
  }

  private void say(String lines) {
    lines
        .lines()
        .map(line -> Printable.escape(Userinfo.concealed(line)))
        .forEach(surroundings.err()::println);
  }

  private static SequencedMap<String, Object> fields(
      Resolver resolver, Resolution resolution, int status) {
    var fields = new LinkedHashMap<String, Object>();
    TaggedImage wanted = resolver.wanted();
    fields.put("image", wanted.image().name());
    fields.put("pattern", wanted.pattern().toString());
    fields.put("kubeVersion", resolver.cluster().minorVersion());
    fields.put("skew", resolver.skew());
    fields.put("platforms", resolver.fits().platforms().stream().map(Platform::toString).toList());
    fields.put("found", resolution.answer().toString());
    fields.put("reference", resolution.tag().isEmpty() ? "" : wanted.with(resolution.tag()));
    fields.put("tag", resolution.tag());
    fields.put("digest", resolution.digest());
    fields.put("reasons", resolution.because());
    fields.put("remedy", resolution.remedy());
    fields.put("passedOver", resolution.passedOver().stream().map(ResolveCommand::fields).toList());
    fields.put("nearest", resolution.nearest());
    fields.put("exitStatus", status);
    return fields;
  }

  private static SequencedMap<String, Object> fields(TagChoice.PassedOver one) {
    var fields = new LinkedHashMap<String, Object>();
    fields.put("tag", one.version().tag());
    fields.put("why", one.why());
    return fields;
  }
}
