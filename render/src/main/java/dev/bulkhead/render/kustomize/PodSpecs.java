package dev.bulkhead.render.kustomize;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/** Where the kinds that kustomize knows to run pods have the pods' spec. */
final class PodSpecs {
  private static final String TEMPLATE = "spec/template/spec/";
  private static final String JOB_TEMPLATE = "spec/jobTemplate/spec/template/spec/";

  /** Those whose ConfigMaps and Secrets are followed. */
  private static final SequencedMap<String, String> PODS = new LinkedHashMap<>();

  /** Those whose accounts, claims and priorities are followed. */
  private static final SequencedMap<String, String> CONTROLLERS = new LinkedHashMap<>();

  static {
    PODS.put("Pod:v1", "spec/");
    PODS.put("PodTemplate", "template/spec/");
    CONTROLLERS.put("Pod", "spec/");
    CONTROLLERS.put("ReplicationController", TEMPLATE);
    for (String kind : List.of("Deployment", "DaemonSet", "StatefulSet", "Job")) {
      PODS.put(kind, TEMPLATE);
      CONTROLLERS.put(kind, TEMPLATE);
    }
    PODS.put("ReplicaSet", TEMPLATE);
    PODS.put("CronJob", JOB_TEMPLATE);
    CONTROLLERS.put("CronJob", JOB_TEMPLATE);
  }

  private PodSpecs() {}

  /** The places that a line of the data file stands for. */
  static List<FieldSpec> expanded(String kind, String path) {
    return switch (kind) {
      case "(pods)" -> under(PODS, path);
      case "(controllers)" -> under(CONTROLLERS, path);
      default -> List.of(FieldSpec.of(Kind.parse(kind), path, false));
    };
  }

  private static List<FieldSpec> under(SequencedMap<String, String> kinds, String path) {
    return kinds.entrySet().stream()
        .map(kind -> FieldSpec.of(Kind.parse(kind.getKey()), kind.getValue() + path, false))
        .toList();
  }
}
