package dev.bulkhead.cli;

import dev.bulkhead.airgap.ImageLock;
import dev.bulkhead.airgap.LockMaker;
import dev.bulkhead.airgap.LockMaker.Answer;
import dev.bulkhead.airgap.NeededImage;
import dev.bulkhead.airgap.NeededImages;
import dev.bulkhead.model.ImageReference;
import dev.bulkhead.model.Platform;
import dev.bulkhead.render.RegistrySecret;
import dev.bulkhead.verdict.UserError;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Looks up what images are at present.
 *
 * @param platforms those that each image must have
 */
record LockLookup(
    Rooms rooms, Evidence evidence, List<Platform> platforms, Stop stop, Progress progress) {
  private static final int AT_A_TIME = 8;

  /**
   * A lock of all of them.
   *
   * @param secrets credentials that the sources hold
   * @throws UserError where one or more of them cannot be looked up; it names all of these
   */
  ImageLock of(NeededImages needed, List<RegistrySecret> secrets) {
    var maker = new LockMaker(rooms.contents(evidence, secrets), platforms);
    List<Answer> answers =
        SideBySide.map(
            needed.images().stream().map(NeededImage::reference).toList(),
            AT_A_TIME,
            reference -> lookUp(maker, reference));
    var entries = new ArrayList<ImageLock.Entry>();
    var lacking = new ArrayList<Answer.Lacking>();
    for (Answer answer : answers) {
      switch (answer) {
        case Answer.Known(var entry) -> entries.add(entry);
        case Answer.Lacking one -> lacking.add(one);
      }
    }
    if (!lacking.isEmpty()) {
      throw new UserError(
          "%d of %d images cannot be looked up: %s."
              .formatted(
                  lacking.size(),
                  answers.size(),
                  lacking.stream()
                      .map(one -> "%s: %s".formatted(one.reference(), clause(one.reason())))
                      .collect(Collectors.joining("; "))),
          lacking.getFirst().supply());
    }
    return new ImageLock(entries);
  }

  private static String clause(String sentence) {
    return sentence.endsWith(".") ? sentence.substring(0, sentence.length() - 1) : sentence;
  }

  private Answer lookUp(LockMaker maker, ImageReference reference) {
    return stop.orElse(
        () -> progress.during("looking up " + reference, () -> maker.lookUp(reference)),
        reason ->
            new Answer.Lacking(
                reference,
                "It was not looked up: %s.".formatted(reason.because(evidence.timeout.text())),
                reason.supply()));
  }
}
