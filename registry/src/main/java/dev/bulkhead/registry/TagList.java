package dev.bulkhead.registry;

import dev.bulkhead.registry.http.Limits;
import dev.bulkhead.registry.http.Place;
import dev.bulkhead.registry.http.RegistryClient;
import dev.bulkhead.registry.http.RegistryTrouble;
import dev.bulkhead.registry.http.Reply;
import dev.bulkhead.registry.json.Json;
import java.net.URI;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A repository's tags, read page by page (OCI distribution specification, "Listing Tags") until the
 * end, a limit, or a page that was there before.
 */
final class TagList {
  private static final String FIRST = "tags/list?n=1000";
  private static final Pattern TAG = Pattern.compile("\\w[\\w.-]{0,127}");
  private static final Pattern NEXT =
      Pattern.compile("<([^<>]{1,2048})>\\s*;[^<>]*?rel\\s*=\\s*\"?next\"?");

  private final RegistryClient client;
  private final Place place;
  private final Limits limits;

  TagList(RegistryClient client, Place place) {
    this.client = client;
    this.place = place;
    this.limits = client.options().limits();
  }

  /** What reading comes to. */
  sealed interface Reading {}

  /**
   * The tags.
   *
   * @param isWhole false where a limit or trouble ended the list
   */
  record Tags(List<String> names, boolean isWhole) implements Reading {
    Tags {
      names = List.copyOf(names);
    }
  }

  /**
   * No list at all.
   *
   * @param reply what came in its stead: another status, or a body that holds no list
   */
  record NoList(Reply reply) implements Reading {}

  /**
   * Reads the list.
   *
   * @throws RegistryTrouble if not even its first page could be had
   */
  Reading read() throws RegistryTrouble {
    var tags = new LinkedHashSet<String>();
    Set<String> seen = new HashSet<>();
    String path = FIRST;
    for (int page = 0; page < limits.tagPages() && seen.add(path); page++) {
      Reply reply;
      try {
        reply = client.get(place, path, "application/json", limits.tagPageBytes());
      } catch (RegistryTrouble trouble) {
        if (page == 0) {
          throw trouble;
        }
        return new Tags(List.copyOf(tags), false);
      }
      if (!isList(reply)) {
        return page == 0 ? new NoList(reply) : new Tags(List.copyOf(tags), false);
      }
      boolean isNew = collect(reply, tags);
      Optional<String> next = next(reply);
      if (next.isEmpty()) {
        return new Tags(List.copyOf(tags), true);
      }
      if (!isNew || tags.size() >= limits.tags()) {
        break;
      }
      path = next.get();
    }
    return new Tags(List.copyOf(tags), false);
  }

  /** A web page, or an answer of another kind, is no empty list. */
  private static boolean isList(Reply reply) {
    return reply.isOk() && reply.json().filter(page -> page.names().contains("tags")).isPresent();
  }

  private boolean collect(Reply reply, Set<String> tags) {
    int before = tags.size();
    for (String tag : reply.json().map(TagList::names).orElse(List.of())) {
      if (tags.size() < limits.tags() && TAG.matcher(tag).matches()) {
        tags.add(tag);
      }
    }
    return tags.size() > before;
  }

  private static List<String> names(Json page) {
    return page.texts("tags");
  }

  /** The query of the next page; a link that leads away from this list is not followed. */
  private static Optional<String> next(Reply reply) {
    Matcher link = NEXT.matcher(reply.header("Link").orElse(""));
    if (!link.find()) {
      return Optional.empty();
    }
    try {
      String query = URI.create(link.group(1)).getRawQuery();
      return query == null ? Optional.empty() : Optional.of("tags/list?" + query);
    } catch (IllegalArgumentException malformed) {
      return Optional.empty();
    }
  }
}
