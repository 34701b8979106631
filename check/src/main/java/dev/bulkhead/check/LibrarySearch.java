package dev.bulkhead.check;

import dev.bulkhead.registry.FileContent;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Where the dynamic loader looks for libraries: RPATH or RUNPATH, LD_LIBRARY_PATH, what
 * /etc/ld.so.conf lists, the loader's own directories (ld.so(8); musl: {@code ldso/dynlink.c}). The
 * cache file is not read; its directories are those of the configuration.
 */
final class LibrarySearch {
  /** What looking for a library comes to. */
  sealed interface Result {
    /** It is there. */
    record Found(String path) implements Result {}

    /**
     * It is in none of the directories.
     *
     * @param searched those of them that exist, each under one name
     */
    record Missing(List<String> searched) implements Result {}

    /** It cannot be told. */
    record Undecided(String reason, String supply) implements Result {}
  }

  private static final List<String> DEFAULTS =
      List.of(
          "/lib",
          "/usr/lib",
          "/usr/local/lib",
          "/lib64",
          "/usr/lib64",
          "/usr/local/lib64",
          "/lib32",
          "/usr/lib32");
  private static final List<String> TRIPLETS =
      List.of(
          "x86_64-linux-gnu",
          "aarch64-linux-gnu",
          "arm-linux-gnueabihf",
          "arm-linux-gnueabi",
          "i386-linux-gnu",
          "powerpc64le-linux-gnu",
          "s390x-linux-gnu",
          "riscv64-linux-gnu",
          "loongarch64-linux-gnu",
          "mips64el-linux-gnuabi64",
          "x86_64-linux-musl",
          "aarch64-linux-musl");

  private final Launch launch;
  private final Set<String> directories = new LinkedHashSet<>();
  private boolean incomplete;

  LibrarySearch(
      Launch launch,
      String origin,
      FileContent.Elf elf,
      FileContent.Libraries libraries,
      String loader) {
    this.launch = launch;
    addAll(libraries.rpath(), origin, elf);
    launch
        .environment()
        .get("LD_LIBRARY_PATH")
        .ifPresent(
            value -> {
              switch (value) {
                case Value.Known(String path) ->
                    addAll(List.of(path.split("[:;]", -1)), origin, elf);
                case Value.Unknown _ -> incomplete = true;
              }
            });
    addAll(libraries.runpath(), origin, elf);
    configured();
    directories.add(Paths.parent(loader));
    directories.addAll(DEFAULTS);
    for (String triplet : TRIPLETS) {
      directories.add("/lib/" + triplet);
      directories.add("/usr/lib/" + triplet);
    }
  }

  private void addAll(List<String> entries, String origin, FileContent.Elf elf) {
    for (String entry : entries) {
      String path =
          entry
              .replace("${ORIGIN}", origin)
              .replace("$ORIGIN", origin)
              .replace("${LIB}", elf.bits() == 64 ? "lib64" : "lib")
              .replace("$LIB", elf.bits() == 64 ? "lib64" : "lib");
      if (path.indexOf('$') >= 0) {
        incomplete = true;
      } else if (!path.isEmpty()) {
        directories.add(Paths.resolve(launch.workingDirectory(), path));
      }
    }
  }

  /** Lines of /etc/ld.so.conf; an include cannot be followed without listing a directory. */
  private void configured() {
    if (!(launch.files().walk("/etc/ld.so.conf") instanceof Walk.Arrived arrived)) {
      return;
    }
    if (!(arrived.entry().content() instanceof FileContent.Text(String text))) {
      incomplete |= !(arrived.entry().content() instanceof FileContent.Empty);
      return;
    }
    for (String line : text.lines().map(String::strip).toList()) {
      if (line.startsWith("include")) {
        incomplete = true;
      } else if (line.startsWith("/")) {
        directories.add(Paths.normal(line));
      }
    }
  }

  /** Looks for one library by the name that the program asks for. */
  Result find(String name) {
    if (name.indexOf('/') >= 0) {
      String path = Paths.resolve(launch.workingDirectory(), name);
      return launch.files().walk(path) instanceof Walk.Arrived
          ? new Result.Found(path)
          : new Result.Missing(List.of(Paths.parent(path)));
    }
    var searched = new LinkedHashSet<String>();
    boolean unclear = incomplete;
    for (String directory : directories) {
      switch (launch.files().walk(Paths.child(directory, name))) {
        case Walk.Arrived arrived -> {
          return new Result.Found(arrived.path());
        }
        case Walk.Undecided _ -> unclear = true;
        case Walk.Nowhere nowhere -> {
          if (Paths.name(nowhere.missing()).equals(name)) {
            searched.add(Paths.parent(nowhere.missing()));
          }
        }
        case Walk.NotADirectory _, Walk.Circle _ -> {}
      }
    }
    if (unclear) {
      return new Result.Undecided(
          "The library %s was not found, but not every directory that the loader searches is known."
              .formatted(name),
          "Run ldd on the program inside the image.");
    }
    return new Result.Missing(List.copyOf(searched));
  }
}
