package dev.bulkhead.render.kustomize;

import dev.bulkhead.verdict.IoReason;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The {@code kustomize} program, or {@code kubectl kustomize}. It is given an environment in which
 * it finds no other program (git, plugins), no configuration, and no way to a network.
 *
 * @param command without the folder
 */
public record KustomizeProgram(List<String> command) {
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final int MOST_BYTES = 128 << 20;
  private static final int MOST_WORDS = 300;

  /** As kustomize begins its last words, or as kubectl does. */
  private static final Pattern REASON =
      Pattern.compile("^[Ee]rror: (.*)|\"command failed\" err=\"?(.*)");

  /** Refuses at once whoever would be asked for something. */
  private static final String NOBODY = "http://127.0.0.1:9";

  public KustomizeProgram {
    command = List.copyOf(command);
  }

  /** The first of both that a search path has. */
  public static Optional<KustomizeProgram> on(String path) {
    return find(path, "kustomize")
        .map(program -> new KustomizeProgram(List.of(program, "build")))
        .or(
            () ->
                find(path, "kubectl")
                    .map(program -> new KustomizeProgram(List.of(program, "kustomize"))));
  }

  private static Optional<String> find(String path, String program) {
    for (String folder : path.split(File.pathSeparator, -1)) {
      Path file = Path.of(folder.isEmpty() ? "." : folder, program);
      if (Files.isRegularFile(file) && Files.isExecutable(file)) {
        return Optional.of(file.toAbsolutePath().toString());
      }
    }
    return Optional.empty();
  }

  /** What the program says. */
  sealed interface Answer {
    /** The manifests. */
    record Built(String text) implements Answer {}

    /**
     * Nothing that could be used.
     *
     * @param reason a clause
     */
    record Failed(String reason) implements Answer {}
  }

  /** As people call it. */
  String name() {
    String file = String.valueOf(Path.of(command.getFirst()).getFileName());
    return file.equals("kubectl") ? "kubectl kustomize" : file;
  }

  /** Builds a folder. */
  Answer build(Path folder) {
    try {
      Path empty = Files.createTempDirectory("bulkhead-kustomize");
      try {
        return run(folder, empty);
      } finally {
        Files.deleteIfExists(empty);
      }
    } catch (IOException unusable) {
      return new Answer.Failed("it cannot be run: " + IoReason.of(unusable));
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      return new Answer.Failed("it was interrupted");
    }
  }

  private Answer run(Path folder, Path empty) throws IOException, InterruptedException {
    var all = new ArrayList<>(command);
    all.add(folder.toString());
    var builder = new ProcessBuilder(all).directory(empty.toFile());
    var environment = builder.environment();
    environment.clear();
    environment.put("PATH", empty.toString());
    environment.put("HOME", empty.toString());
    environment.put("KUBECONFIG", empty.resolve("none").toString());
    for (String proxy : List.of("HTTP_PROXY", "HTTPS_PROXY", "http_proxy", "https_proxy")) {
      environment.put(proxy, NOBODY);
    }
    Process process = builder.start();
    process.getOutputStream().close();
    try (ExecutorService readers = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<String> out = readers.submit(() -> text(process.getInputStream(), process));
      Future<String> error = readers.submit(() -> text(process.getErrorStream(), process));
      return answer(process, out, error);
    } finally {
      process.destroyForcibly();
    }
  }

  private static Answer answer(Process process, Future<String> out, Future<String> error)
      throws InterruptedException {
    try {
      if (!process.waitFor(LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
        process.destroyForcibly();
        return new Answer.Failed("it did not finish within %d s".formatted(LIMIT.toSeconds()));
      }
      String text = out.get(LIMIT.toSeconds(), TimeUnit.SECONDS);
      return process.exitValue() == 0
          ? new Answer.Built(text)
          : new Answer.Failed(words(error.get(LIMIT.toSeconds(), TimeUnit.SECONDS)));
    } catch (ExecutionException | TimeoutException unreadable) {
      return new Answer.Failed("its output cannot be read");
    }
  }

  /** What is more than the limit ends the program. */
  private static String text(InputStream in, Process process) throws IOException {
    var bytes = new ByteArrayOutputStream();
    byte[] some = new byte[1 << 16];
    for (int read = in.read(some); read >= 0; read = in.read(some)) {
      if (bytes.size() + read > MOST_BYTES) {
        process.destroyForcibly();
        throw new IOException("it is larger than %d MiB".formatted(MOST_BYTES >> 20));
      }
      bytes.write(some, 0, read);
    }
    return bytes.toString(StandardCharsets.UTF_8);
  }

  /** The first line of the error, up to where it would quote an object or a patch. */
  private static String words(String error) {
    List<String> lines = error.lines().toList();
    for (int i = 0; i < lines.size(); i++) {
      Matcher reason = REASON.matcher(lines.get(i));
      if (reason.find()) {
        String text = reason.group(1) == null ? reason.group(2) : reason.group(1);
        return text.equals("<") && i + 1 < lines.size() ? plain(lines.get(i + 1)) : plain(text);
      }
    }
    return "it gives no reason";
  }

  private static String plain(String text) {
    String plain = text.replaceFirst("[{`\"].*", "").strip();
    return plain.length() <= MOST_WORDS ? plain : plain.substring(0, MOST_WORDS) + "…";
  }
}
