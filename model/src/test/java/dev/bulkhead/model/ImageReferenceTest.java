package dev.bulkhead.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bulkhead.model.ImageReference.Reading;
import dev.bulkhead.testkit.Gen;
import dev.bulkhead.testkit.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Held against distribution/reference v0.6.0, {@code ParseDockerRef}. */
class ImageReferenceTest {
  private static final String HEX = "0123456789abcdef".repeat(4);
  private static final String DIGEST = "sha256:" + HEX;

  private static ImageReference valid(String text) {
    return switch (ImageReference.read(text)) {
      case Reading.Valid valid -> valid.reference();
      case Reading.Invalid invalid -> throw new AssertionError(invalid);
    };
  }

  private static Reading.Invalid invalid(String text) {
    return switch (ImageReference.read(text)) {
      case Reading.Valid valid -> throw new AssertionError(valid);
      case Reading.Invalid invalid -> invalid;
    };
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "nginx | docker.io/library/nginx:latest",
        "nginx:1.27 | docker.io/library/nginx:1.27",
        "nginx:Tag_1.2-x | docker.io/library/nginx:Tag_1.2-x",
        "a/b | docker.io/a/b:latest",
        "a/b/c:1 | docker.io/a/b/c:1",
        "docker.io/debian | docker.io/library/debian:latest",
        "docker.io/a/b | docker.io/a/b:latest",
        "index.docker.io/debian:1 | docker.io/library/debian:1",
        "ghcr.io/a/b:v1 | ghcr.io/a/b:v1",
        "localhost/a | localhost/a:latest",
        "localhost | docker.io/library/localhost:latest",
        "localhost:5000 | docker.io/library/localhost:5000",
        "localhost:5000/a:1 | localhost:5000/a:1",
        "test:5000/repo | test:5000/repo:latest",
        "192.168.0.1 | docker.io/library/192.168.0.1:latest",
        "192.168.0.1:8/debian | 192.168.0.1:8/debian:latest",
        "[fc00::1]:5000/docker:2 | [fc00::1]:5000/docker:2",
        "[2001:db8::1]/repo | [2001:db8::1]/repo:latest",
        "LOCALDOMAIN/debian | LOCALDOMAIN/debian:latest",
        "Uppercase/lowercase:tag | Uppercase/lowercase:tag",
        "test.com/a__b/c---d/e.f_g | test.com/a__b/c---d/e.f_g:latest",
        "xn--n3h.com/myimage:xn--n3h.com | xn--n3h.com/myimage:xn--n3h.com",
        "b.gcr.io/test.example.com/my-app:1 | b.gcr.io/test.example.com/my-app:1",
        "d/docker | docker.io/d/docker:latest",
      })
  void a_reference_has_one_full_name(String text, String canonical) {
    assertThat(valid(text).canonical()).isEqualTo(canonical);
    assertThat(valid(text)).hasToString(text);
  }

  @Test
  void a_digest_decides_and_the_tag_is_kept() {
    var reference = valid("ghcr.io/a/b:v1@" + DIGEST);

    assertThat(reference.canonical()).isEqualTo("ghcr.io/a/b@" + DIGEST);
    assertThat(reference.tag()).isEqualTo("v1");
    assertThat(reference.effectiveTag()).isEqualTo("v1");
    assertThat(valid("a@" + DIGEST).effectiveTag()).isEqualTo("latest");
    assertThat(valid("a@sha512:" + HEX + HEX).digest()).isNotNull();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "`` | `` | empty",
        "nginx: | `` | tag is empty",
        "nginx:1.2+build | 1.2+build | cannot hold \"+\"",
        "nginx:.1 | .1 | cannot begin with \".\"",
        "nginx:-1 | -1 | cannot begin with \"-\"",
        "nginx:ä | ä | cannot hold \"ä\"",
        "a:b:c | a:b | single separators",
        "Nginx | Nginx | lower case",
        "docker/Docker | Docker | lower case",
        "test:5000/Upper/lower:tag | Upper | lower case",
        "a//b | `` | empty part",
        "a/ | `` | empty part",
        "/a | `` | empty part",
        "ghcr.io/ | `` | repository is empty",
        ":tag | `` | repository is empty",
        "-docker | -docker | separators",
        "docker-/docker | docker- | separators",
        "____/____ | ____ | separators",
        "dock..er/docker | dock..er | not a host name",
        "dock_.er/docker | dock_.er | not a host name",
        "a/dock-.er | dock-.er | separators",
        "aa/asdf$$^/aa | asdf$$^ | separators",
        "-docker.io/a | -docker.io | not a host name",
        "host:port/a | host:port | not a host name",
        "[fe80::1%eth0]:5000/a | [fe80::1%eth0]:5000 | not a host name",
        "fc00::1:5000/debian | fc00::1:5000 | not a host name",
        "https://ghcr.io/a | https:// | scheme",
        "docker://a | docker:// | scheme",
        "a b | a b | white space",
        "` a` | ` a` | white space",
        "a@ | `` | digest is empty",
        "a@sha256:abc | sha256:abc | 64 lower-case",
        "a@md5:abc | md5:abc | digest",
        "a@b@c | b@c | digest",
      })
  void what_is_wrong_names_the_part_at_fault(String text, String part, String reason) {
    var fault = invalid(text);

    assertThat(fault.part()).isEqualTo(part);
    assertThat(fault.reason()).contains(reason);
    assertThat(fault.text()).isEqualTo(text);
  }

  @Test
  void lengths_are_bounded_as_in_the_grammar() {
    assertThat(valid("a:" + "t".repeat(128)).tag()).hasSize(128);
    assertThat(invalid("a:" + "t".repeat(129)).reason()).contains("128");
    assertThat(valid("example.com/" + "a".repeat(255)).repository()).hasSize(255);
    assertThat(invalid("example.com/" + "a".repeat(256)).reason()).contains("255");
    assertThat(valid("a".repeat(247)).repository()).hasSize(255);
    assertThat(invalid("a".repeat(248)).reason()).contains("255");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "x"})
  void an_image_id_is_no_name(String more) {
    assertThat(invalid(HEX).reason()).contains("id");
    assertThat(valid("docker.io/" + HEX + more).repository()).startsWith("library/");
  }

  @Test
  void an_upper_case_digest_is_refused() {
    assertThat(invalid("a@sha256:" + HEX.toUpperCase(java.util.Locale.ROOT)).reason())
        .contains("lower-case");
  }

  @Test
  void the_full_name_reads_as_the_same_image() {
    Gen<String> reference =
        choices -> {
          String host =
              Gen.of("", "ghcr.io/", "localhost:5000/", "Host/", "[::1]:5/").draw(choices);
          String path =
              String.join("/", Gen.of("a", "b-c", "d__e", "f.g", "0").listOfUpTo(3).draw(choices));
          String tag = Gen.of("", ":1", ":latest", ":V.1-x").draw(choices);
          String digest = Gen.of("", "@" + DIGEST).draw(choices);
          return host + path + tag + digest;
        };

    Property.forAll(
        11,
        2000,
        reference.where(text -> ImageReference.read(text) instanceof Reading.Valid),
        text -> {
          var once = valid(text);
          var twice = valid(once.canonical());
          assertThat(twice.canonical()).isEqualTo(once.canonical());
          assertThat(twice.name()).isEqualTo(once.name());
        });
  }

  @Test
  void nothing_that_is_typed_breaks_the_reading() {
    Property.forAll(
        12,
        5000,
        Gen.text("aA0.:/@-_[]%é \u0000", 20),
        text -> assertThat(ImageReference.read(text)).isNotNull());
  }
}
