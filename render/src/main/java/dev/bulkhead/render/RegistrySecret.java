package dev.bulkhead.render;

/**
 * Credentials for registries that a Secret among the sources holds ({@code
 * kubernetes.io/dockerconfigjson} or its older form {@code kubernetes.io/dockercfg}). They are kept
 * apart from the object, whose values are taken out as it is read.
 *
 * @param source what to call it in messages: {@code Secret team-a/pull}
 * @param dockerConfigJson the file that the Secret holds, decoded from Base64
 */
public record RegistrySecret(String source, String dockerConfigJson) {
  /** The source alone: the content is secret. */
  @Override
  public String toString() {
    return "RegistrySecret[" + source + "]";
  }
}
