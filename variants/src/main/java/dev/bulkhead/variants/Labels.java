package dev.bulkhead.variants;

import dev.bulkhead.model.Inventory;
import dev.bulkhead.model.KubernetesObject;
import dev.bulkhead.model.Node;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Pattern;

/** Values of labels that the API server refuses: a chart that writes a tag into one gets these. */
final class Labels {
  /** {@code apimachinery/pkg/util/validation/validation.go}, IsValidLabelValue. */
  private static final Pattern VALID =
      Pattern.compile("(?:[A-Za-z0-9](?:[A-Za-z0-9_.-]{0,61}[A-Za-z0-9])?)?");

  private Labels() {}

  /** The values that are refused, wherever labels stand. */
  static Set<String> refused(Inventory inventory) {
    var refused = new HashSet<String>();
    for (KubernetesObject object : inventory.objects()) {
      collect(object.root(), false, refused);
    }
    return refused;
  }

  private static void collect(Node node, boolean areLabels, Set<String> refused) {
    switch (node) {
      case Node.Mapping mapping ->
          mapping
              .fields()
              .forEach(
                  (name, value) -> {
                    if (areLabels
                        && value instanceof Node.Scalar scalar
                        && !VALID.matcher(scalar.text()).matches()) {
                      refused.add(scalar.text());
                    }
                    collect(value, name.equals("labels") || name.equals("matchLabels"), refused);
                  });
      case Node.Sequence list -> list.items().forEach(item -> collect(item, false, refused));
      case Node.Scalar _ -> {}
    }
  }
}
