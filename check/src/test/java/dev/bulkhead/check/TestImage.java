package dev.bulkhead.check;

import dev.bulkhead.model.Digest;
import dev.bulkhead.model.ImageReference;
import dev.bulkhead.model.Platform;
import dev.bulkhead.registry.FileContent;
import dev.bulkhead.registry.FileEntry;
import dev.bulkhead.registry.FileSystem;
import dev.bulkhead.registry.Image;
import dev.bulkhead.registry.ImageConfig;
import dev.bulkhead.registry.ImageLookup;
import dev.bulkhead.registry.Images;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** An image written out in a test: what it says, and the files that it holds. */
final class TestImage implements Images {
  static final String NAME = "registry.example/app:1.4.2";
  static final Digest LAYER = Digest.sha256("ab".repeat(32));

  private final Map<String, FileEntry> files = new HashMap<>();
  private final Map<String, String> environment = new LinkedHashMap<>();
  private List<String> entrypoint = List.of();
  private List<String> command = List.of();
  private String user = "";
  private String workingDirectory = "";
  private Platform platform = Platform.LINUX_AMD64;

  static TestImage empty() {
    return new TestImage();
  }

  /** A shell, a static server, and the accounts of root and app. */
  static TestImage usual() {
    return empty()
        .elf("/bin/sh")
        .elf("/usr/bin/server")
        .text("/etc/passwd", "root:x:0:0::/root:/bin/sh\napp:x:1000:1000::/:/bin/sh\n")
        .text("/etc/group", "root:x:0:\napp:x:1000:\nstaff:x:50:app\n");
  }

  TestImage entrypoint(String... words) {
    entrypoint = List.of(words);
    return this;
  }

  TestImage command(String... words) {
    command = List.of(words);
    return this;
  }

  TestImage user(String name) {
    user = name;
    return this;
  }

  TestImage workingDirectory(String path) {
    workingDirectory = path;
    return this;
  }

  TestImage env(String name, String value) {
    environment.put(name, value);
    return this;
  }

  TestImage on(Platform other) {
    platform = other;
    return this;
  }

  TestImage elf(String path) {
    return file(path, 0755, 0, 0, elf(62, null));
  }

  static FileContent.Elf elf(int machine, @Nullable String interpreter, String... needed) {
    return new FileContent.Elf(
        machine,
        64,
        true,
        2,
        interpreter,
        interpreter == null
            ? null
            : new FileContent.Libraries(List.of(needed), List.of(), List.of()));
  }

  TestImage script(String path, String firstLine) {
    return file(path, 0755, 0, 0, new FileContent.Script(firstLine));
  }

  TestImage text(String path, String text) {
    return file(path, 0644, 0, 0, new FileContent.Text(text));
  }

  TestImage file(String path, int mode, long uid, long gid, FileContent content) {
    return put(new FileEntry(path, FileEntry.Type.FILE, mode, uid, gid, 1, "", content));
  }

  TestImage directory(String path, int mode, long uid, long gid) {
    return put(
        new FileEntry(
            path, FileEntry.Type.DIRECTORY, mode, uid, gid, 0, "", new FileContent.Empty()));
  }

  TestImage link(String path, String target) {
    return put(
        new FileEntry(
            path, FileEntry.Type.SYMLINK, 0777, 0, 0, 0, target, new FileContent.Empty()));
  }

  private TestImage put(FileEntry entry) {
    files.put(entry.path(), entry);
    String parent = Paths.parent(entry.path());
    if (!files.containsKey(parent)) {
      directory(parent, 0755, 0, 0);
    }
    return this;
  }

  FileSystem files() {
    var snapshot = Map.copyOf(files);
    return path -> {
      FileEntry entry = snapshot.get(path);
      return entry == null
          ? new FileSystem.Finding.Absent(List.of(LAYER))
          : new FileSystem.Finding.Present(entry, LAYER);
    };
  }

  @Override
  public ImageLookup find(ImageReference reference, Platform wanted) {
    if (!reference.text().equals(NAME)) {
      return new ImageLookup.Missing(
          "registry.example", "404 MANIFEST_UNKNOWN", List.of("1.4.2", "1.4.1"));
    }
    if (!wanted.runs(platform)) {
      return new ImageLookup.PlatformMissing(
          LAYER, "registry.example", new TreeSet<>(List.of(platform)));
    }
    var config =
        new ImageConfig(
            entrypoint,
            command,
            new LinkedHashMap<>(environment),
            workingDirectory,
            user,
            new LinkedHashMap<>());
    return new ImageLookup.Found(
        new Image(reference, LAYER, LAYER, platform, "registry.example", config, files()));
  }
}
