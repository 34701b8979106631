package dev.bulkhead.render.kustomize;

import static dev.bulkhead.render.kustomize.KustomizationFixture.files;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bulkhead.render.GitFixture;
import dev.bulkhead.render.KustomizationFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GitMirrorsTest {
  private static final String NAME = "{apiVersion: v1, kind: ConfigMap, metadata: {name: %s}}";

  @TempDir private Path folder;
  private GitFixture git;
  private GitMirrors mirrors;

  @BeforeEach
  void commit() throws IOException {
    git =
        GitFixture.init(folder.resolve("repo"))
            .write("config/kustomization.yaml", "resources: [../base]\nnamePrefix: my-\n")
            .write("base/kustomization.yaml", "resources: [c.yaml]\n")
            .write("base/c.yaml", NAME.formatted("one"))
            .release("v1");
    git.write("base/c.yaml", NAME.formatted("two")).release("v2");
    mirrors = new GitMirrors(Map.of("github.com/org/repo", git.folder()));
  }

  @AfterEach
  void close() {
    mirrors.close();
  }

  private Kustomized built(String url) {
    var files = files().with("kustomization.yaml", "resources: ['%s']\n".formatted(url));
    return Kustomizations.build(files.tree(), "", mirrors);
  }

  @ParameterizedTest
  @CsvSource({
    "https://github.com/org/repo//config?ref=v1, my-one",
    "https://github.com/org/repo.git//config?version=v1&timeout=2m, my-one",
    "git@github.com:org/repo.git//config?ref=v2, my-two",
    "github.com/org/repo/config?ref=main&submodules=false, my-two",
    "github.com/org/repo/base, two"
  })
  void a_base_is_read_from_the_clone_at_its_ref(String url, String name) {
    Kustomized built = built(url);

    assertThat(built.problems()).isEmpty();
    assertThat(built.objects()).extracting(object -> object.key().name()).containsExactly(name);
  }

  @Test
  void a_commit_is_a_ref_too_whole_or_by_its_first_digits() {
    String commit = git.git("rev-parse", "v1");

    assertThat(built("github.com/org/repo/base?ref=" + commit).objects()).hasSize(1);
    assertThat(built("github.com/org/repo/base?ref=" + commit.substring(0, 8)).objects())
        .hasSize(1);
  }

  @Test
  void places_name_the_repository_and_the_ref_and_their_lines_can_be_shown() {
    Kustomized built = built("github.com/org/repo/config?ref=v1");

    var at = built.objects().getFirst().root().find("metadata", "name").orElseThrow().at();
    assertThat(at).hasToString("github.com/org/repo@v1/base/c.yaml:1:52");
    assertThat(built.excerpts().line(at.file(), at.line())).contains(NAME.formatted("one"));
  }

  @Test
  void a_ref_that_the_clone_lacks_is_told_where_it_is_asked_for() {
    var problem = built("github.com/org/repo/config?ref=v9").problems().getFirst();

    assertThat(problem.at()).hasToString("deploy/kustomization.yaml:1:13");
    assertThat(problem.cause())
        .isEqualTo("%s has no tag, branch or commit v9.".formatted(git.folder()));
    assertThat(problem.remedy()).startsWith("Fetch it");
  }

  @ParameterizedTest
  @CsvSource({"HEAD@{1}", "v1:base", "../../etc", "main~1", "-x"})
  void a_ref_that_is_an_expression_is_none(String ref) {
    assertThat(built("github.com/org/repo/config?ref=" + ref).problems()).hasSize(1);
  }

  @Test
  void an_address_is_a_source_by_itself() {
    var base = RemoteBase.parse("https://github.com/org/repo//config?ref=v1").orElseThrow();
    var tree = mirrors.tree(base).orElseThrow();
    var source = KustomizationFolder.in(tree, base.folder(), base.toString());

    var built = new SubsetBuilder(mirrors).build(source);

    assertThat(built.inventory().objects().getFirst().origin().source())
        .isEqualTo("github.com/org/repo//config?ref=v1");
  }
}
