package dev.bulkhead.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PinCommandTest {
  private static final String DIGEST = "sha256:" + "ab".repeat(32);

  /** What is there of each image; a digest is there whatever its tag. */
  private static final String IMAGES =
      """
      registry.example/app:v1: { entrypoint: [/app], files: { /app: { elf: amd64 } } }
      registry.example/app:v1@%1$s: { entrypoint: [/app], files: { /app: { elf: amd64 } } }
      registry.example/agent:v2: { entrypoint: [/app], files: { /app: { elf: amd64 } } }
      registry.example/kubectl:v1.34: { entrypoint: [/app], files: { /app: { elf: amd64 } } }
      registry.example/kubectl:v1.35: { entrypoint: [/app], files: { /app: { elf: amd64 } } }
      registry.example/kubectl:v1.36: { entrypoint: [/app], files: { /app: { elf: amd64 } } }
      registry.example/kubectl:v1.37: missing
      registry.example/kubectl:v1.38: missing
      registry.example/app:latest: { entrypoint: [/app], files: { /app: { elf: amd64 } } }
      registry.example/gone:v1: missing
      registry.example/silent:v1: unavailable
      """
          .formatted(DIGEST);

  @TempDir Path folder;
  private Session session = new Session(new FakeRooms(), Path.of("/nowhere"));

  @BeforeEach
  void opens_a_session() {
    session =
        new Session(
            new RoomsWithImages(FixtureImages.read(IMAGES)).withTags("v1.34", "v1.35", "v1.36"),
            folder.resolve("cache"));
  }

  private Path chart() throws IOException {
    Path chart = folder.resolve("keeper");
    write(chart.resolve("Chart.yaml"), "{apiVersion: v2, name: keeper, version: 0.1.0}");
    write(
        chart.resolve("values.yaml"),
        "image: { tag: v1 }\njobs: { tag: '' }\nagent: { enabled: false, tag: v2 }\n");
    write(
        chart.resolve("templates/all.yaml"),
        """
        apiVersion: batch/v1
        kind: Job
        metadata: { name: crds }
        spec:
          template:
            spec:
              restartPolicy: Never
              containers:
                - name: k
                  image: registry.example/kubectl:{{ .Values.jobs.tag | default (printf "v%s.%s" .Capabilities.KubeVersion.Major .Capabilities.KubeVersion.Minor) }}
        ---
        {{- if .Values.agent.enabled }}
        apiVersion: v1
        kind: Pod
        metadata: { name: agent }
        spec: { containers: [ { name: a, image: "registry.example/agent:{{ .Values.agent.tag }}" } ] }
        {{- else }}
        apiVersion: v1
        kind: Pod
        metadata: { name: app }
        spec: { containers: [ { name: a, image: "registry.example/app:{{ .Values.image.tag }}" } ] }
        {{- end }}
        """);
    return chart;
  }

  private static Path write(Path file, String text) throws IOException {
    Files.createDirectories(file.getParent());
    return Files.writeString(file, text);
  }

  @Test
  void a_chart_is_pinned_in_all_its_modes_and_what_was_violated_is_so_no_more() throws IOException {
    String chart = chart().toString();
    String pinned = folder.resolve("pinned.yaml").toString();

    assertThat(session.run("check", chart)).isEqualTo(1);
    assertThat(session.out()).contains("error tag-follows-cluster-version", "error image-missing");

    assertThat(session.run("pin", chart, "-o", pinned)).isZero();
    assertThat(session.out()).isEmpty();
    assertThat(Path.of(pinned))
        .hasContent(
            """
            # Pins 3 of 3 images of %s, by Bulkhead %s, for linux/amd64.
            # Give this file to Helm last: -f pinned-values.yaml
            agent:
              tag: "v2"
            image:
              tag: "v1"
            jobs:
              tag: "v1.36"
            """
                .formatted(chart, Version.current()));
    assertThat(session.err())
        .contains(
            "registry.example/kubectl:v1.37 -> registry.example/kubectl:v1.36",
            "by jobs.tag",
            "Pod agent, container a with agent.enabled=true",
            "tried with the given values and 1 other setting, on 1.37 and 1.34.");

    assertThat(session.run("check", chart, "-f", pinned)).isZero();
    assertThat(session.out()).contains("0 violated, 0 unproven");
  }

  @Test
  void with_digest_a_digest_stands_behind_the_tag() throws IOException {
    int status = session.run("pin", chart().toString(), "--digest", "--set", "agent.enabled=false");

    assertThat(status).isZero();
    assertThat(session.out())
        .contains("image:\n  tag: \"v1@%s\"".formatted(DIGEST))
        .contains("jobs:\n  tag: \"v1.36@%s\"".formatted(DIGEST));
  }

  @Test
  void what_set_assigns_goes_before_any_file_and_is_left() throws IOException {
    assertThat(session.run("pin", chart().toString(), "--set", "jobs.tag=v1.35")).isZero();
    assertThat(session.out()).doesNotContain("jobs");
    assertThat(session.err())
        .contains("Fixed already, and it exists:\n  registry.example/kubectl:v1.35")
        .contains("so it was left as it is: jobs.tag.");
  }

  @Test
  void where_the_chart_refuses_the_given_values_that_is_said() throws IOException {
    Path chart = chart();
    write(chart.resolve("templates/no.yaml"), "{{ fail \"Set a name.\" }}");

    assertThat(session.run("pin", chart.toString())).isEqualTo(2);
    assertThat(session.err()).contains("Set a name.");
  }

  private Path manifest(String... images) throws IOException {
    var text = new StringBuilder();
    for (int i = 0; i < images.length; i++) {
      text.append(
          """
          # number %1$d
          apiVersion: v1
          kind: Pod
          metadata: { name: p%1$d }
          spec:
            containers:
              - name: c
                image: "%2$s" # here
          ---
          """
              .formatted(i, images[i]));
    }
    return write(folder.resolve("deploy/pods.yaml"), text.toString());
  }

  @Test
  void edits_of_manifests_are_told_and_nothing_is_written() throws IOException {
    Path file = manifest("registry.example/app:v1");
    String before = Files.readString(file);

    assertThat(session.run("pin", file.toString(), "--digest")).isZero();
    assertThat(session.out())
        .isEqualTo(
            "%s:8:14: registry.example/app:v1 -> registry.example/app:v1@%s\n"
                .formatted(file, DIGEST));
    assertThat(file).hasContent(before);
  }

  @Test
  void with_write_the_references_are_edited_and_nothing_else() throws IOException {
    Path file = manifest("registry.example/app:v1", "registry.example/app:v1@" + DIGEST);
    String before = Files.readString(file);

    assertThat(session.run("pin", folder.resolve("deploy").toString(), "--digest", "--write"))
        .isZero();
    assertThat(Files.readString(file))
        .isEqualTo(before.replace("app:v1\"", "app:v1@%s\"".formatted(DIGEST)));
  }

  @Test
  void what_was_edited_is_said_to_be_and_stays_as_private_as_it_was() throws IOException {
    Path file = manifest("registry.example/app:v1");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));

    assertThat(session.run("pin", file.toString(), "--digest")).isZero();
    assertThat(session.err()).contains("To be edited:\n");
    assertThat(session.run("pin", file.toString(), "--digest", "--write")).isZero();
    assertThat(session.err()).startsWith("Edited:\n");
    assertThat(Files.getPosixFilePermissions(file))
        .isEqualTo(PosixFilePermissions.fromString("rw-------"));
  }

  @Test
  void what_was_not_read_is_noted() throws IOException {
    Path file = manifest("registry.example/app:v1");
    Path outside = write(folder.resolve("outside.yaml"), "a: b");
    Files.createSymbolicLink(file.resolveSibling("link.yaml"), outside);

    assertThat(session.run("pin", folder.resolve("deploy").toString())).isZero();
    assertThat(session.err()).contains("link.yaml leads out of", "was not followed");
  }

  @Test
  void what_is_not_pinned_is_listed_with_its_reason() throws IOException {
    Path file = manifest("registry.example/app:latest", "registry.example/gone:v1", "A:b:c");

    assertThat(session.run("pin", file.toString())).isEqualTo(1);
    assertThat(session.err())
        .contains("Not pinned:", "latest", "--digest", "is not there, says registry.example")
        .contains("names no image");
  }

  @Test
  void what_nobody_tells_is_neither_pinned_nor_refused() throws IOException {
    assertThat(session.run("pin", manifest("registry.example/silent:v1").toString())).isEqualTo(3);
    assertThat(session.err()).contains("Nobody told:", "did not answer within 10 s");
  }

  @Test
  void a_reference_in_an_odd_spelling_is_left_to_its_author() throws IOException {
    Path file =
        write(
            folder.resolve("odd.yaml"),
            "{apiVersion: v1, kind: Pod, metadata: {name: p}, spec: {containers: [{name: c, image: !!str registry.example/app:v1}]}}");
    String before = Files.readString(file);

    assertThat(session.run("pin", file.toString(), "--digest", "--write")).isEqualTo(1);
    assertThat(session.err()).contains("not written out in one piece", "Write registry.example");
    assertThat(file).hasContent(before);
  }

  @Test
  void options_that_do_not_go_with_the_source_are_refused() throws IOException {
    String file = manifest("registry.example/app:v1").toString();

    assertThat(session.run("pin", file, "-o", "x.yaml")).isEqualTo(2);
    assertThat(session.err()).contains("no chart, so -o has no meaning");
    assertThat(session.run("pin", file, "--set", "a=b")).isEqualTo(2);
    assertThat(session.run("pin", chart().toString(), "--write")).isEqualTo(2);
    assertThat(session.err()).contains("is a chart, so --write has no meaning");
    assertThat(session.run("pin", "-", "--write")).isEqualTo(2);
  }

  @Test
  void a_place_that_is_not_there_is_told_before_anything_is_tried() throws IOException {
    String file = folder.resolve("missing/pinned.yaml").toString();

    assertThat(session.run("pin", chart().toString(), "-o", file)).isEqualTo(2);
    assertThat(session.err()).contains("There is no directory", "for the values (-o).");
  }

  @Test
  void a_file_that_pins_a_part_says_so() throws IOException {
    Path chart = chart();
    write(
        chart.resolve("values.yaml"),
        "image: { tag: latest }\njobs: { tag: v1.35 }\nagent: { enabled: false }\n");

    assertThat(session.run("pin", chart.toString(), "--only-given-values")).isEqualTo(1);
    assertThat(session.out())
        .startsWith("# Pins 1 of 2 images of %s, by".formatted(chart))
        .contains("jobs:\n  tag: \"v1.35\"")
        .doesNotContain("latest");
  }
}
