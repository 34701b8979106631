package dev.bulkhead.render.kustomize;

import static dev.bulkhead.render.kustomize.KustomizationFixture.DEPLOYMENT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bulkhead.model.KubernetesVersion;
import dev.bulkhead.model.Location;
import dev.bulkhead.model.Node;
import dev.bulkhead.render.RenderRequest;
import dev.bulkhead.render.Rendered;
import dev.bulkhead.render.Sources;
import dev.bulkhead.verdict.UserError;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A program of our own takes the part of kustomize. */
class ProgramBuilderTest {
  @TempDir private Path folder;

  @BeforeEach
  void write() throws IOException {
    Files.createDirectory(folder.resolve("app"));
    write("app/deployment.yaml", DEPLOYMENT);
  }

  private void write(String path, String text) throws IOException {
    Files.writeString(folder.resolve(path), text);
  }

  private Rendered read(String script) throws IOException {
    Path program = folder.resolve("kustomize");
    Files.writeString(program, "#!/bin/sh\n" + script);
    Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
    var found = KustomizeProgram.on("/nonexistent:" + folder).orElseThrow();
    var builder = new ProgramBuilder(found, new SubsetBuilder(RemoteBases.NONE));
    var sources =
        new Sources(
            (chart, request) -> {
              throw new AssertionError("no chart");
            },
            builder,
            InputStream.nullInputStream());
    return sources.read(
        folder.resolve("app").toString(),
        new RenderRequest(
            List.of(), List.of(), "", "default", KubernetesVersion.of(1, 34, 0), List.of()));
  }

  private static Node image(Rendered read) {
    return read.inventory()
        .objects()
        .getFirst()
        .root()
        .items("spec", "template", "spec", "containers")
        .getFirst()
        .find("image")
        .orElseThrow();
  }

  /** Prints the deployment with other words in it. */
  private String printing(String from, String to) {
    return "while IFS= read -r line; do case $line in *%s) echo \"${line%%%%%s}%s\";; *) echo \"$line\";; esac; done < %s/app/deployment.yaml\n"
        .formatted(from, from, to, folder);
  }

  @Test
  void what_both_build_alike_has_its_exact_place() throws IOException {
    write("app/kustomization.yaml", "resources: [deployment.yaml]\n");

    Rendered read = read(printing("nothing", ""));

    assertThat(image(read).at())
        .isEqualTo(Location.exact(folder.resolve("app/deployment.yaml").toString(), 16, 18));
    assertThat(read.notes()).isEmpty();
  }

  @Test
  void where_they_differ_the_program_is_believed_and_the_place_is_uncertain() throws IOException {
    write("app/kustomization.yaml", "resources: [deployment.yaml]\n");

    Rendered read = read(printing("keeper:v1", "keeper:v2"));

    assertThat(image(read))
        .isEqualTo(
            new Node.Scalar(
                "registry.example/keeper:v2",
                Node.Scalar.Type.STRING,
                new Location(folder.resolve("app/deployment.yaml").toString(), 16, 18, false)));
  }

  @Test
  void what_bulkhead_cannot_build_by_itself_the_program_builds() throws IOException {
    write("app/kustomization.yaml", "resources: [deployment.yaml]\nvalidators: []\n");

    Rendered read = read(printing("keeper:v1", "keeper:v2"));

    assertThat(image(read).at().file()).endsWith("app/deployment.yaml");
    assertThat(image(read).at().exact()).isFalse();
    assertThat(read.notes()).singleElement().asString().contains("\"validators\"");
  }

  @Test
  void a_program_that_fails_is_noted_and_the_subset_believed() throws IOException {
    write("app/kustomization.yaml", "resources: [deployment.yaml]\n");

    Rendered read = read("echo 'Error: no, in {password: opensesame}' >&2; exit 1\n");

    assertThat(read.inventory().objects()).hasSize(1);
    assertThat(read.notes())
        .singleElement()
        .asString()
        .startsWith("kustomize does not build ")
        .contains("(no, in)")
        .doesNotContain("opensesame");
  }

  @Test
  void the_program_finds_no_other_and_none_of_the_users_settings() throws IOException {
    write("app/kustomization.yaml", "resources: [deployment.yaml]\n");

    Rendered read =
        read(
            """
            git --version && exit 0
            [ -d "$HOME/.config" ] && exit 0
            echo "Error: $HTTPS_PROXY $KUSTOMIZE_PLUGIN_HOME" >&2
            exit 1
            """);

    assertThat(read.notes()).singleElement().asString().contains("(http://127.0.0.1:9)");
  }

  @Test
  void what_would_be_downloaded_is_not_asked_of_the_program() throws IOException {
    write("app/kustomization.yaml", "resources: ['https://x.example/a.yaml']\n");
    Path asked = folder.resolve("asked");

    try {
      read(": > %s\n".formatted(asked));
    } catch (UserError refused) {
      assertThat(refused).hasMessageContaining("never does");
    }

    assertThat(asked).doesNotExist();
  }
}
