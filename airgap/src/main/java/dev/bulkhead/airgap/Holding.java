package dev.bulkhead.airgap;

import dev.bulkhead.model.Digest;
import dev.bulkhead.model.Platform;
import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;

/** What is there of one image for one platform. */
public sealed interface Holding {

  /**
   * All of it: the manifest, its config, every layer.
   *
   * @param digest of what the name stands for: an index, or the manifest itself
   * @param manifest the digest of the platform's manifest
   * @param where the file's or the mirror's name
   */
  record Held(Digest digest, Digest manifest, String where) implements Holding {}

  /** Nothing under that name. */
  record Absent() implements Holding {}

  /**
   * The name, but nothing for the platform.
   *
   * @param offered the platforms that are there
   */
  record OtherPlatforms(String where, SortedSet<Platform> offered) implements Holding {
    public OtherPlatforms {
      offered = Collections.unmodifiableSortedSet(new TreeSet<>(offered));
    }
  }

  /**
   * The name, but not its content as it should be.
   *
   * @param fault what is wrong, a full sentence
   */
  record Damaged(String where, String fault) implements Holding {}

  /**
   * It cannot be told.
   *
   * @param reason a full sentence, never with a credential
   * @param supply what would supply the evidence, beginning with a verb
   */
  record Unknown(String reason, String supply) implements Holding {}
}
