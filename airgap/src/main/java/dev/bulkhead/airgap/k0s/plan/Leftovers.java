package dev.bulkhead.airgap.k0s.plan;

import dev.bulkhead.model.ImageReference;
import java.util.ArrayList;
import java.util.List;

/** Bundles of a machine without which it has all that it is asked for. */
final class Leftovers {
  private Leftovers() {}

  /**
   * The files that can go when all is done, the first ones first.
   *
   * @param files what lies there then
   */
  static List<MachineBundle> of(NodeOutcome node, List<MachineBundle> files) {
    var kept = new ArrayList<>(files);
    var gone = new ArrayList<MachineBundle>();
    for (MachineBundle file : files) {
      kept.remove(file);
      if (kept.isEmpty() || !hasAll(node, kept)) {
        kept.add(file);
      } else if (file.isRead()) {
        gone.add(file);
      }
    }
    return gone;
  }

  private static boolean hasAll(NodeOutcome node, List<MachineBundle> files) {
    return node.needs().stream()
        .allMatch(
            need ->
                !(ImageReference.read(need.image())
                        instanceof ImageReference.Reading.Valid(var image))
                    || node.member().nodes().platforms().stream()
                        .allMatch(
                            platform ->
                                NodeGroup.in(files, image, platform) instanceof Presence.Present));
  }
}
