package dev.bulkhead.render;

import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * What the YAML parser threw, without the lines that it quotes: they may hold the value of a
 * Secret.
 */
final class ParserFault extends Exception {
  private static final long serialVersionUID = 1L;

  private ParserFault(Throwable thrown, String words) {
    super(thrown.getClass().getName() + (words.isEmpty() ? "" : ": " + words));
    setStackTrace(thrown.getStackTrace());
  }

  static ParserFault of(YamlEngineException thrown) {
    return new ParserFault(thrown, YamlFault.words(thrown));
  }

  static ParserFault of(RuntimeException thrown) {
    return new ParserFault(thrown, "");
  }
}
