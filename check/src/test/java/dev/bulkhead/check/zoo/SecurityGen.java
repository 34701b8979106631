package dev.bulkhead.check.zoo;

import static dev.bulkhead.check.zoo.ZooGen.oneIn;
import static dev.bulkhead.check.zoo.ZooGen.pick;

import dev.bulkhead.check.zoo.ZooCase.Security;
import dev.bulkhead.testkit.Gen;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Draws who a container's process shall be and what it may. */
final class SecurityGen implements Gen<Security> {
  @Override
  public Security draw(Choices choices) {
    if (choices.below(5) == 0) {
      return Security.NONE;
    }
    return new Security(
        pick(choices, USERS).orElseNull(),
        oneIn(choices, 3) ? pick(choices, GROUPS) : null,
        oneIn(choices, 2),
        pick(choices, SUPPLEMENTAL),
        oneIn(choices, 8) ? Long.valueOf(2000) : null,
        oneIn(choices, 16) ? Boolean.TRUE : null,
        pick(choices, DROPPED),
        pick(choices, ADDED),
        oneIn(choices, 3) ? Boolean.FALSE : null,
        pick(choices, FLAGS),
        oneIn(choices, 8));
  }

  /** A user id, or none. */
  private record Uid(@Nullable Long orElseNull) {
    static Uid of(long uid) {
      return new Uid(uid);
    }
  }

  private static final List<Uid> USERS =
      List.of(
          new Uid(null),
          new Uid(null),
          new Uid(null),
          Uid.of(0),
          Uid.of(1000),
          Uid.of(1000),
          Uid.of(1001),
          Uid.of(33),
          Uid.of(1),
          Uid.of(4242),
          Uid.of(65532));

  private static final List<List<String>> FLAGS =
      List.of(
          List.of(),
          List.of(),
          List.of(),
          List.of(),
          List.of(),
          List.of(),
          List.of("readOnlyRootFilesystem"),
          List.of("privileged"));

  private static final List<Long> GROUPS = List.of(0L, 1000L, 2000L, 2001L, 4242L);

  private static final List<List<Long>> SUPPLEMENTAL =
      List.of(List.of(), List.of(), List.of(), List.of(2000L), List.of(2001L, 1000L), List.of(0L));

  private static final List<List<String>> DROPPED =
      List.of(
          List.of(),
          List.of(),
          List.of("ALL"),
          List.of("ALL"),
          List.of("ALL"),
          List.of("all"),
          List.of("DAC_OVERRIDE"),
          List.of("dac_override", "NET_RAW"),
          List.of("CAP_DAC_OVERRIDE"),
          List.of("SETUID", "SETGID"));

  private static final List<List<String>> ADDED =
      List.of(
          List.of(),
          List.of(),
          List.of(),
          List.of(),
          List.of("NET_BIND_SERVICE"),
          List.of("DAC_OVERRIDE"),
          List.of("CAP_DAC_OVERRIDE"),
          List.of("SETUID", "SETGID"),
          List.of("DAC_READ_SEARCH"),
          List.of("ALL"));
}
