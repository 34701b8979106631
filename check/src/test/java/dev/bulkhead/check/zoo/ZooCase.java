package dev.bulkhead.check.zoo;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One container to start: an image of the zoo and what a pod says about running it.
 *
 * @param command null where the manifest has no such field
 * @param args null where the manifest has no such field
 * @param workingDir the empty string where the manifest has no such field
 */
record ZooCase(
    String image,
    @Nullable List<String> command,
    @Nullable List<String> args,
    List<Variable> env,
    String workingDir,
    Security security) {

  /** An environment variable with a literal value. */
  record Variable(String name, String value) {}

  /**
   * Who the process shall be, and what it may.
   *
   * @param onPod whether user and group are stated on the pod instead of on the container
   * @param flags {@code privileged} and {@code readOnlyRootFilesystem}, where true
   * @param strictGroups whether supplementalGroupsPolicy is Strict
   */
  record Security(
      @Nullable Long runAsUser,
      @Nullable Long runAsGroup,
      boolean onPod,
      List<Long> supplementalGroups,
      @Nullable Long fsGroup,
      @Nullable Boolean runAsNonRoot,
      List<String> drop,
      List<String> add,
      @Nullable Boolean allowPrivilegeEscalation,
      List<String> flags,
      boolean strictGroups) {
    /** Nothing stated. */
    static final Security NONE =
        new Security(
            null, null, false, List.of(), null, null, List.of(), List.of(), null, List.of(), false);
  }

  /** The pod as a tree of maps and lists; {@code reference} is what its image is called. */
  Map<String, Object> pod(String reference) {
    var container = new LinkedHashMap<String, Object>();
    container.put("name", "case");
    container.put("image", reference);
    put(container, "command", command);
    put(container, "args", args);
    if (!env.isEmpty()) {
      var variables = new ArrayList<Map<String, Object>>();
      env.forEach(v -> variables.add(Map.of("name", v.name(), "value", v.value())));
      container.put("env", variables);
    }
    if (!workingDir.isEmpty()) {
      container.put("workingDir", workingDir);
    }
    var ofPod = new LinkedHashMap<String, Object>();
    var ofContainer = new LinkedHashMap<String, Object>();
    var owner = security.onPod() ? ofPod : ofContainer;
    put(owner, "runAsUser", security.runAsUser());
    put(owner, "runAsGroup", security.runAsGroup());
    put(owner, "runAsNonRoot", security.runAsNonRoot());
    put(ofPod, "fsGroup", security.fsGroup());
    if (!security.supplementalGroups().isEmpty()) {
      ofPod.put("supplementalGroups", security.supplementalGroups());
    }
    if (security.strictGroups()) {
      ofPod.put("supplementalGroupsPolicy", "Strict");
    }
    put(ofContainer, "allowPrivilegeEscalation", security.allowPrivilegeEscalation());
    security.flags().forEach(flag -> ofContainer.put(flag, true));
    var capabilities = new LinkedHashMap<String, Object>();
    if (!security.drop().isEmpty()) {
      capabilities.put("drop", security.drop());
    }
    if (!security.add().isEmpty()) {
      capabilities.put("add", security.add());
    }
    putUnlessEmpty(ofContainer, "capabilities", capabilities);
    putUnlessEmpty(container, "securityContext", ofContainer);
    var spec = new LinkedHashMap<String, Object>();
    putUnlessEmpty(spec, "securityContext", ofPod);
    spec.put("containers", List.of(container));
    var pod = new LinkedHashMap<String, Object>();
    pod.put("apiVersion", "v1");
    pod.put("kind", "Pod");
    pod.put("metadata", Map.of("name", "zoo"));
    pod.put("spec", spec);
    return pod;
  }

  private static void put(Map<String, Object> map, String key, @Nullable Object value) {
    if (value != null) {
      map.put(key, value);
    }
  }

  private static void putUnlessEmpty(
      Map<String, Object> map, String key, Map<String, Object> value) {
    if (!value.isEmpty()) {
      map.put(key, value);
    }
  }
}
