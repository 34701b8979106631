package dev.bulkhead.cli;

import dev.bulkhead.model.Userinfo;
import dev.bulkhead.registry.http.RegistryEvent;
import dev.bulkhead.registry.http.RegistryListener;
import dev.bulkhead.report.Printable;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.ArrayList;

/**
 * What {@code --debug} adds on standard error: the causes and traces of what goes wrong, and a line
 * for every request to a registry. Silent until it is switched on.
 */
final class DebugLog implements RegistryListener {
  private static final int MOST_CAUSES = 20;

  private final PrintStream err;
  private volatile boolean isOn;

  DebugLog(PrintStream err) {
    this.err = err;
  }

  /** From now on it speaks, or keeps silent. */
  void turn(boolean on) {
    isOn = on;
  }

  /** A failure with its causes, and the trace of each. */
  void failure(Throwable failure) {
    if (isOn) {
      var trace = new StringWriter();
      failure.printStackTrace(new PrintWriter(trace, true));
      trace.toString().lines().map(line -> line.replace("\t", "    ")).forEach(this::say);
    }
  }

  @Override
  public void on(RegistryEvent event) {
    if (!isOn) {
      return;
    }
    switch (event) {
      case RegistryEvent.Asked _ -> {}
      case RegistryEvent.Answered(var _, String what, int status, Duration took) ->
          say("debug: %s: %d, %d ms".formatted(what, status, took.toMillis()));
      case RegistryEvent.Failed(var _, String what, var why, Duration took) ->
          say("debug: %s: %s%s %d ms".formatted(what, why.reason(), causes(why), took.toMillis()));
      case RegistryEvent.Waiting(String host, Duration length, String why) ->
          say("debug: waiting %d ms for %s: %s".formatted(length.toMillis(), host, why));
      case RegistryEvent.FellBack(String host, String next, String why) ->
          say("debug: %s did not have it (%s), asking %s".formatted(host, why, next));
    }
  }

  /** The kinds of the causes only: what they say may quote what a server sent. */
  private static String causes(Throwable failure) {
    var causes = new ArrayList<String>();
    for (Throwable cause = failure.getCause();
        cause != null && causes.size() < MOST_CAUSES;
        cause = cause.getCause()) {
      causes.add(cause.getClass().getSimpleName());
    }
    return causes.isEmpty() ? "" : " (%s)".formatted(String.join(", caused by ", causes));
  }

  private void say(String line) {
    err.println(Printable.escape(Userinfo.concealed(line)));
  }
}
