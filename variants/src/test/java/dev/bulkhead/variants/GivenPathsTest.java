package dev.bulkhead.variants;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class GivenPathsTest {
  @Test
  void assignments_tell_what_they_set() {
    assertThat(GivenPaths.ofAssignments("a.b=1,c={x,y},d[0].e=f,g\\,h=i\\,j,k=l=m"))
        .containsExactly("a.b", "c", "d", "g\\,h", "k");
  }

  @Test
  void a_file_tells_what_it_sets() {
    assertThat(GivenPaths.ofFile("a:\n  b: 1\n  c: [x]\nd: {}\ne.f: g\n"))
        .containsExactly("a.b", "a.c", "d", "e\\.f");
  }
}
