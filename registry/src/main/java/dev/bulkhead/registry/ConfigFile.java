package dev.bulkhead.registry;

import dev.bulkhead.model.Digest;
import dev.bulkhead.model.Platform;
import dev.bulkhead.registry.json.Json;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/**
 * An image's config file (OCI image specification, config.md).
 *
 * @param platform what the image was made for; parts that are not stated are empty strings
 * @param diffIds the digests of the layers' uncompressed bytes, lowest first
 */
record ConfigFile(ImageConfig config, Platform platform, List<Digest> diffIds) {
  ConfigFile {
    diffIds = List.copyOf(diffIds);
  }

  /**
   * Reads a config file.
   *
   * @throws IOException with a full sentence where it is malformed
   */
  static ConfigFile read(String text) throws IOException {
    Json json = Json.object(text);
    Json config = json.member("config");
    var image =
        new ImageConfig(
            config.texts("Entrypoint"),
            config.texts("Cmd"),
            environment(config.texts("Env")),
            config.text("WorkingDir"),
            config.text("User"),
            config.textMap("Labels"));
    var platform = Platform.of(json.text("os"), json.text("architecture"), json.text("variant"));
    return new ConfigFile(image, platform, diffIds(json.member("rootfs").texts("diff_ids")));
  }

  /** Of a variable listed twice the last counts; an entry without {@code =} is no variable. */
  private static SequencedMap<String, String> environment(List<String> entries) {
    var environment = new LinkedHashMap<String, String>();
    for (String entry : entries) {
      int equals = entry.indexOf('=');
      if (equals > 0) {
        environment.put(entry.substring(0, equals), entry.substring(equals + 1));
      }
    }
    return environment;
  }

  private static List<Digest> diffIds(List<String> texts) throws IOException {
    var digests = new ArrayList<Digest>();
    for (String text : texts) {
      digests.add(
          Digest.parse(text)
              .orElseThrow(
                  () -> new IOException("Its config lists \"%s\" as a layer.".formatted(text))));
    }
    return digests;
  }
}
