package dev.bulkhead.check.zoo;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What a node makes of a pod before runc sees it: the kubelet's part (kubernetes/kubernetes: {@code
 * pkg/kubelet/kuberuntime/security_context.go}, {@code pkg/kubelet/container/helpers.go}) and that
 * of containerd's CRI plugin (containerd 2.x: {@code internal/cri/server/container_create.go} and
 * {@code container_create_linux.go}, {@code internal/cri/opts/spec_opts.go}, {@code
 * pkg/oci/spec_opts.go}).
 */
final class NodeAgent {
  /** containerd: {@code pkg/oci/spec.go}, defaultUnixEnv. */
  private static final String DEFAULT_PATH =
      "PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

  /** containerd: {@code pkg/oci/spec.go}, defaultUnixCaps. */
  private static final List<String> DEFAULT_CAPABILITIES =
      List.of(
          "CAP_CHOWN",
          "CAP_DAC_OVERRIDE",
          "CAP_FSETID",
          "CAP_FOWNER",
          "CAP_MKNOD",
          "CAP_NET_RAW",
          "CAP_SETGID",
          "CAP_SETUID",
          "CAP_SETFCAP",
          "CAP_SETPCAP",
          "CAP_NET_BIND_SERVICE",
          "CAP_SYS_CHROOT",
          "CAP_KILL",
          "CAP_AUDIT_WRITE");

  private final ZooImage image;
  private final Accounts accounts;

  /**
   * A node that has the image.
   *
   * @param root its unpacked file system
   */
  NodeAgent(ZooImage image, Path root) {
    this.image = image;
    this.accounts = new Accounts(root);
  }

  /** What the node does with a container: hands it to runc, or refuses it. */
  sealed interface Prepared {
    /** The OCI runtime configuration. */
    record Bundle(Map<String, Object> config) implements Prepared {}

    /** It never reaches runc: CreateContainerConfigError, CreateContainerError. */
    record Refused(Fate fate, String message) implements Prepared {}
  }

  /** Translates one case. */
  Prepared prepare(ZooCase zooCase) throws IOException {
    var security = zooCase.security();
    String imageUser = part(image.text("User"), 0);
    @Nullable Long uid = security.runAsUser();
    String name = "";
    if (uid == null) {
      // getImageUser: without a user the image runs as root.
      uid = imageUser.isEmpty() ? Long.valueOf(0) : Accounts.number(imageUser);
      name = uid == null ? imageUser : "";
    }
    if (Boolean.TRUE.equals(security.runAsNonRoot())) {
      if (uid == null) {
        return new Prepared.Refused(
            Fate.NON_ROOT, "runAsNonRoot and image has non-numeric user " + name);
      }
      if (uid == 0) {
        return new Prepared.Refused(Fate.NON_ROOT, "runAsNonRoot and the user is root");
      }
    }
    List<String> args = processArgs(zooCase);
    if (args.isEmpty()) {
      return new Prepared.Refused(Fate.NO_COMMAND, "no command specified");
    }
    Accounts.@Nullable User user = accounts.user(name, uid, security.runAsGroup());
    if (user == null) {
      return new Prepared.Refused(Fate.UNKNOWN_USER, "no users found: " + name);
    }
    var groups = new TreeSet<Long>();
    if (!security.strictGroups()) {
      groups.addAll(accounts.additionalGroups(name.isEmpty() ? user.uid() : name));
    }
    groups.add(user.gid());
    groups.addAll(security.supplementalGroups());
    if (security.fsGroup() != null) {
      groups.add(security.fsGroup());
    }
    return new Prepared.Bundle(config(zooCase, args, user, List.copyOf(groups)));
  }

  /** kubelet: ExpandContainerCommandAndArgs; containerd: WithProcessArgs. */
  private List<String> processArgs(ZooCase zooCase) {
    Map<String, String> known = podEnvironment(zooCase);
    List<String> command = expanded(zooCase.command(), known);
    List<String> args = expanded(zooCase.args(), known);
    if (command.isEmpty()) {
      if (args.isEmpty()) {
        args = image.list("Cmd");
      }
      if (!image.list("Entrypoint").equals(List.of(""))) {
        command = image.list("Entrypoint");
      }
    }
    var all = new ArrayList<>(command);
    all.addAll(args);
    return all;
  }

  private static List<String> expanded(@Nullable List<String> words, Map<String, String> known) {
    return words == null ? List.of() : words.stream().map(w -> expanded(w, known)).toList();
  }

  /** kubernetes: {@code third_party/forked/golang/expansion/expand.go}. */
  static String expanded(String text, Map<String, String> known) {
    var result = new StringBuilder();
    int at = 0;
    while (at < text.length()) {
      char c = text.charAt(at);
      if (c != '$' || at + 1 == text.length()) {
        result.append(c);
        at++;
        continue;
      }
      char next = text.charAt(at + 1);
      int close = next == '(' ? text.indexOf(')', at) : -1;
      if (next == '$') {
        result.append('$');
        at += 2;
      } else if (close > 0) {
        String name = text.substring(at + 2, close);
        result.append(known.getOrDefault(name, "$(" + name + ")"));
        at = close + 1;
      } else if (next == '(') {
        result.append("$(");
        at += 2;
      } else {
        result.append(c).append(next);
        at += 2;
      }
    }
    return result.toString();
  }

  /** kubelet: makeEnvironmentVariables; a value may name variables that stand before it. */
  private static Map<String, String> podEnvironment(ZooCase zooCase) {
    var known = new LinkedHashMap<String, String>();
    zooCase.env().forEach(v -> known.put(v.name(), expanded(v.value(), known)));
    return known;
  }

  /** containerd: WithDefaultPathEnv, then the image's variables, then the pod's (WithEnv). */
  private List<String> environment(ZooCase zooCase) {
    var env = new LinkedHashMap<String, String>();
    override(env, DEFAULT_PATH);
    override(env, "HOSTNAME=zoo");
    image.list("Env").forEach(entry -> override(env, entry));
    podEnvironment(zooCase).forEach((name, value) -> override(env, name + "=" + value));
    return List.copyOf(env.values());
  }

  private static void override(Map<String, String> env, String entry) {
    int equals = entry.indexOf('=');
    if (equals < 0) {
      env.remove(entry);
    } else {
      env.put(entry.substring(0, equals), entry);
    }
  }

  private Map<String, Object> config(
      ZooCase zooCase, List<String> args, Accounts.User user, List<Long> groups) {
    var process = new LinkedHashMap<String, Object>();
    process.put("user", Map.of("uid", user.uid(), "gid", user.gid(), "additionalGids", groups));
    process.put("args", args);
    process.put("env", environment(zooCase));
    process.put("cwd", workingDirectory(zooCase));
    List<String> capabilities = capabilities(zooCase.security());
    process.put(
        "capabilities",
        Map.of("bounding", capabilities, "effective", capabilities, "permitted", capabilities));
    process.put(
        "noNewPrivileges", Boolean.FALSE.equals(zooCase.security().allowPrivilegeEscalation()));
    var config = new LinkedHashMap<String, Object>();
    config.put("ociVersion", "1.0.2");
    config.put("process", process);
    boolean readOnly = zooCase.security().flags().contains("readOnlyRootFilesystem");
    config.put("root", Map.of("path", "rootfs", "readonly", readOnly));
    config.put("hostname", "zoo");
    config.put("mounts", MOUNTS);
    config.put(
        "linux",
        Map.of(
            "namespaces",
            List.of(
                Map.of("type", "pid"),
                Map.of("type", "ipc"),
                Map.of("type", "uts"),
                Map.of("type", "mount"))));
    return config;
  }

  private static String part(String user, int index) {
    String[] parts = user.split(":", -1);
    return parts.length > index ? parts[index] : "";
  }

  private String workingDirectory(ZooCase zooCase) {
    String stated =
        zooCase.workingDir().isEmpty() ? image.text("WorkingDir") : zooCase.workingDir();
    return stated.isEmpty() ? "/" : stated;
  }

  /** containerd: {@code internal/cri/opts/spec_opts.go}, WithCapabilities. */
  static List<String> capabilities(ZooCase.Security security) {
    var capabilities = new ArrayList<>(DEFAULT_CAPABILITIES);
    if (names(security.add(), "ALL") || security.flags().contains("privileged")) {
      // All of the node's; those that the default lacks do not bear on starting a program.
      Collections.addAll(capabilities, "CAP_DAC_READ_SEARCH", "CAP_SYS_ADMIN");
    }
    if (security.flags().contains("privileged")) {
      return capabilities; // WithPrivileged comes last and takes no heed of the others
    }
    if (names(security.drop(), "ALL")) {
      capabilities.clear();
    }
    for (String added : security.add()) {
      String capability = "CAP_" + added.toUpperCase(Locale.ROOT);
      if (!added.equalsIgnoreCase("ALL") && !capabilities.contains(capability)) {
        capabilities.add(capability);
      }
    }
    security.drop().forEach(c -> capabilities.remove("CAP_" + c.toUpperCase(Locale.ROOT)));
    return capabilities;
  }

  private static boolean names(List<String> capabilities, String name) {
    return capabilities.stream().anyMatch(name::equalsIgnoreCase);
  }

  /** containerd: {@code pkg/oci/mounts.go}, defaultMounts, without /run. */
  private static final List<Map<String, Object>> MOUNTS =
      List.of(
          mount("/proc", "proc", "nosuid", "noexec", "nodev"),
          mount("/dev", "tmpfs", "nosuid", "strictatime", "mode=755", "size=65536k"),
          mount(
              "/dev/pts",
              "devpts",
              "nosuid",
              "noexec",
              "newinstance",
              "ptmxmode=0666",
              "mode=0620",
              "gid=5"),
          mount("/dev/shm", "tmpfs", "nosuid", "noexec", "nodev", "mode=1777", "size=65536k"),
          mount("/dev/mqueue", "mqueue", "nosuid", "noexec", "nodev"),
          mount("/sys", "sysfs", "nosuid", "noexec", "nodev", "ro"));

  private static Map<String, Object> mount(String at, String type, String... options) {
    return Map.of("destination", at, "type", type, "source", type, "options", List.of(options));
  }
}
