package dev.bulkhead.cli;

import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** The options of every command. */
final class CommonOptions {
  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      scope = ScopeType.INHERIT,
      description = "Show this help.")
  @SuppressWarnings("unused") // picocli itself acts on it
  private boolean help;

  @Option(names = "--version", versionHelp = true, description = "Show the version.")
  @SuppressWarnings("unused") // picocli itself acts on it
  private boolean version;

  @Option(
      names = "--debug",
      scope = ScopeType.INHERIT,
      description =
          "Show causes and traces of what goes wrong, and requests to registries, on standard error.")
  private boolean debug;

  boolean isDebug() {
    return debug;
  }
}
