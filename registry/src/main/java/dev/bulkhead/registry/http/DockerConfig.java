package dev.bulkhead.registry.http;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonLocation;
import dev.bulkhead.model.ImageReference;
import dev.bulkhead.registry.json.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;

/**
 * A file of credentials in the form of Docker's {@code config.json} and of containers' {@code
 * auth.json} (containers-auth.json(5)), which differ in that the latter's keys may name a part of a
 * registry.
 */
final class DockerConfig {
  /** What Docker Hub is called as a key (docker/cli, {@code cli/config/configfile}). */
  static final String DOCKER_HUB_KEY = "https://index.docker.io/v1/";

  private final String source;
  private final Json auths;
  private final List<String> keys;
  private final String credentialStore;
  private final SequencedMap<String, String> helpers;

  private DockerConfig(
      String source, Json auths, String credentialStore, SequencedMap<String, String> helpers) {
    this.source = source;
    this.auths = auths;
    this.keys = auths.names();
    this.credentialStore = credentialStore;
    this.helpers = helpers;
  }

  /**
   * Reads a file of the user's own.
   *
   * @throws Malformed if it is no JSON object
   */
  static DockerConfig read(String source, String text) throws Malformed {
    Json root = object(source, text);
    return new DockerConfig(
        source, root.member("auths"), root.text("credsStore"), root.textMap("credHelpers"));
  }

  /**
   * Reads a Secret of the sources. Helpers that it names are left aside: sources may come from
   * anyone, and must not choose programs to run here. Without {@code auths} it is of the older type
   * {@code kubernetes.io/dockercfg}.
   *
   * @throws Malformed if it is no JSON object
   */
  static DockerConfig readSecret(PullSecret secret) throws Malformed {
    Json root = object(secret.source(), secret.dockerConfigJson());
    Json auths = root.has("auths") ? root.member("auths") : root;
    return new DockerConfig(secret.source(), auths, "", new LinkedHashMap<>());
  }

  private static Json object(String source, String text) throws Malformed {
    try {
      return Json.object(text);
    } catch (JacksonException malformed) {
      JsonLocation at = malformed.getLocation();
      throw new Malformed(
          source + " is not a JSON object.", Math.max(at == null ? 0 : at.getLineNr(), 0));
    } catch (IOException noObject) {
      throw new Malformed(source + " is not a JSON object.", 0);
    }
  }

  /** A file that is no JSON object; the message holds nothing of its text. */
  static final class Malformed extends IOException {
    private static final long serialVersionUID = 1L;

    private final int line;

    private Malformed(String message, int line) {
      super(message);
      this.line = line;
    }

    /** Where the fault is, from 1; 0 where that is not known. */
    int line() {
      return line;
    }
  }

  /** The helper for that registry: its own, or the one for all; empty where there is none. */
  Optional<String> helper(Place place) {
    for (Map.Entry<String, String> entry : helpers.entrySet()) {
      if (Key.of(entry.getKey()).names(place)) {
        return Optional.of(entry.getValue());
      }
    }
    return credentialStore.isEmpty() ? Optional.empty() : Optional.of(credentialStore);
  }

  /** What a helper is asked for. */
  static String helperKey(Place place) {
    return place.registry().equals(ImageReference.DOCKER_HUB) ? DOCKER_HUB_KEY : place.registry();
  }

  /** The credential kept in the file itself under the most exact key that names the place. */
  Optional<Credential> stored(Place place) {
    var fitting = new ArrayList<>(keys);
    fitting.removeIf(key -> !Key.of(key).names(place));
    fitting.sort((a, b) -> Key.of(b).exactness() - Key.of(a).exactness());
    return fitting.stream().flatMap(key -> credential(auths.member(key)).stream()).findFirst();
  }

  private Optional<Credential> credential(Json entry) {
    if (!entry.text("identitytoken").isEmpty()) {
      return Optional.of(new Credential.IdentityToken(source, entry.text("identitytoken")));
    }
    if (isSendable(entry.text("registrytoken"))) {
      return Optional.of(new Credential.RegistryToken(source, entry.text("registrytoken")));
    }
    String auth = entry.text("auth");
    if (auth.isEmpty()) {
      return entry.text("username").isEmpty() || entry.text("password").isEmpty()
          ? Optional.empty()
          : Optional.of(
              new Credential.Password(source, entry.text("username"), entry.text("password")));
    }
    return decoded(auth);
  }

  /** Whether it can be the value of a header. */
  private static boolean isSendable(String token) {
    return !token.isEmpty() && token.chars().allMatch(c -> c > ' ' && c < 0x7f);
  }

  private Optional<Credential> decoded(String auth) {
    String pair;
    try {
      pair = new String(Base64.getMimeDecoder().decode(auth), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException notBase64) {
      return Optional.empty();
    }
    int colon = pair.indexOf(':');
    return colon <= 0
        ? Optional.empty()
        : Optional.of(
            new Credential.Password(
                source, pair.substring(0, colon), pair.substring(colon + 1).replace("\0", "")));
  }

  /**
   * A key of {@code auths}: a host, perhaps with a scheme, a port and a path. As the kubelet does,
   * a star stands for any one label of the host ({@code *.example.com}).
   */
  private record Key(String host, String path) {
    static Key of(String written) {
      String rest = written;
      int scheme = rest.indexOf("://");
      if (scheme >= 0) {
        rest = rest.substring(scheme + 3);
      }
      int slash = rest.indexOf('/');
      String host = (slash < 0 ? rest : rest.substring(0, slash)).toLowerCase(Locale.ROOT);
      String path = slash < 0 ? "" : rest.substring(slash + 1);
      while (path.endsWith("/")) {
        path = path.substring(0, path.length() - 1);
      }
      boolean isApi = path.equals("v1") || path.equals("v2");
      return new Key(canonical(host), isApi ? "" : path);
    }

    private static String canonical(String host) {
      return host.equals("index.docker.io") || host.equals(Place.DOCKER_HUB_API)
          ? ImageReference.DOCKER_HUB
          : host;
    }

    boolean names(Place place) {
      return matches(place.registry().toLowerCase(Locale.ROOT))
          && (path.isEmpty()
              || place.repository().equals(path)
              || place.repository().startsWith(path + "/"));
    }

    private boolean matches(String registry) {
      if (host.indexOf('*') < 0) {
        return host.equals(registry);
      }
      String[] patterns = host.split("\\.", -1);
      String[] labels = registry.split("\\.", -1);
      if (patterns.length != labels.length) {
        return false;
      }
      for (int i = 0; i < labels.length; i++) {
        if (!patterns[i].equals("*") && !patterns[i].equals(labels[i])) {
          return false;
        }
      }
      return true;
    }

    int exactness() {
      return path.length() * 2 + (host.indexOf('*') < 0 ? 1 : 0);
    }
  }
}
