package dev.bulkhead.registry.http;

import dev.bulkhead.registry.json.Json;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;

/**
 * A program {@code docker-credential-NAME} (docker/docker-credential-helpers): it reads a server on
 * its standard input and writes user and secret as JSON. Nothing that it prints is ever repeated.
 */
final class CredentialHelper {
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]*");
  private static final int MOST_OUTPUT = 1 << 18;

  /** The user name with which a helper marks its secret as an identity token. */
  private static final String TOKEN_USER = "<token>";

  private final String name;
  private final Map<String, String> environment;
  private final Duration patience;

  CredentialHelper(String name, Map<String, String> environment, Duration patience) {
    this.name = name;
    this.environment = environment;
    this.patience = patience;
  }

  String program() {
    return "docker-credential-" + name;
  }

  /**
   * Asks for the credential of a server; empty where the helper has none.
   *
   * @throws IOException with a full sentence, if the helper is absent, fails or takes too long
   */
  Optional<Credential> get(String server) throws IOException, InterruptedException {
    Process process = start();
    try {
      var output = readAside(process.getInputStream());
      try (var input = process.getOutputStream()) {
        input.write(server.getBytes(StandardCharsets.UTF_8));
      }
      if (!process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
        throw slow();
      }
      byte[] bytes = output.get(patience.toMillis(), TimeUnit.MILLISECONDS);
      return answer(process.exitValue(), new String(bytes, StandardCharsets.UTF_8));
    } catch (ExecutionException unreadable) {
      throw new IOException(program() + " could not be read.");
    } catch (TimeoutException late) {
      throw slow();
    } finally {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
  }

  private IOException slow() {
    return new IOException(
        "%s did not answer within %d s.".formatted(program(), patience.toSeconds()));
  }

  private Process start() throws IOException {
    if (!NAME.matcher(name).matches()) {
      throw new IOException("A credential helper cannot be called \"%s\".".formatted(name));
    }
    var builder = new ProcessBuilder(executable().toString(), "get");
    builder.environment().clear();
    builder.environment().putAll(environment);
    builder.redirectError(ProcessBuilder.Redirect.DISCARD);
    try {
      return builder.start();
    } catch (IOException failed) {
      throw new IOException(program() + " could not be started.");
    }
  }

  private Path executable() throws IOException {
    for (String directory : environment.getOrDefault("PATH", "").split(":", -1)) {
      try {
        Path file = Path.of(directory).resolve(program());
        if (!directory.isEmpty() && file.isAbsolute() && Files.isExecutable(file)) {
          return file;
        }
      } catch (InvalidPathException notADirectory) {
        // the next entry may be one
      }
    }
    throw new IOException(program() + " is not on the PATH.");
  }

  private static CompletableFuture<byte[]> readAside(InputStream stream) {
    var result = new CompletableFuture<byte[]>();
    Thread.ofVirtual()
        .start(
            () -> {
              try {
                result.complete(stream.readNBytes(MOST_OUTPUT));
              } catch (IOException broken) {
                result.completeExceptionally(broken);
              }
            });
    return result;
  }

  private Optional<Credential> answer(int exit, String output) throws IOException {
    if (exit != 0) {
      if (output.contains("credentials not found")) {
        return Optional.empty();
      }
      throw new IOException("%s failed with exit status %d.".formatted(program(), exit));
    }
    Json answer;
    try {
      answer = Json.object(output);
    } catch (IOException unreadable) {
      throw new IOException(program() + " answered with something that is not a JSON object.");
    }
    String user = answer.text("Username");
    String secret = answer.text("Secret");
    if (secret.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        user.equals(TOKEN_USER)
            ? new Credential.IdentityToken(program(), secret)
            : new Credential.Password(program(), user, secret));
  }
}
