package dev.bulkhead.check.zoo;

import dev.bulkhead.check.zoo.ZooCase.Security;
import dev.bulkhead.check.zoo.ZooCase.Variable;
import dev.bulkhead.testkit.Gen;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Draws cases: which image, started how, by whom. The same zoo and seed give the same cases.
 *
 * <p>Every program that it picks says {@link Answer#TOKEN} when it runs, so that "started" can be
 * told from "a wrapper was started and its program was not".
 */
final class ZooGen implements Gen<ZooCase> {
  /** Programs of the odd image that run, but do not say so. */
  private static final Set<String> SILENT =
      Set.of("/odd/loader.so", "/odd/loader-link.so", "/odd/loader-0700.so");

  private static final List<String> SAY = List.of("sh", "-c", "echo '" + Answer.TOKEN + "'");

  private final List<ZooImage> images;
  private final Map<String, List<String>> programs;
  private final Gen<Security> securities = new SecurityGen();

  /** Over the images of a built zoo. */
  ZooGen(SequencedMap<String, ZooImage> images, Path zoo) {
    this.images = List.copyOf(images.values());
    this.programs =
        Map.of(
            "kinds", kinds(odd(images, zoo)),
            "odd", odd(images, zoo),
            "layers", paths(images, zoo, "whiteouts", "app"),
            "restored", paths(images, zoo, "restored", "app"),
            "musl", paths(images, zoo, "musl", "app"),
            "wrapped", WRAPPED);
  }

  private static final List<String> WRAPPED =
      List.of(
          "app",
          "/usr/local/bin/app",
          "app-glibc",
          "app-of-root",
          "/usr/local/bin/app-of-root",
          "app-of-app",
          "/usr/local/bin/app-of-app",
          "app-not-executable",
          "/usr/local/bin/app-not-executable",
          "needs-near",
          "needs-far",
          "needs-far-rpath",
          "needs-gone",
          "musl",
          "no-shebang",
          "env-bash",
          "env-split",
          "env-nowhere",
          "env-one-word",
          "/bin/../usr/local/bin/app",
          "nowhere",
          "/usr/local/bin/nowhere");

  private static List<String> odd(SequencedMap<String, ZooImage> images, Path zoo) {
    return paths(images, zoo, "odd", "odd", "work", "private", "search", "afile").stream()
        .filter(path -> !SILENT.contains(path) && !path.matches(".*/sh|.*-of-the-shell"))
        .toList();
  }

  /** One of each kind: neither the same program under other modes, nor the hops of a long chain. */
  private static List<String> kinds(List<String> paths) {
    return paths.stream()
        .filter(path -> !path.matches("/odd/(modes|in-|chain-[1-9]|chain-[123][0-8]|x).*"))
        .toList();
  }

  private static List<String> paths(
      SequencedMap<String, ZooImage> images, Path zoo, String tag, String... below) {
    ZooImage image = images.get(tag);
    return image == null ? List.of() : image.paths(zoo, below);
  }

  @Override
  public ZooCase draw(Choices choices) {
    ZooImage image = image(choices);
    List<Variable> env = new ArrayList<>();
    String directory = oneIn(choices, 4) ? pick(choices, DIRECTORIES) : "";
    @Nullable List<String> command = null;
    @Nullable List<String> args = null;
    switch (choices.below(8)) {
      case 0, 1 -> {}
      case 2 -> args = words(choices, image, env);
      case 3 -> {
        command = List.of();
        args = words(choices, image, env);
      }
      default -> {
        List<String> all = words(choices, image, env);
        int cut = oneIn(choices, 3) ? 1 : all.size();
        command = all.subList(0, cut);
        args = cut == all.size() ? null : all.subList(cut, all.size());
      }
    }
    // What follows entrypoint.sh is the script's own business, and the proof does not look there.
    boolean scripted = image.tag().equals("wrapped") && (command == null || command.isEmpty());
    return new ZooCase(
        image.tag(),
        command,
        scripted ? null : args,
        List.copyOf(env),
        directory,
        securities.draw(choices));
  }

  private ZooImage image(Choices choices) {
    return switch (choices.below(8)) {
      case 0, 1, 2 -> named(choices, "odd");
      case 3 -> named(choices, "wrapped", "wrapped-app");
      case 4 -> named(choices, "odd-app", "odd-relative", "odd-private", "odd-group");
      default -> pick(choices, images);
    };
  }

  private ZooImage named(Choices choices, String... tags) {
    String tag = pick(choices, List.of(tags));
    return images.stream().filter(image -> image.tag().equals(tag)).findFirst().orElseThrow();
  }

  private List<String> words(Choices choices, ZooImage image, List<Variable> env) {
    String root = image.root();
    boolean hasShell = root.startsWith("busybox") || root.startsWith("debian");
    if (hasShell && oneIn(choices, 10)) {
      return SAY;
    }
    var words = new ArrayList<String>();
    if (root.equals("busybox+odd") || root.equals("debian+wrapped")) {
      words.addAll(pick(choices, root.startsWith("debian") ? DEBIAN_WRAPPERS : ODD_WRAPPERS));
    }
    String program = program(choices, image, env);
    if (program.endsWith("empty")) {
      words.clear(); // a wrapper's C library may run it as a shell script, which says nothing
    }
    words.add(program);
    if (words.size() == 1 && oneIn(choices, 5)) {
      words.add("--verbose");
    }
    return words;
  }

  private static final List<List<String>> ODD_WRAPPERS =
      List.of(
          List.of(),
          List.of(),
          List.of(),
          List.of(),
          List.of(),
          List.of(),
          List.of("tini", "--"),
          List.of("/sbin/tini", "-s", "--"),
          List.of("env", "A=1"),
          List.of("/usr/bin/env"),
          List.of("gosu", "app"),
          List.of("/usr/sbin/gosu", "1001:2000"),
          List.of("gosu", "stranger"),
          List.of("/sbin/tini", "--", "gosu", "app"));

  private static final List<List<String>> DEBIAN_WRAPPERS =
      List.of(
          List.of(),
          List.of(),
          List.of(),
          List.of("tini", "--"),
          List.of("/usr/bin/tini", "-g", "-v", "--"),
          List.of("tini-static"),
          List.of("dumb-init"),
          List.of("catatonit", "--"),
          List.of("/usr/bin/dumb-init", "--single-child", "--"),
          List.of("env"),
          List.of("/usr/bin/env", "-i", "PATH=/usr/local/bin"),
          List.of("env", "-u", "HOME", "B=2"),
          List.of("gosu", "app"),
          List.of("gosu", "worker:staff"),
          List.of("gosu", "4242"),
          List.of("dumb-init", "--", "gosu", "www-data"));

  private String program(Choices choices, ZooImage image, List<Variable> env) {
    if (image.root().equals("busybox+odd")) {
      return oneIn(choices, 4)
          ? searched(choices, env)
          : spelled(choices, pick(choices, programs(oneIn(choices, 2) ? "odd" : "kinds")), env);
    }
    if (image.root().equals("debian+wrapped")) {
      if (oneIn(choices, 5)) {
        env.add(new Variable("LD_LIBRARY_PATH", pick(choices, LIBRARY_PATHS)));
      }
      return pick(choices, programs("wrapped"));
    }
    if (image.root().startsWith("below")) {
      return pick(choices, programs(image.root().endsWith("top") ? "restored" : "layers"));
    }
    if (image.root().startsWith("musl")) {
      return pick(choices, programs("musl"));
    }
    if (image.root().startsWith("debian+jib")) {
      return pick(choices, JAVAS);
    }
    return pick(choices, OTHERS);
  }

  private List<String> programs(String key) {
    return programs.getOrDefault(key, List.of());
  }

  private static final List<String> LIBRARY_PATHS =
      List.of("/opt/far", "/nowhere", "/nowhere:/opt/far", "");

  private static final List<String> JAVAS =
      List.of(
          "java",
          "/usr/bin/java",
          "/usr/lib/jvm/jre/bin/java",
          "/usr/lib/jvm/jre-21/bin/java",
          "/etc/alternatives/java");

  private static final List<String> OTHERS =
      List.of("/x", "/ko-app/x", "x", "ko-app/x", "./x", "/manager", "manager", "/etc", "");

  /** A name to be searched for. */
  private static String searched(Choices choices, List<Variable> env) {
    if (!oneIn(choices, 5)) {
      int parts = 1 + choices.below(4);
      var path = new ArrayList<String>();
      for (int i = 0; i < parts; i++) {
        path.add(pick(choices, SEARCH));
      }
      env.add(new Variable("PATH", String.join(":", path)));
    }
    return pick(choices, List.of("tool", "tool", "tool", "run", "ok", "sh/tool", ".", ".."));
  }

  private static final List<String> SEARCH =
      List.of(
          "/search/good",
          "/search/empty",
          "/search/text",
          "/search/directory",
          "/search/lost",
          "/search/script",
          "/search/link",
          "/search/hidden",
          "/nowhere",
          "",
          "bin",
          ".",
          "/work/bin/",
          "/search/./text/../good",
          "/odd",
          "/private");

  /** The same path in other words. */
  private static String spelled(Choices choices, String path, List<Variable> env) {
    return switch (choices.below(14)) {
      case 0 -> path + "/";
      case 1 -> "/" + path;
      case 2 -> "/odd/.." + path;
      case 3 -> "/nowhere/.." + path;
      case 4 -> "/odd/ok/.." + path;
      case 5 -> path.substring(1);
      case 6 -> "./" + path.substring(path.lastIndexOf('/') + 1);
      case 7 -> path.replaceFirst("/odd/", "/odd/link-directory/./");
      case 8 -> {
        env.add(new Variable("WHERE", path.substring(0, path.lastIndexOf('/'))));
        env.add(new Variable("WHAT", "$(WHERE)" + path.substring(path.lastIndexOf('/'))));
        yield pick(choices, List.of("$(WHAT)", "$(WHERE)/ok", "$$(WHAT)", "$(NOWHERE)/x"));
      }
      case 9 -> path + "x";
      default -> path;
    };
  }

  private static final List<String> DIRECTORIES =
      List.of(
          "/",
          "/work",
          "/odd",
          "/private",
          "/made/for/it",
          "/afile",
          "/afile/below",
          "/odd/link-directory",
          "/odd/link-lost",
          "/search/hidden",
          "work");

  static boolean oneIn(Choices choices, int many) {
    return choices.below(many) == many - 1;
  }

  static <T> T pick(Choices choices, List<T> from) {
    return from.get(choices.below(from.size()));
  }
}
