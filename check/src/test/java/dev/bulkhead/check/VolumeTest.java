package dev.bulkhead.check;

import dev.bulkhead.model.Platform;
import dev.bulkhead.registry.Images;
import org.junit.jupiter.api.Test;

class VolumeTest {
  private static Judged pod(TestImage image, String volume, String rest) {
    return Judged.manifest(
        image,
        """
        apiVersion: v1
        kind: Pod
        metadata: { name: pod }
        spec:
          volumes:
            - { name: vol, %s }
          containers:
            - name: main
              image: registry.example/app:1.4.2
              command: [/scripts/run.sh]
              volumeMounts: [{ name: vol, mountPath: /scripts }]
        %s
        """
            .formatted(volume, rest));
  }

  @Test
  void a_script_of_a_config_map_is_proven_when_its_mode_allows_it() {
    pod(
            TestImage.usual(),
            "configMap: { name: scripts, defaultMode: 493 }",
            """
            ---
            apiVersion: v1
            kind: ConfigMap
            metadata: { name: scripts }
            data: { run.sh: "#!/bin/sh\\n" }
            """)
        .isClean();
  }

  @Test
  void the_default_mode_of_a_config_map_lets_nobody_execute() {
    pod(
            TestImage.usual(),
            "configMap: { name: scripts }",
            """
            ---
            apiVersion: v1
            kind: ConfigMap
            metadata: { name: scripts }
            data: { run.sh: "#!/bin/sh\\n" }
            """)
        .violates("command-not-executable")
        .saying("mode 0644");
  }

  @Test
  void a_key_that_the_config_map_lacks_is_missing() {
    pod(
            TestImage.usual().elf("/scripts/run.sh"),
            "configMap: { name: scripts, defaultMode: 493 }",
            """
            ---
            apiVersion: v1
            kind: ConfigMap
            metadata: { name: scripts }
            data: { other.sh: "#!/bin/sh\\n" }
            """)
        .violates("command-not-in-image")
        .saying("the ConfigMap scripts is mounted there and has no such key");
  }

  @Test
  void items_give_keys_other_paths_and_modes() {
    pod(
            TestImage.usual(),
            "configMap: { name: scripts, items: [{ key: start, path: run.sh, mode: 493 }] }",
            """
            ---
            apiVersion: v1
            kind: ConfigMap
            metadata: { name: scripts }
            data: { start: "#!/bin/sh\\n" }
            """)
        .isClean();
  }

  @Test
  void a_secrets_keys_are_known_and_its_values_are_not() {
    pod(
            TestImage.usual(),
            "secret: { secretName: scripts, defaultMode: 493 }",
            """
            ---
            apiVersion: v1
            kind: Secret
            metadata: { name: scripts }
            data: { run.sh: "" }
            """)
        .violates()
        .leavesUnproven("command-exec-format");
  }

  @Test
  void a_config_map_that_is_not_among_the_sources_leaves_it_unproven() {
    pod(TestImage.usual(), "configMap: { name: elsewhere }", "")
        .violates()
        .leavesUnproven("command-not-in-image")
        .saying("Add the manifest of ConfigMap elsewhere");
  }

  @Test
  void an_empty_dir_hides_the_images_own_program() {
    pod(TestImage.usual().elf("/scripts/run.sh"), "emptyDir: {}", "")
        .violates("command-not-in-image")
        .saying(
            "the emptyDir volume vol is mounted over it, and nothing fills it",
            "Let the volume supply the program, or mount it elsewhere.");
  }

  @Test
  void an_empty_dir_that_an_init_container_fills_leaves_it_unproven() {
    pod(
            TestImage.usual().elf("/fill"),
            "emptyDir: {}",
            """
              initContainers:
                - name: fill
                  image: registry.example/app:1.4.2
                  command: [/fill]
                  volumeMounts: [{ name: vol, mountPath: /out }]
            """)
        .violates()
        .leavesUnproven("command-not-in-image")
        .saying("filled by the container fill");
  }

  @Test
  void other_volumes_leave_it_unproven() {
    pod(TestImage.usual(), "persistentVolumeClaim: { claimName: data }", "")
        .violates()
        .leavesUnproven("command-not-in-image")
        .saying("persistentVolumeClaim");
  }

  @Test
  void a_program_beside_a_volume_is_the_images_own() {
    Judged.manifest(
            TestImage.usual().elf("/scripts-of-image/run"),
            """
            apiVersion: v1
            kind: Pod
            metadata: { name: pod }
            spec:
              volumes: [{ name: vol, hostPath: { path: /x } }]
              containers:
                - name: main
                  image: registry.example/app:1.4.2
                  command: [/scripts-of-image/run]
                  volumeMounts: [{ name: vol, mountPath: /scripts }]
            """)
        .isClean();
  }

  @Test
  void a_mount_reached_through_a_link_of_the_image_still_hides() {
    var image = TestImage.usual().link("/var/run", "/run").elf("/run/tools/server");
    for (String command : new String[] {"/run/tools/server", "/var/run/tools/server"}) {
      Judged.manifest(
              image,
              """
              apiVersion: v1
              kind: Pod
              metadata: { name: pod }
              spec:
                volumes: [{ name: tools, emptyDir: {} }]
                containers:
                  - name: main
                    image: registry.example/app:1.4.2
                    command: [%s]
                    volumeMounts: [{ name: tools, mountPath: /var/run/tools }]
              """
                  .formatted(command))
          .violates("command-not-in-image");
    }
  }

  @Test
  void an_image_volume_is_looked_into() {
    Judged.manifest(
            TestImage.usual().elf("/tool"),
            """
            apiVersion: v1
            kind: Pod
            metadata: { name: pod }
            spec:
              volumes: [{ name: tools, image: { reference: "registry.example/app:1.4.2" } }]
              containers:
                - name: main
                  image: registry.example/app:1.4.2
                  command: [/mnt/tool]
                  volumeMounts: [{ name: tools, mountPath: /mnt }]
            """)
        .isClean();
  }

  @Test
  void a_sub_path_leaves_it_unproven() {
    Judged.manifest(
            TestImage.usual(),
            """
            apiVersion: v1
            kind: Pod
            metadata: { name: pod }
            spec:
              volumes: [{ name: vol, configMap: { name: scripts } }]
              containers:
                - name: main
                  image: registry.example/app:1.4.2
                  command: [/run.sh]
                  volumeMounts: [{ name: vol, mountPath: /run.sh, subPath: run.sh }]
            """)
        .violates()
        .leavesUnproven("command-not-in-image");
  }

  @Test
  void without_images_nothing_is_proven_and_nothing_violated() {
    Judged.manifest(
            Images.NONE,
            """
            apiVersion: v1
            kind: Pod
            metadata: { name: pod }
            spec:
              containers: [{ name: main, image: registry.example/app:1.4.2 }]
            """,
            CheckOptions.of(Platform.LINUX_AMD64))
        .violates()
        .leavesUnproven("image-missing");
  }
}
