package dev.bulkhead.release;

/**
 * Something that is published when a version is released.
 *
 * @param name an image's or a chart's reference, or a file's name
 */
public record ReleasePart(Kind kind, String name, Presence presence) {
  /** What is published. */
  public enum Kind {
    /** An image of a container. */
    IMAGE("image"),
    /** A chart of Helm's. */
    CHART("chart"),
    /** A file of manifests to be applied. */
    MANIFEST("install manifest");

    private final String words;

    Kind(String words) {
      this.words = words;
    }

    /** As reports name it. */
    @Override
    public String toString() {
      return words;
    }
  }

  /** Whether it was published. */
  public sealed interface Presence {
    /** It was; {@code where} says who has it. */
    record There(String where) implements Presence {}

    /** It was not; {@code answer} is who said so, and how, as a clause. */
    record Missing(String answer) implements Presence {}

    /**
     * Nobody could tell.
     *
     * @param reason a full sentence
     * @param supply what would tell, beginning with a verb
     */
    record Unknown(String reason, String supply) implements Presence {}
  }

  /** An image as a part of a release. */
  public static ReleasePart of(ReleasedImage image) {
    Presence presence =
        switch (image.evidence()) {
          case ImageEvidence.Present present -> new Presence.There(present.where());
          case ImageEvidence.Absent absent ->
              new Presence.Missing("%s answers %s".formatted(absent.where(), absent.answer()));
          case ImageEvidence.Unknown(var reason, var supply) ->
              new Presence.Unknown(reason, supply);
        };
    return new ReleasePart(Kind.IMAGE, image.reference().text(), presence);
  }

  @Override
  public String toString() {
    return "the %s %s".formatted(kind, name);
  }
}
