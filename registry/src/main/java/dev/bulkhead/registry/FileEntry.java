package dev.bulkhead.registry;

/**
 * One entry of an image's file system.
 *
 * @param path absolute and normal
 * @param mode the permission bits, set-user-id and its kin included (07777)
 * @param size of a regular file's content, in bytes
 * @param linkTarget a symbolic link's target as written; the empty string for anything else
 * @param content what a regular file holds, as far as it decides whether the file can be run
 */
public record FileEntry(
    String path,
    Type type,
    int mode,
    long uid,
    long gid,
    long size,
    String linkTarget,
    FileContent content) {
  /** What an entry is; a hard link is the regular file that it names. */
  public enum Type {
    FILE,
    DIRECTORY,
    SYMLINK,
    /** Device, pipe or socket. */
    SPECIAL
  }

  /** Whether this is a regular file. */
  public boolean isFile() {
    return type == Type.FILE;
  }

  /** Whether this is a directory. */
  public boolean isDirectory() {
    return type == Type.DIRECTORY;
  }

  /** Whether this is a symbolic link. */
  public boolean isSymlink() {
    return type == Type.SYMLINK;
  }
}
