package dev.bulkhead.cli;

import dev.bulkhead.airgap.Holding;
import dev.bulkhead.airgap.NeededImage;
import dev.bulkhead.airgap.NeededImages;
import dev.bulkhead.airgap.verify.Carried;
import dev.bulkhead.model.ImageReference;
import dev.bulkhead.model.Platform;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A place behind the air gap of which all that is to be known was asked, several things at a time.
 */
final class AskedBefore implements Carried {
  private static final int AT_A_TIME = 8;

  private final Carried place;
  private final Map<Question, Holding> answers = new HashMap<>();

  private record Question(ImageReference reference, Platform platform) {}

  private AskedBefore(Carried place) {
    this.place = place;
  }

  static AskedBefore of(
      Carried place,
      NeededImages needed,
      List<Platform> platforms,
      Stop stop,
      Progress progress,
      String timeout) {
    var asked = new AskedBefore(place);
    var questions = new ArrayList<Question>();
    for (NeededImage image : needed.images()) {
      platforms.forEach(platform -> questions.add(new Question(image.reference(), platform)));
    }
    List<Holding> holdings =
        SideBySide.map(questions, AT_A_TIME, one -> ask(place, one, stop, progress, timeout));
    for (int i = 0; i < questions.size(); i++) {
      asked.answers.put(questions.get(i), holdings.get(i));
    }
    return asked;
  }

  private static Holding ask(
      Carried place, Question one, Stop stop, Progress progress, String timeout) {
    return stop.orElse(
        () ->
            progress.during(
                "looking for " + one.reference(), () -> place.of(one.reference(), one.platform())),
        reason ->
            new Holding.Unknown(
                "%s was not looked for: %s.".formatted(one.reference(), reason.because(timeout)),
                reason.supply()));
  }

  @Override
  public String where() {
    return place.where();
  }

  @Override
  public Holding of(ImageReference reference, Platform platform) {
    Holding answer = answers.get(new Question(reference, platform));
    return answer == null ? place.of(reference, platform) : answer;
  }

  @Override
  public Optional<String> meantFor(ImageReference reference) {
    return place.meantFor(reference);
  }

  @Override
  public String remedy(ImageReference reference) {
    return place.remedy(reference);
  }
}
