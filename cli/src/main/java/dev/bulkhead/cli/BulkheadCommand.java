package dev.bulkhead.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code bulkhead} itself. */
@Command(
    name = "bulkhead",
    versionProvider = Version.class,
    description = {
      "Proves that Kubernetes artifacts hold together before they reach a shared cluster.",
      ""
    },
    synopsisSubcommandLabel = "COMMAND",
    commandListHeading = "%nCommands:%n",
    footerHeading = "%nBegin with:%n",
    footer = {
      "  bulkhead check SOURCE         a chart, a manifest, or a directory",
      "  bulkhead explain RULE         what a finding means",
      "  bulkhead COMMAND --help       options, examples, exit statuses"
    })
final class BulkheadCommand implements Runnable {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "A command is missing.");
  }
}
