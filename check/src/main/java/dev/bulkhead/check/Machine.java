package dev.bulkhead.check;

import dev.bulkhead.model.Platform;
import dev.bulkhead.registry.FileContent;
import java.util.Map;

/**
 * Which processors run which ELF files ({@code e_machine}, from the ELF specification and Linux's
 * {@code include/uapi/linux/elf-em.h}).
 */
final class Machine {
  /** Whether a platform runs a binary. */
  enum Fit {
    RUNS,
    /** Some processors of the platform do, some do not. */
    DEPENDS,
    FOREIGN,
    /** It is an object file or a core dump. */
    NO_PROGRAM;

    /** Whether the kernel answers that it does not know the format. */
    boolean isRefused() {
      return this == FOREIGN || this == NO_PROGRAM;
    }
  }

  private static final int EXECUTABLE = 2;
  private static final int SHARED = 3;

  private static final int I386 = 3;
  private static final int ARM = 40;
  private static final int X86_64 = 62;
  private static final int AARCH64 = 183;

  private static final Map<Integer, String> NAMES =
      Map.of(
          I386,
          "i386",
          8,
          "MIPS",
          20,
          "PowerPC",
          21,
          "PowerPC 64",
          22,
          "S/390",
          ARM,
          "ARM",
          X86_64,
          "x86-64",
          AARCH64,
          "AArch64",
          243,
          "RISC-V",
          258,
          "LoongArch");

  private static final Map<String, Integer> NATIVE =
      Map.of(
          "amd64", X86_64,
          "386", I386,
          "arm64", AARCH64,
          "arm", ARM,
          "ppc64le", 21,
          "ppc64", 21,
          "s390x", 22,
          "riscv64", 243,
          "loong64", 258,
          "mips64le", 8);

  private Machine() {}

  /** Whether the platform runs the binary. */
  static Fit fit(FileContent.Elf elf, Platform platform) {
    if (elf.type() != EXECUTABLE && elf.type() != SHARED) {
      return Fit.NO_PROGRAM;
    }
    Integer own = NATIVE.get(platform.architecture());
    if (own == null) {
      return Fit.DEPENDS;
    }
    if (own == elf.machine()) {
      return Fit.RUNS;
    }
    if (elf.machine() == I386 && own == X86_64) {
      return Fit.RUNS;
    }
    return elf.machine() == ARM && own == AARCH64 ? Fit.DEPENDS : Fit.FOREIGN;
  }

  /** The processor that a binary is built for. */
  static String describe(FileContent.Elf elf) {
    return NAMES.getOrDefault(elf.machine(), "machine " + elf.machine());
  }
}
