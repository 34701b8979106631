package dev.bulkhead.airgap.bundle;

import dev.bulkhead.model.Digest;
import dev.bulkhead.registry.Manifest;
import dev.bulkhead.registry.http.Place;
import dev.bulkhead.registry.http.RegistryTrouble;
import dev.bulkhead.registry.http.RegistryUploads;
import dev.bulkhead.registry.json.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The lists of what refers to an image, in registries that keep none themselves: an index under the
 * tag {@code sha256-…} (OCI distribution specification, "Referrers Tag Schema").
 */
final class ReferrerLists {
  private final RegistryUploads registry;

  ReferrerLists(RegistryUploads registry) {
    this.registry = registry;
  }

  /** Lists a referrer that was pushed, unless the registry does so itself, or it is listed. */
  void add(PushPlan.Item item) throws RegistryTrouble {
    Document referrer = item.bundled().root();
    Optional<Digest> subject = PushPlan.subject(referrer);
    if (subject.isEmpty() || registry.listsReferrers(item.place(), subject.get())) {
      return;
    }
    String tag = subject.get().algorithm() + "-" + subject.get().hex();
    List<Json> listed = listed(item.place(), tag);
    boolean isListed =
        listed.stream().anyMatch(one -> one.text("digest").equals(referrer.digest().toString()));
    if (isListed) {
      return;
    }
    var all = new ArrayList<Object>(listed);
    all.add(Json.of(PushPlan.listed(referrer)));
    Map<String, Object> index = PushPlan.emptyIndex();
    index.put("manifests", all);
    registry.put(
        item.place(),
        tag,
        Manifest.OCI_INDEX,
        Json.of(index).write().getBytes(StandardCharsets.UTF_8));
  }

  private List<Json> listed(Place place, String tag) throws RegistryTrouble {
    Optional<byte[]> index = registry.manifest(place, tag);
    if (index.isEmpty()) {
      return List.of();
    }
    try {
      return Json.object(new String(index.get(), StandardCharsets.UTF_8)).list("manifests");
    } catch (IOException malformed) {
      throw new RegistryTrouble(
          RegistryTrouble.Kind.STATUS,
          "%s holds under the tag %s what is no list of referrers.".formatted(place, tag),
          "Delete that tag there, and push again.");
    }
  }
}
