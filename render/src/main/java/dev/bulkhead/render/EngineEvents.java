package dev.bulkhead.render;

import dev.bulkhead.render.DocumentBuilder.Written;
import java.util.Optional;
import java.util.function.Function;
import org.snakeyaml.engine.v2.common.Anchor;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionEndEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.MappingStartEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.events.SequenceStartEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;

/** Hands the events of the YAML engine's parser to a document's builder. */
final class EngineEvents {
  private EngineEvents() {}

  /**
   * Hands over one event of those between a document's start and its end.
   *
   * @param places where a mark of the parser lies in the whole text
   */
  static void hand(Event event, Function<Mark, Spot> places, DocumentBuilder builder)
      throws Refusal {
    Spot spot = spot(event.getStartMark(), places);
    switch (event) {
      case ScalarEvent scalar -> builder.scalar(spot, written(scalar, places));
      case AliasEvent alias -> builder.alias(spot, alias.getAlias().getValue());
      case MappingStartEvent start -> builder.openMapping(spot, name(start.getAnchor()));
      case SequenceStartEvent start -> builder.openSequence(spot, name(start.getAnchor()));
      case CollectionEndEvent _ -> builder.close();
      default -> throw new IllegalStateException("No part of a document: " + event.getEventId());
    }
  }

  private static Written written(ScalarEvent scalar, Function<Mark, Spot> places) {
    return new Written(
        scalar.getValue(),
        scalar.isPlain(),
        scalar.getTag().orElse(""),
        name(scalar.getAnchor()),
        spot(scalar.getEndMark(), places).line());
  }

  private static String name(Optional<Anchor> anchor) {
    return anchor.map(Anchor::getValue).orElse("");
  }

  private static Spot spot(Optional<Mark> mark, Function<Mark, Spot> places) {
    return mark.map(places)
        .orElseThrow(() -> new IllegalStateException("The parser gives no marks."));
  }
}
