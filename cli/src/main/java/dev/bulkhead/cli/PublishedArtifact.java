package dev.bulkhead.cli;

import dev.bulkhead.model.Digest;
import dev.bulkhead.model.KubernetesObject;
import dev.bulkhead.model.Location;
import dev.bulkhead.registry.ChartLookup;
import dev.bulkhead.release.ReleasePart;
import dev.bulkhead.release.ReleasePart.Kind;
import dev.bulkhead.release.ReleasePart.Presence;
import dev.bulkhead.release.ReleaseRecord;
import dev.bulkhead.render.ChartMetadata;
import dev.bulkhead.render.RenderRequest;
import dev.bulkhead.render.Rendered;
import dev.bulkhead.verdict.IoReason;
import dev.bulkhead.verdict.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Something that was published of a release, as far as it could be had.
 *
 * @param name a file's name, or where a chart lies in a registry
 * @param digest of its content; empty where it could not be had
 * @param appVersion what a chart says that it installs
 * @param objects what it deploys
 */
record PublishedArtifact(
    ReleasePart part,
    String name,
    Optional<Digest> digest,
    Optional<String> appVersion,
    List<KubernetesObject> objects,
    List<String> notes) {
  private static final long LONGEST = 256L << 20;

  PublishedArtifact {
    objects = List.copyOf(objects);
    notes = List.copyOf(notes);
  }

  /**
   * Reads what was published.
   *
   * @throws UserError where a file is not there or is none of what can be published
   */
  static PublishedArtifact read(
      String source, Rooms rooms, RenderRequest request, Evidence evidence) {
    return source.startsWith(ChartPull.SCHEME)
        ? chart(source, rooms, request, evidence)
        : file(source, rooms, request, evidence);
  }

  private static PublishedArtifact chart(
      String source, Rooms rooms, RenderRequest request, Evidence evidence) {
    return switch (rooms.chart(source, evidence)) {
      case ChartLookup.Pulled pulled ->
          of(
              source,
              Kind.CHART,
              pulled.digest(),
              new Presence.There(source),
              rooms.read(source, request, evidence));
      case ChartLookup.Missing(var reason, _) ->
          absent(source, new Presence.Missing(reason.replaceFirst("\\.$", "")));
      case ChartLookup.Unavailable(var reason, var supply) ->
          absent(source, new Presence.Unknown(reason, supply));
      case ChartLookup.NotAChart(var reason) ->
          throw new UserError(reason, "Name a chart with --artifact, or leave it out.");
    };
  }

  private static PublishedArtifact absent(String source, Presence presence) {
    return new PublishedArtifact(
        new ReleasePart(Kind.CHART, source, presence),
        source,
        Optional.empty(),
        Optional.empty(),
        List.of(),
        List.of());
  }

  private static PublishedArtifact file(
      String source, Rooms rooms, RenderRequest request, Evidence evidence) {
    Path path = Path.of(source);
    try {
      if (!Files.isRegularFile(path)) {
        throw new UserError(
            "There is no file %s.".formatted(source),
            "Name a packaged chart (.tgz) or a file of manifests.");
      }
      if (Files.size(path) > LONGEST) {
        throw new UserError(
            "%s is longer than 256 MiB.".formatted(source),
            "Name a packaged chart (.tgz) or a file of manifests.");
      }
      Digest digest = ReleaseRecord.hash(Files.readAllBytes(path));
      Rendered rendered = rooms.read(source, request, evidence);
      requireContent(source, rendered);
      return of(
          String.valueOf(path.getFileName()),
          rendered.charts().isEmpty() ? Kind.MANIFEST : Kind.CHART,
          digest,
          new Presence.There(source),
          rendered);
    } catch (IOException unreadable) {
      throw new UserError(
          Location.somewhereIn(source),
          "%s cannot be read: %s.".formatted(source, IoReason.of(unreadable)),
          "Check the file and its permissions.",
          unreadable);
    }
  }

  /** What deploys nothing at all was named by mistake, and would pass for what was published. */
  private static void requireContent(String source, Rendered rendered) {
    if (!rendered.charts().isEmpty() || !rendered.inventory().objects().isEmpty()) {
      return;
    }
    var problems = rendered.problems();
    throw new UserError(
        problems.isEmpty() ? Location.somewhereIn(source) : problems.getFirst().at(),
        problems.isEmpty()
            ? "%s holds no object of Kubernetes.".formatted(source)
            : problems.getFirst().cause(),
        "Name a packaged chart (.tgz) or a file of manifests with --artifact.",
        null);
  }

  private static PublishedArtifact of(
      String name, Kind kind, Digest digest, Presence presence, Rendered rendered) {
    return new PublishedArtifact(
        new ReleasePart(kind, name, presence),
        name,
        Optional.of(digest),
        rendered.charts().stream()
            .findFirst()
            .flatMap(chart -> ChartMetadata.of(chart).text("appVersion")),
        rendered.inventory().objects(),
        rendered.problems().stream().map(problem -> problem.cause()).toList());
  }
}
