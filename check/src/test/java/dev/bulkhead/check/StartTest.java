package dev.bulkhead.check;

import dev.bulkhead.model.Platform;
import dev.bulkhead.registry.FileContent;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class StartTest {
  @Nested
  class What_runs {
    @Test
    void a_program_that_is_in_the_image_is_proven_to_start() {
      Judged.container(TestImage.usual().entrypoint("/usr/bin/server"), "")
          .isClean()
          .proves(
              "image-missing",
              "image-platform-missing",
              "command-missing",
              "command-not-in-image",
              "command-not-executable",
              "command-wrong-architecture");
    }

    @Test
    void a_command_that_the_image_lacks_is_reported_at_its_place_with_the_images_own_program() {
      Judged.container(
              TestImage.empty().elf("/ko-app/controller").entrypoint("/ko-app/controller"),
              "command: [/manager]\nargs: [--verbose]")
          .violates("command-not-in-image")
          .at(8, 17)
          .saying("runs /manager (its command)", "does not exist", "/ko-app/controller");
    }

    @Test
    void an_empty_command_leaves_the_images_entrypoint() {
      Judged.container(
              TestImage.usual().entrypoint("/usr/bin/server"), "command: []\nargs: [--verbose]")
          .isClean();
    }

    @Test
    void args_without_an_entrypoint_name_the_program() {
      Judged.container(TestImage.usual().command("/bin/sh"), "args: [/absent, --verbose]")
          .violates("command-not-in-image")
          .at(8, 14)
          .saying("its args, since the image has no ENTRYPOINT");
    }

    @Test
    void args_replace_the_images_cmd() {
      Judged.container(
              TestImage.usual().entrypoint("/usr/bin/server").command("/absent"), "args: [x]")
          .isClean();
    }

    @Test
    void a_command_without_args_leaves_the_images_cmd_out() {
      Judged.container(
              TestImage.usual().entrypoint("/absent").command("/absent"), "command: [/bin/sh]")
          .isClean();
    }

    @Test
    void nobody_saying_what_to_run_is_a_fault() {
      Judged.container(TestImage.usual(), "").violates("command-missing");
    }

    @Test
    void a_variable_of_the_pod_is_expanded() {
      Judged.container(
              TestImage.usual(), "command: [$(DIR)/server]\nenv: [{ name: DIR, value: /usr/bin }]")
          .isClean();
    }

    @Test
    void a_variable_of_the_image_is_not_expanded() {
      Judged.container(TestImage.usual().env("DIR", "/usr/bin"), "command: [$(DIR)/server]")
          .violates("command-not-in-image")
          .saying("$(DIR)/server");
    }

    @Test
    void a_doubled_dollar_sign_escapes() {
      Judged.container(
              TestImage.usual().elf("/$(X)"), "command: [/$$(X)]\nenv: [{ name: X, value: y }]")
          .isClean();
    }

    @Test
    void a_variable_that_may_come_from_elsewhere_leaves_the_program_unproven() {
      Judged.container(
              TestImage.usual(),
              "command: [$(DIR)/server]\nenvFrom: [{ secretRef: { name: elsewhere } }]")
          .violates()
          .leavesUnproven("command-not-in-image")
          .saying("Secret elsewhere");
    }
  }

  @Nested
  class Where_it_is_looked_for {
    @Test
    void a_bare_name_is_looked_for_on_the_images_path() {
      Judged.container(
              TestImage.usual().elf("/opt/bin/tool").env("PATH", "/opt/bin:/bin"),
              "command: [tool]")
          .isClean();
    }

    @Test
    void the_manifests_path_wins_over_the_images() {
      Judged.container(
              TestImage.usual().elf("/opt/bin/tool").env("PATH", "/opt/bin"),
              "command: [tool]\nenv: [{ name: PATH, value: /bin }]")
          .violates("command-not-in-image")
          .saying("is in none of the directories of PATH (/bin)");
    }

    @Test
    void without_a_path_the_runtimes_own_is_used() {
      Judged.container(TestImage.usual(), "command: [server]").isClean();
    }

    @Test
    void what_only_a_relative_entry_of_path_finds_is_refused_by_the_runtime() {
      Judged.container(
              TestImage.usual().elf("/work/tool").workingDirectory("/work").env("PATH", ":/bin"),
              "command: [tool]")
          .violates("command-not-in-image")
          .saying("empty entry of PATH");
    }

    @Test
    void a_relative_path_starts_at_the_working_directory() {
      Judged.container(
              TestImage.usual().elf("/work/bin/tool").workingDirectory("/work"),
              "command: [./bin/tool]")
          .isClean();
    }

    @Test
    void a_missing_working_directory_is_created() {
      Judged.container(TestImage.usual(), "command: [sh]\nworkingDir: /made/for/it")
          .isClean()
          .proves("working-directory-unusable");
    }

    @Test
    void a_file_as_working_directory_is_a_fault() {
      Judged.container(TestImage.usual(), "command: [sh]\nworkingDir: /etc/passwd")
          .violates("working-directory-unusable")
          .at(9, 19);
    }

    @Test
    void a_relative_working_directory_is_a_fault() {
      Judged.container(TestImage.usual(), "command: [sh]\nworkingDir: srv")
          .violates("working-directory-unusable");
    }

    @Test
    void links_are_followed_absolute_and_relative_and_of_directories() {
      Judged.container(
              TestImage.empty()
                  .elf("/usr/bin/dash")
                  .link("/usr/bin/sh", "dash")
                  .link("/bin", "usr/bin")
                  .link("/shell", "/bin/../bin/sh"),
              "command: [/shell]")
          .isClean();
    }

    @Test
    void a_circle_of_links_ends_in_a_verdict() {
      Judged.container(TestImage.empty().link("/a", "/b").link("/b", "/a"), "command: [/a]")
          .violates("command-not-in-image")
          .saying("lead in a circle");
    }

    @Test
    void a_dangling_link_names_what_is_missing() {
      Judged.container(TestImage.empty().link("/a", "/gone/b"), "command: [/a]")
          .violates("command-not-in-image")
          .saying("there is no /gone");
    }

    @Test
    void a_file_on_the_way_is_no_directory() {
      Judged.container(TestImage.usual(), "command: [/etc/passwd/server]")
          .violates("command-not-in-image")
          .saying("/etc/passwd is a file");
    }
  }

  @Nested
  class Whether_it_may_be_executed {
    @Test
    void a_directory_is_not_a_program() {
      Judged.container(TestImage.usual(), "command: [/usr/bin]")
          .violates("command-not-executable")
          .saying("it is a directory");
    }

    @Test
    void without_an_execute_bit_even_root_is_refused() {
      Judged.container(
              TestImage.empty().file("/app", 0644, 0, 0, TestImage.elf(62, null)),
              "command: [/app]")
          .violates("command-not-executable")
          .saying("mode 0644", "chmod +x");
    }

    @Test
    void root_passes_over_permissions_of_others() {
      Judged.container(
              TestImage.empty().file("/app", 0100, 1000, 1000, TestImage.elf(62, null)),
              "command: [/app]")
          .isClean();
    }

    @Test
    void root_without_capabilities_does_not() {
      Judged.container(
              TestImage.empty().file("/app", 0100, 1000, 1000, TestImage.elf(62, null)),
              "command: [/app]\nsecurityContext: { capabilities: { drop: [ALL] } }")
          .violates("command-not-executable");
    }

    @Test
    void a_parent_that_cannot_be_entered_is_named() {
      Judged.container(
              TestImage.empty().directory("/opt", 0700, 0, 0).elf("/opt/app"),
              "command: [/opt/app]\n"
                  + "securityContext: { runAsUser: 1000, capabilities: { drop: [ALL] } }")
          .violates("command-not-executable")
          .saying("cannot enter /opt (mode 0700, owner 0:0)");
    }

    @Test
    void a_supplementary_group_opens_a_file() {
      Judged.manifest(
              TestImage.empty().file("/app", 0750, 0, 2000, TestImage.elf(62, null)),
              """
              apiVersion: v1
              kind: Pod
              metadata: { name: pod }
              spec:
                securityContext: { runAsUser: 1000, fsGroup: 2000 }
                containers:
                  - name: main
                    image: registry.example/app:1.4.2
                    command: [/app]
                    securityContext: { capabilities: { drop: [ALL] } }
              """)
          .isClean();
    }

    @Test
    void membership_in_the_images_group_file_counts_unless_the_policy_is_strict() {
      var image = TestImage.usual().user("app").file("/app", 0750, 0, 50, TestImage.elf(62, null));
      String fields = "command: [/app]\nsecurityContext: { capabilities: { drop: [ALL] } }";
      Judged.container(image, fields).isClean();
      Judged.manifest(
              image,
              """
              apiVersion: v1
              kind: Pod
              metadata: { name: pod }
              spec:
                securityContext: { supplementalGroupsPolicy: Strict }
                containers:
                  - name: main
                    image: registry.example/app:1.4.2
                    command: [/app]
                    securityContext: { capabilities: { drop: [ALL] } }
              """)
          .violates("command-not-executable");
    }

    @Test
    void a_script_must_be_readable_by_the_user_whatever_the_capabilities() {
      Judged.container(
              TestImage.usual().file("/run.sh", 0711, 0, 0, new FileContent.Script("/bin/sh")),
              "command: [/run.sh]\nsecurityContext: { runAsUser: 1000 }")
          .violates("command-not-executable")
          .saying("may not read it");
    }
  }

  @Nested
  class Whether_the_kernel_runs_it {
    @Test
    void a_script_without_a_first_line_is_no_program() {
      Judged.container(
              TestImage.usual().file("/run.sh", 0755, 0, 0, new FileContent.Other("6563686f")),
              "command: [/run.sh]")
          .violates("command-exec-format")
          .saying("no #! line");
    }

    @Test
    void a_byte_order_mark_before_the_first_line_is_named() {
      Judged.container(
              TestImage.usual()
                  .file("/run.sh", 0755, 0, 0, new FileContent.Other("efbbbf23212f62696e")),
              "command: [/run.sh]")
          .violates("command-exec-format")
          .saying("byte order mark");
    }

    @Test
    void an_empty_file_is_no_program() {
      Judged.container(
              TestImage.usual().file("/run.sh", 0755, 0, 0, new FileContent.Empty()),
              "command: [/run.sh]")
          .violates("command-exec-format")
          .saying("it is empty");
    }

    @Test
    void a_carriage_return_ends_the_interpreters_name() {
      Judged.container(TestImage.usual().script("/run.sh", "/bin/sh\r"), "command: [/run.sh]")
          .violates("command-exec-format")
          .saying("carriage return");
    }

    @Test
    void a_missing_interpreter_is_named() {
      Judged.container(TestImage.usual().script("/run.sh", "/bin/bash -e"), "command: [/run.sh]")
          .violates("command-interpreter-missing")
          .saying("/bin/bash does not exist");
    }

    @Test
    void an_interpreter_that_is_a_script_is_followed() {
      Judged.container(
              TestImage.usual().script("/run.sh", "/wrapper").script("/wrapper", "/bin/sh"),
              "command: [/run.sh]")
          .isClean();
    }

    @Test
    void a_script_that_is_its_own_interpreter_ends_in_a_verdict() {
      Judged.container(TestImage.usual().script("/run.sh", "/run.sh"), "command: [/run.sh]")
          .violates("command-exec-format");
    }

    @Test
    void a_missing_loader_is_named() {
      Judged.container(
              TestImage.empty()
                  .file("/app", 0755, 0, 0, TestImage.elf(62, "/lib64/ld-linux-x86-64.so.2")),
              "command: [/app]")
          .violates("command-interpreter-missing")
          .saying("/lib64/ld-linux-x86-64.so.2");
    }

    @Test
    void a_missing_library_is_a_notice() {
      Judged.container(
              TestImage.empty()
                  .elf("/lib/ld-musl-x86_64.so.1")
                  .elf("/lib/libc.so")
                  .file(
                      "/app",
                      0755,
                      0,
                      0,
                      TestImage.elf(62, "/lib/ld-musl-x86_64.so.1", "libc.so", "libz.so.1")),
              "command: [/app]")
          .violates("command-library-missing")
          .saying("needs the library libz.so.1, which is not in /lib, the one directory there is");
    }

    @Test
    void of_many_directories_without_a_library_a_few_are_named_and_all_counted() {
      var image = TestImage.empty().elf("/lib/ld.so");
      for (String directory : List.of("a", "b", "c", "d", "e")) {
        image.file("/%s/x".formatted(directory), 0644, 0, 0, TestImage.elf(62, null));
      }
      Judged.container(
              image.file("/app", 0755, 0, 0, TestImage.elf(62, "/lib/ld.so", "libz.so.1")),
              "command: [/app]\nenv: [{ name: LD_LIBRARY_PATH, value: '/a:/b:/c:/d:/e:/none' }]")
          .saying("which is in none of the 6 directories", "(/a, /b, /c, /d and 2 more).");
    }

    @Test
    void an_include_in_the_loaders_configuration_makes_an_absence_unproven() {
      Judged.container(
              TestImage.empty()
                  .elf("/lib/ld.so")
                  .text("/etc/ld.so.conf", "include /etc/ld.so.conf.d/*.conf\n")
                  .file("/app", 0755, 0, 0, TestImage.elf(62, "/lib/ld.so", "libz.so.1")),
              "command: [/app]")
          .violates()
          .leavesUnproven("command-library-missing");
    }

    @Test
    void a_binary_for_another_processor_is_reported() {
      Judged.container(
              TestImage.empty().file("/app", 0755, 0, 0, TestImage.elf(183, null)),
              "command: [/app]")
          .violates("command-wrong-architecture")
          .saying("built for AArch64 and not for linux/amd64");
    }

    @Test
    void a_32_bit_binary_runs_on_amd64() {
      Judged.container(
              TestImage.empty().file("/app", 0755, 0, 0, TestImage.elf(3, null)), "command: [/app]")
          .isClean();
    }

    @Test
    void a_32_bit_arm_binary_depends_on_the_arm64_node() {
      Judged.manifest(
              TestImage.empty()
                  .on(Platform.of("linux", "arm64", ""))
                  .file("/app", 0755, 0, 0, TestImage.elf(40, null)),
              """
              apiVersion: v1
              kind: Pod
              metadata: { name: pod }
              spec:
                containers: [{ name: main, image: registry.example/app:1.4.2, command: [/app] }]
              """,
              CheckOptions.of(Platform.of("linux", "arm64", "")))
          .violates()
          .leavesUnproven("command-wrong-architecture");
    }

    @Test
    void an_object_file_is_no_program() {
      Judged.container(
              TestImage.empty()
                  .file("/app", 0755, 0, 0, new FileContent.Elf(62, 64, true, 1, null, null)),
              "command: [/app]")
          .violates("command-exec-format");
    }
  }

  @Nested
  class What_is_supplied_at_run_time {
    @Test
    void a_device_may_bring_the_program() {
      Judged.container(
              TestImage.usual(),
              "command: [nvidia-smi]\nresources: { limits: { nvidia.com/gpu: 1 } }")
          .violates()
          .leavesUnproven("command-not-in-image")
          .saying("asks for nvidia.com/gpu");
    }

    @Test
    void another_runtime_may_run_what_the_kernel_would_not() {
      Judged.manifest(
              TestImage.empty().file("/app.wasm", 0755, 0, 0, new FileContent.Other("0061736d")),
              """
              apiVersion: v1
              kind: Pod
              metadata: { name: pod }
              spec:
                runtimeClassName: wasmtime
                containers: [{ name: main, image: registry.example/app:1.4.2, command: [/app.wasm] }]
              """)
          .violates()
          .leavesUnproven("command-exec-format")
          .saying("wasmtime");
    }

    @Test
    void a_path_below_proc_is_left_to_the_kernel() {
      Judged.container(TestImage.usual(), "command: [/proc/self/exe]")
          .violates()
          .leavesUnproven("command-not-in-image");
    }
  }
}
