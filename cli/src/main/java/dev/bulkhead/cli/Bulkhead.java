package dev.bulkhead.cli;

import dev.bulkhead.model.Userinfo;
import dev.bulkhead.report.Printable;
import dev.bulkhead.verdict.OptionError;
import dev.bulkhead.verdict.UserError;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.ZoneOffset;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.RunLast;

/** The whole command line, from arguments to exit status. */
final class Bulkhead {
  private final Surroundings surroundings;
  private final CommonOptions common = new CommonOptions();
  private final DebugLog debug;
  private final CommandLine commands;

  Bulkhead(Rooms rooms, Surroundings surroundings, Stop stop, DebugLog debug) {
    this.surroundings = surroundings;
    this.debug = debug;
    this.commands =
        new CommandLine(new BulkheadCommand())
            .addMixin("common", common)
            .addSubcommand(new CheckCommand(rooms, surroundings, stop, debug))
            .addSubcommand(new DrillCommand(rooms, surroundings, stop, debug))
            .addSubcommand(new VariantsCommand(rooms, surroundings))
            .addSubcommand(new MatrixCommand(rooms, surroundings, stop))
            .addSubcommand(new PinCommand(rooms, surroundings, stop))
            .addSubcommand(new DiffCommand(rooms, surroundings, stop, debug))
            .addSubcommand(new ResolveCommand(rooms, surroundings, stop))
            .addSubcommand(new LagCommand(rooms, surroundings, stop))
            .addSubcommand(release(rooms, surroundings, stop))
            .addSubcommand(airgap(rooms, surroundings, stop, debug))
            .addSubcommand(k0s(rooms, surroundings, stop))
            .addSubcommand(new ExplainCommand(rooms, surroundings))
            .addSubcommand(new CacheCommand(rooms, surroundings));
    Values.readBy(commands, LocalDate.ofInstant(surroundings.clock().instant(), ZoneOffset.UTC));
    commands
        .setAbbreviatedOptionsAllowed(false)
        .setUsageHelpLongOptionsMaxWidth(24)
        .setUsageHelpWidth(96)
        .setColorScheme(CommandLine.Help.defaultColorScheme(CommandLine.Help.Ansi.OFF))
        .setOut(new PrintWriter(surroundings.out(), true, StandardCharsets.UTF_8))
        .setErr(new PrintWriter(surroundings.err(), true, StandardCharsets.UTF_8))
        .setExecutionStrategy(this::execute)
        .setParameterExceptionHandler((failure, args) -> misused(failure))
        .setExecutionExceptionHandler((failure, command, parsed) -> failed(failure));
  }

  private static CommandLine release(Rooms rooms, Surroundings surroundings, Stop stop) {
    return new CommandLine(new ReleaseCommand())
        .addSubcommand(new ReleaseVerifyCommand(rooms, surroundings, stop))
        .addSubcommand(new ReleaseStampCommand(rooms, surroundings))
        .addSubcommand(new ReleaseHistoryCommand(rooms, surroundings, stop))
        .addSubcommand(new ReleaseCarriersCommand(rooms, surroundings));
  }

  private static CommandLine airgap(
      Rooms rooms, Surroundings surroundings, Stop stop, DebugLog debug) {
    return new CommandLine(new AirgapCommand())
        .addSubcommand(new AirgapImagesCommand(rooms, surroundings, stop, debug))
        .addSubcommand(new AirgapVerifyCommand(rooms, surroundings, stop, debug))
        .addSubcommand(new AirgapDiffCommand(rooms, surroundings, stop, debug))
        .addSubcommand(new AirgapBundleCommand(rooms, surroundings, stop, debug))
        .addSubcommand(new AirgapPushCommand(rooms, surroundings, stop, debug));
  }

  private static CommandLine k0s(Rooms rooms, Surroundings surroundings, Stop stop) {
    var config =
        new CommandLine(new K0sConfigCommand(surroundings, stop))
            .addSubcommand(new K0sConfigDiffCommand(surroundings));
    return new CommandLine(new K0sCommand())
        .addSubcommand(config)
        .addSubcommand(new K0sImagesCommand(surroundings))
        .addSubcommand(new K0sLearnCommand(surroundings))
        .addSubcommand(new K0sPlanCommand(rooms, surroundings, stop));
  }

  private int execute(ParseResult parsed) {
    debug.turn(common.isDebug());
    try {
      WrittenFiles.requireOther(parsed);
    } catch (OptionError refused) {
      return failed(refused);
    }
    return new RunLast().execute(parsed);
  }

  /** Runs one command; whatever happens is told on standard error and by the status. */
  int run(String... args) {
    try {
      return commands.execute(args);
    } catch (Error failure) {
      return failed(failure);
    }
  }

  private int misused(ParameterException failure) {
    Misuse misuse = Misuse.of(failure);
    say("bulkhead: " + misuse.cause());
    if (!misuse.remedy().isEmpty()) {
      say("remedy: " + misuse.remedy());
    }
    say("Try `%s --help`.".formatted(failure.getCommandLine().getCommandSpec().qualifiedName()));
    debug.failure(failure);
    return ExitStatus.UNUSABLE;
  }

  private int failed(Throwable failure) {
    if (failure instanceof UserError error) {
      say("bulkhead: " + placeOf(error) + error.getMessage());
      say("remedy: " + error.remedy());
      debug.failure(failure);
      return ExitStatus.UNUSABLE;
    }
    say("bulkhead: This is a bug in Bulkhead %s: %s.".formatted(Version.current(), failure));
    say(
        "remedy: Open an issue in Bulkhead's repository, with the command, this message, and what"
            + " --debug adds to it.");
    debug.failure(failure);
    return ExitStatus.BUG;
  }

  /** A file without a line says no more than the message, which names it. */
  private static String placeOf(UserError error) {
    return error.location().filter(at -> at.line() > 0).map(at -> at + ": ").orElse("");
  }

  private void say(String line) {
    surroundings.err().println(Printable.escape(Userinfo.concealed(line)));
  }
}
