package dev.bulkhead.render;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bulkhead.model.Hook;
import dev.bulkhead.model.Inventory;
import dev.bulkhead.model.KubernetesObject;
import dev.bulkhead.model.KubernetesVersion;
import dev.bulkhead.model.Location;
import dev.bulkhead.model.Node;
import dev.bulkhead.model.ObjectKey;
import dev.bulkhead.model.Origin;
import dev.bulkhead.render.kustomize.RemoteBases;
import dev.bulkhead.render.kustomize.SubsetBuilder;
import dev.bulkhead.verdict.UserError;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SourcesTest {
  private static final RenderRequest REQUEST =
      new RenderRequest(
          List.of(), List.of(), "", "default", KubernetesVersion.of(1, 34, 0), List.of());

  @TempDir private Path folder;
  private final List<SourceTree> rendered = new ArrayList<>();
  private Sources sources = reading("");

  private Sources reading(String standardInput) {
    return new Sources(
        this::render,
        new SubsetBuilder(RemoteBases.NONE),
        new ByteArrayInputStream(standardInput.getBytes(UTF_8)));
  }

  /** Stands for Helm: each file below templates/ is a Pod of the file's name. */
  private Rendered render(SourceTree chart, RenderRequest request) {
    rendered.add(chart);
    var objects = new ArrayList<KubernetesObject>();
    for (String path : chart.paths()) {
      if (path.startsWith("templates/")) {
        objects.add(
            new KubernetesObject(
                new ObjectKey("v1", "Pod", "", path.substring(10)),
                Node.Mapping.empty(Location.exact(chart.name() + "/" + path, 1, 1)),
                new Origin(chart.name(), path, Hook.at(List.of("test")))));
      }
    }
    return new Rendered(
        Inventory.of(objects),
        List.of(),
        List.of("rendered " + chart.name()),
        (file, line) ->
            file.contains("templates") ? Optional.of("from the chart") : Optional.empty());
  }

  private static String pod(String name) {
    return "apiVersion: v1\nkind: Pod\nmetadata:\n  name: %s\n".formatted(name);
  }

  private Path write(String path, String text) throws IOException {
    return write(path, text.getBytes(UTF_8));
  }

  private Path write(String path, byte[] bytes) throws IOException {
    Path file = folder.resolve(path);
    Files.createDirectories(file.getParent());
    return Files.write(file, bytes);
  }

  private static List<String> names(Rendered rendered) {
    return rendered.inventory().objects().stream().map(object -> object.key().name()).toList();
  }

  private Rendered readFolder() {
    return sources.read(folder.toString(), REQUEST);
  }

  @Test
  void a_file_gives_its_objects_with_origin_place_and_lines() throws IOException {
    String file = write("a/b.txt", pod("one") + "---\n" + pod("two")).toString();

    var read = sources.read(file, REQUEST);

    assertThat(names(read)).containsExactly("one", "two");
    var two = read.inventory().objects().get(1);
    assertThat(two.origin()).isEqualTo(new Origin(file, "b.txt", Hook.NONE));
    assertThat(two.root().find("metadata", "name").orElseThrow().at())
        .isEqualTo(Location.exact(file, 9, 9));
    assertThat(read.excerpts().line(file, 9)).contains("  name: two");
    assertThat(read.excerpts().line(file, 10)).isEmpty();
    assertThat(read.excerpts().line("other", 1)).isEmpty();
    assertThat(read.notes()).isEmpty();
  }

  @Test
  void standard_input_is_read_and_its_lines_are_kept() {
    var read = reading(pod("one")).read("-", REQUEST);

    assertThat(names(read)).containsExactly("one");
    assertThat(read.inventory().objects().getFirst().root().at()).hasToString("<stdin>:1:1");
    assertThat(read.inventory().objects().getFirst().origin().source()).isEqualTo("<stdin>");
    assertThat(read.excerpts().line("<stdin>", 2)).contains("kind: Pod");
  }

  @Test
  void text_in_other_encodings_is_read() throws IOException {
    byte[] bytes = ("\uFEFF" + pod("öne")).getBytes(java.nio.charset.StandardCharsets.UTF_16LE);

    var read = sources.read(write("utf16.yaml", bytes).toString(), REQUEST);

    assertThat(names(read)).containsExactly("öne");
  }

  @Test
  void bytes_that_are_no_text_spoil_the_rest_of_their_file() throws IOException {
    byte[] bytes = (pod("one") + "---\n" + pod("tw#")).getBytes(UTF_8);
    bytes[bytes.length - 2] = (byte) 0xe9;
    String file = write("latin1.yaml", bytes).toString();

    var read = sources.read(file, REQUEST);

    assertThat(names(read)).containsExactly("one");
    assertThat(read.problems())
        .extracting(SourceProblem::at)
        .containsExactly(Location.exact(file, 9, 11));
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      delimiter = '|',
      value = {
        "values.yaml | `replicas: 1` | no apiVersion and kind | Name",
        "x.yaml | `` | is empty | Name",
        "x.yaml | `# nothing` | is empty | Name",
        "x.yaml | `name: {{ .Values.x }}` | is a template | Render",
        "x.yaml | `{{- if x }}\na: b\n{{- end }}` | is a template | Render",
        "kustomization.yaml | `resources: [a.yaml]` | There is no file or folder | Correct",
        "k.yaml | `{apiVersion: kustomize.config.k8s.io/v1, kind: Kustomization}` | is a kustomization | Name",
        "x.bin | `\0\1\2` | neither text | Name",
      })
  void a_file_without_objects_is_refused_with_a_remedy(
      String name, String text, String cause, String remedy) throws IOException {
    String file = write(name, text.replace("`", "")).toString();

    assertThatThrownBy(() -> sources.read(file, REQUEST))
        .isInstanceOfSatisfying(
            UserError.class,
            error -> {
              assertThat(error).hasMessageContaining(cause);
              assertThat(error.location() + " " + error.getMessage()).contains(file);
              assertThat(error.remedy()).startsWith(remedy);
              assertThat(error.location()).isPresent();
            });
  }

  @Test
  void a_template_named_alone_leads_to_its_chart() throws IOException {
    write("chart/Chart.yaml", "apiVersion: v2\nname: c\nversion: 1.0.0\n");
    String template = write("chart/templates/a.yaml", "kind: {{ .Values.x }}").toString();
    String values = write("chart/values.yaml", "x: 1").toString();

    for (String file : List.of(template, values)) {
      assertThatThrownBy(() -> sources.read(file, REQUEST))
          .isInstanceOfSatisfying(
              UserError.class,
              error -> assertThat(error.remedy()).contains(folder.resolve("chart").toString()));
    }
  }

  @Test
  void a_folder_of_templates_leads_to_its_chart() throws IOException {
    write("chart/Chart.yaml", "apiVersion: v2\nname: c\nversion: 1.0.0\n");
    write("chart/templates/a.yaml", "kind: {{ .Values.x }}");
    String templates = folder.resolve("chart/templates").toString();

    assertThatThrownBy(() -> sources.read(templates, REQUEST))
        .isInstanceOfSatisfying(
            UserError.class,
            error -> assertThat(error.remedy()).contains(folder.resolve("chart").toString()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "no/such/file", "oci://example.com/chart", "nul\0"})
  void what_is_not_there_is_refused(String source) {
    assertThatThrownBy(() -> sources.read(source, REQUEST)).isInstanceOf(UserError.class);
  }

  @Test
  void empty_standard_input_is_refused() {
    assertThatThrownBy(() -> reading("\n").read("-", REQUEST))
        .isInstanceOfSatisfying(
            UserError.class, error -> assertThat(error.remedy()).contains("piped"));
  }

  @Test
  void standard_input_that_breaks_is_refused() {
    InputStream broken =
        new InputStream() {
          @Override
          public int read() throws IOException {
            throw new IOException("broken pipe");
          }

          @Override
          public int read(byte[] buffer, int offset, int length) throws IOException {
            throw new IOException("broken pipe");
          }
        };

    assertThatThrownBy(
            () ->
                new Sources(this::render, new SubsetBuilder(RemoteBases.NONE), broken)
                    .read("-", REQUEST))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("broken pipe");
  }

  @Test
  void a_broken_file_is_a_problem_with_its_place() throws IOException {
    String file = write("x.yaml", pod("one") + "---\na: [1\n").toString();

    var read = sources.read(file, REQUEST);

    assertThat(names(read)).containsExactly("one");
    assertThat(read.problems()).hasSize(1);
  }

  @Test
  void strays_and_duplicates_are_told() throws IOException {
    String file = write("x.yaml", pod("one") + "kind: Pod\n---\na: 1\n").toString();

    var read = sources.read(file, REQUEST);

    assertThat(read.notes())
        .containsExactly(
            file + ":5:1: the field \"kind\" is stated twice, and the last one counts.",
            "1 document(s) of " + file + " have no apiVersion and kind and were passed over.");
  }

  @Test
  void a_folder_is_read_in_order_and_deeply() throws IOException {
    write("b.yaml", pod("b"));
    write("a/z.yml", pod("z"));
    write(
        "a/deep/er/j.json",
        "{\"apiVersion\":\"v1\",\"kind\":\"Pod\",\"metadata\":{\"name\":\"j\"}}");
    write("c.txt", pod("c"));
    write(".hidden/d.yaml", pod("d"));
    write(".e.yaml", pod("e"));

    var read = readFolder();

    assertThat(names(read)).containsExactly("j", "z", "b");
    var first = read.inventory().objects().getFirst();
    assertThat(first.origin())
        .isEqualTo(new Origin(folder.toString(), "a/deep/er/j.json", Hook.NONE));
    assertThat(first.root().at().file()).isEqualTo(folder + "/a/deep/er/j.json");
    assertThat(read.excerpts().line(folder + "/b.yaml", 4)).contains("  name: b");
    assertThat(read.problems()).isEmpty();
  }

  @Test
  void a_trailing_slash_does_not_double() throws IOException {
    write("b.yaml", pod("b"));

    var read = sources.read(folder + "/", REQUEST);

    assertThat(read.inventory().objects().getFirst().root().at().file())
        .isEqualTo(folder + "/b.yaml");
  }

  @Test
  void a_thousand_files_keep_their_order() throws IOException {
    for (int i = 0; i < 1000; i++) {
      write("%03d/x.yaml".formatted(i), pod("p%03d".formatted(i)));
    }

    var read = readFolder();

    assertThat(names(read)).hasSize(1000).isSorted();
  }

  @Test
  void what_is_no_kubernetes_in_a_folder_is_passed_over_and_counted() throws IOException {
    write("a.yaml", pod("a"));
    write("compose.yaml", "services: {}");
    write("values.yaml", "x: 1");
    write("package.json", "{ // a comment\n}");
    write("template.yaml", "{{ if x }}\nkind: Pod\n{{ end }}\n");
    write("empty.yaml", "# nothing\n");

    var read = readFolder();

    assertThat(names(read)).containsExactly("a");
    assertThat(read.problems()).isEmpty();
    assertThat(read.notes())
        .hasSize(2)
        .anySatisfy(note -> assertThat(note).startsWith("3 file(s)").contains("compose.yaml"))
        .anySatisfy(
            note -> assertThat(note).contains("template.yaml:1:1").contains("rendered first"));
  }

  @Test
  void a_broken_file_in_a_folder_hides_no_other() throws IOException {
    write("a.yaml", pod("a"));
    write("b.yaml", "a: [1\n");
    write("c.yaml", pod("c"));

    var read = readFolder();

    assertThat(names(read)).containsExactly("a", "c");
    assertThat(read.problems())
        .extracting(problem -> problem.at().file())
        .containsExactly(folder + "/b.yaml");
  }

  @Test
  void a_kustomization_is_told_and_its_patches_are_not_judged() throws IOException {
    write("base/a.yaml", pod("a"));
    write(
        "over/kustomization.yaml",
        "resources: [../base]\npatches: [{path: p.yaml}]\npatchesStrategicMerge: [q.yaml, 'a: b\n\n']\n");
    write("over/p.yaml", pod("p"));
    write("over/q.yaml", pod("q"));

    var read = readFolder();

    assertThat(names(read)).containsExactly("a");
    assertThat(read.notes())
        .anySatisfy(
            note ->
                assertThat(note)
                    .contains("1 kustomization(s)")
                    .endsWith("name its folder: %s/over.".formatted(folder)))
        .anySatisfy(note -> assertThat(note).contains("2 file(s)").contains("over/p.yaml"));
  }

  @Test
  void a_folder_with_a_kustomization_is_built_with_bases_beside_it() throws IOException {
    Files.createDirectory(folder.resolve(".git"));
    write("base/kustomization.yaml", "resources: [a.yaml]\n");
    write("base/a.yaml", pod("a"));
    write("over/kustomization.yaml", "resources: [../base]\nnamePrefix: my-\n");
    write("over/stray.yaml", pod("stray"));
    String over = folder.resolve("over").toString();

    var read = sources.read(over, REQUEST);

    assertThat(read.inventory().objects())
        .extracting(object -> object.key().name() + " " + object.origin())
        .containsExactly("my-a " + new Origin(over, "base/a.yaml", Hook.NONE));
    var at =
        read.inventory().objects().getFirst().root().find("metadata", "name").orElseThrow().at();
    assertThat(at.file()).isEqualTo(folder.resolve("base/a.yaml").toString());
    assertThat(read.excerpts().line(at.file(), at.line())).isPresent();
  }

  @Test
  void without_a_repository_a_kustomization_reads_nothing_beside_its_folder() throws IOException {
    write("base/kustomization.yaml", "resources: [a.yaml]\n");
    write("over/kustomization.yaml", "resources: [../base]\n");

    assertThatThrownBy(() -> sources.read(folder.resolve("over").toString(), REQUEST))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("leads out of");
  }

  @Test
  void what_a_link_of_a_kustomization_leads_to_elsewhere_is_not_read() throws IOException {
    Files.createSymbolicLink(folder.resolve("a.yaml"), Path.of("/etc/hostname"));
    write("kustomization.yaml", "resources: [a.yaml]\n");

    assertThatThrownBy(() -> sources.read(folder.toString(), REQUEST))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("There is no file or folder");
  }

  @Test
  void charts_in_a_folder_are_rendered_and_their_templates_not_read() throws IOException {
    write("a.yaml", pod("a"));
    write("charts/app/Chart.yaml", "apiVersion: v2\nname: app\n");
    write("charts/app/templates/t.yaml", "{{ x }}");
    write("charts/app/.helmignore", "x");
    write("charts/app/values.yaml", "x: 1");
    write("charts/app/charts/sub/Chart.yaml", "apiVersion: v2\nname: sub\n");
    write("charts/lib/Chart.yaml", "apiVersion: v2\nname: lib\ntype: library\n");
    write("charts/lib/templates/t.yaml", "{{ x }}");
    write("app.tgz", "packed");

    var read = readFolder();

    assertThat(names(read)).containsExactly("a", "t.yaml");
    assertThat(rendered).extracting(SourceTree::name).containsExactly(folder + "/charts/app");
    assertThat(rendered.getFirst().paths()).contains(".helmignore", "charts/sub/Chart.yaml");
    assertThat(read.inventory().objects().get(1).origin())
        .isEqualTo(
            new Origin(folder.toString(), "charts/app/templates/t.yaml", Hook.at(List.of("test"))));
    assertThat(read.notes())
        .hasSize(3)
        .contains("rendered " + folder + "/charts/app")
        .anySatisfy(note -> assertThat(note).contains("library chart"))
        .anySatisfy(note -> assertThat(note).contains("packaged chart"));
    assertThat(read.excerpts().line(folder + "/charts/app/templates/t.yaml", 1))
        .contains("from the chart");
  }

  @Test
  void a_chart_folder_is_rendered() throws IOException {
    write("Chart.yaml", "apiVersion: v2\nname: app\n");
    write("templates/t.yaml", "{{ x }}");

    assertThat(names(readFolder())).containsExactly("t.yaml");
  }

  @ParameterizedTest
  @ValueSource(strings = {"name: x", "apiVersion: v2", "apiVersion: v2\nname: x\ntype: library"})
  void a_folder_that_is_not_quite_a_chart_is_refused(String chartFile) throws IOException {
    write("Chart.yaml", chartFile);

    assertThatThrownBy(this::readFolder).isInstanceOf(UserError.class);
  }

  @Test
  void a_folder_with_nothing_to_judge_is_refused_and_says_what_it_saw() throws IOException {
    write("values.yaml", "x: 1");

    assertThatThrownBy(this::readFolder)
        .isInstanceOf(UserError.class)
        .hasMessageContaining("no Kubernetes objects")
        .hasMessageContaining("values.yaml");
  }

  @Test
  void a_packaged_chart_is_recognised_by_its_content() throws IOException {
    byte[] archive =
        Archives.gzip(
            Archives.tar(
                Map.of(
                    "app/Chart.yaml", "apiVersion: v2\nname: app\n", "app/templates/t.yaml", "x")));
    String file = write("anything", archive).toString();

    var read = sources.read(file, REQUEST);
    var again = sources.readArchive("oci://r/app", new ByteArrayInputStream(archive), REQUEST);

    assertThat(names(read)).containsExactly("t.yaml");
    assertThat(rendered).extracting(SourceTree::name).containsExactly(file, "oci://r/app");
    assertThat(again.inventory().objects()).hasSize(1);
  }

  @Test
  void values_of_secrets_reach_neither_objects_nor_lines() throws IOException {
    write(
        "s.yaml", "apiVersion: v1\nkind: Secret\nmetadata: {name: s}\nstringData:\n  a: hunter2\n");

    var read = readFolder();

    assertThat(read.inventory().objects().toString()).doesNotContain("hunter2");
    for (int line = 0; line < 7; line++) {
      assertThat(read.excerpts().line(folder + "/s.yaml", line).orElse(""))
          .doesNotContain("hunter");
    }
    assertThat(read.excerpts().line(folder + "/s.yaml", 2)).contains("kind: Secret");
  }

  @BeforeEach
  void forget() {
    rendered.clear();
  }
}
