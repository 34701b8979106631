package dev.bulkhead.render.template;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;

/**
 * A template file as a tree.
 *
 * @param text the file's text
 * @param parts the tree, in the order of the text
 */
public record Template(String text, List<Part> parts) {
  public Template {
    parts = List.copyOf(parts);
  }

  /** What reading a template comes to. */
  public sealed interface Reading {
    /** It is well-formed. */
    record Valid(Template template) implements Reading {}

    /**
     * It is not, and Helm would refuse it too.
     *
     * @param at where the first fault is
     * @param reason what is wrong, as a clause: "the action is not closed"
     */
    record Invalid(Position at, String reason) implements Reading {}
  }

  /** Reads a template; where it is malformed, the place and the reason are the answer. */
  public static Reading read(String text) {
    try {
      return new Reading.Valid(new Template(text, new TreeParser(text).parse()));
    } catch (Fault fault) {
      int offset = Math.min(fault.offset(), text.length());
      return new Reading.Invalid(new Lines(text).position(offset), fault.reason());
    }
  }

  /** Turns offsets of this template into lines and columns. */
  public Lines lines() {
    return new Lines(text);
  }

  /** Visits every part, outer ones before those that they enclose. */
  public void walk(Consumer<Part> visitor) {
    walk(parts, visitor);
  }

  private static void walk(List<Part> parts, Consumer<Part> visitor) {
    for (Part part : parts) {
      visitor.accept(part);
      switch (part) {
        case Part.Branch branch -> branch.arms().forEach(arm -> walk(arm.body(), visitor));
        case Part.Define define -> walk(define.body(), visitor);
        case Part.Block block -> walk(block.body(), visitor);
        case Part.Text _, Part.Comment _, Part.Output _, Part.Call _, Part.Jump _ -> {}
      }
    }
  }

  /** The pipelines that a part itself holds, not those of parts that it encloses. */
  public static List<Pipeline> pipelines(Part part) {
    var pipelines = new ArrayList<Pipeline>();
    switch (part) {
      case Part.Output output -> pipelines.add(output.pipeline());
      case Part.Block block -> pipelines.add(block.argument());
      case Part.Call call -> {
        if (call.argument() != null) {
          pipelines.add(call.argument());
        }
      }
      case Part.Branch branch -> {
        for (Part.Arm arm : branch.arms()) {
          if (arm.condition() != null) {
            pipelines.add(arm.condition());
          }
        }
      }
      case Part.Text _, Part.Comment _, Part.Define _, Part.Jump _ -> {}
    }
    return pipelines;
  }

  /** The template as it was written, put together from the tree. */
  public String print() {
    var out = new StringBuilder(text.length());
    print(parts, out);
    return out.toString();
  }

  private void print(List<Part> printed, StringBuilder out) {
    for (Part part : printed) {
      switch (part) {
        case Part.Text piece -> out.append(text, piece.start(), piece.end());
        case Part.Comment comment -> print(comment.tag(), out);
        case Part.Output output -> print(output.tag(), out);
        case Part.Call call -> print(call.tag(), out);
        case Part.Jump jump -> print(jump.tag(), out);
        case Part.Branch branch -> {
          for (Part.Arm arm : branch.arms()) {
            print(arm.tag(), out);
            print(arm.body(), out);
          }
          print(branch.close(), out);
        }
        case Part.Define define -> {
          print(define.tag(), out);
          print(define.body(), out);
          print(define.close(), out);
        }
        case Part.Block block -> {
          print(block.tag(), out);
          print(block.body(), out);
          print(block.close(), out);
        }
      }
    }
  }

  private void print(Tag tag, StringBuilder out) {
    for (Token token : tag.tokens()) {
      out.append(text, token.start(), token.end());
    }
  }

  /** The lines of a text, for turning offsets into places. */
  public static final class Lines {
    private final String text;
    private final int[] starts;

    /** Finds the lines of a text. */
    public Lines(String text) {
      this.text = text;
      int[] found = new int[16];
      int count = 1;
      for (int i = text.indexOf('\n'); i >= 0; i = text.indexOf('\n', i + 1)) {
        if (count == found.length) {
          found = Arrays.copyOf(found, count * 2);
        }
        found[count++] = i + 1;
      }
      this.starts = Arrays.copyOf(found, count);
    }

    /** The line and column of an offset. */
    public Position position(int offset) {
      int found = Arrays.binarySearch(starts, offset);
      int line = found >= 0 ? found : -found - 2;
      return new Position(line + 1, text.codePointCount(starts[line], offset) + 1);
    }
  }
}
