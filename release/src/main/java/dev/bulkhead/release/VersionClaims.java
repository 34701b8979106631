package dev.bulkhead.release;

import dev.bulkhead.model.Location;
import dev.bulkhead.model.ObjectKey;
import dev.bulkhead.model.Origin;
import dev.bulkhead.verdict.Claim;
import dev.bulkhead.verdict.Fact;
import dev.bulkhead.verdict.Rule;
import dev.bulkhead.verdict.Severity;
import dev.bulkhead.verdict.Subject;
import dev.bulkhead.verdict.Verdict;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The claims that one release is itself, and how they are answered.
 *
 * @param source what reports call the repository at that release
 * @param streams of all tags, of whatever streams
 * @param window what is usual
 * @param folders the names of the folders at the top of the repository
 */
record VersionClaims(
    String source,
    ReleaseTag tag,
    Project project,
    OwnImages own,
    Streams streams,
    Window window,
    Set<String> folders) {
  private static final ObjectKey DOCUMENTS = new ObjectKey("", "Documents", "", "of the release");
  private static final Pattern VERSION_IN_PATH =
      Pattern.compile(
          "(?<![0-9.])v?([0-9]+[._][0-9]+[._][0-9]+(?:[-._]?(?:alpha|beta|rc)[-._]?[0-9]*)?)(?![0-9])");

  /** No tag of an image is longer. */
  private static final int LONGEST_TAG = 128;

  /** Words for what is newest, and the names of branches: {@code release-0.19}, {@code v1.8.x}. */
  private static final Pattern FLOATING =
      Pattern.compile(
          "(?i)latest|main|master|trunk|head|dev|devel|develop|development|edge|stable|unstable|next"
              + "|nightly|canary|snapshot|local|testing|staging|tip"
              + "|release-v?[0-9]+(?:\\.[0-9x]+)*|v?[0-9]+(?:\\.[0-9]+)*\\.x(?:[-._].*)?");

  /** What a text says of the release's version. */
  enum Saying {
    /** The release's own version. */
    RIGHT,
    /** Exactly one version, and another. */
    OTHER,
    /** No version, or one that is moved. */
    FLOATING,
    /** What is filled in when the release is published. */
    PLACEHOLDER,
    /** A version or name of which nobody can tell whose it is. */
    FOREIGN
  }

  /** Whether a text is what a tag is called that moves. */
  static boolean isFloating(String text) {
    return text.length() <= LONGEST_TAG && FLOATING.matcher(text).matches();
  }

  Saying saying(String text) {
    return saying(text, tag.version());
  }

  static Saying saying(String text, ReleaseVersion wanted) {
    Optional<ReleaseVersion> stated = ReleaseVersion.of(text);
    if (stated.isEmpty()) {
      return text.isBlank() || isPlaceholder(text) ? Saying.PLACEHOLDER : unversioned(text);
    }
    if (stated.get().equals(wanted)) {
      return Saying.RIGHT;
    }
    if (stated.get().isZero()) {
      return Saying.PLACEHOLDER;
    }
    if (stated.get().isExact()) {
      return Saying.OTHER;
    }
    return isBeginning(stated.get(), wanted) ? Saying.FLOATING : Saying.FOREIGN;
  }

  /** {@code v1.34} is moved to each of its patches. */
  private static boolean isBeginning(ReleaseVersion some, ReleaseVersion whole) {
    int count = some.numbers().size();
    return count < whole.numbers().size()
        && some.numbers().equals(whole.numbers().subList(0, count));
  }

  private static Saying unversioned(String text) {
    return isFloating(text) ? Saying.FLOATING : Saying.FOREIGN;
  }

  private static boolean isPlaceholder(String text) {
    return text.chars().anyMatch(c -> "${}<>%@#".indexOf(c) >= 0)
        || text.toUpperCase(Locale.ROOT)
            .matches("(?:.*[^A-Z])?(?:REPLACE[A-Z]*|PLACEHOLDER|VERSION|TAG)(?:[^A-Z].*)?");
  }

  /**
   * Whether a file is of what the stream releases: a stream that is called like a folder at the top
   * of the repository releases what lies there, and no more.
   */
  boolean isOfStream(String path) {
    String part = Streams.bare(tag.stream());
    return part.isEmpty() || !folders.contains(part) || path.startsWith(part + "/");
  }

  /** Whether a name is that of the part of the repository which the stream releases. */
  boolean isNamedLikeStream(String name) {
    return Streams.bare(tag.stream()).equals(name);
  }

  /** Whether a version is one of the repository's tags. */
  boolean isReleased(ReleaseVersion version) {
    return streams.isReleased(version);
  }

  /** Whether a path says that what is there is of another version, and stays so. */
  boolean isOfAnotherVersion(String path) {
    Matcher found = VERSION_IN_PATH.matcher(path);
    boolean isOther = false;
    while (found.find()) {
      Optional<ReleaseVersion> stated = ReleaseVersion.of(found.group(1).replace('_', '.'));
      if (stated.filter(tag.version()::equals).isPresent()) {
        return false;
      }
      isOther = true;
    }
    return isOther;
  }

  /** A claim on something in a file of the repository. */
  Claim claim(Rule rule, ObjectKey object, String aspect, Location at) {
    var origin = Origin.of(source, at.file());
    return new Claim(rule, new Subject(object, origin, "", "", null, aspect), at);
  }

  /** A claim on a document; what many of them say is told once. */
  Claim claimOnDocument(String aspect, Location at) {
    var subject = new Subject(DOCUMENTS, Origin.of(source, "documents"), "", "", null, aspect);
    return new Claim(ReleaseRules.DOCS_BEHIND, subject, at);
  }

  /** A claim on an image that is deployed. */
  Claim claim(Rule rule, DeployedImage image) {
    var origin = Origin.of(source, image.at().file());
    var subject =
        new Subject(image.object(), origin, image.container(), image.reference().text(), null, "");
    return new Claim(rule, subject, image.at());
  }

  static Verdict as(Claim claim, Severity severity, String message, String remedy) {
    return new Verdict.Violated(claim, severity, message, remedy, List.of());
  }

  static Verdict proven(Claim claim, String message) {
    return claim.proven(message, List.of());
  }

  static Verdict unproven(Claim claim, String message, String remedy, Fact... facts) {
    return claim.unproven(message, remedy, List.of(facts));
  }

  /** What is to be done before a tag is made. */
  String stamp() {
    return "Write the version before the tag is made: bulkhead release stamp %s."
        .formatted(tag.version().text());
  }
}
