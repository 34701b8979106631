package dev.bulkhead.render;

import java.nio.file.NoSuchFileException;
import java.util.Collections;
import java.util.Map;
import java.util.NavigableMap;
import java.util.SortedSet;
import java.util.TreeMap;

/** A tree of files that is held in memory. */
final class MemoryTree implements SourceTree {
  private final String name;
  private final NavigableMap<String, byte[]> files;

  MemoryTree(String name, Map<String, byte[]> files) {
    this.name = name;
    this.files = Collections.unmodifiableNavigableMap(new TreeMap<>(files));
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public SortedSet<String> paths() {
    return new java.util.TreeSet<>(files.keySet());
  }

  @Override
  public boolean isFile(String path) {
    return files.containsKey(path);
  }

  @Override
  public boolean isFolder(String path) {
    return SourceTree.holds(files.navigableKeySet(), path);
  }

  @Override
  public byte[] read(String path) throws NoSuchFileException {
    byte[] bytes = files.get(path);
    if (bytes == null) {
      throw new NoSuchFileException(path);
    }
    return bytes.clone();
  }
}
