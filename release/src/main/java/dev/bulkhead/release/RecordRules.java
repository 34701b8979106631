package dev.bulkhead.release;

import static dev.bulkhead.verdict.Rule.Proof.EVIDENCE;
import static dev.bulkhead.verdict.Rule.Proof.TEXT;
import static dev.bulkhead.verdict.Severity.ERROR;

import dev.bulkhead.verdict.Rule;
import java.util.List;

/** The rules on releases that were recorded: that they stay what they were. */
public final class RecordRules {
  /** A tag names another commit than when it was recorded. */
  public static final Rule TAG_MOVED =
      new Rule(
          "tag-moved",
          ERROR,
          TEXT,
          "a tag names another commit than when it was recorded",
          """
          Whoever fetched the tag before has other files than whoever fetches it now, under the \
          same name, and git tells neither of them. Nothing in the repository shows it afterwards, \
          either: only a record that was made in time does.""",
          "v1.2.0: commit 81d20e…   # release.lock: 3f9a6c…",
          "v1.2.0: commit 3f9a6c…   # and what was changed since is v1.2.1");

  /** An image's tag names something else than when it was recorded. */
  public static final Rule IMAGE_RETAGGED =
      new Rule(
          "image-retagged",
          ERROR,
          EVIDENCE,
          "an image's tag names something else than when it was recorded",
          """
          A tag that was pushed again runs one program on nodes that have the image and another on \
          those that pull it now. It is a notice where only the index was written anew, and each \
          platform's image is still the recorded one.""",
          "registry.example/app:v1.2.0 names sha256:81d2…   # release.lock: sha256:3f9a…",
          "registry.example/app:v1.2.0 names sha256:3f9a…");

  /** A published file is another than when it was recorded. */
  public static final Rule ARTIFACT_REPLACED =
      new Rule(
          "artifact-replaced",
          ERROR,
          TEXT,
          "a published file is another than when it was recorded",
          """
          A chart or an install manifest that was uploaded again under its old name is another \
          release that nobody can tell from the first, and breaks everybody who checks its hash.""",
          "app-1.2.0.tgz: sha256:81d2…   # release.lock: sha256:3f9a…",
          "app-1.2.0.tgz: sha256:3f9a…");

  private RecordRules() {}

  /** All of them. */
  public static List<Rule> all() {
    return List.of(TAG_MOVED, IMAGE_RETAGGED, ARTIFACT_REPLACED);
  }
}
