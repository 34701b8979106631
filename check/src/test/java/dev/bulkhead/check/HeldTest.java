package dev.bulkhead.check;

import dev.bulkhead.registry.FileContent;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What the start proof had wrong when it was first held against runc; see docs/start-proof.md. */
class HeldTest {
  private static final FileContent PROGRAM = TestImage.elf(62, null);
  private static final String DROP_ALL =
      "securityContext: { runAsUser: 1000, capabilities: { drop: [ALL] } }";

  @Nested
  class Paths_that_ask_for_a_directory {
    @Test
    void a_slash_after_a_program_is_not_passed_over() {
      Judged.container(TestImage.usual(), "command: [/usr/bin/server/]")
          .violates("command-not-in-image")
          .saying("/usr/bin/server is a file");
    }

    @Test
    void nor_is_a_dot_after_it() {
      Judged.container(TestImage.usual(), "command: [/usr/bin/server/.]")
          .violates("command-not-in-image");
    }

    @Test
    void nor_is_the_slash_at_the_end_of_a_link() {
      Judged.container(TestImage.usual().link("/run-me", "usr/bin/server/"), "command: [/run-me]")
          .violates("command-not-in-image");
    }

    @Test
    void a_slash_after_a_directory_on_the_way_is_harmless() {
      Judged.container(
              TestImage.usual().link("/programs", "usr/bin/"), "command: [/programs/server]")
          .isClean();
    }
  }

  @Nested
  class The_working_directory {
    @Test
    void cannot_be_made_where_a_link_leads_nowhere() {
      Judged.container(
              TestImage.usual().entrypoint("/usr/bin/server").link("/data", "/mnt/data"),
              "workingDir: /data")
          .violates("working-directory-unusable")
          .saying("symbolic link to /mnt");
    }

    @Test
    void nor_below_such_a_link() {
      Judged.container(
              TestImage.usual().entrypoint("/usr/bin/server").link("/data", "/mnt"),
              "workingDir: /data/today")
          .violates("working-directory-unusable");
    }

    @Test
    void is_made_below_a_link_to_a_directory() {
      Judged.container(
              TestImage.usual().entrypoint("/usr/bin/server").link("/programs", "usr/bin"),
              "workingDir: /programs/new")
          .isClean();
    }
  }

  @Nested
  class Capabilities {
    @Test
    void dac_read_search_enters_any_directory() {
      Judged.container(
              TestImage.usual().directory("/private", 0700, 0, 0).elf("/private/x"),
              """
              command: [/private/x]
              securityContext:
                runAsUser: 1000
                capabilities: { drop: [ALL], add: [DAC_READ_SEARCH] }
              """)
          .isClean();
    }

    @Test
    void all_dropped_is_all_dropped_even_where_all_are_added() {
      Judged.container(
              TestImage.usual().file("/x", 0700, 0, 0, PROGRAM),
              """
              command: [/x]
              securityContext: { runAsUser: 1000, capabilities: { drop: [ALL], add: [ALL] } }
              """)
          .violates("command-not-executable");
    }

    @Test
    void of_a_privileged_container_are_all_there_whatever_it_drops() {
      Judged.container(
              TestImage.usual().file("/x", 0700, 0, 0, PROGRAM),
              """
              command: [/x]
              securityContext: { runAsUser: 1000, privileged: true, capabilities: { drop: [ALL] } }
              """)
          .isClean();
    }

    @Test
    void one_both_added_and_dropped_is_dropped() {
      Judged.container(
              TestImage.usual().file("/x", 0700, 0, 0, PROGRAM),
              """
              command: [/x]
              securityContext:
                runAsUser: 1000
                capabilities: { drop: [DAC_OVERRIDE], add: [DAC_OVERRIDE] }
              """)
          .violates("command-not-executable");
    }

    @Test
    void a_name_with_the_prefix_cap_is_none() {
      Judged.container(
              TestImage.usual().file("/x", 0700, 0, 0, PROGRAM),
              """
              command: [/x]
              securityContext: { runAsUser: 1000, capabilities: { drop: [CAP_DAC_OVERRIDE] } }
              """)
          .isClean();
    }

    @Test
    void start_a_program_of_root_for_another_user_and_the_proof_says_so() {
      Judged.container(
              TestImage.usual().file("/x", 0700, 0, 0, PROGRAM),
              "command: [/x]\nsecurityContext: { runAsUser: 1000 }")
          .isClean()
          .provesSaying("only by the capability DAC_OVERRIDE");
    }

    @Test
    void of_a_user_other_than_root_do_not_outlast_the_first_program() {
      Judged.container(
              TestImage.usual().elf("/tini").file("/x", 0700, 0, 0, PROGRAM),
              "command: [/tini, --, /x]\nsecurityContext: { runAsUser: 1000 }")
          .violates("command-not-executable")
          .saying("through tini");
    }

    @Test
    void of_a_user_other_than_root_do_not_help_an_interpreter_to_its_script() {
      Judged.container(
              TestImage.usual().directory("/private", 0700, 0, 0).script("/private/run", "/bin/sh"),
              "command: [/private/run]\nsecurityContext: { runAsUser: 1000 }")
          .violates("command-not-executable")
          .saying("may not read it");
    }
  }

  @Nested
  class Gosu {
    @Test
    void becomes_nobody_where_the_container_does_not_start_as_root() {
      Judged.container(
              TestImage.usual().elf("/sbin/gosu"),
              "command: [gosu, app, server]\nsecurityContext: { runAsUser: 1000 }")
          .violates("command-not-executable")
          .saying("is to become app", "SETGID and SETUID", "Start the container as root");
    }

    @Test
    void becomes_nobody_where_root_has_no_capabilities() {
      Judged.container(
              TestImage.usual().elf("/sbin/gosu"),
              "command: [gosu, app, server]\nsecurityContext: { capabilities: { drop: [ALL] } }")
          .violates("command-not-executable")
          .saying("Add SETGID and SETUID");
    }

    @Test
    void becomes_somebody_where_root_has_both() {
      Judged.container(
              TestImage.usual().elf("/sbin/gosu"),
              """
              command: [gosu, app, server]
              securityContext: { capabilities: { drop: [ALL], add: [SETUID, SETGID] } }
              """)
          .isClean();
    }

    @Test
    void with_a_group_has_that_group_alone() {
      var image = TestImage.usual().elf("/sbin/gosu").file("/x", 0750, 0, 50, PROGRAM);
      Judged.container(image, "command: [gosu, app, /x]").isClean();
      Judged.container(image, "command: [gosu, 'app:1000', /x]").violates("command-not-executable");
      Judged.container(image, "command: [gosu, 'app:staff', /x]").isClean();
    }

    @Test
    void keeps_the_group_of_a_user_whom_nobody_lists() {
      Judged.container(
              TestImage.usual().elf("/sbin/gosu").file("/x", 0710, 0, 50, PROGRAM),
              "command: [gosu, '4242', /x]\nsecurityContext: { runAsGroup: 50, runAsUser: 0 }")
          .isClean();
    }

    @Test
    void with_a_group_that_nobody_lists_fails() {
      Judged.container(
              TestImage.usual().elf("/sbin/gosu"), "command: [gosu, 'app:nobodies', /bin/sh]")
          .violates("user-unknown");
    }

    @Test
    void does_not_run_with_a_shell_what_the_kernel_refuses() {
      Judged.container(
              TestImage.usual()
                  .elf("/sbin/gosu")
                  .file("/x", 0755, 0, 0, new FileContent.Other("6563686f")),
              "command: [gosu, app, /x]")
          .violates("command-exec-format");
    }
  }

  @Nested
  class Interpreters {
    @Test
    void too_many_in_a_row_are_too_many_for_tini_too() {
      var image = TestImage.usual().elf("/tini").script("/s1", "/bin/sh");
      for (int i = 2; i <= 6; i++) {
        image.script("/s" + i, "/s" + (i - 1));
      }
      Judged.container(image, "command: [/tini, --, /s5]").isClean();
      Judged.container(image, "command: [/tini, --, /s6]").violates("command-exec-format");
    }

    @Test
    void a_foreign_one_leaves_open_what_tinis_c_library_makes_of_the_script() {
      var image =
          TestImage.usual()
              .elf("/tini")
              .file("/arm", 0755, 0, 0, TestImage.elf(183, null))
              .script("/x", "/arm");
      Judged.container(image, "command: [/x]").violates("command-wrong-architecture");
      Judged.container(image, "command: [/tini, --, /x]")
          .violates()
          .leavesUnproven("command-exec-format");
    }

    @Test
    void a_name_longer_than_the_kernel_reads_is_no_interpreter() {
      String directory = "/" + "d".repeat(245);
      Judged.container(
              TestImage.usual().elf(directory + "/sh-shell").script("/x", directory + "/sh-shell"),
              "command: [/x]")
          .violates("command-exec-format")
          .saying("longer than the kernel reads");
      Judged.container(
              TestImage.usual().elf(directory + "/sh").script("/x", directory + "/sh"),
              "command: [/x]")
          .isClean();
    }
  }

  @Nested
  class Dynamic_loaders {
    @Test
    void must_be_for_the_programs_own_processor() {
      Judged.container(
              TestImage.usual()
                  .file("/lib/ld.so", 0755, 0, 0, TestImage.elf(183, null))
                  .file("/x", 0755, 0, 0, TestImage.elf(62, "/lib/ld.so")),
              "command: [/x]")
          .violates("command-exec-format")
          .saying("dynamic loader /lib/ld.so is built for AArch64");
    }

    @Test
    void must_be_binaries() {
      Judged.container(
              TestImage.usual()
                  .script("/lib/ld.so", "/bin/sh")
                  .file("/x", 0755, 0, 0, TestImage.elf(62, "/lib/ld.so")),
              "command: [/x]")
          .violates("command-exec-format");
    }
  }

  @Test
  void what_to_run_is_asked_before_as_whom_and_where() {
    Judged.container(TestImage.usual().user("nobody-knows"), "workingDir: relative")
        .violates("command-missing");
  }

  @Test
  void an_entrypoint_of_one_empty_word_is_none() {
    Judged.container(TestImage.usual().entrypoint("").command("/usr/bin/server"), "").isClean();
  }

  @Test
  void a_user_whose_number_is_none_is_root() {
    Judged.container(
            TestImage.usual()
                .user("broken")
                .text("/etc/passwd", "broken\n")
                .file("/x", 0700, 0, 0, PROGRAM),
            "command: [/x]\nsecurityContext: { capabilities: { drop: [ALL] } }")
        .isClean();
  }

  @Test
  void a_member_of_a_group_runs_what_the_group_may_run() {
    var image = TestImage.usual().user("app").file("/x", 0750, 0, 50, PROGRAM);
    Judged.container(image, "command: [/x]\n" + DROP_ALL).isClean();
  }
}
