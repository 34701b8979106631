package dev.bulkhead.cli;

import dev.bulkhead.model.Userinfo;
import dev.bulkhead.render.RenderRequest;
import dev.bulkhead.render.Rendered;
import dev.bulkhead.render.Sources;
import dev.bulkhead.verdict.UserError;
import java.util.function.Function;

/**
 * Where a release of a chart is had from.
 *
 * @param name what the reader knows it by
 * @param content names the files: sources of the same content are judged once
 * @param isNamed whether the user named it; otherwise it was found, and may well be no chart
 * @param reading reads and renders the one chart that it is
 */
record ReleaseSource(
    String name, String content, boolean isNamed, Function<RenderRequest, Rendered> reading) {

  /** A source as a user names it: a directory, a packaged chart, one in a registry. */
  static ReleaseSource named(String source, Rooms rooms, Evidence evidence) {
    String name = Userinfo.concealed(Sources.nameOf(source));
    return new ReleaseSource(
        name,
        source,
        true,
        request -> {
          Rendered rendered = rooms.read(source, request, evidence);
          boolean isChart =
              rendered.charts().size() == 1
                  && rendered.charts().getFirst().name().equals(Sources.nameOf(source));
          if (!isChart) {
            throw new UserError(
                "%s is no chart.".formatted(name), "Name a chart, in a directory or packaged.");
          }
          return rendered;
        });
  }
}
