package dev.bulkhead.render.helm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bulkhead.model.KubernetesVersion;
import dev.bulkhead.model.ServedApis;
import dev.bulkhead.testkit.Gen;
import dev.bulkhead.testkit.Property;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The parts that stand by themselves. */
class SmallPartsTest {
  @ParameterizedTest
  @CsvSource({
    "*.bak,            a/b.bak,              true",
    "*.bak,            a/b.yaml,             false",
    "/a.yaml,          a.yaml,               true",
    "/a.yaml,          b/a.yaml,             false",
    "a/b,              a/b,                  true",
    "a/b,              c/a/b,                false",
    "docs/,            docs/x/y.md,          true",
    "docs/,            docs,                 false",
    "'a[0-9]?.y',      x/a1b.y,              true",
    "'[^a].y',         b.y,                  true",
    "'[^a].y',         a.y,                  false",
    "'\\*.y',          a.y,                  false",
    "a*b*c,            aXbXbYc,              true",
    "'# x',            '# x',                false",
    "'!keep.yaml',     other.yaml,           true",
    "'!keep.yaml',     keep.yaml,            false",
    "none,             templates/.x,         true",
    "none,             templates/x,          false",
  })
  void helmignore_reads_patterns_as_helm_does(String rule, String path, boolean ignored) {
    assertThat(HelmIgnore.of(rule).ignores(path)).isEqualTo(ignored);
  }

  @Test
  void a_star_pattern_that_matches_in_many_ways_is_decided_quickly() {
    assertThat(ShellPattern.matches("a*".repeat(50) + "b", "a".repeat(5_000))).isFalse();
  }

  @Test
  void a_schema_keeps_everything_but_references_that_lead_out() {
    String schema =
        """
        {"$schema": "http://json-schema.org/draft-07/schema#", "$id": "https://x.example/s",
         "properties": {"a": {"$ref": "#/definitions/a"}, "b": {"$ref" : "https://x.example/b.json"},
           "c": {"\\u0024ref": "file:///etc/passwd"}, "d": {"description": "say \\"$ref\\": \\"https://y\\""}},
         "definitions": {"a": {"type": "string"}}}
        """;
    var closed = SchemaReferences.close(schema);
    assertThat(closed.dropped()).containsExactly("https://x.example/b.json", "file:///etc/passwd");
    assertThat(closed.text())
        .isEqualTo(
            schema
                .replace("{\"$ref\" : \"https", "{\"$comment\" : \"https")
                .replace("\"\\u0024ref\"", "\"$comment\""));
  }

  @Test
  void a_dialect_that_would_be_fetched_is_dropped() {
    var closed = SchemaReferences.close("{\"$schema\": \"https://x.example/dialect\"}");
    assertThat(closed.dropped()).containsExactly("https://x.example/dialect");
  }

  @Test
  void any_files_come_out_of_an_archive_as_they_went_in() {
    Gen<Map<String, byte[]>> files =
        Gen.text("ab/é", 130)
            .where(name -> !name.startsWith("/") && !name.endsWith("/") && !name.contains("//"))
            .where(name -> !name.isEmpty())
            .listOfUpTo(6)
            .map(
                names -> {
                  var map = new TreeMap<String, byte[]>();
                  names.forEach(
                      name -> map.put(name, name.repeat(9).getBytes(StandardCharsets.UTF_8)));
                  return map;
                });
    Property.forAll(
        3,
        300,
        files,
        map ->
            assertThat(Tar.read(Tar.write("chart", map)))
                .usingRecursiveComparison()
                .isEqualTo(map));
  }

  @Test
  void an_archive_that_leads_out_of_its_folder_is_refused() throws IOException {
    byte[] archive = Tar.write("chart", Map.of("a/../../x", new byte[1]));
    assertThatThrownBy(() -> Tar.read(archive)).hasMessageContaining("leads out");
  }

  @Test
  void an_archive_that_unpacks_to_more_than_helm_accepts_is_refused() throws IOException {
    byte[] archive = Tar.write("chart", Map.of("a", new byte[101 << 20]));
    assertThatThrownBy(() -> Tar.read(archive)).hasMessageContaining("more than Helm accepts");
  }

  @Test
  void a_truncated_archive_is_refused() throws IOException {
    byte[] archive = Tar.write("chart", Map.of("a", new byte[4_000]));
    assertThatThrownBy(() -> Tar.read(java.util.Arrays.copyOf(archive, archive.length / 2)))
        .isInstanceOf(IOException.class);
  }

  @Test
  void documents_begin_where_helm_lets_them_begin() {
    String text = "\n---\na: 1\n---   \n\n---b: 2\n--- # c\nd: |\n  ---\n  x\n";
    assertThat(Pieces.of(text))
        .containsExactly(
            new Pieces.Piece("a: 1", 5, 2, 0),
            new Pieces.Piece("b: 2", 21, 5, 3),
            new Pieces.Piece("# c\nd: |\n  ---\n  x", 30, 6, 4));
  }

  @Test
  void a_text_is_mapped_onto_its_twin_line_by_line() {
    assertThat(matches("a\nb\nc", "a\nX\nc")).containsExactly("0=0", "1~1", "2=2");
    assertThat(matches("a\nb\nc", "a\nb\nY\nZ\nc")).containsExactly("0=0", "1=1", "2=4");
    assertThat(matches("a\nq\nb\nc", "a\nb\nr\ns\nc")).containsExactly("0=0", "1~-1", "2=1", "3=4");
  }

  private static List<String> matches(String text, String twin) {
    LineMap map = LineMap.between(text, twin);
    return java.util.stream.IntStream.range(0, text.split("\n", -1).length)
        .mapToObj(line -> line + (map.match(line).same() ? "=" : "~") + map.match(line).line())
        .toList();
  }

  @ParameterizedTest
  @CsvSource({
    "v1.32.1, 32",
    "v1.32.1-eks-5d632ec, 32+",
    "v1.33.5+k3s1, 33",
    "v1.30.0-gke.1, 30",
    "v1.30.0-rc.1+x, 30+",
    "v1.33.5+a-b, 33"
  })
  void the_minor_version_has_a_plus_where_the_server_reports_one(String version, String minor) {
    assertThat(Prologue.minor(KubernetesVersion.parse(version).orElseThrow())).isEqualTo(minor);
  }

  @ParameterizedTest
  @CsvSource({
    "19, policy/v1beta1,                              true",
    "19, policy/v1,                                   false",
    "21, batch/v1/CronJob,                            true",
    "20, batch/v1/CronJob,                            false",
    "20, batch/v1/Job,                                true",
    "21, apiextensions.k8s.io/v1beta1,                true",
    "22, apiextensions.k8s.io/v1beta1,                false",
    "22, extensions/v1beta1,                          false",
    "25, autoscaling/v2beta2,                         true",
    "26, autoscaling/v2beta2,                         false",
    "28, flowcontrol.apiserver.k8s.io/v1,             false",
    "29, flowcontrol.apiserver.k8s.io/v1beta2,        false",
    "31, flowcontrol.apiserver.k8s.io/v1beta3,        true",
    "32, flowcontrol.apiserver.k8s.io/v1beta3,        false",
    "29, admissionregistration.k8s.io/v1/ValidatingAdmissionPolicy, false",
    "30, admissionregistration.k8s.io/v1/ValidatingAdmissionPolicy, true",
    "33, resource.k8s.io/v1,                          false",
    "34, resource.k8s.io/v1/ResourceClaim,            true",
    "36, apps/v1/Deployment,                          true",
    "40, v1/Pod,                                      true",
    "34, monitoring.coreos.com/v1,                    false",
  })
  void api_versions_are_served_from_and_until_their_release(int minor, String api, boolean served) {
    assertThat(ServedApis.bundled().at(KubernetesVersion.of(1, minor, 0)).contains(api))
        .isEqualTo(served);
  }

  @Test
  void assignments_become_one_query_that_keeps_their_order() {
    assertThat(NativeHelm.encoded(List.of())).isEmpty();
    assertThat(NativeHelm.encoded(List.of("b=1,2", "a=x&y")))
        .isEqualTo("b%3D1%2C2%2Ca%3Dx%26y%2C=");
    assertThat(NativeHelm.encoded(List.of("a=b\\", "c=d\\\\")))
        .isEqualTo("a%3Db%2Cc%3Dd%5C%5C%2C=");
  }

  @Test
  void marks_are_taken_out_and_nothing_else() {
    String marked = "a\ue0f112\ue0f2b\ue0f03\ue0f2c\ue0f3\ue0f3d\ue0f1x\ue0f2";
    assertThat(MarkedOutput.of(marked).text()).isEqualTo("abc\ue0f3d\ue0f1x\ue0f2");
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = "=>",
      quoteCharacter = '^',
      textBlock =
          """
          word # c        => 5
          'it' , b        => 4
          "a\\"b", c      => 6
          a b]            => 3
          key: v          => 3
          a:b c           => 5
          """)
  void a_scalar_ends_where_yaml_lets_it_end(String text, int end) {
    assertThat(ScalarEnd.of(text, 0)).isEqualTo(end);
  }
}
