package dev.bulkhead.admission;

import java.util.Map;

/**
 * The labels of an object, as far as they are known.
 *
 * @param owner whose they are, as doubts name it: {@code namespace kube-system}
 * @param shown the labels that are known
 * @param complete whether there are no others. Of labels that are not complete, one that is not
 *     shown is taken to be absent where its presence would opt the object in (nobody puts a
 *     tenant's label on kube-system unseen), and is undecided where its presence would opt the
 *     object out (people do exempt namespaces by hand).
 */
public record Labels(String owner, Map<String, String> shown, boolean complete) {
  public Labels {
    shown = Map.copyOf(shown);
  }

  /** All labels that there are. */
  public static Labels all(String owner, Map<String, String> labels) {
    return new Labels(owner, labels, true);
  }

  /** Some labels; there may be others. */
  public static Labels some(String owner, Map<String, String> labels) {
    return new Labels(owner, labels, false);
  }

  /** No label at all. */
  public static Labels none(String owner) {
    return new Labels(owner, Map.of(), true);
  }
}
