package dev.bulkhead.airgap.verify;

import dev.bulkhead.airgap.verify.Stock.Content;
import dev.bulkhead.airgap.verify.Stock.Item;
import dev.bulkhead.model.Digest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What has to be carried so that what is there becomes what is wanted.
 *
 * @param added images that are not there, and those that are there under the name as something else
 *     or not for every platform
 * @param gone the names of images that are there and wanted no more
 * @param kept how many are there as they are wanted
 * @param bytes of all content to be carried that is known, each blob once
 * @param unknown how many images are added of which it is not known what they are made of
 */
public record StockDiff(List<Added> added, List<String> gone, int kept, long bytes, int unknown) {
  public StockDiff {
    added = List.copyOf(added);
    gone = List.copyOf(gone);
  }

  /**
   * An image to be carried.
   *
   * @param isChange whether there is one of that name, with other content or not for every platform
   * @param bytes of its content that is not there; below zero where it is not known
   * @param shared of its content that is there already, in bytes
   * @param reason why it is not known, a full sentence; the empty string where it is
   */
  public record Added(String name, boolean isChange, long bytes, long shared, String reason) {
    /** Whether it is known how much it is. */
    public boolean isKnown() {
      return reason.isEmpty();
    }
  }

  /** Compares two stocks. */
  public static StockDiff of(Stock old, Stock now) {
    Map<Digest, Long> there = old.blobs();
    var carried = new HashMap<Digest, Long>();
    var added = new ArrayList<Added>();
    int kept = 0;
    for (var image : now.images().entrySet()) {
      Item before = old.images().get(image.getKey());
      List<Content> lacking = image.getValue().beyond(before);
      if (before != null && lacking.isEmpty()) {
        kept++;
        continue;
      }
      Map<Digest, Long> blobs = known(lacking);
      blobs.forEach(
          (digest, size) -> {
            if (!there.containsKey(digest)) {
              carried.put(digest, size);
            }
          });
      String reason = unknown(lacking);
      added.add(
          new Added(
              image.getKey(),
              before != null,
              reason.isEmpty() ? sum(blobs, there, false) : -1,
              reason.isEmpty() ? sum(blobs, there, true) : 0,
              reason));
    }
    return new StockDiff(
        added,
        old.images().keySet().stream().filter(name -> !now.images().containsKey(name)).toList(),
        kept,
        carried.values().stream().mapToLong(Long::longValue).sum(),
        (int) added.stream().filter(one -> !one.isKnown()).count());
  }

  private static Map<Digest, Long> known(List<Content> contents) {
    var blobs = new HashMap<Digest, Long>();
    for (Content content : contents) {
      if (content instanceof Content.Known(var sizes)) {
        blobs.putAll(sizes);
      }
    }
    return blobs;
  }

  /** Why not all of it is known; the empty string where it is. */
  private static String unknown(List<Content> contents) {
    return contents.stream()
        .flatMap(
            content ->
                switch (content) {
                  case Content.Known _ -> Stream.empty();
                  case Content.Unknown(var reason, _) -> Stream.of(reason);
                  case Content.NotLocked(var reason) -> Stream.of(reason);
                })
        .findFirst()
        .orElse("");
  }

  private static long sum(Map<Digest, Long> blobs, Map<Digest, Long> there, boolean isThere) {
    return blobs.entrySet().stream()
        .filter(blob -> there.containsKey(blob.getKey()) == isThere)
        .mapToLong(Map.Entry::getValue)
        .sum();
  }
}
