package dev.bulkhead.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UserinfoTest {
  private static final String DIGEST = "@sha256:" + "0".repeat(64);

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "user:hunter2@host/repo | ***@host/repo",
        "user:hunter2@host | ***@host",
        "user:hunt@er2@host.example:5000/a/b:1.2 | ***@host.example:5000/a/b:1.2",
        "user:hunt/er2@host/repo | ***@host/repo",
        "user:12345@host/repo | ***@host/repo",
        "hunter2@ghcr.io/acme/app | ***@ghcr.io/acme/app",
        "hunter2@localhost:5000/app | ***@localhost:5000/app",
        "hunter2@mirror:5000/app | ***@mirror:5000/app",
        "oci://user:hunter2@host/chart:1 | oci://***@host/chart:1",
        "oci://hunter2@host/chart | oci://***@host/chart",
        "https://user:hunter2=@proxy:3128 | https://***@proxy:3128",
        "docker.io=user:hunter2==@mirror.example/hub | ***@mirror.example/hub",
        "say \"user:hunter2@host/a\" and \"b\" | say \"***@host/a\" and \"b\"",
        "image: 'user:hunter2@host/a' | image: ***@host/a'",
        "a:hunter2@b/c d:hunter2@e/f | ***@b/c ***@e/f",
      })
  void a_name_and_password_before_a_host_are_concealed(String text, String shown) {
    assertThat(Userinfo.concealed(text)).isEqualTo(shown);
    assertThat(Userinfo.concealed(shown)).isEqualTo(shown);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "@",
        "nginx@sha256:0123456789abcdef",
        "nginx:1.27@sha256:0123456789abcdef",
        "nginx:1.27@sha256:",
        "nginx:1.27@multihash+base58:0123456789abcdef0123456789abcdef",
        "host.example:5000/app@latest",
        "/usr/lib/node_modules/@scope/package/bin",
        "lib/tool@1.2.3/bin",
        "tool@1.2.3/bin",
        "getty@tty1.service",
        "Ask maintainer@example.com about it.",
        "java.base@25.0.1/java.lang.Thread.run",
      })
  void other_signs_stay(String text) {
    assertThat(Userinfo.concealed(text)).isEqualTo(text);
  }

  @Test
  void a_digest_stays_behind_what_is_concealed() {
    assertThat(Userinfo.concealed("user:hunter2@host/app:1" + DIGEST))
        .isEqualTo("***@host/app:1" + DIGEST);
    assertThat(Userinfo.concealed("host.example/app:1" + DIGEST + " is missing"))
        .isEqualTo("host.example/app:1" + DIGEST + " is missing");
  }

  @Test
  void a_long_line_of_signs_takes_no_long_time() {
    String line = "@a:".repeat(1_000_000);

    assertThat(Userinfo.concealed(line)).contains("***@");
  }
}
