package dev.bulkhead.render.helm;

import dev.bulkhead.verdict.IoReason;
import dev.bulkhead.verdict.UserError;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.JarURLConnection;
import java.net.URL;
import java.net.URLConnection;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/**
 * Helm as a shared library, taken out of the archive that helm-java publishes for this platform.
 *
 * <p>It is unpacked once into the user's cache and used from there ever after: each use compares
 * the file's size and its CRC-32 with those that the archive's directory states. Several processes
 * may do so at once, since each writes a file of its own and then renames it. Where the cache
 * cannot be written to, or no program may be loaded from it, the library is unpacked into a
 * temporary folder, which is removed as soon as it is loaded.
 */
final class NativeLibrary {
  private static final int BUFFER = 1 << 16;

  private final Path cache;
  private @Nullable String note;

  /**
   * A library below the given folder.
   *
   * @param cache need not exist
   */
  NativeLibrary(Path cache) {
    this.cache = cache;
  }

  /** What a user should know of where the library came from. */
  synchronized List<String> notes() {
    return note == null ? List.of() : List.of(note);
  }

  /** Whether there is a library for this platform at all. */
  static boolean isPacked() {
    return NativeLibrary.class.getResource("/" + ownName()) != null;
  }

  private static String ownName() {
    return nameFor(System.getProperty("os.name", ""), System.getProperty("os.arch", ""));
  }

  /**
   * Loads the library, which is unpacked if that has not been done.
   *
   * @param loader takes its file, which need not stay afterwards
   * @throws UserError where it can be unpacked to no place from which it can be loaded
   */
  synchronized <T> T load(Function<Path, T> loader) {
    URL packed = packed();
    try {
      return loaded(loader, unpacked(cache, packed));
    } catch (IOException unusable) {
      return loadedFromTemporary(loader, packed, unusable);
    }
  }

  private <T> T loadedFromTemporary(Function<Path, T> loader, URL packed, IOException unusable) {
    Path folder = null;
    try {
      folder = Files.createTempDirectory("bulkhead-library");
      T loaded = loaded(loader, unpacked(folder, packed));
      note =
          "Helm's library was unpacked into a temporary folder, as in every run, because the cache %s cannot hold it (%s); set XDG_CACHE_HOME to a folder that can be written to."
              .formatted(cache, IoReason.of(unusable));
      return loaded;
    } catch (IOException hopeless) {
      throw new UserError(
          null,
          "The Helm library could be unpacked neither into the cache %s (%s) nor into %s (%s)."
              .formatted(
                  cache,
                  IoReason.of(unusable),
                  System.getProperty("java.io.tmpdir"),
                  IoReason.of(hopeless)),
          "Make one of the folders writable, or set XDG_CACHE_HOME to one that is.",
          hopeless);
    } finally {
      if (folder != null) {
        RenderFolders.clear(folder);
      }
    }
  }

  private static <T> T loaded(Function<Path, T> loader, Path file) throws IOException {
    try {
      return loader.apply(file);
    } catch (IllegalArgumentException refused) {
      throw new IOException("the system does not load it from there", refused);
    }
  }

  private static URL packed() {
    String name = ownName();
    URL packed = NativeLibrary.class.getResource("/" + name);
    if (packed == null) {
      throw new UserError(
          "This build of Bulkhead holds no Helm library for %s on %s (%s)."
              .formatted(System.getProperty("os.name"), System.getProperty("os.arch"), name),
          "Install the helm program and put it on PATH.");
    }
    return packed;
  }

  /** The library's name within helm-java's archives. */
  static String nameFor(String system, String processor) {
    String os = system.toLowerCase(Locale.ROOT);
    String arch =
        switch (processor.toLowerCase(Locale.ROOT)) {
          case "amd64", "x86_64" -> "amd64";
          case "aarch64", "arm64" -> "arm64";
          default -> processor;
        };
    if (os.contains("mac")) {
      return "helm-darwin-10.12-%s.dylib".formatted(arch);
    }
    if (os.contains("win")) {
      return "helm-windows-4.0-%s.dll".formatted(arch);
    }
    return "helm-linux-%s.so".formatted(arch);
  }

  private static Path unpacked(Path base, URL packed) throws IOException {
    URLConnection connection = packed.openConnection();
    connection.setUseCaches(false);
    long size = connection.getContentLengthLong();
    long crc = -1;
    if (connection instanceof JarURLConnection jar) {
      size = jar.getJarEntry().getSize();
      crc = jar.getJarEntry().getCrc();
    }
    Path file = base.resolve("helm-%08x-%d".formatted(crc, size)).resolve(ownName());
    if (isSound(file, size, crc)) {
      return file;
    }
    Path folder = Files.createDirectories(file.getParent());
    Path fresh = Files.createTempFile(folder, "unpacking", ".tmp");
    try {
      long found = copy(connection, fresh);
      if (Files.size(fresh) != size || (crc >= 0 && found != crc)) {
        throw new IOException("what was read from the archive is not what its directory states");
      }
      Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(fresh);
    }
    return file;
  }

  private static long copy(URLConnection from, Path to) throws IOException {
    var sum = new CRC32();
    byte[] buffer = new byte[BUFFER];
    try (InputStream in = from.getInputStream();
        OutputStream out = Files.newOutputStream(to)) {
      int read = in.read(buffer);
      while (read >= 0) {
        sum.update(buffer, 0, read);
        out.write(buffer, 0, read);
        read = in.read(buffer);
      }
    }
    return sum.getValue();
  }

  private static boolean isSound(@Nullable Path file, long size, long crc) throws IOException {
    if (file == null || !Files.isRegularFile(file) || Files.size(file) != size) {
      return false;
    }
    if (crc < 0) {
      return true;
    }
    var sum = new CRC32();
    try (FileChannel channel = FileChannel.open(file)) {
      sum.update(channel.map(FileChannel.MapMode.READ_ONLY, 0, size));
    }
    return sum.getValue() == crc;
  }
}
