package dev.bulkhead.variants;

/**
 * Where a template is being read.
 *
 * @param chart where the values of the chart lie that it is rendered for
 * @param cursor what the dot stands for
 */
record Frame(TemplateFile file, ValuePath chart, Meaning cursor, Variables variables) {
  /** The start of a template. */
  static Frame of(TemplateFile file, ValuePath chart, Meaning cursor) {
    return new Frame(file, chart, cursor, Variables.of(cursor));
  }

  Frame inner() {
    return new Frame(file, chart, cursor, variables.inner());
  }

  Frame inner(Meaning newCursor) {
    return new Frame(file, chart, newCursor, variables.inner());
  }

  Site site(int offset) {
    return new Site(file, offset);
  }
}
