package dev.bulkhead.cli;

import dev.bulkhead.render.RenderRequest;
import dev.bulkhead.render.Rendered;
import dev.bulkhead.render.Sources;
import dev.bulkhead.verdict.OptionError;
import dev.bulkhead.verdict.UserError;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Reads the sources of one run, as far as time allows. */
record SourceReader(Rooms rooms, Evidence evidence, Stop stop, Progress progress, DebugLog debug) {
  /**
   * Reads sources.
   *
   * @param request how charts are to be rendered; absent where time ran out before that was known
   */
  void readAll(List<String> sources, Optional<RenderRequest> request, ReadSources read) {
    var named = NamedSources.of(sources);
    read.note(named.notes());
    for (String source : named.sources()) {
      read.add(
          stop.orElse(
              () ->
                  progress.during(
                      "reading " + Sources.nameOf(source),
                      () -> read(source, request.orElseThrow(), named)),
              reason -> unread(source, reason)));
    }
  }

  /** One source of several that cannot be used does not keep the others from being judged. */
  private ReadSources.Source read(String source, RenderRequest request, NamedSources all) {
    try {
      Rendered rendered = rooms.read(source, request, evidence);
      rendered.problems().stream()
          .flatMap(problem -> Stream.ofNullable(problem.origin()))
          .forEach(debug::failure);
      return ReadSources.Source.read(source, rendered);
    } catch (OptionError unusable) {
      throw unusable;
    } catch (UserError unusable) {
      if (all.sources().size() == 1) {
        throw unusable;
      }
      debug.failure(unusable);
      return ReadSources.Source.unreadable(
          source, String.valueOf(unusable.getMessage()), unusable.remedy());
    }
  }

  private ReadSources.Source unread(String source, Stop.Reason reason) {
    String name = Sources.nameOf(source);
    return switch (reason) {
      case TIMEOUT ->
          ReadSources.Source.unread(
              source,
              "%s was not read to its end: the %s of --timeout were over."
                  .formatted(name, evidence.timeout.text()),
              "Allow more time with --timeout.");
      case INTERRUPTED, TERMINATED, HUNG_UP ->
          ReadSources.Source.unread(
              source,
              "%s was not read to its end: the run was interrupted.".formatted(name),
              "Run the command again and let it come to its end.");
    };
  }
}
