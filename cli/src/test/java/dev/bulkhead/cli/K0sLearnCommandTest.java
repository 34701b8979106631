package dev.bulkhead.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class K0sLearnCommandTest {
  @TempDir Path folder;
  private Session session = new Session(new FakeRooms(), Path.of("/"));
  private Path images = Path.of("/");

  @BeforeEach
  void open() throws IOException {
    session =
        new Session(new FakeRooms(), folder.resolve("cache"))
            .with("XDG_DATA_HOME", folder.resolve("data").toString());
    session.run("k0s", "images", "--release", "1.32.13", "--format", "list", "--all");
    images = Files.writeString(folder.resolve("images.txt"), session.out());
  }

  private int learn(String... options) {
    var words = new ArrayList<>(List.of("k0s", "learn", "--release", "v1.32.14+k0s.0"));
    words.addAll(List.of("--images", images.toString()));
    words.addAll(List.of(options));
    return session.run(words.toArray(String[]::new));
  }

  @Test
  void what_is_inferred_is_told_as_such() {
    assertThat(learn()).isZero();
    assertThat(session.out())
        .startsWith(
            "v1.32.14+k0s.0 is known now, with 12 images; they are kept in "
                + folder.resolve("data"))
        .contains(
            """
            What its program prints does not say how it behaves where releases differ. It is taken to do as
            v1.32.13+k0s.0, the nearest known release before it; --trait NAME=VALUE states what it does otherwise:
              strip                 exact
              overrideIdempotent    true
            """);
    assertThat(session.err()).isEmpty();

    learn();
    assertThat(session.out())
        .contains("It was known before: what was learned now takes the place of that.");
  }

  @Test
  void a_stated_trait_counts_and_the_new_release_behaves_so() throws IOException {
    assertThat(learn("--trait", "strip=repository")).isZero();
    assertThat(session.out()).contains("  strip                 repository  (stated)\n");

    Path file =
        Files.writeString(folder.resolve("k0s.yaml"), "spec: {images: {repository: a.example}}");
    for (String from : List.of("v1.32.13+k0s.0", "v1.32.14+k0s.0")) {
      session.run(
          "k0s",
          "plan",
          "--from",
          from,
          "--to",
          "v1.33.9+k0s.0",
          "--config",
          file.toString(),
          "--dynamic-config");
      assertThat(session.out().contains("images that nobody chose"))
          .as(from)
          .isEqualTo(from.equals("v1.32.13+k0s.0"));
    }
  }

  @Test
  void machines_get_it_in_a_file() throws IOException {
    Path answer = folder.resolve("answer.json");

    assertThat(learn("--trait=listImages=4", "--format=json", "-o", answer.toString())).isZero();
    assertThat(session.out()).isEmpty();
    assertThat(JSON.std.mapFrom(Files.readString(answer)))
        .containsEntry("release", "v1.32.14+k0s.0")
        .containsEntry("like", "v1.32.13+k0s.0")
        .containsEntry("stated", List.of("listImages"))
        .containsKeys("traits", "images", "file");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      textBlock =
          """
          strp=exact   ; "strp" is nothing in which releases of k0s differ. ; one of strip
          strip        ; strip is "", and it is one of none, exact-v1, exact, repository. ; Write
          strip=always ; strip is "always", and it is one of none ; Write strip=none|exact-v1
          listImages=5 ; listImages is "5", and it is one of 1, 2, 3, 4. ; Write listImages=1
          """)
  void a_trait_that_there_is_not_is_told(String trait, String cause, String remedy) {
    assertThat(learn("--trait", trait)).isEqualTo(2);
    assertThat(session.err()).contains("--trait: " + cause, remedy);
  }
}
