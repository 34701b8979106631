package dev.bulkhead.admission;

import dev.bulkhead.admission.cel.Doubts;
import dev.bulkhead.admission.cel.Part;
import dev.bulkhead.admission.cel.Values;
import dev.bulkhead.admission.cel.Variables;
import java.util.HashMap;
import java.util.Map;

/**
 * A request as match conditions see it (apiserver {@code pkg/admission/plugin/cel/condition.go}).
 * Fields that are empty are not there, as in the request's JSON.
 */
final class RequestVariables implements Variables {
  private static final String KIND = "kind";

  private final AdmissionRequest request;

  RequestVariables(AdmissionRequest request) {
    this.request = request;
  }

  @Override
  public Object of(String name, Doubts doubts) {
    return switch (name) {
      case "request" -> request(doubts);
      case "object" -> content(name, request.object(), doubts);
      case "oldObject" -> content(name, request.oldObject(), doubts);
      // declared for all conditions, and given to those of policies alone
      case "namespaceObject" -> Values.NULL;
      default -> throw doubts.unknown(name);
    };
  }

  private Part request(Doubts doubts) {
    Resource resource = request.resource();
    Map<String, Object> version =
        Map.of(
            "group", resource.group(), "version", resource.version(), "resource", resource.name());
    Part kind = kind(doubts);
    var fields = new HashMap<String, Object>();
    fields.put(KIND, kind);
    fields.put("requestKind", kind);
    fields.put("resource", version);
    fields.put("requestResource", version);
    fields.put("operation", request.operation().name());
    fields.put("userInfo", user(doubts));
    fields.put("dryRun", false);
    putUnlessEmpty(fields, "subResource", resource.subresource());
    putUnlessEmpty(fields, "requestSubResource", resource.subresource());
    putUnlessEmpty(fields, "namespace", request.namespace());
    putUnlessEmpty(fields, "name", name());
    return Part.of("request", doubts, fields, Part.Missing.ABSENT)
        .except("name", Part.Missing.UNKNOWN)
        .except("options", Part.Missing.UNKNOWN);
  }

  private String name() {
    return request.resource().isNamespace() ? request.namespace() : request.name();
  }

  private Part user(Doubts doubts) {
    User user = request.user();
    return Part.of(
        "request.userInfo",
        doubts,
        Map.of("username", user.name(), "groups", user.groups()),
        Part.Missing.UNKNOWN);
  }

  /** Of subresources the kind of what is sent, where that is the same for all resources. */
  private Part kind(Doubts doubts) {
    return request
        .resource()
        .sent()
        .map(
            sent ->
                Part.of(
                    "request.kind",
                    doubts,
                    Map.of("group", sent.group(), "version", sent.version(), KIND, sent.kind()),
                    Part.Missing.ABSENT))
        .orElseGet(() -> Part.of("request.kind", doubts, Map.of(), Part.Missing.UNKNOWN));
  }

  private Object content(String path, Content content, Doubts doubts) {
    return switch (content) {
      case Content.None _ -> Values.NULL;
      case Content.Bare _ ->
          Part.of(path, doubts, type(), Part.Missing.UNKNOWN)
              .except("metadata", Part.Missing.ABSENT);
      case Content.Labelled(var labels) -> {
        Map<String, Object> fields = type();
        fields.put("metadata", metadata(path + ".metadata", labels, doubts));
        yield Part.of(path, doubts, fields, Part.Missing.UNKNOWN);
      }
      case Content.Whole(var _, var root) -> Values.of(root);
    };
  }

  private Map<String, Object> type() {
    var fields = new HashMap<String, Object>();
    request
        .resource()
        .sent()
        .ifPresent(
            sent -> {
              fields.put("apiVersion", sent.apiVersion());
              fields.put(KIND, sent.kind());
            });
    return fields;
  }

  private Part metadata(String path, Labels labels, Doubts doubts) {
    var fields = new HashMap<String, Object>();
    putUnlessEmpty(fields, "name", name());
    if (request.resource().namespaced()) {
      putUnlessEmpty(fields, "namespace", request.namespace());
    }
    Part.Missing other = labels.complete() ? Part.Missing.ABSENT : Part.Missing.LEANING;
    if (!labels.shown().isEmpty()) {
      fields.put(
          "labels",
          Part.of(path + ".labels", doubts, Map.<String, Object>copyOf(labels.shown()), other));
    }
    return Part.of(path, doubts, fields, Part.Missing.UNKNOWN).except("labels", other);
  }

  private static void putUnlessEmpty(Map<String, Object> fields, String name, String value) {
    if (!value.isEmpty()) {
      fields.put(name, value);
    }
  }
}
