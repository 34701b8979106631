package dev.bulkhead.drill;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bulkhead.admission.Hook;
import dev.bulkhead.admission.Vital;
import java.util.ArrayList;
import java.util.List;

/** What a simulated outage came to, and what a test says of it. */
record Ending(Drilled drilled) {
  Ending isUnaffected() {
    return comesTo("unaffected");
  }

  Ending heals() {
    return comesTo("heals by itself");
  }

  Ending neverHeals() {
    return comesTo("never heals");
  }

  private Ending comesTo(String words) {
    assertThat(drilled.judgement().words()).as(story()).isEqualTo(words);
    return this;
  }

  /** A request was refused, or came too late, by these hooks and no others, in that order. */
  Ending refuses(Vital vital, String... hooks) {
    return refusesIn("", vital, hooks);
  }

  /** The same in one namespace. */
  Ending refusesIn(String namespace, Vital vital, String... hooks) {
    var all =
        drilled.tallies().stream()
            .filter(tally -> tally.vital() == vital && tally.fate() != Tally.Fate.DELAYED)
            .filter(tally -> namespace.isEmpty() || tally.namespace().equals(namespace))
            .map(tally -> tally.hooks().stream().map(Hook::name).toList())
            .distinct()
            .toList();
    assertThat(all).as(story()).contains(List.of(hooks));
    return this;
  }

  /** Requests that were admitted whenever they were sent. */
  Ending admits(Vital... vitals) {
    return admitsIn("", vitals);
  }

  /** The same in one namespace. */
  Ending admitsIn(String namespace, Vital... vitals) {
    assertThat(drilled.tallies())
        .as(story())
        .filteredOn(tally -> tally.fate() != Tally.Fate.DELAYED)
        .filteredOn(tally -> namespace.isEmpty() || tally.namespace().equals(namespace))
        .extracting(Tally::vital)
        .doesNotContain(vitals);
    return this;
  }

  /** A request was held, and admitted. */
  Ending delays(Vital vital) {
    assertThat(drilled.tallies())
        .as(story())
        .filteredOn(tally -> tally.fate() == Tally.Fate.DELAYED)
        .extracting(Tally::vital)
        .contains(vital);
    return this;
  }

  /** Sentences that hold these were told in this order. */
  Ending tells(String... parts) {
    var rest = new ArrayList<>(drilled.moments().stream().map(Moment::sentence).toList());
    for (String part : parts) {
      int found = 0;
      while (found < rest.size() && !rest.get(found).contains(part)) {
        found++;
      }
      assertThat(found).as("<%s> in%n%s", part, story()).isLessThan(rest.size());
      rest.subList(0, found + 1).clear();
    }
    return this;
  }

  /** No sentence holds this. */
  Ending tellsNothingOf(String part) {
    assertThat(drilled.moments()).extracting(Moment::sentence).noneMatch(one -> one.contains(part));
    return this;
  }

  /** This is wrong in the end. */
  Ending leaves(String... harms) {
    assertThat(drilled.harms()).as(story()).extracting(Harm::toString).contains(harms);
    return this;
  }

  /** All that is wrong in the end. */
  Ending leavesOnly(String... harms) {
    assertThat(drilled.harms()).as(story()).extracting(Harm::toString).containsExactly(harms);
    return this;
  }

  /** It never ends because causes rest on one another, these hooks among them and no others. */
  Ending loopsThrough(String... hooks) {
    assertThat(drilled.chain().isLoop()).as(story()).isTrue();
    assertThat(drilled.chain().hooks())
        .as(story())
        .extracting(Hook::name)
        .containsExactlyInAnyOrder(hooks);
    return this;
  }

  private String story() {
    var lines = new ArrayList<String>();
    lines.add(drilled.judgement().words());
    drilled.harms().forEach(harm -> lines.add("wrong: " + harm));
    drilled
        .tallies()
        .forEach(
            tally ->
                lines.add(
                    "%s %s %s in <%s> by %s"
                        .formatted(
                            tally.fate(),
                            tally.vital().name(),
                            tally.vital(),
                            tally.namespace(),
                            tally.hooks())));
    drilled.moments().forEach(moment -> lines.add(moment.at() + " " + moment.sentence()));
    drilled.chain().links().forEach(link -> lines.add("<- " + link.text() + link.hooks()));
    return String.join("\n", lines);
  }
}
