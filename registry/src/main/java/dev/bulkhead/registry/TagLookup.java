package dev.bulkhead.registry;

import java.util.List;

/** The answer to the question which tags a repository has. */
public sealed interface TagLookup {

  /**
   * The tags that are told.
   *
   * @param where who told them: registries' hosts, and paths given by {@code --images}
   * @param names in the order in which they were told, each once; possibly none
   * @param gaps why there may be others, a full sentence each; empty where these are all
   */
  record Listed(List<String> where, List<String> names, List<String> gaps) implements TagLookup {
    public Listed {
      where = List.copyOf(where);
      names = List.copyOf(names);
      gaps = List.copyOf(gaps);
    }
  }

  /**
   * Whoever must know says that there is no such repository.
   *
   * @param where who said so
   * @param answer in which words: {@code 404 NAME_UNKNOWN}
   */
  record NoRepository(String where, String answer) implements TagLookup {}

  /**
   * Nobody could be asked, or nobody would tell.
   *
   * @param reason a full sentence, never with a credential
   * @param supply what would supply the answer, beginning with a verb
   */
  record Unavailable(String reason, String supply) implements TagLookup {}
}
