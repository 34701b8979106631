package dev.bulkhead.render.template;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A part of a template: text, or an action with whatever it encloses. */
public sealed interface Part {
  /** The offset of its first character. */
  int start();

  /** The offset after its last character. */
  int end();

  /**
   * Text between actions.
   *
   * @param from where the text begins that is left after the action before it trimmed it
   * @param to where the text ends that is left after the action behind it trimmed it
   */
  record Text(int start, int end, int from, int to) implements Part {}

  /** An action that encloses nothing. */
  sealed interface Action extends Part {
    /** Where it stands. */
    Tag tag();

    @Override
    default int start() {
      return tag().start();
    }

    @Override
    default int end() {
      return tag().end();
    }
  }

  /** An action with all that stands between it and its {@code end}. */
  sealed interface Enclosure extends Part {
    /** Where it begins. */
    Tag tag();

    /** Its {@code end}. */
    Tag close();

    @Override
    default int start() {
      return tag().start();
    }

    @Override
    default int end() {
      return close().end();
    }
  }

  /** A comment. */
  record Comment(Tag tag) implements Action {}

  /** A pipeline whose result is printed, or only assigned to variables. */
  record Output(Tag tag, Pipeline pipeline) implements Action {
    /** Whether the result goes into the text rather than into a variable. */
    public boolean prints() {
      return pipeline.variables().isEmpty();
    }
  }

  /**
   * {@code if}, {@code with} or {@code range}.
   *
   * @param word which of the three
   * @param arms the first, then those after {@code else}
   */
  record Branch(String word, List<Arm> arms, Tag close) implements Enclosure {
    public Branch {
      arms = List.copyOf(arms);
    }

    @Override
    public Tag tag() {
      return arms.getFirst().tag();
    }
  }

  /**
   * One way that a branch can go.
   *
   * @param condition absent for a plain {@code else}
   */
  record Arm(Tag tag, @Nullable Pipeline condition, List<Part> body) {
    public Arm {
      body = List.copyOf(body);
    }
  }

  /** {@code define}: a named template; prints nothing where it stands. */
  record Define(Tag tag, String name, List<Part> body, Tag close) implements Enclosure {
    public Define {
      body = List.copyOf(body);
    }
  }

  /** {@code block}: a named template, defined and called in one. */
  record Block(Tag tag, String name, Pipeline argument, List<Part> body, Tag close)
      implements Enclosure {
    public Block {
      body = List.copyOf(body);
    }
  }

  /**
   * {@code template}: a call of a named template.
   *
   * @param nameAt the token of the name
   * @param argument absent where the named template gets no cursor
   */
  record Call(Tag tag, String name, Token nameAt, @Nullable Pipeline argument) implements Action {}

  /** {@code break} or {@code continue}. */
  record Jump(Tag tag, String word) implements Action {}
}
