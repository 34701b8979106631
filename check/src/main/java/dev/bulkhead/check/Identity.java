package dev.bulkhead.check;

import dev.bulkhead.registry.FileEntry;
import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * As whom a process runs, and what that lets it do with a file (Linux: {@code fs/namei.c},
 * acl_permission_check and generic_permission).
 *
 * @param groups supplementary groups, the primary one included
 * @param overrides whether its capabilities pass over permission bits (CAP_DAC_OVERRIDE) at the
 *     moment of execve; the runtime sets them for any user, root or not
 */
record Identity(long uid, long gid, SortedSet<Long> groups, boolean overrides) {
  private static final int READ = 4;
  private static final int EXECUTE = 1;

  Identity {
    var all = new TreeSet<>(groups);
    all.add(gid);
    groups = Collections.unmodifiableSortedSet(all);
  }

  /** Whether the kernel lets it execute a file, which no capability does without an execute bit. */
  boolean mayExecute(FileEntry file) {
    return overrides ? (file.mode() & 0111) != 0 : has(file, EXECUTE);
  }

  /** Whether it may pass through a directory. */
  boolean mayEnter(FileEntry directory) {
    return overrides || has(directory, EXECUTE);
  }

  /** Whether the program itself may read a file: after execve only root keeps its capabilities. */
  boolean mayRead(FileEntry file) {
    return (overrides && uid == 0) || has(file, READ);
  }

  private boolean has(FileEntry file, int bit) {
    int shift = file.uid() == uid ? 6 : groups.contains(file.gid()) ? 3 : 0;
    return (file.mode() >> shift & bit) != 0;
  }

  /** What is left of it once its first program runs: only root keeps its capabilities. */
  Identity afterExec() {
    return uid == 0 ? this : new Identity(uid, gid, groups, false);
  }

  /** Another user's identity under the same capabilities. */
  Identity as(long otherUid, long otherGid, SortedSet<Long> otherGroups) {
    return new Identity(otherUid, otherGid, otherGroups, overrides && otherUid == 0);
  }

  /** {@code uid 1000, gid 0}. */
  @Override
  public String toString() {
    return "uid %d, gid %d".formatted(uid, gid);
  }
}
