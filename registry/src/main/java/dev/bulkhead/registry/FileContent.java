package dev.bulkhead.registry;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is kept of a file's content: as much as decides whether and how it runs. */
public sealed interface FileContent {
  /** Not a regular file, or a regular file without a byte. */
  record Empty() implements FileContent {}

  /**
   * A script: it begins with {@code #!}.
   *
   * @param firstLine what follows {@code #!} up to the line feed or to the kernel's limit of 256
   *     bytes (BINPRM_BUF_SIZE), a carriage return kept
   */
  record Script(String firstLine) implements FileContent {}

  /**
   * An ELF file.
   *
   * @param machine {@code e_machine}: 62 is x86-64, 183 AArch64
   * @param bits 32 or 64
   * @param type {@code e_type}: 2 is an executable, 3 a shared object or position-independent
   *     executable
   * @param interpreter {@code PT_INTERP}; null for a static program
   * @param libraries {@code DT_NEEDED} with its search path; null where there is no dynamic
   *     section, or where it lies beyond what is kept of a file
   */
  record Elf(
      int machine,
      int bits,
      boolean littleEndian,
      int type,
      @Nullable String interpreter,
      @Nullable Libraries libraries)
      implements FileContent {}

  /**
   * What the dynamic loader is asked for.
   *
   * @param needed the names of {@code DT_NEEDED}
   * @param rpath {@code DT_RPATH}, split at colons; none where {@code runpath} is given
   * @param runpath {@code DT_RUNPATH}, split at colons
   */
  record Libraries(List<String> needed, List<String> rpath, List<String> runpath) {
    public Libraries {
      needed = List.copyOf(needed);
      rpath = List.copyOf(rpath);
      runpath = List.copyOf(runpath);
    }
  }

  /** A short file that decides who runs what: {@code /etc/passwd}, {@code /etc/ld.so.conf}, … */
  record Text(String text) implements FileContent {}

  /**
   * Anything else.
   *
   * @param head its first bytes, at most 16, in lower-case hexadecimal
   */
  record Other(String head) implements FileContent {}
}
