package dev.bulkhead.drill;

import java.util.List;

/** What a scenario comes to. */
public sealed interface Judgement {

  /** No request is refused that a cluster lives on. */
  record Unaffected() implements Judgement {}

  /** Requests are refused that a cluster lives on, and in the end all is well again. */
  record Heals() implements Judgement {}

  /** In the end something is still wrong that would be right without the hooks. */
  record NeverHeals() implements Judgement {}

  /**
   * It comes out worse if something holds that nobody can tell.
   *
   * @param worst what it comes to then
   * @param best what it comes to else
   * @param conditions what it depends on, each a clause that follows "if"
   */
  record Depends(Judgement worst, Judgement best, List<String> conditions) implements Judgement {
    public Depends {
      conditions = List.copyOf(conditions);
    }
  }

  /** The badness of what never heals. */
  int WORST = 2;

  /** How bad it is, from 0 for the best. */
  default int badness() {
    return switch (this) {
      case Unaffected _ -> 0;
      case Heals _ -> 1;
      case NeverHeals _ -> WORST;
      case Depends(var worst, _, _) -> worst.badness();
    };
  }

  /** As reports say it. */
  default String words() {
    return switch (this) {
      case Unaffected _ -> "unaffected";
      case Heals _ -> "heals by itself";
      case NeverHeals _ -> "never heals";
      case Depends(var worst, var best, _) ->
          "%s, or %s: it depends".formatted(worst.words(), best.words());
    };
  }
}
