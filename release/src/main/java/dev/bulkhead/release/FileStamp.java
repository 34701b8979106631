package dev.bulkhead.release;

import dev.bulkhead.model.Digest;
import dev.bulkhead.release.StampOutcome.Edit;
import dev.bulkhead.release.StampOutcome.Fault;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Stamps a release into one file: finds what is to be replaced, replaces it, and proves it. */
final class FileStamp {
  private static final Pattern DIGEST = Pattern.compile("@(sha[0-9]+:[0-9a-f]+)");

  private final Stamp stamp;
  private final FileText text;
  private final List<Carrier> found;
  private final Set<Carrier> chosen;
  private final TreeMap<Integer, Splice> splices = new TreeMap<>();
  private final List<Fault> faults = new ArrayList<>();

  private FileStamp(Stamp stamp, FileText text, List<Carrier> found, List<Carrier> chosen) {
    this.stamp = stamp;
    this.text = text;
    this.found = found;
    this.chosen = new LinkedHashSet<>(chosen);
    found.stream().filter(this::isDigestOfChosen).forEach(this.chosen::add);
  }

  /**
   * Stamps a file.
   *
   * @param chosen which of its carriers, at least one
   */
  static StampedFile of(
      Stamp stamp, String path, byte[] file, List<Carrier> chosen, Stamp.Finder finder) {
    var text = FileText.of(path, file);
    if (text.isEmpty()) {
      return new StampedFile.Unfit(
          List.of(
              new Fault(
                  chosen.getFirst().at(),
                  "%s is no text in UTF-8, so what stands there cannot be replaced safely."
                      .formatted(path),
                  "Save the file in UTF-8.")));
    }
    return new FileStamp(stamp, text.get(), finder.read(path, file), chosen).write(path, finder);
  }

  private boolean isDigestOfChosen(Carrier carrier) {
    return isDigest(carrier)
        && chosen.stream().anyMatch(other -> other.subject().equals(carrier.subject()));
  }

  private static boolean isDigest(Carrier carrier) {
    return Digest.parse(carrier.text()).isPresent();
  }

  private StampedFile write(String path, Stamp.Finder finder) {
    chosen.stream()
        .sorted(Comparator.comparing(FileStamp::isDigest)) // whether a tag changes is known then
        .forEach(this::replace);
    if (!faults.isEmpty()) {
      return new StampedFile.Unfit(faults);
    }
    int places = splices.size();
    splices.values().removeIf(splice -> !splice.changes());
    String written = written();
    new StampProof(text, List.copyOf(splices.values()))
        .fault(path, found, finder.read(path, written.getBytes(StandardCharsets.UTF_8)))
        .ifPresent(faults::add);
    return faults.isEmpty()
        ? new StampedFile.Written(
            written, splices.values().stream().map(this::edit).toList(), places - splices.size())
        : new StampedFile.Unfit(faults);
  }

  private String written() {
    var written = new StringBuilder(text.text());
    splices
        .descendingMap()
        .values()
        .forEach(splice -> written.replace(splice.start(), splice.end(), splice.written()));
    return written.toString();
  }

  private Edit edit(Splice splice) {
    return new Edit(text.place(splice.start()), splice.before(), splice.written());
  }

  private void replace(Carrier carrier) {
    int start = text.offset(carrier.at());
    if (start < 0 || !text.text().startsWith(carrier.text(), start)) {
      faults.add(
          new Fault(
              carrier.at(),
              "The version that is read as %s (%s) is not written out so where it stands."
                  .formatted(carrier.text(), carrier.how()),
              "Write it out there in one piece, with quotes around it."));
    } else if (isDigest(carrier)) {
      replaceDigest(carrier, start);
    } else {
      replaceVersion(carrier, start);
    }
  }

  private void replaceVersion(Carrier carrier, int start) {
    String before = carrier.text();
    String after = Spelling.of(stamp.versionFor(carrier.kind()), carrier);
    boolean isQuoted =
        !before.equals(after)
            && Spelling.needsQuotes(
                carrier.kind(), after, start == 0 ? 0 : text.text().charAt(start - 1));
    add(new Splice(carrier, start, before, after, isQuoted));
    int end = start + before.length();
    Matcher digest = DIGEST.matcher(text.text()).region(end, text.text().length());
    if (digest.lookingAt()) {
      replaceDigest(carrier, digest.start(1), digest.group(1), before.equals(after));
    }
  }

  /** A digest that stands alone is right if a tag of the same image beside it is. */
  private void replaceDigest(Carrier carrier, int start) {
    List<Splice> tags =
        splices.values().stream()
            .filter(splice -> splice.carrier().subject().equals(carrier.subject()))
            .filter(splice -> !isDigest(splice.carrier()))
            .toList();
    boolean isRight = !tags.isEmpty() && tags.stream().noneMatch(Splice::changes);
    replaceDigest(carrier, start, carrier.text(), isRight);
  }

  /**
   * Replaces a digest.
   *
   * @param isRight whether the tag that it belongs to states the release already
   */
  private void replaceDigest(Carrier carrier, int start, String before, boolean isRight) {
    var known = stamp.digest(carrier.subject());
    if (known.isEmpty() && !isRight) {
      faults.add(
          new Fault(
              text.place(start),
              "The digest %s decides which image of %s is pulled, whatever the tag says, and it is"
                      .formatted(before, carrier.subject())
                  + " not that of %s.".formatted(stamp.version()),
              "Give the new one with --digest %s=sha256:…, or remove the digest there."
                  .formatted(carrier.subject())));
      return;
    }
    String after = known.map(Digest::toString).orElse(before);
    add(new Splice(carrier, start, before, after, false));
  }

  private void add(Splice splice) {
    Splice other = other(splice);
    if (other == null) {
      splices.put(splice.start(), splice);
    } else if (!other.isSame(splice)) {
      faults.add(
          new Fault(
              splice.carrier().at(),
              "What stands here is to become %s (%s) and %s (%s) at once."
                  .formatted(
                      other.written(),
                      other.carrier().how(),
                      splice.written(),
                      splice.carrier().how()),
              "Write the two apart, without an anchor that both use."));
    }
  }

  /** Another text that was to be written there, if any was. */
  private @Nullable Splice other(Splice splice) {
    var before = splices.floorEntry(splice.end() - 1);
    return before != null && before.getValue().end() > splice.start() ? before.getValue() : null;
  }
}
