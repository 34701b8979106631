package dev.bulkhead.check;

import dev.bulkhead.registry.FileContent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WrapperTest {
  private static TestImage image() {
    return TestImage.usual()
        .elf("/usr/bin/tini")
        .elf("/usr/bin/dumb-init")
        .elf("/usr/bin/gosu")
        .elf("/usr/bin/env")
        .elf("/usr/bin/catatonit");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[tini, --, server]",
        "[tini, -g, -s, server, --flag]",
        "[tini, -p, SIGTERM, -e, '143', --, server]",
        "[tini, -vvv, -pSIGTERM, server]",
        "[dumb-init, --rewrite, '15:2', server]",
        "[dumb-init, -c, --, server]",
        "[catatonit, --, server]",
        "[gosu, app, server]",
        "[gosu, '1000:1000', server]",
        "[env, server]",
        "[env, -i, PATH=/usr/bin, server]",
        "[env, A=b, tini, --, gosu, app, server]",
        "[env, -S, 'server --flag']",
        "[tini, --version]",
        "[env]"
      })
  void the_program_behind_a_wrapper_is_proven(String command) {
    Judged.container(image(), "command: " + command).isClean();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[tini, --, absent]",
        "[dumb-init, absent]",
        "[gosu, app, absent]",
        "[env, A=b, absent]",
        "[env, PATH=/nowhere, server]",
        "[tini, --, gosu, app, absent]",
        "[env, -S, 'absent --flag']"
      })
  void a_missing_program_behind_a_wrapper_is_reported(String command) {
    Judged.container(image(), "command: " + command)
        .violates("command-not-in-image")
        .saying("through ");
  }

  @Test
  void a_wrapper_without_a_program_is_a_fault() {
    Judged.container(image(), "command: [tini, --]").violates("command-missing");
  }

  @Test
  void an_option_that_is_not_known_leaves_the_program_unproven() {
    Judged.container(image(), "command: [tini, -Z, server]")
        .violates()
        .leavesUnproven("command-not-in-image");
  }

  @Test
  void a_user_that_gosu_cannot_find_is_unknown() {
    Judged.container(image(), "command: [gosu, nobody, server]").violates("user-unknown");
  }

  @Test
  void permissions_are_those_of_the_user_that_gosu_becomes() {
    Judged.container(
            image().file("/usr/bin/secret", 0700, 0, 0, TestImage.elf(62, null)),
            "command: [gosu, app, secret]")
        .violates("command-not-executable");
  }

  @Test
  void a_user_who_is_not_root_has_no_capabilities_left_behind_a_wrapper() {
    var image = image().file("/usr/bin/secret", 0700, 0, 0, TestImage.elf(62, null));
    String user = "\nsecurityContext: { runAsUser: 1000 }";
    Judged.container(image, "command: [secret]" + user).isClean();
    Judged.container(image, "command: [tini, secret]" + user).violates("command-not-executable");
  }

  @Test
  void env_in_a_first_line_is_looked_through() {
    Judged.container(image().script("/run.py", "/usr/bin/env python3"), "command: [/run.py]")
        .violates("command-not-in-image")
        .saying("python3", "through env");
  }

  @Test
  void a_script_without_a_first_line_behind_a_wrapper_depends_on_the_c_library() {
    Judged.container(
            image().file("/run.sh", 0755, 0, 0, new FileContent.Other("65")),
            "command: [tini, /run.sh]")
        .violates()
        .leavesUnproven("command-exec-format");
  }

  @Test
  void the_body_of_a_shell_command_is_not_judged() {
    Judged.container(image(), "command: [sh, -c, absent --flag]").isClean();
  }
}
