package dev.bulkhead.cli;

import dev.bulkhead.render.RenderRequest;
import dev.bulkhead.render.Rendered;
import java.util.function.Function;

/**
 * Where a release of a chart is had from.
 *
 * @param name what the reader knows it by
 * @param content names the files: sources of the same content are judged once
 * @param isNamed whether the user named it; otherwise it was found, and may be of another kind
 * @param reading reads and renders it
 */
record ReleaseSource(
    String name, String content, boolean isNamed, Function<RenderRequest, Rendered> reading) {}
