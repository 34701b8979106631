package dev.bulkhead.render;

/**
 * What a tree of files may hold before it is refused.
 *
 * @param maxEntries files, folders and links together
 * @param maxDepth how many folders deep a path may go
 * @param maxFileBytes of a single file
 * @param maxTotalBytes of all files together, for what is held in memory
 */
record TreeLimits(int maxEntries, int maxDepth, long maxFileBytes, long maxTotalBytes) {
  private static final long MEBIBYTE = 1024 * 1024;

  /** For folders, whose files are read one by one. */
  static final TreeLimits FOLDER = new TreeLimits(1_000_000, 64, 256 * MEBIBYTE, Long.MAX_VALUE);

  /** For archives, which are held in memory; Helm itself refuses charts above 100 MiB. */
  static final TreeLimits ARCHIVE = new TreeLimits(20_000, 64, 64 * MEBIBYTE, 256 * MEBIBYTE);

  /** For whole repositories, whose files are read one by one. */
  static final TreeLimits REPOSITORY = new TreeLimits(500_000, 64, 64 * MEBIBYTE, Long.MAX_VALUE);
}
