package dev.bulkhead.release;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bulkhead.testkit.Gen;
import dev.bulkhead.testkit.Property;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What stamping never does, whatever the files look like. */
class StampLawsTest {
  private static final int RUNS = 200;
  private static final String OLD = "0.30.1";
  private static final Stamp.Finder FINDER = (path, file) -> Carriers.read(path, file).carriers();

  /** Files, and the version that is stamped into them. */
  private record Case(Map<String, String> files, String version) {
    @Override
    public String toString() {
      return version + "\n" + files;
    }

    Map<String, byte[]> bytes() {
      var bytes = new TreeMap<String, byte[]>();
      files.forEach((path, text) -> bytes.put(path, text.getBytes(StandardCharsets.UTF_8)));
      return bytes;
    }
  }

  /** Versions of which none is read as a number. */
  private static final Gen<String> VERSIONS =
      Gen.of("v0.31.0", "0.31.0", "v10.0.0-rc.1", "v0.31.0+build.5", "v1.100.0");

  private static final Gen<Case> CASES =
      StampedFiles.FILES.flatMap(files -> VERSIONS.map(version -> new Case(files, version)));

  private static Map<String, byte[]> stamped(Map<String, byte[]> files, String version) {
    var outcome = stamp(version).into(files, own(files), FINDER);
    assertThat(outcome).isInstanceOf(StampOutcome.Stamped.class);
    var all = new TreeMap<>(files);
    all.putAll(((StampOutcome.Stamped) outcome).files());
    return all;
  }

  private static Stamp stamp(String version) {
    return Stamp.of(ReleaseVersion.of(version).orElseThrow());
  }

  /** What is of the project: the generated files say so by the name. */
  private static List<Carrier> own(Map<String, byte[]> files) {
    return files.entrySet().stream()
        .flatMap(file -> FINDER.read(file.getKey(), file.getValue()).stream())
        .filter(carrier -> !carrier.subject().contains("redis"))
        .toList();
  }

  private static Map<String, String> texts(Map<String, byte[]> files) {
    return files.entrySet().stream()
        .collect(
            Collectors.toMap(
                Map.Entry::getKey, file -> new String(file.getValue(), StandardCharsets.UTF_8)));
  }

  /** The text without what was stamped. */
  private static String rest(String text, String version) {
    String bare = version.replaceFirst("^v", "");
    return text.replace(bare.replace('+', '_'), "#")
        .replace(bare.replace('+', '-'), "#")
        .replace(bare, "#");
  }

  @Test
  void the_files_state_something_in_almost_every_case() {
    int[] places = {0};
    Property.forAll(7, RUNS, CASES, one -> places[0] += own(one.bytes()).size());
    assertThat(places[0]).isGreaterThan(RUNS);
  }

  @Test
  void after_stamping_the_same_places_state_the_version_and_all_others_what_they_did() {
    Property.forAll(
        11,
        RUNS,
        CASES,
        one -> {
          var before = one.bytes();
          var after = stamped(before, one.version());
          var own = own(before);
          var now = own(after);
          assertThat(now)
              .hasSameSizeAs(own)
              .allMatch(carrier -> carrier.version().equals(ReleaseVersion.of(one.version())));
          for (int i = 0; i < own.size(); i++) {
            Carrier was = own.get(i);
            Carrier is = now.get(i);
            assertThat(is.kind()).isEqualTo(was.kind());
            assertThat(is.subject()).isEqualTo(was.subject());
            assertThat(is.at().line()).isEqualTo(was.at().line());
            assertThat(is.text().startsWith("v")).isEqualTo(was.text().startsWith("v"));
          }
        });
  }

  @Test
  void every_byte_that_is_not_of_the_version_stays() {
    Property.forAll(
        13,
        RUNS,
        CASES,
        one -> {
          var after = texts(stamped(one.bytes(), one.version()));
          one.files()
              .forEach(
                  (path, text) ->
                      assertThat(rest(after.getOrDefault(path, ""), one.version()))
                          .isEqualTo(rest(rest(text, OLD), one.version())));
        });
  }

  @Test
  void stamping_twice_is_stamping_once() {
    Property.forAll(
        17,
        RUNS,
        CASES,
        one -> {
          var once = stamped(one.bytes(), one.version());
          var again = stamp(one.version()).into(once, own(once), FINDER);
          assertThat(again)
              .isInstanceOfSatisfying(
                  StampOutcome.Stamped.class,
                  done -> {
                    assertThat(done.files()).isEmpty();
                    assertThat(done.edits()).isEmpty();
                  });
        });
  }

  @Test
  void stamping_back_restores_the_bytes() {
    Property.forAll(
        19,
        RUNS,
        CASES,
        one ->
            assertThat(texts(stamped(stamped(one.bytes(), one.version()), OLD)))
                .isEqualTo(one.files()));
  }
}
