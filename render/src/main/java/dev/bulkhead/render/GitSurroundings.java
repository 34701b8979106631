package dev.bulkhead.render;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.eclipse.jgit.lib.Config;
import org.eclipse.jgit.storage.file.FileBasedConfig;
import org.eclipse.jgit.util.FS;
import org.eclipse.jgit.util.FS_POSIX;
import org.eclipse.jgit.util.SystemReader;
import org.jspecify.annotations.Nullable;

/**
 * What JGit is to know of the machine: nothing. No configuration of the user or the system is read,
 * no variable of the environment, and no program is started to find them.
 */
final class GitSurroundings extends SystemReader.Delegate {
  /** So coarse that a file which was just written is looked at twice; nothing is measured. */
  private static final long RESOLUTION = Duration.ofSeconds(2).toNanos();

  private GitSurroundings(SystemReader system) {
    super(system);
  }

  /** From now on JGit knows of nothing else. */
  static synchronized void install() {
    if (SystemReader.getInstance() instanceof GitSurroundings) {
      return;
    }
    SystemReader.setInstance(new GitSurroundings(SystemReader.getInstance()));
  }

  /** Files as they are, but for devices and pipes, which would be read without end. */
  static final class PlainFiles extends FS_POSIX {
    @Override
    public File resolve(File folder, String name) {
      File file = super.resolve(folder, name);
      Path path = file.toPath();
      boolean isPlain = Files.isRegularFile(path) || Files.isDirectory(path);
      return isPlain || !Files.exists(path) ? file : new File(folder, "no-such-file");
    }

    @Override
    public FS newInstance() {
      return new PlainFiles();
    }
  }

  /**
   * A configuration without entries. Asked how exactly the file system keeps time it answers, since
   * JGit would otherwise try that out by writing files into the repository.
   */
  private static final class Empty extends FileBasedConfig {
    Empty(@Nullable Config parent, FS files) {
      super(parent, new File("no-such-file"), files);
    }

    @Override
    public void load() {
      // there is nothing to be read
    }

    @Override
    public void save() {
      // nor to be kept
    }

    @Override
    public boolean isOutdated() {
      return false;
    }

    @Override
    public long getTimeUnit(
        String section, @Nullable String subsection, String name, long orElse, TimeUnit unit) {
      return section.equals("filesystem")
          ? unit.convert(RESOLUTION, TimeUnit.NANOSECONDS)
          : super.getTimeUnit(section, subsection, name, orElse, unit);
    }
  }

  @Override
  public FileBasedConfig openUserConfig(@Nullable Config parent, FS files) {
    return new Empty(parent, files);
  }

  @Override
  public FileBasedConfig openSystemConfig(@Nullable Config parent, FS files) {
    return new Empty(parent, files);
  }

  @Override
  public FileBasedConfig openJGitConfig(@Nullable Config parent, FS files) {
    return new Empty(parent, files);
  }

  @Override
  public @Nullable String getenv(String variable) {
    return null;
  }
}
