package dev.bulkhead.registry.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bulkhead.verdict.UserError;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MirrorTest {
  @ParameterizedTest
  @CsvSource({
    "docker.io=m.example:5000, docker.io, library/nginx, m.example:5000/library/nginx",
    "docker.io=m.example/hub, docker.io, library/nginx, m.example/hub/library/nginx",
    "ghcr.io/acme=m.example, ghcr.io, acme/web, m.example/web",
    "ghcr.io/acme/=m.example/x/, ghcr.io, acme/web, m.example/x/web",
    "docker.io=mirror, docker.io, a/b, mirror/a/b",
  })
  void the_mirror_takes_the_place_of_what_it_mirrors(
      String mirror, String registry, String repository, String place) {
    assertThat(Mirror.read(mirror).placeOf(new Place(registry, repository)))
        .map(Place::toString)
        .contains(place);
  }

  @Test
  void a_path_ends_at_a_slash() {
    assertThat(Mirror.read("ghcr.io/acme=m.example").placeOf(new Place("ghcr.io", "acmes/web")))
        .isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"docker.io", "=m.example", "docker.io=", "docker.io=https://m.example", "a b=c"})
  void what_is_no_mirror_is_refused(String text) {
    assertThatThrownBy(() -> Mirror.read(text))
        .isInstanceOf(UserError.class)
        .hasMessageContaining(text);
  }
}
