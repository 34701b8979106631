package dev.bulkhead.cli;

import dev.bulkhead.airgap.NeededImages;
import dev.bulkhead.airgap.bundle.BundleFile;
import dev.bulkhead.airgap.bundle.CarriedImage;
import dev.bulkhead.airgap.bundle.CarriedImage.Form;
import dev.bulkhead.model.Platform;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.SequencedMap;
import java.util.stream.Collectors;

/**
 * What is told of a bundle that was written.
 *
 * @param size of the file, in bytes
 * @param notes full sentences
 */
record BundleAnswer(
    Path file, long size, List<CarriedImage> images, BundleFile.Filled filled, List<String> notes)
    implements TransferAnswer {
  /** For people: each image, and the whole at the end. */
  @Override
  public List<String> text() {
    var text = new ArrayList<String>();
    for (CarriedImage image : images) {
      text.add(NeededImages.key(image.reference()));
      text.add(
          "    %s  %s  %s"
              .formatted(
                  image.root().digest(),
                  image.platforms().isEmpty() ? "no platform" : joined(image.platforms()),
                  Amount.of(image.bytes())));
      text.add("    " + words(image));
      for (CarriedImage.Referrer referrer : image.referrers()) {
        text.add("    with " + referrer.name());
      }
    }
    text.add("");
    text.add(
        "%s: %d %s, %s%s."
            .formatted(
                file,
                images.size(),
                images.size() == 1 ? "image" : "images",
                Amount.of(size),
                filled.kept() == 0
                    ? ""
                    : "; %s had been fetched before".formatted(Amount.of(filled.kept()))));
    notes.forEach(note -> text.add("note: " + note));
    return text;
  }

  private static String words(CarriedImage image) {
    return switch (image.form()) {
      case MANIFEST -> "a manifest for one platform, with its digest";
      case WHOLE -> "its index whole, with its digest";
      case SPARSE ->
          image.leftOut().isEmpty()
              ? "its index with its digest; left out is what is about builds"
              : "its index with its digest; left out is content for " + joined(image.leftOut());
      case REWRITTEN -> "its index rewritten to these platforms, with a digest of its own";
    };
  }

  private static String joined(Collection<Platform> platforms) {
    return platforms.stream().map(Platform::toString).collect(Collectors.joining(", "));
  }

  /** For machines (docs/json.md). */
  @Override
  public SequencedMap<String, Object> fields() {
    var fields = new LinkedHashMap<String, Object>();
    fields.put("file", file.toString());
    fields.put("bytes", size);
    fields.put("bytesFetched", filled.fetched());
    fields.put("bytesKept", filled.kept());
    fields.put("images", images.stream().map(BundleAnswer::fields).toList());
    fields.put("notes", notes);
    return fields;
  }

  private static SequencedMap<String, Object> fields(CarriedImage image) {
    var fields = new LinkedHashMap<String, Object>();
    fields.put("reference", NeededImages.key(image.reference()));
    fields.put("digest", image.root().digest().toString());
    fields.put("index", index(image.form()));
    fields.put("platforms", names(image.platforms()));
    fields.put("leftOut", names(image.leftOut()));
    fields.put("bytes", image.bytes());
    fields.put("referrers", image.referrers().stream().map(CarriedImage.Referrer::name).toList());
    return fields;
  }

  private static String index(Form form) {
    return form == Form.MANIFEST ? "none" : form.name().toLowerCase(Locale.ROOT);
  }

  private static List<String> names(Collection<Platform> platforms) {
    return platforms.stream().map(Platform::toString).toList();
  }
}
