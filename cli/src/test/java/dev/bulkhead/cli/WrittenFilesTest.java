package dev.bulkhead.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** No command replaces what it reads by what it says of it. */
class WrittenFilesTest {
  private static final String CONFIG =
      """
      apiVersion: k0s.k0sproject.io/v1beta1
      kind: ClusterConfig
      metadata: { name: k0s }
      """;

  @TempDir Path folder;

  private Session run(int status, String... words) {
    var session = new Session(new FakeRooms(), folder.resolve("cache"));
    assertThat(session.run(words)).isEqualTo(status);
    return session;
  }

  private String config() throws IOException {
    return Files.writeString(folder.resolve("k0s.yaml"), CONFIG).toString();
  }

  @Test
  void a_report_takes_the_place_of_no_file_that_it_is_about() throws IOException {
    String config = config();
    String target = "v1.30.2+k0s.0";

    var session = run(2, "k0s", "config", config, "--target", target, "-o", config);
    assertThat(session.err())
        .contains("--output " + config + " would replace a file that this command reads.")
        .contains("remedy: Name another file with --output.");
    run(2, "k0s", "config", config, "--target", target, "--patch", config);
    run(2, "k0s", "images", "--release", target, "--config", config, "-o", config);

    assertThat(Path.of(config)).content().isEqualTo(CONFIG);
  }

  @Test
  void a_file_is_the_same_by_another_name_and_behind_an_equals_sign() throws IOException {
    String config = config();
    Path link = Files.createSymbolicLink(folder.resolve("link.yaml"), Path.of(config));

    run(
        2,
        "k0s",
        "plan",
        "--from",
        "v1.30.2+k0s.0",
        "--to",
        "v1.30.3+k0s.0",
        "--workers",
        "1",
        "--bundle",
        "all=" + config,
        "-o",
        link.toString());

    assertThat(Path.of(config)).content().isEqualTo(CONFIG);
  }

  @Test
  void an_older_report_is_replaced() throws IOException {
    Path report = Files.writeString(folder.resolve("report.txt"), "older");

    run(0, "k0s", "config", config(), "--target", "v1.30.2+k0s.0", "-o", report.toString());

    assertThat(report).content().contains("proven").doesNotContain("older");
  }

  @Test
  void a_patch_does_not_go_where_the_report_goes() throws IOException {
    var session = run(2, "k0s", "config", config(), "--target", "v1.30.2+k0s.0", "--patch", "-");

    assertThat(session.err()).contains("remedy: Write --patch patch.json.");
  }
}
