package dev.bulkhead.release;

import java.util.regex.Pattern;

/** How a version is written at a place: as what stands there is, and as such a place allows. */
final class Spelling {
  /** What YAML takes for a number or a date where no quotes stand around it. */
  private static final Pattern NUMBER_OR_DATE =
      Pattern.compile(
          "0[xob][0-9a-fA-F_]+|[0-9][0-9_]*(?:\\.[0-9_]*)?(?:[eE][-+]?[0-9]+)?"
              + "|[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}.*");

  private Spelling() {}

  /** The text that states a version at a carrier, in place of the one that stands there. */
  static String of(ReleaseVersion version, Carrier carrier) {
    var before = carrier.version();
    if (before.isEmpty()) {
      return fit(version.text(), carrier.kind());
    }
    boolean isSame = before.get().equals(version);
    if (isSame && !isTakenLiterally(carrier.kind())) {
      return carrier.text();
    }
    return fit(version.spelledLike(before.get(), !avoidsPlus(carrier)), carrier.kind());
  }

  /** Whether another spelling of the same version would be another tag, or another package. */
  private static boolean isTakenLiterally(Carrier.Kind kind) {
    return switch (kind) {
      case MANIFEST_IMAGE,
          KUSTOMIZATION_TAG,
          KUSTOMIZATION_DIGEST,
          KUSTOMIZATION_REF,
          CHART_VERSION,
          CHART_APP_VERSION,
          CHART_DEPENDENCY,
          VALUES_TAG,
          DOCUMENT_COMMAND,
          DOCUMENT_IMAGE,
          VERSION_FILE,
          CONFIGURED ->
          true;
      // Python writes 1.0.0rc1, a label 1.30.2-k0s.0.
      case BUILD_FILE, VERSION_LABEL, CHART_LABEL -> false;
    };
  }

  /** A tag of an image holds no plus, nor does a label. */
  private static String fit(String text, Carrier.Kind kind) {
    return switch (kind) {
      case MANIFEST_IMAGE, KUSTOMIZATION_TAG, VALUES_TAG, DOCUMENT_IMAGE, VERSION_LABEL ->
          text.replace('+', '-');
      // As charts themselves write it: replace "+" "_".
      case CHART_LABEL -> text.replace('+', '_');
      case KUSTOMIZATION_DIGEST,
          KUSTOMIZATION_REF,
          CHART_VERSION,
          CHART_APP_VERSION,
          CHART_DEPENDENCY,
          DOCUMENT_COMMAND,
          VERSION_FILE,
          BUILD_FILE,
          CONFIGURED ->
          text;
    };
  }

  /** Whether {@code 1.30.2-k0s.0} stands there, which is no prerelease: what follows a plus. */
  private static boolean avoidsPlus(Carrier carrier) {
    String text = carrier.text();
    return text.indexOf('-') > 0
        && text.indexOf('+') < 0
        && carrier.version().filter(ReleaseVersion::isFinal).isPresent();
  }

  /**
   * Whether a text needs quotes to be read as it is written.
   *
   * @param before the character before the place; 0 where there is none
   */
  static boolean needsQuotes(Carrier.Kind kind, String text, char before) {
    return isScalarOfYaml(kind)
        && (before <= ' ' || before == '[' || before == '{' || before == ',')
        && NUMBER_OR_DATE.matcher(text).matches();
  }

  private static boolean isScalarOfYaml(Carrier.Kind kind) {
    return switch (kind) {
      case KUSTOMIZATION_TAG,
          CHART_VERSION,
          CHART_APP_VERSION,
          CHART_DEPENDENCY,
          VALUES_TAG,
          VERSION_LABEL ->
          true;
      case MANIFEST_IMAGE,
          KUSTOMIZATION_DIGEST,
          KUSTOMIZATION_REF,
          CHART_LABEL,
          DOCUMENT_COMMAND,
          DOCUMENT_IMAGE,
          VERSION_FILE,
          BUILD_FILE,
          CONFIGURED ->
          false;
    };
  }
}
