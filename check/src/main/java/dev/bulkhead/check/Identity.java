package dev.bulkhead.check;

import dev.bulkhead.registry.FileEntry;
import java.util.Collections;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * As whom a process runs, and what that lets it do with a file (Linux: {@code fs/namei.c},
 * acl_permission_check and generic_permission).
 *
 * @param groups supplementary groups, the primary one included
 * @param capabilities which are in effect; at the moment of the first execve the runtime sets them
 *     for any user, root or not
 */
record Identity(long uid, long gid, SortedSet<Long> groups, Set<Capability> capabilities) {
  private static final int READ = 4;
  private static final int EXECUTE = 1;

  Identity {
    var all = new TreeSet<>(groups);
    all.add(gid);
    groups = Collections.unmodifiableSortedSet(all);
    capabilities = Set.copyOf(capabilities);
  }

  /** Whether the kernel lets it execute a file, which no capability does without an execute bit. */
  boolean mayExecute(FileEntry file) {
    return capabilities.contains(Capability.DAC_OVERRIDE)
        ? (file.mode() & 0111) != 0
        : has(file, EXECUTE);
  }

  /** Whether it may pass through a directory. */
  boolean mayEnter(FileEntry directory) {
    return passesOverReading() || has(directory, EXECUTE);
  }

  /** Whether it may read a file. */
  boolean mayRead(FileEntry file) {
    return passesOverReading() || has(file, READ);
  }

  /** Whether it may become another user, as gosu does: groups, group, user. */
  boolean mayBecomeAnother() {
    return capabilities.contains(Capability.SETGID) && capabilities.contains(Capability.SETUID);
  }

  private boolean passesOverReading() {
    return capabilities.contains(Capability.DAC_OVERRIDE)
        || capabilities.contains(Capability.DAC_READ_SEARCH);
  }

  private boolean has(FileEntry file, int bit) {
    int shift = file.uid() == uid ? 6 : groups.contains(file.gid()) ? 3 : 0;
    return (file.mode() >> shift & bit) != 0;
  }

  /** What is left of it once its first program runs: only root keeps its capabilities. */
  Identity afterExec() {
    return as(uid, gid, groups);
  }

  /** The same user, whom no capability helps. */
  Identity withoutCapabilities() {
    return new Identity(uid, gid, groups, Set.of());
  }

  /** Another user's identity; only root has capabilities. */
  Identity as(long otherUid, long otherGid, SortedSet<Long> otherGroups) {
    return new Identity(otherUid, otherGid, otherGroups, otherUid == 0 ? capabilities : Set.of());
  }

  /** {@code uid 1000, gid 0}. */
  @Override
  public String toString() {
    return "uid %d, gid %d".formatted(uid, gid);
  }
}
