package dev.bulkhead.release;

import dev.bulkhead.release.Carrier.Kind;
import java.util.function.Predicate;

/** Which places of a release state a version of the project itself. */
record OwnCarriers(Project project, OwnImages own, Stated stated) implements Predicate<Carrier> {
  @Override
  public boolean test(Carrier carrier) {
    if (Grounds.of(carrier.path()) == Grounds.ELSEWHERE) {
      return false;
    }
    return switch (carrier.kind()) {
      case MANIFEST_IMAGE, KUSTOMIZATION_TAG, IMAGE_DIGEST, VALUES_TAG, DOCUMENT_IMAGE ->
          own.contains(carrier.subject());
      case KUSTOMIZATION_REF -> project.isAt(carrier.subject());
      case DOCUMENT_COMMAND -> project.isAt(carrier.subject()) || isChart(carrier.subject());
      case CHART_VERSION, CHART_APP_VERSION -> stated.charts().containsKey(carrier.path());
      case CHART_DEPENDENCY, CHART_LABEL -> isChart(carrier.subject());
      case VERSION_LABEL -> isLabel(carrier);
      case VERSION_FILE, BUILD_FILE, CONFIGURED -> true;
    };
  }

  private boolean isChart(String name) {
    return stated.charts().values().stream().anyMatch(chart -> chart.name().equals(name));
  }

  private boolean isLabel(Carrier label) {
    return project.names().anyMatch(label.subject()::equals)
        || isChart(label.subject())
        || stated.carriers().stream()
            .anyMatch(
                one ->
                    one.path().equals(label.path())
                        && one.kind() == Kind.MANIFEST_IMAGE
                        && own.contains(one.subject()));
  }
}
