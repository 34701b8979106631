package dev.bulkhead.registry;

import dev.bulkhead.model.Digest;
import java.util.List;

/** The answer to the question what chart an {@code oci://} reference names. */
public sealed interface ChartLookup {

  /** The packed chart ({@code .tgz}). */
  final class Pulled implements ChartLookup {
    private final String version;
    private final Digest digest;
    private final byte[] archive;

    Pulled(String version, Digest digest, byte[] archive) {
      this.version = version;
      this.digest = digest;
      this.archive = archive;
    }

    /** The version that was taken: the one asked for, or the newest. */
    public String version() {
      return version;
    }

    /** The digest of the manifest that the version names. */
    public Digest digest() {
      return digest;
    }

    /** The archive, verified. */
    public byte[] archive() {
      return archive.clone();
    }

    @Override
    public String toString() {
      return "Pulled[%s %s]".formatted(version, digest);
    }
  }

  /**
   * The registry says that there is no such chart or version.
   *
   * @param reason a full sentence
   * @param nearest existing versions most like the one asked for
   */
  record Missing(String reason, List<String> nearest) implements ChartLookup {
    public Missing {
      nearest = List.copyOf(nearest);
    }
  }

  /** What the reference names is no Helm chart. */
  record NotAChart(String reason) implements ChartLookup {}

  /**
   * Nobody could be asked, or what came could not be used.
   *
   * @param reason a full sentence, never with a credential
   * @param supply what would help, beginning with a verb
   */
  record Unavailable(String reason, String supply) implements ChartLookup {}
}
