package dev.bulkhead.registry.http;

import dev.bulkhead.model.ImageReference;
import java.net.URI;
import java.util.Locale;

/**
 * One repository of one registry.
 *
 * @param registry the host as references name it, with its port if any: {@code docker.io}
 * @param repository the path within it: {@code library/nginx}
 */
public record Place(String registry, String repository) {
  /** Where Docker Hub's API answers (distribution/reference names it {@code docker.io}). */
  static final String DOCKER_HUB_API = "registry-1.docker.io";

  /** The place that a reference names. */
  public static Place of(ImageReference reference) {
    return new Place(reference.registry(), reference.repository());
  }

  /** The host, with its port if any, that answers requests. */
  public String apiHost() {
    return registry.equals(ImageReference.DOCKER_HUB) ? DOCKER_HUB_API : registry;
  }

  /** The host without its port, in lower case. */
  public String hostName() {
    return hostName(registry);
  }

  static String hostName(String hostAndPort) {
    int colon = hostAndPort.lastIndexOf(':');
    boolean hasPort = colon > hostAndPort.lastIndexOf(']');
    return (hasPort ? hostAndPort.substring(0, colon) : hostAndPort).toLowerCase(Locale.ROOT);
  }

  /** Whether the host is this machine by its name or address. */
  public boolean isLoopback() {
    return isLoopback(hostName());
  }

  static boolean isLoopback(String hostName) {
    return hostName.equals("localhost")
        || hostName.endsWith(".localhost")
        || hostName.equals("[::1]")
        || hostName.equals("::1")
        || hostName.matches("127(\\.[0-9]{1,3}){3}");
  }

  URI uri(String scheme, String path) {
    return URI.create("%s://%s/v2/%s/%s".formatted(scheme, apiHost(), repository, path));
  }

  URI root(String scheme) {
    return URI.create("%s://%s/v2/".formatted(scheme, apiHost()));
  }

  @Override
  public String toString() {
    return registry + "/" + repository;
  }
}
