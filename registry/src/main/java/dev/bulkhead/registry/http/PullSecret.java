package dev.bulkhead.registry.http;

/**
 * Credentials of a Secret that a pod names in its {@code imagePullSecrets}.
 *
 * @param source what to call it in messages: {@code Secret team-a/pull}
 * @param dockerConfigJson its {@code .dockerconfigjson} or {@code .dockercfg}, decoded from Base64
 */
public record PullSecret(String source, String dockerConfigJson) {
  /** The source alone: the content is secret. */
  @Override
  public String toString() {
    return "PullSecret[" + source + "]";
  }
}
