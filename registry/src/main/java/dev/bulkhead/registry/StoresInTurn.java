package dev.bulkhead.registry;

import dev.bulkhead.model.Digest;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Several places that may hold the same repository, asked one after the other until one has what is
 * wanted. Otherwise what the last of them says decides, unless one before it could not tell:
 * whoever supplies a copy that is of no use is told of that, and not that nobody else was asked.
 *
 * @param stores at least one
 */
record StoresInTurn(List<ContentStore> stores) implements ContentStore {
  StoresInTurn {
    stores = List.copyOf(stores);
  }

  @Override
  public String where() {
    return stores.stream().map(ContentStore::where).distinct().collect(Collectors.joining(", "));
  }

  @Override
  public ManifestAnswer manifest(String tagOrDigest) {
    return first(store -> store.manifest(tagOrDigest));
  }

  @Override
  public ManifestAnswer referrers(Digest subject) {
    return first(store -> store.referrers(subject));
  }

  private ManifestAnswer first(Function<ContentStore, ManifestAnswer> question) {
    ManifestAnswer answer = question.apply(stores.getFirst());
    for (int i = 1; i < stores.size() && !(answer instanceof ManifestAnswer.Content); i++) {
      ManifestAnswer next = question.apply(stores.get(i));
      boolean staysOpen =
          answer instanceof ManifestAnswer.NotTold && !(next instanceof ManifestAnswer.Content);
      answer = staysOpen ? answer : next;
    }
    return answer;
  }

  @Override
  public InputStream blob(Digest digest, long size) throws IOException {
    for (ContentStore store : stores.subList(0, stores.size() - 1)) {
      try {
        return store.blob(digest, size);
      } catch (IOException elsewhere) {
        // The next one may have it; the last one's reason is the one that counts.
      }
    }
    return stores.getLast().blob(digest, size);
  }

  @Override
  public boolean holds(Digest digest, long size) throws IOException {
    for (ContentStore store : stores.subList(0, stores.size() - 1)) {
      try {
        if (store.holds(digest, size)) {
          return true;
        }
      } catch (IOException elsewhere) {
        // The next one may have it; what the last one says is what counts.
      }
    }
    return stores.getLast().holds(digest, size);
  }
}
