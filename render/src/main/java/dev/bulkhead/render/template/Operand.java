package dev.bulkhead.render.template;

import java.util.List;

/** One value of a command. */
public sealed interface Operand {
  /** The offset of its first character. */
  int start();

  /** The offset after its last character. */
  int end();

  /**
   * The names of the fields taken of it, one after the other: {@code .Values.image.tag} has three.
   */
  List<Name> fields();

  /** A field's name without its dot, and where its dot stands. */
  record Name(String text, int start, int end) {}

  /** The cursor: {@code .}. */
  record Dot(int start, int end) implements Operand {
    @Override
    public List<Name> fields() {
      return List.of();
    }
  }

  /** Fields of the cursor: {@code .Values.x}. */
  record Fields(List<Name> fields, int start, int end) implements Operand {
    public Fields {
      fields = List.copyOf(fields);
    }
  }

  /**
   * A variable with its fields: {@code $x.y}.
   *
   * @param name with the dollar sign
   */
  record Variable(String name, List<Name> fields, int start, int end) implements Operand {
    public Variable {
      fields = List.copyOf(fields);
    }
  }

  /** A function by its name, with fields of its result: {@code include}, {@code now.Year}. */
  record Function(String name, List<Name> fields, int start, int end) implements Operand {
    public Function {
      fields = List.copyOf(fields);
    }
  }

  /** A pipeline in parentheses, with fields of its result. */
  record Group(Pipeline pipeline, List<Name> fields, int start, int end) implements Operand {
    public Group {
      fields = List.copyOf(fields);
    }
  }

  /**
   * Text in quotes.
   *
   * @param value what it stands for, escapes resolved
   */
  record Text(String value, int start, int end) implements Operand {
    @Override
    public List<Name> fields() {
      return List.of();
    }
  }

  /**
   * A number, a character constant, a truth value or {@code nil}.
   *
   * @param written as it stands in the template
   */
  record Constant(Token.Kind kind, String written, int start, int end) implements Operand {
    @Override
    public List<Name> fields() {
      return List.of();
    }
  }
}
