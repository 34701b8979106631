package dev.bulkhead.admission.cel;

/** The values of an expression's variables. */
@FunctionalInterface
public interface Variables {
  /**
   * The value of a variable.
   *
   * @param doubts to be told of what is read and not known
   */
  Object of(String name, Doubts doubts);
}
