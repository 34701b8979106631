package dev.bulkhead.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class DigestTest {
  private static final String HEX = "0123456789abcdef".repeat(4);

  @Test
  void the_registered_algorithms_are_read() {
    assertThat(Digest.parse("sha256:" + HEX)).contains(Digest.sha256(HEX));
    assertThat(Digest.parse("sha512:" + HEX + HEX))
        .hasValueSatisfying(digest -> assertThat(digest.algorithm()).isEqualTo("sha512"));
    assertThat(Digest.sha256(HEX)).hasToString("sha256:" + HEX);
    assertThat(Digest.sha256(HEX).abbreviated()).isEqualTo("sha256:0123456789ab");
  }

  @Test
  void anything_else_is_no_digest() {
    for (String text :
        List.of(
            "",
            ":",
            HEX,
            "sha256",
            "sha256:",
            "sha256:" + HEX + "0",
            "sha256:g" + HEX.substring(1),
            "sha256:" + HEX.replace('a', 'A'),
            "sha512:" + HEX,
            "md5:" + HEX,
            "SHA256:" + HEX,
            "sha256:" + HEX + "\n")) {
      assertThat(Digest.parse(text)).as(text).isEmpty();
    }
    assertThatThrownBy(() -> Digest.sha256("abc")).isInstanceOf(IllegalArgumentException.class);
  }
}
