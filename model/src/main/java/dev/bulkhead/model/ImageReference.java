package dev.bulkhead.model;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The name of an image as Kubernetes reads it (distribution/reference: {@code regexp.go}, {@code
 * normalize.go}): {@code nginx} is {@code docker.io/library/nginx}, and {@code repo:tag@digest} is
 * decided by the digest.
 *
 * @param text the reference as it was written
 * @param registry the host, with its port if any
 * @param repository the path within the registry
 */
public record ImageReference(
    String text,
    String registry,
    String repository,
    @Nullable String tag,
    @Nullable Digest digest) {
  /** What Docker Hub is called in references; its API answers under another host. */
  public static final String DOCKER_HUB = "docker.io";

  private static final int MAX_REPOSITORY = 255;
  private static final Pattern HOST =
      Pattern.compile(
          "(?:(?:[a-zA-Z0-9]|[a-zA-Z0-9][a-zA-Z0-9-]*[a-zA-Z0-9])"
              + "(?:\\.(?:[a-zA-Z0-9]|[a-zA-Z0-9][a-zA-Z0-9-]*[a-zA-Z0-9]))*"
              + "|\\[[a-fA-F0-9:]+\\])(?::[0-9]+)?");
  private static final Pattern COMPONENT =
      Pattern.compile("[a-z0-9]+(?:(?:\\.|_|__|-+)[a-z0-9]+)*");
  private static final Pattern TAG = Pattern.compile("\\w[\\w.-]{0,127}");
  private static final Pattern IDENTIFIER = Pattern.compile("[a-f0-9]{64}");

  /** What reading a reference comes to. */
  public sealed interface Reading {
    /** It is a reference. */
    record Valid(ImageReference reference) implements Reading {}

    /**
     * It is not.
     *
     * @param text what was read, a name and password before the host concealed
     * @param part the part at fault, possibly empty
     * @param reason what is wrong with that part, as a clause: "the tag is empty"
     */
    record Invalid(String text, String part, String reason) implements Reading {
      public Invalid {
        text = Userinfo.concealed(text);
        part = Userinfo.concealed(part);
      }
    }
  }

  /** Reads a reference; what is wrong with it is part of the answer. */
  public static Reading read(String text) {
    if (text.isEmpty()) {
      return new Reading.Invalid(text, "", "it is empty");
    }
    if (text.chars().anyMatch(c -> c <= ' ' || c == 0x7f)) {
      return new Reading.Invalid(text, text, "it holds white space or a control character");
    }
    String shown = Userinfo.concealed(text);
    if (!shown.equals(text) && shown.startsWith(Userinfo.CONCEALED + "@")) {
      return new Reading.Invalid(
          shown, "", "an image reference holds no user's name and no password");
    }
    int scheme = text.indexOf("://");
    if (scheme >= 0) {
      return new Reading.Invalid(
          text, text.substring(0, scheme + 3), "an image reference has no scheme");
    }
    if (IDENTIFIER.matcher(text).matches()) {
      return new Reading.Invalid(
          text, text, "64 hexadecimal digits name an image's id, not a repository");
    }
    String rest = text;
    Digest digest = null;
    int at = rest.indexOf('@');
    if (at >= 0) {
      String written = rest.substring(at + 1);
      Optional<Digest> parsed = Digest.parse(written);
      if (parsed.isEmpty()) {
        return new Reading.Invalid(
            text,
            written,
            written.isEmpty()
                ? "the digest is empty"
                : "the digest is not sha256: followed by 64 lower-case hexadecimal digits");
      }
      digest = parsed.get();
      rest = rest.substring(0, at);
    }
    String tag = null;
    int colon = rest.lastIndexOf(':');
    if (colon > rest.lastIndexOf('/')) {
      tag = rest.substring(colon + 1);
      if (!TAG.matcher(tag).matches()) {
        return new Reading.Invalid(text, tag, tagFault(tag));
      }
      rest = rest.substring(0, colon);
    }
    return readName(text, rest, tag, digest);
  }

  private static Reading readName(
      String text, String name, @Nullable String tag, @Nullable Digest digest) {
    String registry = DOCKER_HUB;
    String repository = name;
    int slash = name.indexOf('/');
    if (slash >= 0 && isHost(name.substring(0, slash))) {
      registry = name.substring(0, slash);
      repository = name.substring(slash + 1);
      if (!HOST.matcher(registry).matches()) {
        return new Reading.Invalid(text, registry, "the registry is not a host name");
      }
    }
    if (registry.equals("index.docker.io")) {
      registry = DOCKER_HUB;
    }
    if (repository.isEmpty()) {
      return new Reading.Invalid(text, repository, "the repository is empty");
    }
    for (String component : repository.split("/", -1)) {
      if (!COMPONENT.matcher(component).matches()) {
        return new Reading.Invalid(text, component, componentFault(component));
      }
    }
    if (registry.equals(DOCKER_HUB) && repository.indexOf('/') < 0) {
      repository = "library/" + repository;
    }
    if (repository.length() > MAX_REPOSITORY) {
      return new Reading.Invalid(
          text,
          repository,
          "the repository is longer than %d characters".formatted(MAX_REPOSITORY));
    }
    return new Reading.Valid(new ImageReference(text, registry, repository, tag, digest));
  }

  private static boolean isHost(String first) {
    return first.indexOf('.') >= 0
        || first.indexOf(':') >= 0
        || first.equals("localhost")
        || !first.equals(first.toLowerCase(Locale.ROOT));
  }

  private static String tagFault(String tag) {
    if (tag.isEmpty()) {
      return "the tag is empty";
    }
    if (tag.length() > 128) {
      return "the tag is longer than 128 characters";
    }
    if (tag.charAt(0) == '.' || tag.charAt(0) == '-') {
      return "a tag cannot begin with \"%s\"".formatted(tag.charAt(0));
    }
    return tag.codePoints()
        .filter(c -> !(c < 128 && (Character.isLetterOrDigit(c) || "_.-".indexOf(c) >= 0)))
        .mapToObj(c -> "a tag cannot hold \"%s\"".formatted(Character.toString(c)))
        .findFirst()
        .orElse("it is not a tag");
  }

  private static String componentFault(String component) {
    if (component.isEmpty()) {
      return "the repository has an empty part";
    }
    if (component.chars().anyMatch(Character::isUpperCase)) {
      return "a repository is written in lower case";
    }
    return "a repository's part is lower-case letters and digits, with single separators"
        + " (\".\", \"_\", \"__\", \"-\") between them";
  }

  /** The registry and repository: what an image is called whatever its version. */
  public String name() {
    return registry + "/" + repository;
  }

  /** The tag to ask for where there is no digest: the one given, or {@code latest}. */
  public String effectiveTag() {
    return tag == null ? "latest" : tag;
  }

  /** The full name with whatever decides: {@code docker.io/library/nginx:1.27}. */
  public String canonical() {
    return digest != null ? name() + "@" + digest : name() + ":" + effectiveTag();
  }

  /** The same image at another place. */
  public ImageReference relocated(String otherRegistry, String otherRepository) {
    return new ImageReference(text, otherRegistry, otherRepository, tag, digest);
  }

  @Override
  public String toString() {
    return text;
  }
}
