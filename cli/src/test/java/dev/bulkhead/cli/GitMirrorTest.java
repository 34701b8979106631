package dev.bulkhead.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bulkhead.model.KubernetesVersion;
import dev.bulkhead.registry.http.RegistryListener;
import dev.bulkhead.render.RenderRequest;
import dev.bulkhead.verdict.OptionError;
import dev.bulkhead.verdict.UserError;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GitMirrorTest {
  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "github.com/org/repo=a/b",
        "https://github.com/org/repo.git=a/b",
        "git@github.com:org/repo=a/b"
      })
  void a_repository_is_the_same_by_whatever_address_it_is_named(String text) {
    assertThat(GitMirror.parse(text))
        .isEqualTo(new GitMirror("github.com/org/repo", Path.of("a/b")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a", "=b", "github.com/org/repo=", "github.com=x"})
  void half_of_it_is_refused(String text) {
    assertThatThrownBy(() -> GitMirror.parse(text))
        .isInstanceOfSatisfying(
            OptionError.class, error -> assertThat(error.remedy()).startsWith("Write it as"));
  }

  @Test
  void an_address_as_a_source_leads_to_the_option() {
    var rooms =
        new Composition(new Session(new FakeRooms(), folder).surroundings(), RegistryListener.NONE);
    var request =
        new RenderRequest(
            List.of(), List.of(), "", "default", KubernetesVersion.of(1, 34, 0), List.of());

    assertThatThrownBy(
            () -> rooms.read("https://github.com/org/repo//x?ref=v1", request, new Evidence()))
        .isInstanceOfSatisfying(
            UserError.class,
            error -> assertThat(error.remedy()).endsWith("--git-mirror github.com/org/repo=DIR"));
  }
}
