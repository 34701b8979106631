package dev.bulkhead.render.kustomize;

import dev.bulkhead.model.Node;

/**
 * What an object is an instance of; as a selector, its empty parts select anything.
 *
 * @param group the API group, the empty string for the core group
 */
record Kind(String group, String version, String name) {
  /** Selects everything. */
  static final Kind ANY = new Kind("", "", "");

  /** The kind that an object states. */
  static Kind of(Node object) {
    return of(object.text("apiVersion").orElse(""), object.text("kind").orElse(""));
  }

  static Kind of(String apiVersion, String name) {
    int slash = apiVersion.indexOf('/');
    return slash < 0
        ? new Kind("", apiVersion, name)
        : new Kind(apiVersion.substring(0, slash), apiVersion.substring(slash + 1), name);
  }

  /** Reads {@code KIND[:VERSION][@GROUP]}; {@code *} is any. */
  static Kind parse(String text) {
    int at = text.indexOf('@');
    String group = at < 0 ? "" : text.substring(at + 1);
    String rest = at < 0 ? text : text.substring(0, at);
    int colon = rest.indexOf(':');
    String name = colon < 0 ? rest : rest.substring(0, colon);
    return new Kind(
        group, colon < 0 ? "" : rest.substring(colon + 1), name.equals("*") ? "" : name);
  }

  /** The kind that the fields group, version and kind of a mapping state. */
  static Kind stated(Node mapping) {
    return new Kind(
        mapping.text("group").orElse(""),
        mapping.text("version").orElse(""),
        mapping.text("kind").orElse(""));
  }

  String apiVersion() {
    return group.isEmpty() ? version : group + "/" + version;
  }

  boolean isSelectedBy(Kind selector) {
    return (selector.group.isEmpty() || selector.group.equals(group))
        && (selector.version.isEmpty() || selector.version.equals(version))
        && (selector.name.isEmpty() || selector.name.equals(name));
  }
}
