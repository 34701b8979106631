package dev.bulkhead.render;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A repository made by the git program, which hears of no configuration but the repository's. */
public record GitFixture(Path folder) {
  public static GitFixture init(Path folder) throws IOException {
    Files.createDirectories(folder);
    var fixture = new GitFixture(folder);
    fixture.git("init", "-q", "-b", "main");
    return fixture;
  }

  public GitFixture write(String path, String text) throws IOException {
    Path file = folder.resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
    return this;
  }

  public GitFixture link(String path, String target) throws IOException {
    Path file = folder.resolve(path);
    Files.createDirectories(file.getParent());
    Files.createSymbolicLink(file, Path.of(target));
    return this;
  }

  /** Commits everything, and tags it. */
  public GitFixture release(String tag) {
    git("add", "-A");
    git("commit", "-q", "--allow-empty", "-m", tag);
    git("tag", tag);
    return this;
  }

  /** What git prints. */
  public String git(String... arguments) {
    var command = new ArrayList<>(List.of("git", "-c", "user.name=t", "-c", "user.email=t@t"));
    command.addAll(List.of(arguments));
    try {
      var builder =
          new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
      builder.environment().put("GIT_CONFIG_NOSYSTEM", "1");
      builder.environment().put("HOME", folder.toString());
      builder.environment().keySet().removeIf(name -> name.matches("GIT_(DIR|WORK_TREE|INDEX.*)"));
      Process git = builder.start();
      String printed = new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (git.waitFor() != 0) {
        throw new IllegalStateException(String.join(" ", command) + ": " + printed);
      }
      return printed.strip();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
