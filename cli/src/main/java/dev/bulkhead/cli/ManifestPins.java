package dev.bulkhead.cli;

import dev.bulkhead.model.Container;
import dev.bulkhead.model.KubernetesObject;
import dev.bulkhead.model.Location;
import dev.bulkhead.model.Node;
import dev.bulkhead.model.PodTemplate;
import dev.bulkhead.render.Rendered;
import dev.bulkhead.render.ScalarEdit;
import dev.bulkhead.render.Sources;
import dev.bulkhead.variants.PinTarget;
import dev.bulkhead.variants.PinnedImage;
import dev.bulkhead.variants.PinnedImage.Outcome;
import dev.bulkhead.variants.Setting;
import dev.bulkhead.verdict.IoReason;
import dev.bulkhead.verdict.Subject;
import dev.bulkhead.verdict.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Pins the images of manifests by editing their references, each where it stands. */
final class ManifestPins {
  private final PinTargets targets;
  private final Map<Location, ScalarEdit> edits = new LinkedHashMap<>();
  private final List<PinnedImage> images = new ArrayList<>();

  private ManifestPins(PinTargets targets) {
    this.targets = targets;
  }

  /** Pins what a source came to. */
  static PinAnswer of(Rendered read, PinTargets targets) {
    var pins = new ManifestPins(targets);
    for (KubernetesObject object : read.inventory().objects()) {
      for (PodTemplate pod : PodTemplate.of(object)) {
        for (Container container : pod.containers()) {
          container
              .node()
              .scalar("image")
              .ifPresent(image -> pins.add(object, container.name(), image));
        }
      }
    }
    return pins.answer(read);
  }

  private void add(KubernetesObject object, String container, Node.Scalar image) {
    Outcome outcome =
        switch (targets.of(image.text(), false)) {
          case PinTarget.None(var reason, var remedy) -> new Outcome.Unpinned(reason, remedy);
          case PinTarget.Untold(var reason, var supply) -> new Outcome.Untold(reason, supply);
          case PinTarget.To(var reference, var _) -> {
            if (reference.equals(image.text())) {
              yield new Outcome.AsItStands();
            }
            edits.put(image.at(), new ScalarEdit(image.at(), image.text(), reference));
            yield new Outcome.ByEdit(image.at(), reference);
          }
        };
    images.add(
        new PinnedImage(
            Subject.of(object).withContainer(container, image.text()),
            Setting.GIVEN,
            image.text(),
            outcome));
  }

  private PinAnswer answer(Rendered read) {
    var byFile = new TreeMap<String, List<ScalarEdit>>();
    edits
        .values()
        .forEach(
            edit -> byFile.computeIfAbsent(edit.at().file(), key -> new ArrayList<>()).add(edit));
    var files = new LinkedHashMap<Path, byte[]>();
    byFile.forEach(
        (name, some) -> {
          if (!name.equals(Sources.nameOf(Sources.STANDARD_INPUT))) {
            edit(Path.of(name), some).ifPresent(bytes -> files.put(Path.of(name), bytes));
          }
        });
    var text = new StringBuilder();
    edits
        .values()
        .forEach(
            edit -> text.append("%s: %s -> %s\n".formatted(edit.at(), edit.from(), edit.to())));
    return new PinAnswer(read.problems(), images, List.of(), text.toString(), files);
  }

  /** The file with those edits that can be made; of the others the images are not pinned. */
  private Optional<byte[]> edit(Path file, List<ScalarEdit> wanted) {
    byte[] before = content(file);
    var possible = new ArrayList<ScalarEdit>();
    for (ScalarEdit edit : wanted) {
      if (ScalarEdit.apply(before, List.of(edit)).isPresent()) {
        possible.add(edit);
      } else {
        edits.remove(edit.at());
        images.replaceAll(image -> unedited(image, edit));
      }
    }
    return possible.isEmpty() ? Optional.empty() : ScalarEdit.apply(before, possible);
  }

  private static PinnedImage unedited(PinnedImage image, ScalarEdit edit) {
    return image.outcome() instanceof Outcome.ByEdit(var at, var reference) && at.equals(edit.at())
        ? image.with(
            new Outcome.Unpinned(
                "The reference at %s is not written out in one piece, so it was not edited."
                    .formatted(at),
                "Write %s there.".formatted(reference)))
        : image;
  }

  private static byte[] content(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException unreadable) {
      throw new UserError(
          null,
          "The file %s cannot be read again: %s.".formatted(file, IoReason.of(unreadable)),
          "Check the file and its permissions.",
          unreadable);
    }
  }
}
