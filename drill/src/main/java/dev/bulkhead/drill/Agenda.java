package dev.bulkhead.drill;

import java.util.PriorityQueue;

/** What is to happen when, on a clock of its own; at one time in the order in which it was put. */
final class Agenda {
  private final PriorityQueue<Entry> entries = new PriorityQueue<>();
  private long now;
  private long sequence;

  private record Entry(long at, long sequence, Runnable action) implements Comparable<Entry> {
    @Override
    public int compareTo(Entry other) {
      int byTime = Long.compare(at, other.at);
      return byTime != 0 ? byTime : Long.compare(sequence, other.sequence);
    }
  }

  /** Milliseconds since the beginning. */
  long now() {
    return now;
  }

  /** Does something that many milliseconds from now. */
  void after(long delay, Runnable action) {
    entries.add(new Entry(now + delay, sequence++, action));
  }

  /** Does everything that is due up to a time. */
  void runUntil(long end) {
    for (Entry next = entries.peek(); next != null && next.at <= end; next = entries.peek()) {
      entries.poll();
      now = next.at;
      next.action.run();
    }
    now = end;
  }
}
