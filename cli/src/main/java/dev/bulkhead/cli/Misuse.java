package dev.bulkhead.cli;

import dev.bulkhead.verdict.Nearest;
import dev.bulkhead.verdict.UserError;
import java.util.Collection;
import java.util.List;
import picocli.CommandLine.MaxValuesExceededException;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.MutuallyExclusiveArgsException;
import picocli.CommandLine.OverwrittenOptionException;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * What is wrong with a command line, for the person who typed it.
 *
 * @param cause a full sentence
 * @param remedy what to do, beginning with a verb; the empty string where the cause says it all
 */
record Misuse(String cause, String remedy) {

  /** Reads what the parser of the command line found. */
  static Misuse of(ParameterException failure) {
    if (failure.getCause() instanceof UserError refused) {
      return new Misuse(
          "%s: %s".formatted(nameOf(failure.getArgSpec()), refused.getMessage()), refused.remedy());
    }
    return switch (failure) {
      case UnmatchedArgumentException unmatched -> unmatched(unmatched);
      case MissingParameterException missing -> missing(missing);
      case MutuallyExclusiveArgsException _, MaxValuesExceededException _ ->
          new Misuse("Only one of these can be explained at once.", "Name a rule, or a finding.");
      case OverwrittenOptionException twice ->
          new Misuse(
              "%s is given more than once.".formatted(nameOf(twice.getOverwritten())),
              "Give it once.");
      default -> other(failure);
    };
  }

  private static Misuse unmatched(UnmatchedArgumentException failure) {
    CommandSpec command = failure.getCommandLine().getCommandSpec();
    String word = failure.getUnmatched().getFirst();
    if (word.startsWith("-") && word.length() > 1) {
      String name = word.replaceFirst("=.*", "");
      return command.optionsMap().containsKey(name)
          ? new Misuse("%s takes no value.".formatted(name), "Write %s alone.".formatted(name))
          : unknown("There is no option \"%s\".", name, command.optionsMap().keySet());
    }
    return command.subcommands().isEmpty()
        ? new Misuse("\"%s\" is one argument too many.".formatted(word), "Leave it out.")
        : unknown("There is no command \"%s\".", word, command.subcommands().keySet());
  }

  private static Misuse unknown(String sentence, String word, Collection<String> names) {
    List<String> near = Nearest.to(word, names);
    return new Misuse(
        sentence.formatted(word),
        near.isEmpty() ? "" : "Write %s, if that is meant.".formatted(String.join(" or ", near)));
  }

  private static Misuse missing(MissingParameterException failure) {
    CommandSpec command = failure.getCommandLine().getCommandSpec();
    List<ArgSpec> missing = failure.getMissing();
    if (!missing.isEmpty() && missing.getFirst() instanceof OptionSpec option) {
      String absent = "Missing required option";
      if (String.valueOf(failure.getMessage()).startsWith(absent)) {
        return new Misuse(
            "%s is not given.".formatted(option.longestName()),
            "Give it: %s %s.".formatted(option.longestName(), option.paramLabel()));
      }
      return new Misuse(
          "%s lacks its value (%s).".formatted(option.longestName(), option.paramLabel()), "");
    }
    return switch (command.qualifiedName()) {
      case "bulkhead k0s config diff" ->
          new Misuse(
              "Two configurations are compared, the older and the newer.",
              "Name both: k0s.yaml, dumps of kube-system/k0s, or what --record kept.");
      default -> missingOf(command, failure);
    };
  }

  private static Misuse missingOf(CommandSpec command, MissingParameterException failure) {
    return switch (command.name()) {
      case "check" ->
          new Misuse(
              "Nothing to check.",
              "Name a chart, a manifest or a directory, or - for standard input.");
      case "diff" ->
          new Misuse(
              "Two things are compared, the old and the new.",
              "Name both: charts, manifests or directories, or - for standard input.");
      case "explain" ->
          new Misuse("Nothing to explain.", "Name a rule, or a finding with --finding ID.");
      case "matrix" ->
          new Misuse(
              "Nothing to judge.", "Name a chart, or with --git the path of one in a repository.");
      case "stamp" ->
          new Misuse("No version is named.", "Name the one that is about to be released.");
      case "resolve", "lag" ->
          new Misuse("No image is named.", "Name one, as in registry.k8s.io/kubectl.");
      default -> other(failure);
    };
  }

  private static Misuse other(ParameterException failure) {
    CommandSpec command = failure.getCommandLine().getCommandSpec();
    if (failure.getArgSpec() == null && command.name().equals("config")) {
      return new Misuse(
          "No configuration of k0s is named.",
          "Name k0s.yaml, a dump of the object kube-system/k0s, or - for standard input.");
    }
    if (failure.getArgSpec() != null) {
      return new Misuse(
          "%s does not take \"%s\".".formatted(nameOf(failure.getArgSpec()), failure.getValue()),
          "");
    }
    if (!command.subcommands().isEmpty()) {
      return new Misuse(
          "A command is missing.",
          "Name one of these: %s.".formatted(String.join(", ", command.subcommands().keySet())));
    }
    String message = String.valueOf(failure.getMessage());
    return new Misuse(message.endsWith(".") ? message : message + ".", "");
  }

  private static String nameOf(ArgSpec argument) {
    return argument instanceof OptionSpec option ? option.longestName() : argument.paramLabel();
  }
}
