package dev.bulkhead.check;

/**
 * A volume at its place in a container.
 *
 * @param path absolute and normal
 */
record Mount(String path, Volume volume) {

  /** Whether a path is the mount's own, or lies below it. */
  boolean covers(String candidate) {
    return path.equals("/")
        || candidate.equals(path)
        || (candidate.startsWith(path) && candidate.charAt(path.length()) == '/');
  }

  /** The path within the volume: {@code /} for the mount's own. */
  String within(String candidate) {
    if (path.equals("/")) {
      return candidate;
    }
    String rest = candidate.substring(path.length());
    return rest.isEmpty() ? "/" : rest;
  }

  /** The last part of the mount's path. */
  String lastPart() {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  /** The same volume at another place. */
  Mount at(String otherPath) {
    return new Mount(otherPath, volume);
  }
}
