package dev.bulkhead.registry.http;

import dev.bulkhead.model.Location;
import dev.bulkhead.verdict.IoReason;
import dev.bulkhead.verdict.UserError;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * All credentials that the environment, the command line and the sources give. Files are read, and
 * helpers run, when a registry first asks for a credential.
 */
final class Keychain {
  private static final int MOST_BYTES = 4 << 20;

  private final RegistryOptions options;
  private final Map<Place, Held> held = new ConcurrentHashMap<>();
  private final Map<String, Asked> helpers = new ConcurrentHashMap<>();
  private List<DockerConfig> files = List.of();
  private List<String> unreadable = List.of();
  private boolean loaded;

  Keychain(RegistryOptions options) {
    this.options = options;
  }

  /**
   * What there is for a place.
   *
   * @param credentials best first, without the anonymous one
   * @param faults full sentences on what could not be used
   */
  record Held(List<Credential> credentials, List<String> faults) {}

  private record Asked(Optional<Credential> credential, String fault) {}

  /**
   * Looks at a file that the user names, so that a mistake is told at once.
   *
   * @throws UserError if it cannot be read
   */
  void checkNamedFiles() {
    Path named = options.registryConfig();
    if (named == null) {
      return;
    }
    String file = named.toString();
    try {
      DockerConfig.read(file, text(named));
    } catch (DockerConfig.Malformed malformed) {
      throw new UserError(
          new Location(file, malformed.line(), 0, true),
          "The registry configuration %s is not a JSON object.".formatted(file),
          "Correct the file, or name another one with --registry-config; \"docker login\" writes such"
              + " files.",
          null);
    } catch (IOException unreadable) {
      throw new UserError(
          null,
          "The registry configuration %s cannot be read: %s."
              .formatted(file, IoReason.of(unreadable)),
          "Name a file that exists and can be read with --registry-config.",
          unreadable);
    }
  }

  /** The credentials for that place. */
  Held forPlace(Place place) throws InterruptedException {
    Held known = held.get(place);
    if (known != null) {
      return known;
    }
    Held found = search(place);
    held.putIfAbsent(place, found);
    return found;
  }

  private synchronized Held search(Place place) throws InterruptedException {
    load();
    var credentials = new LinkedHashSet<Credential>();
    var faults = new ArrayList<>(unreadable);
    for (DockerConfig file : files) {
      Optional<String> helper = file.helper(place);
      if (helper.isPresent()) {
        Asked asked = ask(helper.get(), place);
        asked.credential().ifPresent(credentials::add);
        if (!asked.fault().isEmpty()) {
          faults.add(asked.fault());
        }
      }
      file.stored(place).ifPresent(credentials::add);
    }
    return new Held(List.copyOf(credentials), List.copyOf(faults));
  }

  private Asked ask(String helper, Place place) throws InterruptedException {
    String server = DockerConfig.helperKey(place);
    String key = helper + " " + server;
    Asked known = helpers.get(key);
    if (known != null) {
      return known;
    }
    Asked asked;
    try {
      var program = new CredentialHelper(helper, options.environment(), options.limits().helper());
      asked = new Asked(program.get(server), "");
    } catch (IOException fault) {
      asked = new Asked(Optional.empty(), String.valueOf(fault.getMessage()));
    }
    helpers.putIfAbsent(key, asked);
    return asked;
  }

  private synchronized void load() {
    if (loaded) {
      return;
    }
    var read = new ArrayList<DockerConfig>();
    var faults = new ArrayList<String>();
    for (PullSecret secret : options.pullSecrets()) {
      try {
        read.add(DockerConfig.readSecret(secret));
      } catch (IOException fault) {
        faults.add(String.valueOf(fault.getMessage()));
      }
    }
    for (Path file : paths()) {
      if (Files.isRegularFile(file)) {
        add(read, faults, file);
      }
    }
    files = List.copyOf(read);
    unreadable = List.copyOf(faults);
    loaded = true;
  }

  private void add(List<DockerConfig> read, List<String> faults, Path file) {
    String text;
    try {
      text = text(file);
    } catch (IOException broken) {
      faults.add("%s cannot be read: %s.".formatted(shown(file), IoReason.of(broken)));
      return;
    }
    try {
      read.add(DockerConfig.read(shown(file), text));
    } catch (IOException fault) {
      faults.add(String.valueOf(fault.getMessage()));
    }
  }

  /** Where credentials are looked for: containers-auth.json(5), docker's config directory. */
  private List<Path> paths() {
    Path named = options.registryConfig();
    if (named != null) {
      return List.of(named);
    }
    var paths = new ArrayList<Path>();
    Map<String, String> environment = options.environment();
    variable(environment, "REGISTRY_AUTH_FILE").ifPresent(paths::add);
    variable(environment, "XDG_RUNTIME_DIR")
        .ifPresent(directory -> paths.add(directory.resolve("containers/auth.json")));
    paths.add(
        variable(environment, "XDG_CONFIG_HOME")
            .orElseGet(() -> options.home().resolve(".config"))
            .resolve("containers/auth.json"));
    paths.add(
        variable(environment, "DOCKER_CONFIG")
            .orElseGet(() -> options.home().resolve(".docker"))
            .resolve("config.json"));
    return paths;
  }

  private static Optional<Path> variable(Map<String, String> environment, String name) {
    String value = environment.getOrDefault(name, "");
    return value.isEmpty() ? Optional.empty() : Optional.of(Path.of(value));
  }

  private String shown(Path file) {
    return file.startsWith(options.home())
        ? "~/" + options.home().relativize(file)
        : file.toString();
  }

  private static String text(Path file) throws IOException {
    try (var stream = Files.newInputStream(file)) {
      byte[] bytes = stream.readNBytes(MOST_BYTES + 1);
      if (bytes.length > MOST_BYTES) {
        throw new IOException("it is larger than %d MiB".formatted(MOST_BYTES >> 20));
      }
      return new String(bytes, StandardCharsets.UTF_8);
    }
  }
}
