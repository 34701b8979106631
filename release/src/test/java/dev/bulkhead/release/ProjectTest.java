package dev.bulkhead.release;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ProjectTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://github.com/Org/App.git",
        "https://github.com/Org/App/",
        "git@github.com:Org/App.git",
        "ssh://git@github.com:22/Org/App",
        "git://github.com/Org/App.git"
      })
  void a_remote_says_where_the_project_is_at_home(String remote) {
    assertThat(Project.of(Optional.of(remote), "work"))
        .isEqualTo(new Project("github.com", "org", "app"));
  }

  @Test
  void a_clone_of_a_folder_may_be_called_like_either() {
    assertThat(Project.of(Optional.of("/srv/git/App.git"), "work").names())
        .containsExactly("work", "app");
    assertThat(Project.of(Optional.of("../App/.git"), "work").names())
        .containsExactly("work", "app");
  }

  @Test
  void without_a_remote_it_is_called_like_its_own_folder() {
    assertThat(Project.of(Optional.empty(), "App.git").names()).containsExactly("app");
  }

  @Test
  void an_address_is_its_own_by_host_owner_and_name_as_far_as_they_are_known() {
    assertThat(new Project("github.com", "org", "app").isAt("github.com/org/app")).isTrue();
    assertThat(new Project("github.com", "org", "app").isAt("github.com/other/app")).isFalse();
    assertThat(new Project("", "", "app").isAt("github.com/other/app")).isTrue();
  }
}
