package dev.bulkhead.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bulkhead.model.Digest;
import dev.bulkhead.model.Inventory;
import dev.bulkhead.model.Location;
import dev.bulkhead.model.Platform;
import dev.bulkhead.registry.ImageLookup;
import dev.bulkhead.registry.Images;
import dev.bulkhead.render.RegistrySecret;
import dev.bulkhead.render.RenderRequest;
import dev.bulkhead.render.Rendered;
import dev.bulkhead.render.SourceProblem;
import dev.bulkhead.render.SourceTree;
import dev.bulkhead.render.ValueFile;
import dev.bulkhead.verdict.OptionError;
import dev.bulkhead.verdict.Rule;
import dev.bulkhead.verdict.UserError;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CheckCommandTest {
  private static final Images PRESENT =
      (reference, platform) ->
          new ImageLookup.PlatformMissing(Digest.sha256("0".repeat(64)), "x", new TreeSet<>());

  @TempDir Path cache;

  private Session session(Rooms rooms) {
    return new Session(rooms, cache);
  }

  @Test
  void nothing_violated_ends_with_0() {
    var session = session(new FakeRooms().with(PRESENT));

    assertThat(session.run("check", "app.yaml")).isZero();
    assertThat(session.out()).endsWith("1 proven, 0 violated, 0 unproven\n");
    assertThat(session.err()).isEmpty();
  }

  @Test
  void a_violation_ends_with_1_and_tells_where() {
    var session = session(new FakeRooms().with(FakeRooms.missing()));

    assertThat(session.run("check", "app.yaml")).isEqualTo(1);
    assertThat(session.out())
        .contains("error image-missing", "app.yaml:1:1", "1 | kind: Pod", "remedy: Use v1.31.");
  }

  @Test
  void no_evidence_at_all_ends_with_3() {
    var session = session(new FakeRooms());

    assertThat(session.run("check", "app.yaml")).isEqualTo(3);
    assertThat(session.out()).contains("Not one claim that needs outside evidence");
  }

  @Test
  void unreadable_input_ends_with_2() {
    var session = session(new FakeRooms().with(PRESENT).withProblem("This is not YAML."));

    assertThat(session.run("check", "app.yaml")).isEqualTo(2);
    assertThat(session.out()).contains("This is not YAML.");
  }

  @Test
  void a_source_without_workloads_is_said_to_have_none_and_ends_with_0() {
    var session = session(new FakeRooms());

    assertThat(session.run("check", "empty")).isZero();
    assertThat(session.out()).contains("There are no workloads in empty (0 objects read).");
  }

  @Test
  void a_violation_beside_unreadable_input_ends_with_2() {
    var session = session(new FakeRooms().with(FakeRooms.missing()).withProblem("No YAML."));

    assertThat(session.run("check", "app.yaml")).isEqualTo(2);
    assertThat(session.out()).contains("error image-missing", "No YAML.", "1 violated");
  }

  @Test
  void the_same_object_in_two_sources_is_noted_and_no_violation() {
    var session = session(new FakeRooms().with(PRESENT));

    assertThat(session.run("check", "shared-a", "shared-b", "own")).isZero();
    assertThat(session.out())
        .contains(
            "note: Pod twin is in each of shared-a, shared-b; the cluster keeps what is applied"
                + " last.")
        .endsWith("3 proven, 0 violated, 0 unproven\n");
  }

  @Test
  void a_source_that_is_named_twice_is_counted_once() throws IOException {
    String file = Files.writeString(cache.resolve("app.yaml"), "x").toString();
    var session = session(new FakeRooms().with(PRESENT));

    assertThat(session.run("check", file, cache + "/./app.yaml", "-", "-")).isZero();
    assertThat(session.out())
        .contains(
            "note: %s is named 2 times, and counted once.".formatted(file),
            "note: <stdin> is named 2 times, and counted once.")
        .endsWith("2 proven, 0 violated, 0 unproven\n");
  }

  @Test
  void options_for_charts_are_refused_where_no_source_is_one() throws IOException {
    String values = Files.writeString(cache.resolve("v.yaml"), "a: 1\n").toString();
    var session = session(new FakeRooms().with(PRESENT));

    assertThat(session.run("check", "a.yaml", "--set", "a=1", "-f", values)).isEqualTo(2);
    assertThat(session.err())
        .isEqualTo(
            """
            bulkhead: -f, --set say how charts are rendered, and no source is a chart.
            remedy: Name a chart, or leave out -f, --set.
            """);
    assertThat(session.run("check", "a.yaml", "--name", "x")).isEqualTo(2);
    assertThat(session.run("check", "a.yaml", "--api-versions", "x/v1")).isEqualTo(2);
    assertThat(session.err()).contains("--api-versions says how charts are rendered");
    assertThat(session.run("check", "a.yaml", "chart", "--set", "a=1")).isZero();
    assertThat(session.run("check", "a.yaml", "-n", "x", "--kube-version", "1.34")).isZero();
  }

  @Test
  void a_file_of_values_that_is_not_there_is_one_error_however_many_charts_there_are() {
    var session = session(new FakeRooms().with(PRESENT));

    assertThat(session.run("check", "chart-a", "chart-b", "-f", "/none.yaml")).isEqualTo(2);
    assertThat(session.out()).isEmpty();
    assertThat(session.err())
        .isEqualTo(
            """
            bulkhead: The file of values "/none.yaml" (-f) cannot be read: there is no such file or directory.
            remedy: Name a readable file of YAML with -f.
            """);
  }

  @Test
  void an_unusable_option_stops_the_run_where_an_unusable_source_does_not() {
    var rooms =
        new FakeRooms() {
          @Override
          public Rendered read(String source, RenderRequest request, Evidence evidence) {
            if (source.equals("chart-broken")) {
              throw new UserError("It is broken.", "Mend it.");
            }
            if (!request.assignments().isEmpty()) {
              throw new OptionError("--set is unreadable.", "Write it otherwise.");
            }
            return super.read(source, request, evidence);
          }
        };
    var session = session(rooms.with(PRESENT));

    assertThat(session.run("check", "chart-broken", "chart")).isEqualTo(2);
    assertThat(session.out()).contains("It is broken.", "1 proven");
    assertThat(session.run("check", "chart", "chart-broken", "--set", "x")).isEqualTo(2);
    assertThat(session.out()).isEmpty();
    assertThat(session.err())
        .isEqualTo("bulkhead: --set is unreadable.\nremedy: Write it otherwise.\n");
  }

  @Test
  void a_minus_as_output_is_standard_output() {
    var session = session(new FakeRooms().with(PRESENT));

    assertThat(session.run("check", "a.yaml", "--output", "-")).isZero();
    assertThat(session.out()).endsWith("1 proven, 0 violated, 0 unproven\n");
    assertThat(Path.of("-")).doesNotExist();
  }

  @Test
  void sources_that_the_time_did_not_suffice_for_are_unproven() {
    var rooms =
        new FakeRooms() {
          @Override
          public Rendered read(String source, RenderRequest request, Evidence evidence) {
            if (source.equals("-")) {
              waitForever();
            }
            return super.read(source, request, evidence);
          }
        };
    var session = session(rooms.with(PRESENT));

    assertThat(session.run("check", "-", "--timeout", "50ms")).isEqualTo(3);
    assertThat(session.out())
        .isEqualTo(
            """
            <stdin>
              unproven
                <stdin> was not read to its end: the 50ms of --timeout were over.
                remedy: Allow more time with --timeout.

            The time was over before every source was read.
            0 proven, 0 violated, 0 unproven
            """);
  }

  @Test
  void with_debug_the_causes_of_problems_are_shown() {
    var cause = new IllegalStateException("the innermost\u001b[2J");
    var problem =
        new SourceProblem(
            Location.somewhereIn("f.yaml"), "No YAML.", "Mend it.", new IOException("read", cause));
    var session = session(new FakeRooms().with(PRESENT).withProblem(problem));

    assertThat(session.run("check", "a.yaml")).isEqualTo(2);
    assertThat(session.err()).isEmpty();
    assertThat(session.run("check", "a.yaml", "--debug")).isEqualTo(2);
    assertThat(session.err())
        .contains(
            "java.io.IOException: read",
            "    at dev.bulkhead.cli.CheckCommandTest.",
            "Caused by: java.lang.IllegalStateException: the innermost\\x1b[2J");
  }

  @ParameterizedTest
  @CsvSource({"INTERRUPTED, 130", "TERMINATED, 143", "HUNG_UP, 129"})
  void the_status_in_json_is_that_of_the_process(Stop.Reason reason, int status) {
    var session = session(new FakeRooms());
    session.stop.request(reason);

    assertThat(session.run("check", "a.yaml", "--format", "json")).isEqualTo(status);
    assertThat(session.out()).contains("\"exitStatus\" : %d".formatted(status));
  }

  @Test
  void several_sources_are_judged_together() {
    var session = session(new FakeRooms().with(PRESENT));

    assertThat(session.run("check", "a.yaml", "b.yaml")).isZero();
    assertThat(session.out()).endsWith("2 proven, 0 violated, 0 unproven\n");
  }

  @Test
  void what_the_options_say_reaches_the_rooms() throws IOException {
    Path first = Files.writeString(cache.resolve("a.yaml"), "a: 1\n");
    Path second = Files.writeString(cache.resolve("b.yaml"), "b: 1\n");
    var rooms = new FakeRooms().with(PRESENT);
    var session = session(rooms);

    session.run(
        "check",
        "chart",
        "-f",
        first.toString(),
        "-f",
        second.toString(),
        "--set",
        "x=1,y=2",
        "--name",
        "rel",
        "-n",
        "ns",
        "--kube-version",
        "v1.32.1-eks-a",
        "--api-versions",
        "a/v1,b/v1",
        "--api-versions",
        "c/v1",
        "--platform",
        "linux/amd64,linux/arm64/v8");

    var request = rooms.requests.getFirst();
    assertThat(request.valueFiles())
        .extracting(ValueFile::name)
        .containsExactly(first.toString(), second.toString());
    assertThat(request.assignments()).containsExactly("x=1,y=2");
    assertThat(request.releaseName()).isEqualTo("rel");
    assertThat(request.namespace()).isEqualTo("ns");
    assertThat(request.kubeVersion()).hasToString("v1.32.1-eks-a");
    assertThat(request.apiVersions()).containsExactly("a/v1", "b/v1", "c/v1");
    assertThat(rooms.options.getFirst().platforms())
        .containsExactly(Platform.LINUX_AMD64, Platform.of("linux", "arm64", ""));
  }

  @Test
  void defaults_are_stated_and_follow_the_clock() {
    var session = session(new FakeRooms().with(PRESENT));

    session.run("check", "app.yaml");
    assertThat(session.out())
        .contains("Judged with the defaults --platform linux/amd64 and --kube-version 1.37.");

    session.at("2026-08-25T00:00:00Z").run("check", "app.yaml");
    assertThat(session.out()).contains("--kube-version 1.36.");
  }

  @Test
  void old_data_is_said_to_be_old() {
    var session = session(new FakeRooms().with(PRESENT)).at("2027-06-01T00:00:00Z");

    session.run("check", "app.yaml");
    assertThat(session.err()).contains("The list of Kubernetes versions is 259 days old");

    session.run("check", "app.yaml", "--kube-version", "1.34");
    assertThat(session.err()).isEmpty();
  }

  @Test
  void json_goes_to_standard_output_and_to_files() throws IOException {
    var session = session(new FakeRooms().with(PRESENT));
    Path file = cache.resolve("report.json");

    session.run("check", "app.yaml", "--format", "json");
    String json = session.out();
    session.run("check", "app.yaml", "--format", "JSON", "--output", file.toString());

    assertThat(json).startsWith("{\n  \"schemaVersion\" : \"1.1\"");
    assertThat(Files.readString(file)).isEqualTo(json);
    assertThat(session.out()).isEmpty();
  }

  @Test
  void an_output_file_is_replaced_as_a_whole_and_nothing_is_left_beside_it() throws IOException {
    var session = session(new FakeRooms().with(PRESENT));
    Path directory = Files.createDirectory(cache.resolve("out"));
    Path file = Files.writeString(directory.resolve("report"), "x".repeat(100_000));

    session.run("check", "app.yaml", "--output", file.toString());

    assertThat(file).content().endsWith("1 proven, 0 violated, 0 unproven\n");
    assertThat(directory).isDirectoryContaining(path -> path.endsWith("report"));
    try (var files = Files.list(directory)) {
      assertThat(files).hasSize(1);
    }
  }

  @Test
  void an_output_file_that_is_a_link_stays_a_link() throws IOException {
    var session = session(new FakeRooms().with(PRESENT));
    Path real = Files.writeString(cache.resolve("real"), "old");
    Path link = Files.createSymbolicLink(cache.resolve("link"), real);

    session.run("check", "app.yaml", "--output", link.toString());

    assertThat(link).isSymbolicLink();
    assertThat(real).content().contains("1 proven");
  }

  @Test
  void an_output_file_that_cannot_be_written_ends_with_2() {
    var session = session(new FakeRooms().with(PRESENT));

    assertThat(session.run("check", "app.yaml", "--output", cache + "/no/such/file")).isEqualTo(2);
    assertThat(session.err())
        .contains("could not be written to", "there is no such file or directory", "remedy: ");
  }

  @Test
  void a_reader_who_went_away_changes_nothing() {
    var session =
        session(new FakeRooms().with(FakeRooms.missing())).answeringTo(failing("Broken pipe"));

    assertThat(session.run("check", "app.yaml")).isEqualTo(1);
    assertThat(session.err()).isEmpty();
  }

  @Test
  void standard_output_that_takes_nothing_ends_with_2() {
    var session =
        session(new FakeRooms().with(PRESENT)).answeringTo(failing("No space left on device"));

    assertThat(session.run("check", "app.yaml")).isEqualTo(2);
    assertThat(session.err()).contains("No space left on device", "--output FILE");
  }

  private static OutputStream failing(String reason) {
    return new OutputStream() {
      @Override
      public void write(int b) throws IOException {
        throw new IOException(reason);
      }
    };
  }

  @Test
  void colours_appear_on_a_terminal_and_only_there() {
    var rooms = new FakeRooms().with(FakeRooms.missing());
    var terminal = session(rooms).onTerminal();

    terminal.run("check", "app.yaml");
    assertThat(terminal.out()).contains("\u001b[");
    terminal.with("NO_COLOR", "1").run("check", "app.yaml");
    assertThat(terminal.out()).doesNotContain("\u001b[");
    var pipe = session(rooms);
    pipe.run("check", "app.yaml");
    assertThat(pipe.out()).doesNotContain("\u001b[");
  }

  @Test
  void fail_on_and_strict_sharpen_the_status() {
    var rooms =
        new FakeRooms()
            .with(
                (reference, platform) ->
                    platform.equals(Platform.LINUX_AMD64)
                        ? PRESENT.find(reference, platform)
                        : Images.NONE.find(reference, platform));
    var session = session(rooms);

    String both = "linux/amd64,linux/arm64";
    assertThat(session.run("check", "a.yaml", "--platform", both)).isZero();
    assertThat(session.run("check", "a.yaml", "--platform", both, "--strict")).isEqualTo(3);
    assertThat(session.run("check", "a.yaml", "--fail-on", "notice")).isEqualTo(2);
    assertThat(session.err())
        .contains("\"notice\" is none of its values", "Write error or warning.");
  }

  @Test
  void what_took_too_long_is_unproven_and_what_is_known_is_printed() {
    var rooms =
        new FakeRooms()
            .with(
                (reference, platform) -> {
                  if (!platform.equals(Platform.LINUX_AMD64)) {
                    waitForever();
                  }
                  return PRESENT.find(reference, platform);
                });
    var session = session(rooms);

    int status =
        session.run("check", "a.yaml", "--timeout", "2s", "--platform", "linux/amd64,linux/arm64");

    assertThat(status).isZero();
    assertThat(session.out())
        .contains(
            "was not looked up: the 2s of --timeout were over.",
            "remedy: Allow more time with --timeout.",
            "1 proven, 0 violated, 1 unproven");
  }

  @Test
  void an_interrupted_run_prints_what_it_knows_and_ends_with_130() {
    var rooms = new FakeRooms();
    var session = session(rooms);
    rooms.with(
        (reference, platform) -> {
          if (!platform.equals(Platform.LINUX_AMD64)) {
            session.stop.request(Stop.Reason.INTERRUPTED);
            waitForever();
          }
          return PRESENT.find(reference, platform);
        });

    int status = session.run("check", "a.yaml", "--platform", "linux/amd64,linux/arm64");

    assertThat(status).isEqualTo(130);
    assertThat(session.out())
        .contains("was not looked up: the run was interrupted.")
        .endsWith(
            """
            The run was interrupted before everything was judged.
            1 proven, 0 violated, 1 unproven
            """);
  }

  @Test
  void sources_that_an_interrupted_run_did_not_come_to_are_named() {
    var session = session(new FakeRooms());
    session.stop.request(Stop.Reason.INTERRUPTED);

    assertThat(session.run("check", "a.yaml")).isEqualTo(130);
    assertThat(session.out()).contains("a.yaml was not read to its end: the run was interrupted.");
  }

  private static void waitForever() {
    try {
      new CountDownLatch(1).await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void an_error_of_the_user_is_told_in_a_sentence_with_a_remedy() {
    var session =
        session(
            new FakeRooms() {
              @Override
              public List<Rule> rules() {
                throw new UserError("There is \u001b[2J no x.", "Make one.");
              }
            });

    assertThat(session.run("explain", "x-y")).isEqualTo(2);
    assertThat(session.err()).isEqualTo("bulkhead: There is \\x1b[2J no x.\nremedy: Make one.\n");
  }

  @Test
  void a_bug_ends_with_70_and_shows_its_trace_only_when_asked() {
    var rooms =
        new FakeRooms() {
          @Override
          public Images images(
              Evidence evidence, Inventory inventory, List<RegistrySecret> secrets) {
            throw new IllegalStateException("off by one");
          }
        };

    var session = session(rooms);
    assertThat(session.run("check", "a.yaml")).isEqualTo(70);
    assertThat(session.err())
        .contains("This is a bug in Bulkhead 0.", "off by one", "Open an issue")
        .doesNotContain(" at dev.");
    assertThat(session.run("check", "a.yaml", "--debug")).isEqualTo(70);
    assertThat(session.err()).contains("    at dev.bulkhead.cli");
  }

  @Test
  void a_mode_that_takes_too_long_is_left_behind() {
    var ended = new CompletableFuture<Stop>();
    var rooms =
        new FakeRooms() {
          @Override
          public Rendered read(String source, RenderRequest request, Evidence evidence) {
            return super.read(source, request, evidence)
                .of(SourceTree.of("chart", Map.of("ci/slow-values.yaml", new byte[0])));
          }

          @Override
          public Rendered render(SourceTree chart, RenderRequest request) {
            ended.join().request(Stop.Reason.TIMEOUT);
            waitForever();
            throw new AssertionError("For ever is over.");
          }
        };
    var session = session(rooms.with(FakeRooms.missing()));
    ended.complete(session.stop);

    assertThat(session.run("check", "chart")).isEqualTo(1);
    assertThat(session.out())
        .contains("not explored to the end, because the run was ended.", "1 violated");
  }
}
