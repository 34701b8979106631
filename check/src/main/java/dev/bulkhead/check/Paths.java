package dev.bulkhead.check;

import java.util.ArrayDeque;
import java.util.List;

/** Arithmetic on paths of a container, which are always absolute and use {@code /}. */
final class Paths {
  private Paths() {}

  /** The path below a directory, or the path itself where it is absolute; then normal. */
  static String resolve(String directory, String path) {
    return normal(path.startsWith("/") ? path : directory + "/" + path);
  }

  /** Without {@code .}, {@code ..} and double slashes, by text alone. */
  static String normal(String path) {
    var parts = new ArrayDeque<String>();
    for (String part : path.split("/", -1)) {
      if (part.equals("..")) {
        parts.pollLast();
      } else if (!part.isEmpty() && !part.equals(".")) {
        parts.addLast(part);
      }
    }
    return "/" + String.join("/", parts);
  }

  /** The parts of a path as they are written, {@code .} and empty ones left out. */
  static List<String> parts(String path) {
    return List.of(path.split("/", -1)).stream()
        .filter(part -> !part.isEmpty() && !part.equals("."))
        .toList();
  }

  /** Whether a path, by how it ends, can only name a directory. */
  static boolean asksForDirectory(String path) {
    return path.endsWith("/") || path.endsWith("/.") || path.equals(".");
  }

  /** The entry of that name in a directory. */
  static String child(String directory, String name) {
    return directory.equals("/") ? "/" + name : directory + "/" + name;
  }

  /** The directory of a path; the root is its own. */
  static String parent(String path) {
    int slash = path.lastIndexOf('/');
    return slash <= 0 ? "/" : path.substring(0, slash);
  }

  /** The last part of a path. */
  static String name(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  /** Whether a path lies below a directory, or is it. */
  static boolean isWithin(String directory, String path) {
    return directory.equals("/") || path.equals(directory) || path.startsWith(directory + "/");
  }

  /** Whether a path is the goal, or a directory on the way to it. */
  static boolean leadsTo(String goal, String path) {
    return isWithin(path, goal);
  }
}
