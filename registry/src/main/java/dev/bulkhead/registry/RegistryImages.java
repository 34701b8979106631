package dev.bulkhead.registry;

import dev.bulkhead.model.Digest;
import dev.bulkhead.model.ImageReference;
import dev.bulkhead.model.Platform;
import dev.bulkhead.registry.ContentStore.ManifestAnswer;
import dev.bulkhead.registry.http.Mirror;
import dev.bulkhead.registry.http.Place;
import dev.bulkhead.registry.http.RegistryClient;
import dev.bulkhead.registry.http.RegistryEvent;
import dev.bulkhead.registry.http.RegistryListener;
import dev.bulkhead.registry.http.RegistryOptions;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Images as registries have them: mirrors first, then the origin. The same question is asked of the
 * outside once; many threads may ask at the same time, best virtual ones.
 */
public final class RegistryImages implements Images, Contents, AutoCloseable {
  /** Requests to find a tag: HEAD, and the index by its digest. */
  private static final int REQUESTS_FOR_TAG = 2;

  /** Requests for each platform: its manifest, and its config. */
  private static final int REQUESTS_FOR_PLATFORM = 2;

  private final RegistryClient client;
  private final RegistryListener listener;
  private final Assembly assembly;
  private final Map<Place, RegistryStore> stores = new ConcurrentHashMap<>();
  private final Once<Wanted, ImageLookup> lookups = new Once<>();

  /** Makes an image of what a store holds. */
  @FunctionalInterface
  interface Assembly {
    ImageLookup assemble(ContentStore store, ImageReference reference, Platform platform);
  }

  private record Wanted(ImageReference reference, Platform platform) {}

  RegistryImages(RegistryClient client, RegistryListener listener, Assembly assembly) {
    this.client = client;
    this.listener = listener;
    this.assembly = assembly;
  }

  /**
   * Images of registries; the time that the options allow runs from now.
   *
   * @param layers reads the layers, and remembers what it has read
   * @throws dev.bulkhead.verdict.UserError if a file that the options name, or a proxy of the
   *     environment, is unusable
   */
  public static RegistryImages open(
      RegistryOptions options, RegistryListener listener, Layers layers) {
    var assembler = new ImageAssembler(layers);
    return new RegistryImages(
        RegistryClient.open(options, listener), listener, assembler::assemble);
  }

  @Override
  public ImageLookup find(ImageReference reference, Platform platform) {
    return lookups.get(new Wanted(reference, platform), this::look);
  }

  /**
   * The whole content of the reference's repository, at its mirrors in turn and then at the origin.
   */
  @Override
  public ContentStore content(ImageReference reference) {
    return new Content(reference);
  }

  /** Whether a reference exists, on whatever platform; costs one request where it does. */
  public Existence existence(ImageReference reference) {
    return inTurn(reference, store -> store.existence(wanted(reference)), RegistryImages::sense);
  }

  /**
   * The tags of the reference's repository, at its mirrors and at the origin together: a mirror may
   * list only what was pulled through it. A very long list is cut.
   */
  public TagLookup tags(ImageReference reference) {
    var told = new ToldTags();
    Place origin = Place.of(reference);
    for (RegistryStore store : stops(reference)) {
      told.add(store, store.place().equals(origin));
    }
    return told.lookup();
  }

  /**
   * About how many requests it takes to find these images on so many platforms, if all exist;
   * layers come on top.
   */
  public int estimate(Collection<ImageReference> references, int platforms) {
    var images = new HashSet<String>();
    var repositories = new HashSet<Place>();
    var hosts = new HashSet<String>();
    for (ImageReference reference : references) {
      images.add(reference.canonical());
      repositories.add(Place.of(reference));
      hosts.add(reference.registry());
    }
    long each = REQUESTS_FOR_TAG + (long) REQUESTS_FOR_PLATFORM * platforms;
    return Math.toIntExact(
        Math.min(images.size() * each + repositories.size() + hosts.size(), Integer.MAX_VALUE));
  }

  private RegistryStore store(Place place) {
    return stores.computeIfAbsent(place, p -> new RegistryStore(client, p, null));
  }

  RegistryOptions options() {
    return client.options();
  }

  private ImageLookup look(Wanted wanted) {
    return inTurn(
        wanted.reference(),
        store -> assembly.assemble(store, wanted.reference(), wanted.platform()),
        RegistryImages::sense);
  }

  /** What an answer means for whether the next place is asked. */
  enum Sense {
    FOUND,
    MISSING,
    UNKNOWN
  }

  private record Heard<T>(T answer, Sense sense) {}

  /** Asks one place after the other until one has it; what the last says decides. */
  <T> T inTurn(ImageReference reference, Function<RegistryStore, T> ask, Function<T, Sense> sense) {
    List<RegistryStore> stops = stops(reference);
    Heard<T> kept = hear(stops.getFirst(), ask, sense);
    for (int i = 1; i < stops.size() && kept.sense() != Sense.FOUND; i++) {
      RegistryStore next = stops.get(i);
      listener.on(
          new RegistryEvent.FellBack(
              stops.get(i - 1).where(), next.where(), kept.sense().toString()));
      kept = weigh(kept, hear(next, ask, sense));
    }
    return kept.answer();
  }

  private static <T> Heard<T> hear(
      RegistryStore store, Function<RegistryStore, T> ask, Function<T, Sense> sense) {
    T answer = ask.apply(store);
    return new Heard<>(answer, sense.apply(answer));
  }

  /**
   * Of several places none of which has it: the origin knows. Between mirrors that stand for it,
   * one that could not tell leaves it open.
   */
  private <T> Heard<T> weigh(Heard<T> before, Heard<T> now) {
    boolean staysOpen =
        client.options().mirrorOnly()
            && before.sense() == Sense.UNKNOWN
            && now.sense() == Sense.MISSING;
    return staysOpen ? before : now;
  }

  /** A repository wherever it may be had. */
  private final class Content implements ContentStore {
    private final ImageReference reference;

    Content(ImageReference reference) {
      this.reference = reference;
    }

    @Override
    public String where() {
      return stops(reference).stream()
          .map(RegistryStore::where)
          .distinct()
          .collect(Collectors.joining(", "));
    }

    @Override
    public ManifestAnswer manifest(String tagOrDigest) {
      return inTurn(reference, store -> store.manifest(tagOrDigest), RegistryImages::sense);
    }

    @Override
    public ManifestAnswer referrers(Digest subject) {
      return inTurn(reference, store -> store.referrers(subject), RegistryImages::sense);
    }

    @Override
    public InputStream blob(Digest digest, long size) throws IOException {
      return new StoresInTurn(List.copyOf(stops(reference))).blob(digest, size);
    }

    @Override
    public boolean holds(Digest digest, long size) throws IOException {
      return new StoresInTurn(List.copyOf(stops(reference))).holds(digest, size);
    }
  }

  private static Sense sense(ManifestAnswer answer) {
    return switch (answer) {
      case ManifestAnswer.Content _ -> Sense.FOUND;
      case ManifestAnswer.NotFound _ -> Sense.MISSING;
      case ManifestAnswer.NotTold _ -> Sense.UNKNOWN;
    };
  }

  private static Sense sense(ImageLookup lookup) {
    return switch (lookup) {
      case ImageLookup.Found _, ImageLookup.PlatformMissing _ -> Sense.FOUND;
      case ImageLookup.Missing _ -> Sense.MISSING;
      case ImageLookup.Unavailable _ -> Sense.UNKNOWN;
    };
  }

  private static Sense sense(Existence existence) {
    return switch (existence) {
      case Existence.Exists _ -> Sense.FOUND;
      case Existence.Missing _ -> Sense.MISSING;
      case Existence.Unavailable _ -> Sense.UNKNOWN;
    };
  }

  private static String wanted(ImageReference reference) {
    Digest digest = reference.digest();
    return digest != null ? digest.toString() : reference.effectiveTag();
  }

  private List<RegistryStore> stops(ImageReference reference) {
    RegistryOptions options = client.options();
    Place origin = Place.of(reference);
    List<Place> places = new ArrayList<>(mirrors(options, origin));
    if (places.isEmpty() || !options.mirrorOnly()) {
      places.remove(origin);
      places.add(origin);
    }
    ContentStore elsewhere = places.getLast().equals(origin) ? store(origin) : null;
    var stops = new ArrayList<RegistryStore>();
    for (Place place : places) {
      stops.add(place.equals(origin) ? store(place) : mirror(place, elsewhere));
    }
    return stops;
  }

  private RegistryStore mirror(Place place, @Nullable ContentStore elsewhere) {
    return stores.computeIfAbsent(place, p -> new RegistryStore(client, p, elsewhere));
  }

  private static List<Place> mirrors(RegistryOptions options, Place origin) {
    return options.mirrors().stream()
        .sorted(Comparator.comparingInt((Mirror mirror) -> mirror.from().length()).reversed())
        .flatMap(mirror -> mirror.placeOf(origin).stream())
        .distinct()
        .toList();
  }

  /** Ends every request that is still under way. */
  @Override
  public void close() {
    client.close();
  }
}
