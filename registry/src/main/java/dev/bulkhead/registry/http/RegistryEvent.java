package dev.bulkhead.registry.http;

import java.time.Duration;

/** Something that a client of registries has done, for progress and for {@code --debug}. */
public sealed interface RegistryEvent {
  /** The host that it is about. */
  String host();

  /**
   * A request went out.
   *
   * @param what method and address, never a query, which may hold a signature
   */
  record Asked(String host, String what) implements RegistryEvent {}

  /** The head of an answer came back. */
  record Answered(String host, String what, int status, Duration took) implements RegistryEvent {}

  /** No answer came back. */
  record Failed(String host, String what, RegistryTrouble why, Duration took)
      implements RegistryEvent {}

  /**
   * The client waits before it asks again.
   *
   * @param why in words: {@code 429}, {@code the connection broke}
   */
  record Waiting(String host, Duration length, String why) implements RegistryEvent {}

  /** A mirror did not have it, or did not answer; the next place is asked. */
  record FellBack(String host, String next, String why) implements RegistryEvent {}
}
