package dev.bulkhead.registry;

import dev.bulkhead.model.ImageReference;
import dev.bulkhead.model.Platform;
import dev.bulkhead.verdict.UserError;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The images in layouts and archives on disk, looked for in the order in which the paths were
 * given. That a name is not held here says nothing about whether it exists: {@link #before} goes on
 * to whoever knows more.
 */
public final class LocalImages implements Images {
  private static final int NAMES_TOLD = 5;

  private final List<LocalStore> stores;
  private final ImageAssembler assembler;
  private final Map<Question, Optional<ImageLookup>> answers = new ConcurrentHashMap<>();

  private LocalImages(List<LocalStore> stores, Layers layers) {
    this.stores = stores;
    this.assembler = new ImageAssembler(layers);
  }

  private record Question(String reference, Platform platform) {}

  /**
   * Opens layouts and archives: OCI layout directories, OCI archives, Docker archives, compressed
   * or not.
   *
   * @throws UserError if a path is none of these
   */
  public static LocalImages open(List<Path> paths, Layers layers) {
    return new LocalImages(paths.stream().map(LocalLayouts::open).toList(), layers);
  }

  /** What the reference names here; empty where no path holds it. */
  public Optional<ImageLookup> held(ImageReference reference, Platform platform) {
    return answers.computeIfAbsent(
        new Question(reference.canonical(), platform), _ -> look(reference, platform));
  }

  private Optional<ImageLookup> look(ImageReference reference, Platform platform) {
    Optional<ImageLookup> first = Optional.empty();
    for (LocalStore store : stores) {
      var named = store.named(reference);
      if (named.isEmpty()) {
        continue;
      }
      ImageLookup answer = assembler.assemble(store, reference, platform, named);
      if (answer instanceof ImageLookup.Found) {
        return Optional.of(answer);
      }
      first = first.isPresent() ? first : Optional.of(answer);
    }
    return first;
  }

  @Override
  public ImageLookup find(ImageReference reference, Platform platform) {
    return held(reference, platform).orElseGet(() -> notHeld(reference));
  }

  private ImageLookup notHeld(ImageReference reference) {
    var names = new TreeSet<String>();
    stores.forEach(store -> names.addAll(store.names()));
    String held =
        names.isEmpty()
            ? "no image with a name"
            : names.stream().limit(NAMES_TOLD).collect(Collectors.joining(", "))
                + (names.size() > NAMES_TOLD
                    ? " and %d more".formatted(names.size() - NAMES_TOLD)
                    : "");
    return new ImageLookup.Unavailable(
        "%s is not among the local images: %s %s %s."
            .formatted(
                reference.canonical(),
                stores.stream().map(LocalStore::where).collect(Collectors.joining(", ")),
                stores.size() == 1 ? "holds" : "hold",
                held),
        "Supply %s with --images PATH, or allow registries.".formatted(reference.canonical()));
  }

  /** The tags of the reference's repository that are held here, in the order of the paths. */
  public TagLookup.Listed tags(ImageReference repository) {
    var where = new ArrayList<String>();
    var names = new LinkedHashSet<String>();
    for (LocalStore store : stores) {
      List<String> tags = store.tags(repository);
      if (!tags.isEmpty()) {
        where.add(store.where());
        names.addAll(tags);
      }
    }
    return new TagLookup.Listed(where, List.copyOf(names), List.of());
  }

  /**
   * These tags, and those that others tell of. Where the others do not tell, these are what is
   * known, if there are any.
   */
  public TagLookup tagsAnd(ImageReference repository, TagLookup others) {
    TagLookup.Listed here = tags(repository);
    return switch (others) {
      case TagLookup.Listed(var where, var names, var gaps) ->
          new TagLookup.Listed(both(here.where(), where), both(here.names(), names), gaps);
      case TagLookup.NoRepository _ -> here.names().isEmpty() ? others : here;
      case TagLookup.Unavailable(var reason, var _) ->
          here.names().isEmpty()
              ? others
              : new TagLookup.Listed(here.where(), here.names(), List.of(reason));
    };
  }

  private static List<String> both(List<String> one, List<String> other) {
    return Stream.concat(one.stream(), other.stream()).distinct().toList();
  }

  /**
   * These images first, and then the others. A local copy that lacks the platform or cannot be read
   * does not end the search: the copy may be of one platform only. Its own answer counts where the
   * others do not know better.
   */
  public Images before(Images others) {
    return (reference, platform) -> {
      Optional<ImageLookup> local = held(reference, platform);
      if (local.isPresent() && local.get() instanceof ImageLookup.Found found) {
        return found;
      }
      return better(local, others.find(reference, platform));
    };
  }

  /**
   * The whole content of these images first, and of the others where a reference is not held here.
   * A manifest or blob that the local copy lacks, one of another platform for one, is asked for
   * elsewhere.
   */
  public Contents contentsBefore(Contents others) {
    return reference -> {
      var holders = stores.stream().filter(store -> !store.named(reference).isEmpty()).toList();
      ContentStore elsewhere = others.content(reference);
      return holders.isEmpty()
          ? elsewhere
          : new StoresInTurn(
              Stream.concat(
                      holders.stream().map(store -> new NamedHere(store, reference)),
                      Stream.of(elsewhere))
                  .toList());
    };
  }

  private static ImageLookup better(Optional<ImageLookup> local, ImageLookup other) {
    return switch (other) {
      case ImageLookup.Found _, ImageLookup.PlatformMissing _ -> other;
      case ImageLookup.Missing _ ->
          local.filter(ImageLookup.PlatformMissing.class::isInstance).orElse(other);
      case ImageLookup.Unavailable _ -> local.orElse(other);
    };
  }
}
