package dev.bulkhead.admission;

import java.util.List;

/**
 * A hook that refuses a request, by itself, whatever the others do.
 *
 * @param reply why
 * @param doubts what it depends on that the hook is called at all; nothing where it is certain
 */
public record Refusal(Hook hook, Reply reply, List<String> doubts) {
  public Refusal {
    doubts = List.copyOf(doubts);
  }

  /** The HTTP status that the client sees if this hook is the first to refuse. */
  public int code() {
    return reply.code();
  }
}
