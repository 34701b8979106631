package dev.bulkhead.variants;

import dev.bulkhead.model.Location;

/**
 * A place in a template.
 *
 * @param offset from the template's start
 */
record Site(TemplateFile file, int offset) {
  Location location() {
    return file.location(offset);
  }
}
