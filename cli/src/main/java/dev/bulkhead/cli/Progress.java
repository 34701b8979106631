package dev.bulkhead.cli;

import dev.bulkhead.model.Userinfo;
import dev.bulkhead.report.Printable;
import java.io.PrintStream;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/**
 * What the program is doing, on one line of standard error that is overwritten: only on a terminal,
 * and only once it has taken a second.
 */
final class Progress implements AutoCloseable {
  private static final long FIRST_MILLIS = 1_000;
  private static final long NEXT_MILLIS = 200;
  private static final int WIDTH = 78;

  /** Shows nothing. */
  static final Progress NONE = new Progress(Optional.empty());

  private final Optional<PrintStream> terminal;
  private final ConcurrentSkipListMap<Long, String> underWay = new ConcurrentSkipListMap<>();
  private final AtomicLong started = new AtomicLong();
  private final AtomicInteger done = new AtomicInteger();
  private final Thread painter = new Thread(this::paint, "progress");
  private final Supplier<String> amounts;

  private Progress(Optional<PrintStream> terminal) {
    this(terminal, () -> "");
  }

  private Progress(Optional<PrintStream> terminal, Supplier<String> amounts) {
    this.terminal = terminal;
    this.amounts = amounts;
    painter.setDaemon(true);
  }

  /** Shows itself on the terminal, if a person looks at one. */
  static Progress on(Surroundings surroundings) {
    return on(surroundings, () -> "");
  }

  /**
   * The same for what is told in amounts.
   *
   * @param amounts what is shown; where it is empty, what is under way
   */
  static Progress on(Surroundings surroundings, Supplier<String> amounts) {
    if (!surroundings.errIsTerminal()) {
      return NONE;
    }
    var progress = new Progress(Optional.of(surroundings.err()), amounts);
    progress.painter.start();
    return progress;
  }

  /** Does something under a name that is shown if it takes long. */
  <T> T during(String what, Supplier<T> task) {
    if (terminal.isEmpty()) {
      return task.get();
    }
    long ticket = started.getAndIncrement();
    underWay.put(ticket, what);
    try {
      return task.get();
    } finally {
      underWay.remove(ticket);
      done.incrementAndGet();
    }
  }

  private void paint() {
    try {
      Thread.sleep(FIRST_MILLIS);
      while (true) {
        String far = amounts.get();
        terminal.ifPresent(err -> err.print("\r\u001b[K" + (far.isEmpty() ? line() : far) + "\r"));
        terminal.ifPresent(PrintStream::flush);
        Thread.sleep(NEXT_MILLIS);
      }
    } catch (InterruptedException closed) {
      terminal.ifPresent(err -> err.print("\r\u001b[K"));
      terminal.ifPresent(PrintStream::flush);
    }
  }

  /** The oldest thing under way, and how many others there are and were. */
  String line() {
    var oldest = underWay.firstEntry();
    String what =
        oldest == null ? "judging" : Printable.escape(Userinfo.concealed(oldest.getValue()));
    int others = Math.max(0, underWay.size() - 1);
    String count = " (%d done%s)".formatted(done.get(), others == 0 ? "" : ", " + others + " more");
    int room = WIDTH - count.length();
    return (what.length() > room ? what.substring(0, room - 1) + "…" : what) + count;
  }

  /** Clears the line; nothing is shown after that. */
  @Override
  public void close() {
    painter.interrupt();
    try {
      painter.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
