package dev.bulkhead.render;

import dev.bulkhead.verdict.UserError;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.eclipse.jgit.errors.IncorrectObjectTypeException;
import org.eclipse.jgit.errors.MissingObjectException;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;

/** The tags of a repository, and what they name. */
final class GitTagNames {
  private static final String FETCH = "Fetch the tags with \"git fetch --tags --unshallow\".";
  private static final int MOST_NEAR = 3;
  private static final int MOST_SHOWN = 5;

  private final Repository repository;
  private final String name;

  GitTagNames(Repository repository, String name) {
    this.repository = repository;
    this.name = name;
  }

  /** All names, whatever they name. */
  List<String> all() throws IOException {
    return refs().stream().map(GitTagNames::name).toList();
  }

  private List<Ref> refs() throws IOException {
    return repository.getRefDatabase().getRefsByPrefix(Constants.R_TAGS);
  }

  private static String name(Ref ref) {
    return ref.getName().substring(Constants.R_TAGS.length());
  }

  /** Those that name commits which the repository holds. */
  GitTags ofCommits(boolean isShallow) throws IOException {
    var tags = new ArrayList<GitTag>();
    var others = new ArrayList<String>();
    try (var commits = new RevWalk(repository)) {
      for (Ref ref : refs()) {
        try {
          tags.add(tag(ref, commits.parseCommit(target(ref))));
        } catch (IncorrectObjectTypeException | MissingObjectException _) {
          others.add(name(ref));
        }
      }
    }
    var notes = new ArrayList<String>();
    if (!others.isEmpty()) {
      notes.add(leftOut(others));
    }
    if (isShallow) {
      notes.add("%s is a shallow clone, which may lack tags and commits.".formatted(name));
    }
    return new GitTags(tags, notes);
  }

  private static GitTag tag(Ref ref, RevCommit commit) {
    ObjectId object = Objects.requireNonNull(ref.getObjectId(), "a tag is of something");
    return new GitTag(
        name(ref), commit.name(), object.name(), commit.getCommitterIdent().getWhenAsInstant());
  }

  private static String leftOut(List<String> others) {
    if (others.size() == 1) {
      return "The tag %s names no commit that the repository holds and was left out."
          .formatted(others.getFirst());
    }
    String shown = others.stream().limit(MOST_SHOWN).collect(Collectors.joining(", "));
    return "%d tags name no commit that the repository holds and were left out: %s%s."
        .formatted(others.size(), shown, others.size() > MOST_SHOWN ? ", …" : "");
  }

  /**
   * What a tag names in the end.
   *
   * @throws UserError where there is no such tag
   */
  ObjectId target(String tag, boolean isShallow) throws IOException {
    Ref ref = repository.exactRef(Constants.R_TAGS + tag);
    if (ref == null) {
      throw missing(tag, isShallow);
    }
    return target(ref);
  }

  private ObjectId target(Ref ref) throws IOException {
    ObjectId peeled = repository.getRefDatabase().peel(ref).getPeeledObjectId();
    return peeled == null
        ? Objects.requireNonNull(ref.getObjectId(), "a tag is of something")
        : peeled;
  }

  private UserError missing(String tag, boolean isShallow) throws IOException {
    var names = all();
    if (names.isEmpty()) {
      return new UserError("There is no tag %s in %s: it has no tags.".formatted(tag, name), FETCH);
    }
    if (isShallow) {
      return new UserError(
          "There is no tag %s in %s, which is a shallow clone.".formatted(tag, name), FETCH);
    }
    var near = near(tag, names);
    return new UserError(
        "There is no tag %s in %s.".formatted(tag, name),
        near.isEmpty() ? "Name one that is." : "Name one that is, such as " + near + ".");
  }

  private static String near(String tag, List<String> names) {
    record Near(String name, int distance) {}
    return names.stream()
        .map(name -> new Near(name, distance(tag, name)))
        .filter(near -> near.distance() <= Math.max(1, tag.length() / 3))
        .sorted(Comparator.comparingInt(Near::distance))
        .limit(MOST_NEAR)
        .map(Near::name)
        .collect(Collectors.joining(", "));
  }

  /** How many characters to insert, remove or change to come from one to the other. */
  private static int distance(String one, String other) {
    int[] row = new int[other.length() + 1];
    for (int j = 0; j < row.length; j++) {
      row[j] = j;
    }
    for (int i = 1; i <= one.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j < row.length; j++) {
        int kept = diagonal + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(kept, Math.min(row[j], row[j - 1]) + 1);
      }
    }
    return row[other.length()];
  }
}
