package dev.bulkhead.cli;

import dev.bulkhead.model.Digest;
import dev.bulkhead.model.ImageReference;
import dev.bulkhead.model.Inventory;
import dev.bulkhead.model.Location;
import dev.bulkhead.registry.Images;
import dev.bulkhead.release.ArtifactClaims;
import dev.bulkhead.release.Carrier;
import dev.bulkhead.release.CommandUse;
import dev.bulkhead.release.EvidenceContext;
import dev.bulkhead.release.ImageEvidence;
import dev.bulkhead.release.ImageQuestion;
import dev.bulkhead.release.ImageReleaseClaims;
import dev.bulkhead.release.Judged;
import dev.bulkhead.release.OwnContainers;
import dev.bulkhead.release.RecordClaims;
import dev.bulkhead.release.ReleaseLock;
import dev.bulkhead.release.ReleasePart;
import dev.bulkhead.release.ReleaseRecord;
import dev.bulkhead.release.ReleasedImage;
import dev.bulkhead.render.GitSnapshot;
import dev.bulkhead.render.RenderRequest;
import dev.bulkhead.render.SourceTree;
import dev.bulkhead.verdict.Verdict;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What of a release is to be proved by more than its text: by images, by what was published, by
 * what was recorded.
 *
 * @param files of the release
 */
record ReleaseProof(
    Rooms rooms,
    PublishedOptions options,
    RepositoryOption.Opened opened,
    Judged judged,
    GitSnapshot files,
    RenderRequest request,
    Stop stop,
    Progress progress) {
  /** So many images are asked for at a time. */
  private static final int AT_ONCE = 6;

  /**
   * What was found.
   *
   * @param notes a full sentence each
   * @param entry what is to be recorded, if that was asked for and may be
   */
  record Found(List<Verdict> verdicts, List<String> notes, List<ReleaseLock.Entry> entry) {
    Found {
      verdicts = List.copyOf(verdicts);
      notes = List.copyOf(notes);
      entry = List.copyOf(entry);
    }
  }

  /**
   * Proves what can be proved.
   *
   * @param recorded what release.lock says of the release
   */
  Found prove(ReleaseLock.Entry recorded) {
    var notes = new ArrayList<String>();
    List<PublishedArtifact> artifacts =
        options.artifacts().stream()
            .map(
                source ->
                    progress.during(
                        "reading " + source,
                        () -> PublishedArtifact.read(source, rooms, request, options.evidence())))
            .toList();
    artifacts.forEach(artifact -> notes.addAll(artifact.notes()));
    var charts = charts();
    var deployed = progress.during("rendering charts", charts::deployed);
    notes.addAll(deployed.notes());
    var images = new ArrayList<>(judged.deploys());
    images.addAll(deployed.images());
    artifacts.forEach(artifact -> images.addAll(own().images(artifact.objects())));
    List<ImageQuestion> questions =
        ImageQuestion.of(
            images,
            opened.releases().streams(),
            judged.tag(),
            opened.repository().releaseTags().tags());
    Map<String, ImageEvidence> answers = answers(questions, recorded);
    List<ReleasedImage> released =
        questions.stream()
            .map(
                question ->
                    question.answered(
                        reference -> Objects.requireNonNull(answers.get(reference.canonical()))))
            .toList();
    var now = now(artifacts, recorded, answers);
    var context = context(recorded);
    var verdicts = new ArrayList<Verdict>();
    artifacts.forEach(artifact -> verdicts.addAll(judge(context, artifact)));
    verdicts.addAll(ImageReleaseClaims.of(context, released, commands(released, charts)));
    verdicts.addAll(complete(context, released, artifacts));
    List<Verdict> kept = RecordClaims.of(context, recorded, now);
    verdicts.addAll(kept);
    return new Found(verdicts, notes, entry(recorded, now, released, kept, notes));
  }

  private OwnContainers own() {
    Set<String> charts =
        judged.charts().stream().map(chart -> chart.name()).collect(Collectors.toSet());
    return new OwnContainers(opened.releases().project(), judged.own(), charts);
  }

  private ReleaseCharts charts() {
    return ReleaseCharts.of(
        judged.charts(), this::folder, judged.tag().name(), own(), rooms, request, stop);
  }

  private SourceTree folder(String folder) {
    return files.isWorktree()
        ? SourceTree.of(folder, opened.folder().resolve(folder))
        : opened.repository().folder(files.tag(), folder).tree();
  }

  private EvidenceContext context(ReleaseLock.Entry recorded) {
    String source = "%s@%s".formatted(opened.name(), judged.tag().name());
    return new EvidenceContext(
        source,
        judged.tag(),
        opened.releases().project(),
        opened.repository()::ancestry,
        options.isPromising(),
        recorded.promised());
  }

  /** Everything that is known of an image is asked for once. */
  private Map<String, ImageEvidence> answers(
      List<ImageQuestion> questions, ReleaseLock.Entry recorded) {
    Images images = rooms.images(options.evidence(), Inventory.empty(), List.of());
    if (options.evidence().mayTakeLong()) {
      images = new StoppableImages(images, stop, progress, options.evidence().timeout.text());
    }
    var asked = new TreeMap<String, ImageReference>();
    Stream.concat(
            questions.stream().flatMap(ImageQuestion::references),
            recorded.images().keySet().stream().flatMap(ReleaseProof::reference))
        .forEach(reference -> asked.putIfAbsent(reference.canonical(), reference));
    var answers = new ConcurrentHashMap<String, ImageEvidence>();
    Images doors = images;
    SideBySide.map(
        List.copyOf(asked.values()),
        AT_ONCE,
        reference ->
            answers.put(reference.canonical(), ImageEvidence.of(doors, reference)) == null);
    return answers;
  }

  private static Stream<ImageReference> reference(String text) {
    return ImageReference.read(text) instanceof ImageReference.Reading.Valid(var reference)
        ? Stream.of(reference)
        : Stream.of();
  }

  /** Only where an image is started otherwise it matters who sets a command. */
  private List<CommandUse> commands(List<ReleasedImage> released, ReleaseCharts charts) {
    if (released.stream().noneMatch(ImageReleaseClaims::isStartedOtherwise)) {
      return List.of();
    }
    var commands = new ArrayList<CommandUse>();
    Set<String> manifests =
        judged.carriers().stream()
            .filter(one -> one.kind() == Carrier.Kind.MANIFEST_IMAGE)
            .map(Carrier::path)
            .collect(Collectors.toCollection(TreeSet::new));
    for (String path : manifests) {
      content(path)
          .map(bytes -> new String(bytes, StandardCharsets.UTF_8))
          .ifPresent(text -> commands.addAll(own().commands(path, text)));
    }
    commands.addAll(progress.during("trying the modes of charts", charts::commands));
    return commands;
  }

  private List<Verdict> judge(EvidenceContext context, PublishedArtifact artifact) {
    return ArtifactClaims.of(
        context,
        new ArtifactClaims.Artifact(
            artifact.name(), artifact.appVersion(), own().images(artifact.objects())));
  }

  private List<Verdict> complete(
      EvidenceContext context, List<ReleasedImage> released, List<PublishedArtifact> artifacts) {
    var parts = new ArrayList<ReleasePart>();
    released.stream()
        .filter(image -> image.isOf(judged.tag().version()))
        .map(ReleasePart::of)
        .forEach(parts::add);
    artifacts.forEach(artifact -> parts.add(artifact.part()));
    Location at =
        released.stream()
            .findFirst()
            .map(image -> image.deployed().at())
            .orElseGet(() -> Location.somewhereIn("."));
    return ImageReleaseClaims.complete(context, parts, at);
  }

  private RecordClaims.Now now(
      List<PublishedArtifact> artifacts,
      ReleaseLock.Entry recorded,
      Map<String, ImageEvidence> answers) {
    var images = new TreeMap<String, ImageEvidence>();
    for (String text : recorded.images().keySet()) {
      reference(text)
          .forEach(
              reference ->
                  images.put(text, Objects.requireNonNull(answers.get(reference.canonical()))));
    }
    var published = new TreeMap<String, Digest>();
    artifacts.forEach(
        artifact -> artifact.digest().ifPresent(digest -> published.put(artifact.name(), digest)));
    return new RecordClaims.Now(
        files.isWorktree() ? "" : files.commit(), carriers(), images, published);
  }

  private SortedMap<String, Digest> carriers() {
    var carriers = new TreeMap<String, Digest>();
    for (Carrier carrier : judged.ownCarriers()) {
      content(carrier.path())
          .ifPresent(bytes -> carriers.put(carrier.path(), ReleaseRecord.hash(bytes)));
    }
    return carriers;
  }

  /** What cannot be read has been noted when it was to be judged. */
  private Optional<byte[]> content(String path) {
    try {
      return Optional.of(files.files().read(path));
    } catch (IOException unreadable) {
      return Optional.empty();
    }
  }

  /** A record is not made of what is unknown, or in the place of one that tells a fault. */
  private List<ReleaseLock.Entry> entry(
      ReleaseLock.Entry recorded,
      RecordClaims.Now now,
      List<ReleasedImage> released,
      List<Verdict> kept,
      List<String> notes) {
    if (!options.isWriting()) {
      return List.of();
    }
    var images = new TreeMap<String, ImageEvidence>();
    released.forEach(image -> images.put(image.deployed().reference().text(), image.evidence()));
    String reason = RecordRefusal.of(images, kept, options.isPromising());
    if (!reason.isEmpty()) {
      notes.add("%s was left as it is: %s".formatted(ReleaseLock.NAME, reason));
      return List.of();
    }
    return List.of(ReleaseRecord.of(recorded.tag(), now, images, recorded, options.isPromising()));
  }
}
