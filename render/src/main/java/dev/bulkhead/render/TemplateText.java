package dev.bulkhead.render;

import dev.bulkhead.model.Location;

/**
 * What in a rendered source is a template's own text, and what its actions made of values. A place
 * is one that a node of the source's inventory has.
 */
@FunctionalInterface
public interface TemplateText {
  /** Of plain manifests: all of it is text. */
  TemplateText LITERAL = at -> true;

  /**
   * Whether the scalar at a place stands there word for word, no part of it made by an action;
   * false too where that is not known.
   */
  boolean literal(Location at);
}
