package dev.bulkhead.cli;

import dev.bulkhead.airgap.k0s.ConfigJudgement;
import dev.bulkhead.airgap.k0s.ConfigSnapshot;
import dev.bulkhead.verdict.IoReason;
import dev.bulkhead.verdict.UserError;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;

/** A directory of snapshots of one configuration: its history. */
record SnapshotFolder(Path folder) {

  /** Keeps what a configuration is now, unless the newest snapshot says so; tells what was done. */
  String keep(ConfigJudgement judgement, Instant now) {
    var snapshot = ConfigSnapshot.of(judgement, now);
    try {
      Files.createDirectories(folder);
      Optional<String> newest = newest();
      if (newest.filter(snapshot::isAt).isPresent()) {
        return "%s says the same already, so nothing was recorded."
            .formatted(folder.resolve(newest.get()));
      }
      Path file = folder.resolve(snapshot.fileName());
      Replacement.of(file)
          .write(out -> out.write(snapshot.text().getBytes(StandardCharsets.UTF_8)));
      return "Recorded as %s.".formatted(file);
    } catch (IOException unwritable) {
      throw new UserError(
          null,
          "Nothing could be recorded in \"%s\": %s.".formatted(folder, IoReason.of(unwritable)),
          "Choose another --record, or make it a directory that you may write.",
          unwritable);
    }
  }

  private Optional<String> newest() throws IOException {
    try (var files = Files.list(folder)) {
      return files
          .map(file -> String.valueOf(file.getFileName()))
          .filter(ConfigSnapshot::isName)
          .max(Comparator.naturalOrder());
    }
  }
}
