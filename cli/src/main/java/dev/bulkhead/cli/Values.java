package dev.bulkhead.cli;

import dev.bulkhead.admission.Provider;
import dev.bulkhead.airgap.k0s.ImageKey;
import dev.bulkhead.airgap.k0s.K0sVersion;
import dev.bulkhead.airgap.k0s.plan.Strategy;
import dev.bulkhead.drill.Topology;
import dev.bulkhead.model.KubernetesVersion;
import dev.bulkhead.model.Platform;
import dev.bulkhead.registry.http.Mirror;
import dev.bulkhead.release.ReleaseTag;
import dev.bulkhead.release.ReleaseVersion;
import dev.bulkhead.release.Streams;
import dev.bulkhead.verdict.Nearest;
import dev.bulkhead.verdict.OptionError;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.ITypeConverter;

/** How the values of options are read: each into a type of its own, or refused with a remedy. */
final class Values {
  private Values() {}

  /**
   * Has a command line read values so.
   *
   * @param today decides which versions of Kubernetes there can be
   */
  static void readBy(CommandLine commands, LocalDate today) {
    commands
        .registerConverter(Platform.class, Values::platform)
        .registerConverter(
            KubeVersions.class, text -> KubeVersions.parse(text, KubernetesMinors.shipped(), today))
        .registerConverter(
            KubernetesVersion.class, text -> KubernetesMinors.shipped().read(text, today))
        .registerConverter(TaggedImage.class, TaggedImage::parse)
        .registerConverter(Skew.class, Skew::parse)
        .registerConverter(ReleaseVersion.class, Values::releaseVersion)
        .registerConverter(ReleaseTag.class, Values::releaseTag)
        .registerConverter(ImageDigest.class, ImageDigest::parse)
        .registerConverter(Mirror.class, Mirror::read)
        .registerConverter(RegistryHost.class, RegistryHost::parse)
        .registerConverter(GitMirror.class, GitMirror::parse)
        .registerConverter(ReleaseName.class, ReleaseName::parse)
        .registerConverter(NamespaceName.class, NamespaceName::parse)
        .registerConverter(ApiVersion.class, ApiVersion::parse)
        .registerConverter(TimeLimit.class, TimeLimit::parse)
        .registerConverter(ReportOptions.Format.class, oneOf(ReportOptions.Format.values()))
        .registerConverter(ReportOptions.Show.class, oneOf(ReportOptions.Show.values()))
        .registerConverter(ResolveCommand.Format.class, oneOf(ResolveCommand.Format.values()))
        .registerConverter(
            AirgapImagesCommand.Format.class, oneOf(AirgapImagesCommand.Format.values()))
        .registerConverter(
            AirgapBundleCommand.Layout.class, oneOf(AirgapBundleCommand.Layout.values()))
        .registerConverter(DiffCommand.Show.class, oneOf(DiffCommand.Show.values()))
        .registerConverter(CheckCommand.FailOn.class, oneOf(CheckCommand.FailOn.values()))
        .registerConverter(DownTarget.class, DownTarget::parse)
        .registerConverter(DrillNodes.class, DrillNodes::parse)
        .registerConverter(Provider.class, oneOf(Provider.values()))
        .registerConverter(Topology.Agent.class, oneOf(Topology.Agent.values()))
        .registerConverter(DrillCommand.Format.class, oneOf(DrillCommand.Format.values()))
        .registerConverter(DrillCommand.Show.class, oneOf(DrillCommand.Show.values()))
        .registerConverter(DrillCommand.NoEndpoints.class, oneOf(DrillCommand.NoEndpoints.values()))
        .registerConverter(K0sImagesCommand.Format.class, oneOf(K0sImagesCommand.Format.values()))
        .registerConverter(K0sVersion.class, Values::k0sVersion)
        .registerConverter(StatedTrait.class, StatedTrait::parse)
        .registerConverter(ImageKey.class, Values::imageKey)
        .registerConverter(MachineFile.class, MachineFile::parse)
        .registerConverter(MachineCount.class, MachineCount::parse)
        .registerConverter(MachinePlatform.class, MachinePlatform::parse)
        .registerConverter(PlatformDownload.class, PlatformDownload::parse)
        .registerConverter(Strategy.class, Values::strategy)
        .registerConverter(K0sPlanCommand.Format.class, oneOf(K0sPlanCommand.Format.values()))
        .registerConverter(TagGlob.class, TagGlob::parse)
        .registerConverter(PageFormat.class, oneOf(PageFormat.values()))
        .registerConverter(MatrixOutcome.FailOn.class, oneOf(MatrixOutcome.FailOn.values()))
        .registerConverter(ModeOptions.FailOnModes.class, oneOf(ModeOptions.FailOnModes.values()));
  }

  static Platform platform(String text) {
    return Platform.parse(text)
        .filter(Platform::isKnown)
        .orElseThrow(
            () ->
                new OptionError(
                    "\"%s\" is not a platform that nodes have.".formatted(text),
                    "Write OS/ARCH or OS/ARCH/VARIANT, such as linux/amd64, linux/arm64,"
                        + " linux/arm/v7, linux/ppc64le, linux/riscv64, linux/s390x,"
                        + " windows/amd64."));
  }

  private static K0sVersion k0sVersion(String text) {
    return K0sVersion.parse(text)
        .orElseThrow(
            () ->
                new OptionError(
                    "\"%s\" is no release of k0s.".formatted(text),
                    "Write one such as v1.30.2+k0s.0."));
  }

  private static ImageKey imageKey(String text) {
    String path = text.startsWith("spec.") ? text : "spec." + text;
    List<String> known =
        Stream.of(ImageKey.values()).filter(ImageKey::isConfigurable).map(ImageKey::path).toList();
    return ImageKey.of(path)
        .filter(ImageKey::isConfigurable)
        .orElseThrow(
            () -> {
              List<String> near = Nearest.to(path, known);
              return new OptionError(
                  "\"%s\" is no key of an image in k0s' configuration.".formatted(text),
                  near.isEmpty()
                      ? "Write one such as spec.images.coredns."
                      : "Write %s, if that is meant.".formatted(String.join(" or ", near)));
            });
  }

  private static Strategy strategy(String text) {
    return Stream.of(Strategy.values())
        .filter(value -> value.toString().equalsIgnoreCase(text))
        .findFirst()
        .orElseThrow(
            () -> notOneOf(text, Stream.of(Strategy.values()).map(Strategy::toString).toList()));
  }

  private static ReleaseTag releaseTag(String text) {
    return Streams.tag(text)
        .orElseThrow(
            () ->
                new OptionError(
                    "\"%s\" is no version, and no tag with one.".formatted(text),
                    "Write one such as v1.2.3 or app-chart-1.2.3."));
  }

  private static ReleaseVersion releaseVersion(String text) {
    return ReleaseVersion.of(text)
        .orElseThrow(
            () ->
                new OptionError(
                    "\"%s\" is no version.".formatted(text), "Write one such as v1.2.3."));
  }

  private static <E extends Enum<E>> ITypeConverter<E> oneOf(E[] values) {
    return text ->
        Stream.of(values)
            .filter(value -> value.name().equalsIgnoreCase(text))
            .findFirst()
            .orElseThrow(() -> notOneOf(text, Stream.of(values).map(Enum::name).toList()));
  }

  private static OptionError notOneOf(String text, List<String> names) {
    String allowed = String.join(" or ", names).toLowerCase(Locale.ROOT);
    return new OptionError(
        "\"%s\" is none of its values.".formatted(text), "Write %s.".formatted(allowed));
  }
}
