package dev.bulkhead.cli;

import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;

/** Where the process begins: the one place that touches what is static about it. */
public final class Main {
  private Main() {}

  /** Runs the command that the arguments name, and ends the process with its status. */
  public static void main(String[] args) {
    Surroundings surroundings = surroundings();
    var stop = new Stop();
    var debug = new DebugLog(surroundings.err());
    var interruption = Interruption.watch(stop, surroundings, System::exit);
    int status =
        new Bulkhead(new Composition(surroundings, debug), surroundings, stop, debug).run(args);
    interruption.over();
    System.exit(status);
  }

  private static Surroundings surroundings() {
    // The launcher knows of each stream whether it is a terminal: "1", "2" or "12".
    String terminals = System.getProperty("bulkhead.terminals", "");
    return new Surroundings(
        System.getenv(),
        new FileInputStream(FileDescriptor.in),
        new FileOutputStream(FileDescriptor.out),
        new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8),
        terminals.contains("1"),
        terminals.contains("2"),
        Clock.systemUTC());
  }
}
