package dev.bulkhead.check;

import dev.bulkhead.model.Location;
import dev.bulkhead.model.Node;
import dev.bulkhead.registry.ImageConfig;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a container runs: the manifest's command and args set against the image's ENTRYPOINT and CMD
 * (containerd: {@code internal/cri/opts/spec_opts.go}, WithProcessArgs).
 *
 * @param argv the words; none where nobody says what to run
 * @param origin where the program comes from: {@code "its command"}
 * @param at the node that names the program; null where the image does
 */
record CommandLine(List<Value> argv, String origin, @Nullable Location at) {
  CommandLine {
    argv = List.copyOf(argv);
  }

  /** An empty command is as good as none; args alone go to the image's ENTRYPOINT. */
  static CommandLine of(Node.Mapping container, ImageConfig image, Environment environment) {
    List<Node> command = container.items("command");
    List<Node> args = container.items("args");
    var argv = new ArrayList<Value>();
    if (!command.isEmpty()) {
      argv.addAll(expanded(command, environment));
      argv.addAll(expanded(args, environment));
      return new CommandLine(argv, "its command", command.getFirst().at());
    }
    List<String> entrypoint = entrypoint(image);
    entrypoint.forEach(word -> argv.add(new Value.Known(word)));
    if (args.isEmpty()) {
      image.command().forEach(word -> argv.add(new Value.Known(word)));
      return new CommandLine(
          argv, entrypoint.isEmpty() ? "the image's CMD" : "the image's ENTRYPOINT", null);
    }
    argv.addAll(expanded(args, environment));
    return entrypoint.isEmpty()
        ? new CommandLine(argv, "its args, since the image has no ENTRYPOINT", args.getFirst().at())
        : new CommandLine(argv, "the image's ENTRYPOINT", null);
  }

  /** An ENTRYPOINT of one empty word is none. */
  private static List<String> entrypoint(ImageConfig image) {
    return image.entrypoint().equals(List.of("")) ? List.of() : image.entrypoint();
  }

  /** The words of a list with {@code $(VAR)} replaced. */
  static List<Value> expanded(List<Node> words, Environment environment) {
    return words.stream()
        .map(word -> Expansion.expand(literal(word), environment::reference))
        .toList();
  }

  /** The words of a list as they stand. */
  static List<Value> verbatim(List<Node> words) {
    return words.stream().map(CommandLine::literal).toList();
  }

  private static Value literal(Node word) {
    return new Value.Known(word.text().orElse(""));
  }

  /** What a reader can do if the program is at fault. */
  String remedy(String entrypoint) {
    if (at == null) {
      return "Build the image so that its own program is in it, or set command to a program that it"
          + " has.";
    }
    return entrypoint.isEmpty()
        ? "Name a program that the image has, or use an image that has this one."
        : "Remove the command so that the image's own ENTRYPOINT (%s) runs, or name a program that the image has."
            .formatted(entrypoint);
  }
}
