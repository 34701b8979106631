package dev.bulkhead.registry;

/**
 * One header of a tar archive with what extended headers before it say.
 *
 * @param name as written, in whatever encoding
 * @param type the type flag: {@code '0'} a file, {@code '5'} a directory, …
 * @param mode the permission bits (07777)
 * @param size of the content, in bytes; of a sparse file with its holes
 * @param linkName as written; empty for anything but links
 */
@SuppressWarnings("ArrayRecordComponent") // names are bytes in no certain encoding; never compared
record TarEntry(byte[] name, char type, int mode, long uid, long gid, long size, byte[] linkName) {
  static final char FILE = '0';
  static final char HARD_LINK = '1';
  static final char SYMLINK = '2';
  static final char CHARACTER_DEVICE = '3';
  static final char BLOCK_DEVICE = '4';
  static final char DIRECTORY = '5';
  static final char FIFO = '6';
  static final char GLOBAL_HEADER = 'g';

  /** Whether data follow the header; links and devices have none, whatever size they state. */
  static boolean hasData(char type) {
    return switch (type) {
      case HARD_LINK, SYMLINK, CHARACTER_DEVICE, BLOCK_DEVICE, DIRECTORY, FIFO -> false;
      default -> true;
    };
  }
}
