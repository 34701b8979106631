package dev.bulkhead.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bulkhead.model.Digest;
import dev.bulkhead.model.Platform;
import dev.bulkhead.release.ReleaseLock.Entry;
import dev.bulkhead.release.ReleaseLock.RecordedImage;
import dev.bulkhead.testkit.Gen;
import dev.bulkhead.testkit.Property;
import dev.bulkhead.verdict.UserError;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReleaseLockFileTest {
  private static final Digest A = Digest.sha256("a".repeat(64));
  private static final Digest B = Digest.sha256("b".repeat(64));
  private static final String FILE = "release.lock";

  private static Entry entry(String tag, String commit) {
    return new Entry(
        tag,
        commit,
        new TreeMap<>(
            Map.of(
                "registry.example/app:" + tag,
                new RecordedImage(A, new TreeMap<>(Map.of(Platform.LINUX_AMD64, B))))),
        new TreeMap<>(Map.of("deploy/kustomization.yaml", A)),
        new TreeMap<>(Map.of("app-" + tag + ".tgz", B)),
        new TreeSet<>(Set.of("registry.example/other:" + tag)));
  }

  private static String written(Entry... entries) {
    String text = "";
    for (Entry entry : entries) {
      text = ReleaseLockFile.of(FILE, text).with(entry);
    }
    return text;
  }

  @Test
  void a_release_is_written_so_that_people_can_read_it() {
    assertThat(written(entry("v1.0.0", "1".repeat(40))))
        .isEqualTo(
            """
            # What was released, and what is promised. Written by "bulkhead release verify --record" and
            # "--promise"; keep it in git, since what a moved tag hides is seen only against it.
            format: 1
            releases:
            - tag: "v1.0.0"
              commit: "1111111111111111111111111111111111111111"
              images:
                "registry.example/app:v1.0.0":
                  digest: "sha256:%1$s"
                  platforms:
                    "linux/amd64": "sha256:%2$s"
              carriers:
                "deploy/kustomization.yaml": "sha256:%1$s"
              artifacts:
                "app-v1.0.0.tgz": "sha256:%2$s"
              promised:
              - "registry.example/other:v1.0.0"
            """
                .formatted("a".repeat(64), "b".repeat(64)));
  }

  @Test
  void another_release_is_added_and_nothing_else_is_touched() {
    String one = written(entry("v1.0.0", "1".repeat(40))) + "  # somebody's remark\n";
    String both = ReleaseLockFile.of(FILE, one).with(entry("v2.0.0", ""));

    assertThat(both).startsWith(one);
    assertThat(ReleaseLockFile.of(FILE, both).lock().releases())
        .extracting(Entry::tag)
        .containsExactly("v1.0.0", "v2.0.0");
    assertThat(ReleaseLockFile.of(FILE, both).lock().of("v2.0.0")).contains(entry("v2.0.0", ""));
  }

  @Test
  void a_release_that_is_recorded_again_takes_its_own_place_alone() {
    String three =
        written(entry("v1", "1"), entry("v2", "2"), entry("v3", "3")).replace("\n", "\r\n");
    String changed = ReleaseLockFile.of(FILE, three).with(entry("v2", "changed"));

    int from = three.indexOf("- tag: \"v2\"");
    int to = three.indexOf("- tag: \"v3\"");
    assertThat(changed)
        .startsWith(three.substring(0, from))
        .endsWith(three.substring(to))
        .contains("changed");
    assertThat(ReleaseLockFile.of(FILE, changed).with(entry("v2", "changed"))).isEqualTo(changed);
  }

  @Test
  void a_file_without_releases_gets_its_first() {
    assertThat(ReleaseLockFile.of(FILE, "format: 1\nreleases:\n").with(entry("v1", "")))
        .isEqualTo(written(entry("v1", "")));
    assertThat(ReleaseLockFile.of(FILE, "format: 1\n").lock()).isEqualTo(ReleaseLock.EMPTY);
  }

  @Test
  void a_file_whose_releases_share_lines_is_not_changed() {
    var lock =
        ReleaseLockFile.of(FILE, "format: 1\nreleases: [{tag: v1}, {tag: v2, commit: abc}]\n");

    assertThat(lock.lock().releases()).hasSize(2);
    assertThatThrownBy(() -> lock.with(entry("v1", "1")))
        .isInstanceOf(UserError.class)
        .hasMessage(
            "release.lock is not written as Bulkhead writes it, and cannot be changed in one place.");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "[] | there is no record of releases",
        "releases: [] | there is no \"format\"",
        "format: 0 | \"0\" is no form of the file",
        "format: one | \"one\" is no form of the file",
        "format: 1\\nformat: 1 | the field \"format\" stands twice",
        "format: 1\\nmore: 1 | the field \"more\" is not known",
        "format: 1\\nreleases: {} | releases is no list",
        "format: 1\\nreleases: [v1] | a release is no mapping",
        "format: 1\\nreleases: [{commit: a}] | there is no \"tag\"",
        "format: 1\\nreleases: [{tag: a, when: b}] | the field \"when\" is not known",
        "format: 1\\nreleases: [{tag: a}, {tag: a}] | the tag a is recorded twice",
        "format: 1\\nreleases: [{tag: a, images: {x: {}}}] | there is no \"digest\"",
        "format: 1\\nreleases: [{tag: a, images: [x]}] | images is no mapping",
        "format: 1\\nreleases: [{tag: a, carriers: {x: md5}}] | \"md5\" is no digest",
        "format: 1\\n---\\nformat: 1 | there is no record of releases"
      })
  void what_is_no_record_is_refused_with_its_place(String text, String why) {
    assertThatThrownBy(() -> ReleaseLockFile.of(FILE, text.replace("\\n", "\n")))
        .isInstanceOfSatisfying(
            UserError.class,
            error -> {
              assertThat(error).hasMessage("release.lock cannot be used: %s.", why);
              assertThat(error.location()).isPresent();
            });
  }

  @Test
  void a_newer_form_is_told_apart_from_a_broken_file() {
    assertThatThrownBy(() -> ReleaseLockFile.of(FILE, "format: 2\n"))
        .isInstanceOfSatisfying(
            UserError.class,
            error -> assertThat(error.remedy()).isEqualTo("Use a newer version of Bulkhead."));
    assertThatThrownBy(() -> ReleaseLockFile.of(FILE, "format: [\n")).isInstanceOf(UserError.class);
  }

  private static Gen<Entry> entries() {
    Gen<String> names = Gen.text("ab:/.\"\\ \n\t#-'{é\u2028\u0000😀", 6).map(text -> text + "x");
    Gen<Digest> digests = Gen.of(A, B);
    Gen<TreeMap<String, Digest>> contents =
        names
            .listOfUpTo(3)
            .flatMap(
                keys ->
                    digests.map(
                        digest ->
                            keys.stream()
                                .collect(
                                    Collectors.toMap(
                                        key -> key, _ -> digest, (one, _) -> one, TreeMap::new))));
    return names.flatMap(
        tag ->
            contents.flatMap(
                carriers ->
                    contents.map(
                        images ->
                            new Entry(
                                tag,
                                tag.length() % 2 == 0 ? "" : tag,
                                images.entrySet().stream()
                                    .collect(
                                        Collectors.toMap(
                                            Map.Entry::getKey,
                                            image ->
                                                new RecordedImage(
                                                    image.getValue(), new TreeMap<>()),
                                            (one, _) -> one,
                                            TreeMap::new)),
                                carriers,
                                images,
                                new TreeSet<>(carriers.keySet())))));
  }

  @Test
  void what_is_written_is_read_again_whatever_it_is_called() {
    Property.forAll(
        7,
        300,
        entries().listOfUpTo(4),
        (List<Entry> all) -> {
          var expected = new TreeMap<String, Entry>();
          String text = "";
          for (Entry entry : all) {
            text = ReleaseLockFile.of(FILE, text).with(entry);
            expected.put(entry.tag(), entry);
          }
          assertThat(ReleaseLockFile.of(FILE, text).lock().releases())
              .containsExactlyInAnyOrderElementsOf(expected.values());
        });
  }
}
