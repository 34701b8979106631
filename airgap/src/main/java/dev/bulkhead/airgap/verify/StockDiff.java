package dev.bulkhead.airgap.verify;

import dev.bulkhead.airgap.verify.Stock.Item;
import dev.bulkhead.model.Digest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What has to be carried so that what is there becomes what is wanted.
 *
 * @param added images that are not there, and those that are there under the name as something else
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
   * @param isChange whether there is one of that name with other content
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
      switch (image.getValue()) {
        case Item.Unknown(var reason, _)
            when before == null || image.getValue().differsFrom(before) ->
            added.add(new Added(image.getKey(), before != null, -1, 0, reason));
        case Item.Unknown _ -> kept++;
        case Item.Known(var blobs) -> {
          long missing = sum(blobs, there, false);
          if (before != null && !image.getValue().differsFrom(before)) {
            kept++;
          } else {
            blobs.forEach(
                (digest, size) -> {
                  if (!there.containsKey(digest)) {
                    carried.put(digest, size);
                  }
                });
            added.add(
                new Added(image.getKey(), before != null, missing, sum(blobs, there, true), ""));
          }
        }
      }
    }
    return new StockDiff(
        added,
        old.images().keySet().stream().filter(name -> !now.images().containsKey(name)).toList(),
        kept,
        carried.values().stream().mapToLong(Long::longValue).sum(),
        (int) added.stream().filter(one -> !one.isKnown()).count());
  }

  private static long sum(Map<Digest, Long> blobs, Map<Digest, Long> there, boolean isThere) {
    return blobs.entrySet().stream()
        .filter(blob -> there.containsKey(blob.getKey()) == isThere)
        .mapToLong(Map.Entry::getValue)
        .sum();
  }
}
