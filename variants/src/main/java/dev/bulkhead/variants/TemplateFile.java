package dev.bulkhead.variants;

import dev.bulkhead.model.Location;
import dev.bulkhead.render.Placement;
import dev.bulkhead.render.template.Position;
import dev.bulkhead.render.template.Template;

/** A template's text that was read, and where its places are to be shown. */
final class TemplateFile {
  private final Template template;
  private final Template.Lines lines;
  private final Placement placement;

  TemplateFile(Template template, Placement placement) {
    this.template = template;
    this.lines = template.lines();
    this.placement = placement;
  }

  Template template() {
    return template;
  }

  Location location(int offset) {
    Position position = lines.position(offset);
    return placement.at(position.line(), position.column());
  }
}
