package dev.bulkhead.cli;

import dev.bulkhead.model.KubernetesVersion;
import dev.bulkhead.model.Platform;
import dev.bulkhead.model.Userinfo;
import dev.bulkhead.registry.http.Mirror;
import dev.bulkhead.report.Printable;
import dev.bulkhead.verdict.UserError;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.TypeConversionException;
import picocli.CommandLine.UnmatchedArgumentException;

/** The whole command line, from arguments to exit status. */
final class Bulkhead {
  private final Surroundings surroundings;
  private final CommonOptions common = new CommonOptions();
  private final CommandLine commands;

  Bulkhead(Rooms rooms, Surroundings surroundings, Stop stop) {
    this.surroundings = surroundings;
    this.commands =
        new CommandLine(new BulkheadCommand())
            .addMixin("common", common)
            .addSubcommand(new CheckCommand(rooms, surroundings, stop))
            .addSubcommand(new ExplainCommand(rooms, surroundings))
            .addSubcommand(new CacheCommand(rooms, surroundings));
    commands
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setAbbreviatedOptionsAllowed(false)
        .setUsageHelpLongOptionsMaxWidth(24)
        .setUsageHelpWidth(96)
        .setColorScheme(CommandLine.Help.defaultColorScheme(CommandLine.Help.Ansi.OFF))
        .setOut(new PrintWriter(surroundings.out(), true, StandardCharsets.UTF_8))
        .setErr(new PrintWriter(surroundings.err(), true, StandardCharsets.UTF_8))
        .registerConverter(Platform.class, Bulkhead::platform)
        .registerConverter(Mirror.class, Bulkhead::mirror)
        .registerConverter(KubernetesVersion.class, Bulkhead::kubernetesVersion)
        .setParameterExceptionHandler((failure, args) -> misused(failure))
        .setExecutionExceptionHandler((failure, command, parsed) -> failed(failure));
  }

  /** Runs one command; whatever happens is told on standard error and by the status. */
  int run(String... args) {
    try {
      return commands.execute(args);
    } catch (Error failure) {
      return failed(failure);
    }
  }

  private static Platform platform(String text) {
    return Platform.parse(text)
        .orElseThrow(
            () ->
                new TypeConversionException(
                    "\"%s\" is not a platform such as linux/arm64".formatted(text)));
  }

  private static KubernetesVersion kubernetesVersion(String text) {
    return KubernetesVersion.parse(text)
        .orElseThrow(
            () ->
                new TypeConversionException(
                    "\"%s\" is not a version such as 1.34 or v1.32.1-eks-abc".formatted(text)));
  }

  private static Mirror mirror(String text) {
    try {
      return Mirror.read(text);
    } catch (UserError unreadable) {
      throw new TypeConversionException(unreadable.getMessage() + " " + unreadable.remedy());
    }
  }

  private int misused(ParameterException failure) {
    String command = failure.getCommandLine().getCommandSpec().qualifiedName();
    say("bulkhead: " + Printable.escape(sentence(failure)));
    List<String> suggestions = suggestions(failure);
    if (!suggestions.isEmpty()) {
      say("Did you mean " + Printable.escape(String.join(" or ", suggestions)) + "?");
    }
    say("Try `%s --help`.".formatted(command));
    trace(failure);
    return ExitStatus.UNUSABLE;
  }

  private static List<String> suggestions(ParameterException failure) {
    if (!(failure instanceof UnmatchedArgumentException unmatched)) {
      return List.of();
    }
    String word = unmatched.getUnmatched().getFirst();
    var command = failure.getCommandLine();
    return Nearest.to(
        word,
        word.startsWith("-")
            ? command.getCommandSpec().optionsMap().keySet()
            : command.getSubcommands().keySet());
  }

  private static String sentence(ParameterException failure) {
    String message = String.valueOf(failure.getMessage());
    if (failure instanceof MissingParameterException && message.contains("SOURCE")) {
      return "Nothing to check: name a chart, a manifest or a directory, or - for standard input.";
    }
    return message.endsWith(".") ? message : message + ".";
  }

  private int failed(Throwable failure) {
    if (failure instanceof UserError error) {
      String place = error.location().map(at -> at + ": ").orElse("");
      say("bulkhead: " + Printable.escape(place + error.getMessage()));
      say("remedy: " + Printable.escape(error.remedy()));
      trace(failure);
      return ExitStatus.UNUSABLE;
    }
    say(
        "bulkhead: This is a bug in Bulkhead %s: %s."
            .formatted(
                Printable.escape(Version.current()), Printable.escape(String.valueOf(failure))));
    say(
        "remedy: Open an issue in Bulkhead's repository, with the command, this message, and what"
            + " --debug adds to it.");
    trace(failure);
    return ExitStatus.BUG;
  }

  private void say(String line) {
    surroundings.err().println(Userinfo.concealed(line));
  }

  private void trace(Throwable failure) {
    if (common.isDebug()) {
      var trace = new StringWriter();
      failure.printStackTrace(new PrintWriter(trace));
      surroundings.err().print(Userinfo.concealed(trace.toString()));
    }
  }
}
