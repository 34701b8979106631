package dev.bulkhead.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.Properties;
import picocli.CommandLine.IVersionProvider;

/** The version of this program. */
final class Version implements IVersionProvider {
  /** The version that Maven built: {@code 0.1.0-SNAPSHOT}. */
  static String current() {
    try (InputStream resource =
        Objects.requireNonNull(Version.class.getResourceAsStream("version.properties"))) {
      var properties = new Properties();
      properties.load(resource);
      return properties.getProperty("version", "unknown");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public String[] getVersion() {
    return new String[] {
      "bulkhead %s (Java %s, %s/%s)"
          .formatted(
              current(),
              Runtime.version().toString(),
              System.getProperty("os.name"),
              System.getProperty("os.arch"))
    };
  }
}
