package dev.bulkhead.cli;

import dev.bulkhead.airgap.k0s.plan.AutopilotPlan.Download;
import dev.bulkhead.verdict.OptionError;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where machines of a platform get a file from, as autopilot is told: {@code
 * linux-amd64=https://files.local/k0s@sha256:…}.
 *
 * @param platform {@code linux-amd64}
 */
record PlatformDownload(String platform, Download download) {
  private static final Pattern FORM =
      Pattern.compile(
          "([a-z0-9]{2,16}-[a-z0-9]{2,16})=(https?://[^\\s\"\\\\@]{1,2000}?)(?:@sha256:([0-9a-f]{64}))?");

  /**
   * Reads the option.
   *
   * @throws OptionError where it has another form
   */
  static PlatformDownload parse(String text) {
    Matcher form = FORM.matcher(text);
    if (!form.matches()) {
      throw new OptionError(
          "This says neither for which platform nor where a file is, or not so that it could be read.",
          "Write linux-amd64=https://HOST/FILE, with @sha256:HEX behind it if the file is to be"
              + " checked; a URL with a user's name is not taken.");
    }
    return new PlatformDownload(
        form.group(1), new Download(form.group(2), form.group(3) == null ? "" : form.group(3)));
  }
}
