package dev.bulkhead.render.helm;

import dev.bulkhead.render.template.Operand;
import dev.bulkhead.render.template.Part;
import dev.bulkhead.render.template.Pipeline;
import dev.bulkhead.render.template.Pipeline.Command;
import dev.bulkhead.render.template.Tag;
import dev.bulkhead.render.template.Token;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A second text of each template, which prints the same with marks in between: before the first
 * character of each piece of text (in named templates, of each of its lines), and around what each
 * action prints.
 *
 * <p>Marked text goes nowhere but into the output: an {@code include} is answered with marked text
 * only where its result is printed as it is, at most indented. Everything that looks at text
 * (conditions, {@code trim}, {@code sha256sum}, {@code fromYaml}) gets the plain one. So both
 * renders take the same turns.
 */
final class Marking {
  /** Before text: the mark's number follows. */
  static final char TEXT = '\ue0f1';

  /** Before what an action prints: the mark's number follows. */
  static final char ACTION = '\ue0f0';

  /** Ends a mark's number. */
  static final char STOP = '\ue0f2';

  /** After what an action prints. */
  static final char END = '\ue0f3';

  private static final String PREFIX = "bulkhead.marked:";
  private static final Set<String> INDENTING = Set.of("indent", "nindent");

  /**
   * One mark.
   *
   * @param offset where in the template's text
   * @param hides whether an action's output comes from other templates whose text is not marked
   */
  record Mark(TemplateFile file, int offset, boolean hides) {}

  private final List<Mark> marks = new ArrayList<>();
  private final Set<String> defined = new HashSet<>();

  Marking(List<TemplateFile> files) {
    for (TemplateFile file : files) {
      file.template()
          .walk(
              part -> {
                if (part instanceof Part.Define define) {
                  defined.add(define.name());
                } else if (part instanceof Part.Block block) {
                  defined.add(block.name());
                }
              });
    }
  }

  /** The mark of that number. */
  Mark mark(int number) {
    return marks.get(number);
  }

  /** How many marks there are. */
  int size() {
    return marks.size();
  }

  /** The name of the named template that holds a file's marked text. */
  static String name(TemplateFile file) {
    return "%sfile:%d".formatted(PREFIX, file.id());
  }

  /** A file's marked text, and that of its named templates. */
  String text(TemplateFile file) {
    return new Writer(file).write();
  }

  /** Writes the marked text of one file. */
  private final class Writer {
    private final TemplateFile file;
    private final String text;
    private final List<Part> named = new ArrayList<>();

    /** Whether each line needs a mark, because the text may be indented where it is included. */
    private boolean lined;

    private final StringBuilder out = new StringBuilder();

    Writer(TemplateFile file) {
      this.file = file;
      this.text = file.template().text();
    }

    String write() {
      define(name(file), file.template().parts());
      lined = true;
      for (int i = 0; i < named.size(); i++) {
        switch (named.get(i)) {
          case Part.Define define -> define(PREFIX + define.name(), define.body());
          case Part.Block block -> define(PREFIX + block.name(), block.body());
          default -> throw new IllegalStateException("Only these two are collected.");
        }
      }
      return out.toString();
    }

    private void define(String name, List<Part> body) {
      out.append("{{define ").append(Json.text(name)).append("}}");
      parts(body);
      out.append("{{end}}\n");
    }

    private void parts(List<Part> parts) {
      for (Part part : parts) {
        switch (part) {
          case Part.Text piece -> piece(piece);
          case Part.Comment _ -> {}
          case Part.Jump jump -> tag(jump.tag());
          case Part.Define define -> named.add(define);
          case Part.Output output -> output(output);
          case Part.Call call -> call(call);
          case Part.Block block -> block(block);
          case Part.Branch branch -> {
            for (Part.Arm arm : branch.arms()) {
              tag(arm.tag());
              parts(arm.body());
            }
            tag(branch.close());
          }
        }
      }
    }

    private void piece(Part.Text piece) {
      int at = piece.from();
      while (at < piece.to()) {
        int newline = text.indexOf('\n', at);
        int end = newline < 0 || newline >= piece.to() ? piece.to() : newline + 1;
        int first = at;
        while (first < end && text.charAt(first) <= ' ') {
          first++;
        }
        out.append(text, at, first);
        if (first < end) {
          mark(TEXT, first, false);
          end = lined ? end : piece.to();
          out.append(text, first, end);
        }
        at = end;
      }
    }

    private void output(Part.Output output) {
      if (!output.prints()) {
        tag(output.tag());
        return;
      }
      Operand.Text name = laidOut(output.pipeline());
      mark(ACTION, output.start(), name == null && includes(output.pipeline()));
      if (name == null) {
        tag(output.tag());
      } else {
        renamed(output.tag(), name.start(), name.end(), name.value());
      }
      out.append(END);
    }

    private void call(Part.Call call) {
      boolean known = defined.contains(call.name());
      mark(ACTION, call.start(), !known);
      if (known) {
        Token name = call.nameAt();
        renamed(call.tag(), name.start(), name.end(), call.name());
      } else {
        tag(call.tag());
      }
      out.append(END);
    }

    private void block(Part.Block block) {
      named.add(block);
      mark(ACTION, block.start(), false);
      Pipeline argument = block.argument();
      out.append("{{template ").append(Json.text(PREFIX + block.name())).append(' ');
      out.append(file.edits().in(argument.start(), argument.end()).to(text)).append(" }}");
      out.append(END);
    }

    private void renamed(Tag tag, int from, int to, String name) {
      out.append("{{ ").append(file.edits().in(tag.innerStart(), from).to(text));
      out.append(Json.text(PREFIX + name));
      out.append(file.edits().in(to, tag.innerEnd()).to(text)).append(" }}");
    }

    /** The tag without its trim markers, since text is written as they left it. */
    private void tag(Tag tag) {
      out.append("{{ ");
      out.append(file.edits().in(tag.innerStart(), tag.innerEnd()).to(text));
      out.append(" }}");
    }

    private void mark(char kind, int offset, boolean hides) {
      out.append(kind).append(marks.size()).append(STOP);
      marks.add(new Mark(file, offset, hides));
    }
  }

  /** The name of an included template whose text is printed as it is, at most indented. */
  private Operand.@Nullable Text laidOut(Pipeline pipeline) {
    Command first = pipeline.commands().getFirst();
    boolean plain =
        first.calls("include")
            && first.operands().size() == 3
            && pipeline.commands().stream().skip(1).allMatch(Marking::indents);
    return plain
            && first.operands().get(1) instanceof Operand.Text name
            && defined.contains(name.value())
        ? name
        : null;
  }

  private static boolean indents(Command command) {
    return command.head() instanceof Operand.Function function
        && INDENTING.contains(function.name())
        && command.operands().size() == 2
        && command.operands().get(1) instanceof Operand.Constant;
  }

  private static boolean includes(Pipeline pipeline) {
    return pipeline.commands().stream()
        .flatMap(command -> command.operands().stream())
        .anyMatch(
            operand ->
                switch (operand) {
                  case Operand.Function function -> function.name().equals("include");
                  case Operand.Group group -> includes(group.pipeline());
                  case Operand.Dot _, Operand.Fields _, Operand.Variable _ -> false;
                  case Operand.Text _, Operand.Constant _ -> false;
                });
  }
}
