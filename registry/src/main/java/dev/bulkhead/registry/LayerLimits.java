package dev.bulkhead.registry;

/**
 * How much is read and kept of one layer, so that no input, however hostile, takes more memory or
 * time than this.
 *
 * @param bytes of the uncompressed layer; the default, 64 GiB, takes minutes, not memory
 * @param entries paths, the directories that they imply included
 * @param kept bytes of names, link targets and the heads of files
 */
public record LayerLimits(long bytes, int entries, int kept) {
  /** What is used unless something else is asked for. */
  public static final LayerLimits DEFAULT = new LayerLimits(64L << 30, 1 << 20, 48 << 20);
}
