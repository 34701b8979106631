package dev.bulkhead.cli;

import dev.bulkhead.release.ImageEvidence;
import dev.bulkhead.verdict.Severity;
import dev.bulkhead.verdict.Verdict;
import java.util.List;
import java.util.Map;

/** Why a release is not recorded. */
final class RecordRefusal {
  private RecordRefusal() {}

  /**
   * The reason, a full sentence; the empty string where there is none.
   *
   * @param kept whether the release is what was recorded before
   */
  static String of(Map<String, ImageEvidence> images, List<Verdict> kept, boolean isPromising) {
    for (Verdict verdict : kept) {
      if (verdict instanceof Verdict.Violated violated && violated.severity() == Severity.ERROR) {
        return verdict.message();
      }
    }
    for (var image : images.entrySet()) {
      switch (image.getValue()) {
        case ImageEvidence.Present _ -> {}
        case ImageEvidence.Unknown unknown -> {
          return unknown.reason();
        }
        case ImageEvidence.Absent _ -> {
          if (!isPromising) {
            return "%s does not exist.".formatted(image.getKey());
          }
        }
      }
    }
    return "";
  }
}
