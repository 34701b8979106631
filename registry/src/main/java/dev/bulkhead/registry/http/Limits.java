package dev.bulkhead.registry.http;

import java.time.Duration;

/**
 * How much is asked for, read and waited for.
 *
 * @param requests in all, retries and tokens included
 * @param requestsPerHost at the same time
 * @param attempts at one request, the first included
 * @param redirects of one request
 * @param manifestBytes of a manifest or index: 4 MiB, the least that the OCI distribution
 *     specification asks registries to take
 * @param answerBytes of a token, an error
 * @param tagPageBytes of a page of tags: some registries tell of every manifest there, too, and
 *     heed no wish for short pages
 * @param chartBytes of a packed chart
 * @param tagPages of one list of tags
 * @param tags kept of one list
 * @param connect the longest wait for a connection
 * @param head the longest wait for the head of an answer
 * @param progressWindow how long a body may keep a reader waiting before it must have brought
 *     {@code progressBytes}
 * @param progressBytes a body that brings fewer in a window is cut
 * @param helper the longest wait for a credential helper
 */
public record Limits(
    int requests,
    int requestsPerHost,
    int attempts,
    int redirects,
    int manifestBytes,
    int answerBytes,
    int tagPageBytes,
    int chartBytes,
    int tagPages,
    int tags,
    Duration connect,
    Duration head,
    Duration progressWindow,
    int progressBytes,
    Duration helper) {
  private static final int MIB = 1 << 20;

  /** What suits a check of a chart or a cluster. */
  public static Limits usual() {
    return new Limits(
        10_000,
        8,
        4,
        5,
        4 * MIB,
        MIB,
        8 * MIB,
        32 * MIB,
        50,
        20_000,
        Duration.ofSeconds(10),
        Duration.ofSeconds(30),
        Duration.ofSeconds(20),
        4096,
        Duration.ofSeconds(15));
  }

  /** The same with another cap on requests. */
  public Limits withRequests(int most) {
    return new Limits(
        most,
        requestsPerHost,
        attempts,
        redirects,
        manifestBytes,
        answerBytes,
        tagPageBytes,
        chartBytes,
        tagPages,
        tags,
        connect,
        head,
        progressWindow,
        progressBytes,
        helper);
  }

  /** The same with other patience for a slow peer. */
  public Limits withPatience(Duration connecting, Duration heading, Duration window) {
    return new Limits(
        requests,
        requestsPerHost,
        attempts,
        redirects,
        manifestBytes,
        answerBytes,
        tagPageBytes,
        chartBytes,
        tagPages,
        tags,
        connecting,
        heading,
        window,
        progressBytes,
        helper);
  }
}
