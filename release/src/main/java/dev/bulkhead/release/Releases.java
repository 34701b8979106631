package dev.bulkhead.release;

import dev.bulkhead.render.GitRepository;
import dev.bulkhead.render.GitSnapshot;
import dev.bulkhead.render.GitTag;
import dev.bulkhead.render.GitTags;
import dev.bulkhead.verdict.UserError;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** The releases of one repository, read from its tags as they are asked for, and judged. */
public final class Releases {
  /** So many releases before one tell what is usual. */
  private static final int USUAL = 10;

  private final GitRepository repository;
  private final String name;
  private final Project project;
  private final ReleaseSettings settings;
  private final Builds builds;
  private final SnapshotReader reader;
  private final GitTags tags;
  private final Streams streams;
  private final TextJudge judge;
  private final Map<String, Stated> stated = new ConcurrentHashMap<>();

  /**
   * The releases of a repository.
   *
   * @param name the repository as its user named it
   * @param folder the name of its folder, which is the project's where there is no remote
   */
  public Releases(
      GitRepository repository,
      String name,
      String folder,
      ReleaseSettings settings,
      Builds builds) {
    this.repository = repository;
    this.name = name;
    this.project = Project.of(repository.originUrl(), folder);
    this.settings = settings;
    this.reader = new SnapshotReader(settings);
    this.builds = new KeptBuilds(builds);
    this.tags = repository.releaseTags();
    this.streams =
        Streams.of(
            tags.tags().stream()
                .map(GitTag::name)
                .filter(
                    tag ->
                        settings.streams().isEmpty()
                            || Streams.tag(tag)
                                .filter(read -> settings.streams().contains(read.stream()))
                                .isPresent())
                .toList(),
            !repository.isShallow());
    this.judge = new TextJudge(name, project, streams, settings);
  }

  /** What the repository is called. */
  public Project project() {
    return project;
  }

  /** Its tags by the streams that they are of. */
  public Streams streams() {
    return streams;
  }

  /** What was left out of the tags, a full sentence each. */
  public List<String> notes() {
    return tags.notes();
  }

  /**
   * Reads a tag's name.
   *
   * @throws UserError where there is no such tag, or it names no version
   */
  public ReleaseTag tag(String tag) {
    repository.snapshot(tag, _ -> false);
    return Streams.tag(tag)
        .orElseThrow(
            () ->
                new UserError(
                    "The tag %s names no version.".formatted(tag),
                    "Name one such as v1.2.3 or chart-1.2.3."));
  }

  /** The newest release among the tags of the commit that is checked out. */
  public Optional<String> tagAtHead() {
    Optional<String> head = repository.headCommit();
    return tags.tags().stream()
        .filter(tag -> head.filter(tag.commit()::equals).isPresent())
        .flatMap(tag -> Streams.tag(tag.name()).stream())
        .filter(tag -> streams.of(tag.stream()).contains(tag))
        .max(
            Comparator.comparing(
                    (ReleaseTag tag) -> streams.main().filter(tag.stream()::equals).isPresent())
                .thenComparing(ReleaseTag::version))
        .map(ReleaseTag::name);
  }

  /** What a release's tag is called, where it is not made yet: as the last of its stream is. */
  public String nameOf(ReleaseTag release) {
    List<ReleaseTag> before = streams.of(release.stream());
    return release.stream()
        + (before.isEmpty()
            ? release.version().text()
            : release.version().spelledLike(before.getLast().version(), true));
  }

  /** The releases before one, as far as they tell what is usual, and that one. */
  private Window window(List<ReleaseTag> before, Stated last) {
    return new Window(
        Stream.concat(
                before.stream().skip(Math.max(0, before.size() - USUAL)).map(this::stated),
                Stream.of(last))
            .toList());
  }

  /** Judges a release by its text. */
  public Judged judge(ReleaseTag tag) {
    List<ReleaseTag> before = new ArrayList<>(streams.of(tag.stream()));
    before.removeIf(other -> other.version().compareTo(tag.version()) >= 0);
    return judge.judgeLast(window(before, stated(tag)));
  }

  /**
   * Judges the work tree as if it were to become a release.
   *
   * @param expected the version that it is to be; empty for the newest that it states itself
   */
  public Judged judgeWorktree(Optional<ReleaseVersion> expected) {
    GitSnapshot files = repository.worktree();
    String stream = streams.main().orElse(Streams.WHOLE);
    List<ReleaseTag> before = streams.of(stream);
    var unknown = ReleaseVersion.of("0.0.0").orElseThrow();
    Stated now = state(new ReleaseTag("", stream, unknown), files);
    OwnImages own = judge.own(stream, window(before, now));
    ReleaseVersion version = expected.or(() -> newestStated(now, own)).orElse(unknown);
    var tag = new ReleaseTag(stream + version.text(), stream, version);
    return judge.judgeLast(window(before, now.as(tag))).and(others(stream));
  }

  /**
   * Which places of the work tree are to state a release that is about to be tagged.
   *
   * @param withCharts whether charts with a series of their own get a version, too
   */
  public StampPlan plan(ReleaseTag release, boolean withCharts) {
    GitSnapshot files = repository.worktree();
    List<ReleaseTag> before = streams.of(release.stream());
    ReleaseTag tag = before.isEmpty() ? release : release.spelledLike(before.getLast());
    Stated now = state(tag, files);
    Window all = window(before, now);
    OwnImages own = judge.own(tag.stream(), all);
    var claims = new VersionClaims(name, tag, project, own, streams, all, now.folders());
    var choice =
        new StampChoice(
            claims,
            now,
            new OwnCarriers(project, own, now).and(one -> !settings.ignores(one.path())),
            withCharts);
    List<Carrier> carriers = choice.carriers();
    var notes = new ArrayList<>(tags.notes());
    notes.addAll(choice.notes());
    notes.addAll(now.skipped());
    notes.addAll(files.notes());
    return new StampPlan(
        tag,
        files.files(),
        (path, file) -> reader.read(path, file).carriers(),
        carriers,
        images(carriers, own),
        notes);
  }

  /** The repository's address may be called like its images, and is none of them. */
  private static List<String> images(List<Carrier> carriers, OwnImages own) {
    return carriers.stream()
        .filter(one -> one.kind().isDeployedImage())
        .map(Carrier::subject)
        .filter(own::contains)
        .distinct()
        .sorted()
        .toList();
  }

  private static Optional<ReleaseVersion> newestStated(Stated stated, OwnImages own) {
    return stated.carriers().stream()
        .filter(one -> Grounds.of(one.path()) == Grounds.DEPLOYED)
        .filter(
            one ->
                switch (one.kind()) {
                  case MANIFEST_IMAGE, KUSTOMIZATION_TAG, VALUES_TAG -> own.contains(one.subject());
                  case VERSION_FILE, BUILD_FILE -> true;
                  case CHART_APP_VERSION -> stated.charts().containsKey(one.path());
                  default -> false;
                })
        .flatMap(one -> one.version().stream())
        .filter(version -> version.isExact() && !version.isZero())
        .max(Comparator.naturalOrder());
  }

  /**
   * The histories of all streams that tags are chosen of.
   *
   * @param chosen which tags count
   * @param most so many of each stream at most, the newest ones
   */
  public List<History> histories(Predicate<ReleaseTag> chosen, int most) {
    var histories = new ArrayList<History>();
    for (String stream : streams.names()) {
      List<ReleaseTag> meant = streams.of(stream).stream().filter(chosen).toList();
      if (!meant.isEmpty() && !streams.isOfLibrary(stream)) {
        histories.add(history(stream, meant, most));
      }
    }
    return histories;
  }

  private History history(String stream, List<ReleaseTag> meant, int most) {
    List<Stated> all =
        meant.stream().skip(Math.max(0, meant.size() - most)).map(this::stated).toList();
    var window = new Window(all);
    OwnImages own = judge.own(stream, window);
    var notes = new ArrayList<>(tags.notes());
    notes.addAll(TextJudge.strangers(own, all));
    if (meant.size() > most) {
      notes.add(
          "Of %d releases, the newest %d are shown; --most shows more."
              .formatted(meant.size(), most));
    }
    var charts = new ChartStreams(project, streams);
    boolean isOfChart =
        all.stream().anyMatch(release -> charts.isOfChart(stream, release.charts().values()));
    return new History(
        name,
        stream,
        isOfChart ? History.Series.CHART : History.Series.CODE,
        judged(all, window, own),
        notes);
  }

  private List<History.Row> judged(List<Stated> all, Window window, OwnImages own) {
    return all.stream().map(release -> judge.judge(release, window, own).row()).toList();
  }

  private Stated stated(ReleaseTag tag) {
    return stated.computeIfAbsent(tag.name(), _ -> state(tag, repository.snapshot(tag.name())));
  }

  private Stated state(ReleaseTag tag, GitSnapshot files) {
    Snapshot snapshot = reader.read(files.tag(), files.files(), path -> contentId(files, path));
    return Stated.of(tag, files.commit(), files.time(), snapshot, builds);
  }

  private static String contentId(GitSnapshot files, String path) {
    try {
      return files.contentId(path);
    } catch (IOException unreadable) {
      return "unreadable " + files.commit();
    }
  }

  /** A word on what else is released from the repository, by tags of its own. */
  private List<String> others(String judged) {
    List<String> others =
        streams.names().stream()
            .filter(
                stream ->
                    !stream.equals(judged)
                        && !streams.isOfLibrary(stream)
                        && !Streams.isOfChart(stream))
            .map(stream -> stream + "*")
            .toList();
    return others.isEmpty()
        ? List.of()
        : List.of(
            "The work tree was judged as a release of %s; what %s release is judged by their tags."
                .formatted(
                    judged.isEmpty() ? "the whole" : judged + "*", String.join(", ", others)));
  }
}
