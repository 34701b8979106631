package dev.bulkhead.registry.http;

import java.time.Duration;

/** Something that a client of registries has done, for progress and for {@code --debug}. */
public sealed interface RegistryEvent {
  /** The host that it is about. */
  String host();

  /**
   * A request went out.
   *
   * @param what method and path, never a query
   */
  record Asked(String host, String what) implements RegistryEvent {}

  /** An answer came back. */
  record Answered(String host, String what, int status) implements RegistryEvent {}

  /**
   * The client waits before it asks again.
   *
   * @param why in words: {@code 429}, {@code the connection broke}
   */
  record Waiting(String host, Duration length, String why) implements RegistryEvent {}

  /** A mirror did not have it, or did not answer; the next place is asked. */
  record FellBack(String host, String next, String why) implements RegistryEvent {}
}
