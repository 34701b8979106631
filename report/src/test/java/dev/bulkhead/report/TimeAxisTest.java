package dev.bulkhead.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class TimeAxisTest {
  private static final TimeAxis HOUR = new TimeAxis(Duration.ofHours(1));

  @Test
  void it_begins_at_nothing_and_ends_at_a_hundred() {
    assertThat(HOUR.at(Duration.ZERO)).isZero();
    assertThat(HOUR.at(Duration.ofHours(1))).isEqualTo(100);
  }

  @Test
  void what_is_after_the_end_stands_at_the_end() {
    assertThat(HOUR.at(Duration.ofDays(1))).isEqualTo(100);
  }

  @Test
  void later_stands_further_right_and_the_first_minutes_have_more_room() {
    double before = -1;
    for (int second = 0; second <= 3_600; second++) {
      double place = HOUR.at(Duration.ofSeconds(second));
      assertThat(place).isGreaterThan(before);
      before = place;
    }
    assertThat(HOUR.at(Duration.ofMinutes(5))).isGreaterThan(40);
  }

  @Test
  void labels_are_round_and_leave_each_other_room() {
    assertThat(HOUR.ticks())
        .isEqualTo(
            List.of(
                Duration.ZERO,
                Duration.ofMinutes(1),
                Duration.ofMinutes(2),
                Duration.ofMinutes(5),
                Duration.ofMinutes(10),
                Duration.ofMinutes(20),
                Duration.ofHours(1)));
    assertThat(new TimeAxis(Duration.ofSeconds(20)).ticks())
        .isEqualTo(List.of(Duration.ZERO, Duration.ofSeconds(20)));
  }

  @Test
  void without_an_end_there_is_no_line() {
    assertThatThrownBy(() -> new TimeAxis(Duration.ZERO))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
