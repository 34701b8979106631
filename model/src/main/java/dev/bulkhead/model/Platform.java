package dev.bulkhead.model;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * An operating system and a processor architecture, in the normal form of containerd's {@code
 * platforms} package: {@code linux/arm64/v8} is {@code linux/arm64}, {@code linux/x86_64} is {@code
 * linux/amd64}, {@code linux/arm} is {@code linux/arm/v7}.
 *
 * @param variant the architecture's variant, or the empty string
 */
public record Platform(String os, String architecture, String variant)
    implements Comparable<Platform> {
  /** What most clusters run on, and what is judged unless something else is asked for. */
  public static final Platform LINUX_AMD64 = new Platform("linux", "amd64", "");

  /** More than any variant's rank. */
  private static final int OTHER_PROCESSOR = 1 << 20;

  /** The values of Go's GOOS and GOARCH, which the OCI image specification takes its names from. */
  private static final Set<String> SYSTEMS =
      Set.of(
          "aix",
          "android",
          "darwin",
          "dragonfly",
          "freebsd",
          "illumos",
          "ios",
          "js",
          "linux",
          "netbsd",
          "openbsd",
          "plan9",
          "solaris",
          "wasip1",
          "windows");

  private static final Set<String> ARCHITECTURES =
      Set.of(
          "386",
          "amd64",
          "arm",
          "arm64",
          "loong64",
          "mips",
          "mips64",
          "mips64le",
          "mipsle",
          "ppc64",
          "ppc64le",
          "riscv64",
          "s390x",
          "wasm");

  /** The variants of the processors that have numbered ones. */
  private static final Pattern AMD64_VARIANT = Pattern.compile("|v[2-4]");

  private static final Pattern ARM_VARIANT = Pattern.compile("v[5-8]");
  private static final Pattern ARM64_VARIANT = Pattern.compile("|v[89](\\.\\d)?");

  private static final Pattern PART = Pattern.compile("[A-Za-z0-9_.-]+");

  /** Puts the parts into normal form. */
  public static Platform of(String os, String architecture, String variant) {
    String system = os.toLowerCase(Locale.ROOT);
    String processor = architecture.toLowerCase(Locale.ROOT);
    String form = variant.toLowerCase(Locale.ROOT);
    switch (processor) {
      case "x86_64", "x86-64" -> processor = "amd64";
      case "i386" -> {
        processor = "386";
        form = "";
      }
      case "aarch64" -> processor = "arm64";
      case "armhf" -> {
        processor = "arm";
        form = "v7";
      }
      case "armel" -> {
        processor = "arm";
        form = "v6";
      }
      default -> {}
    }
    form =
        switch (processor) {
          case "amd64" -> form.equals("v1") ? "" : form;
          case "arm64" ->
              switch (form) {
                case "8", "v8", "v8.0" -> "";
                case "9", "9.0", "v9.0" -> "v9";
                default -> form;
              };
          case "arm" ->
              switch (form) {
                case "", "7" -> "v7";
                case "5", "6", "8" -> "v" + form;
                default -> form;
              };
          default -> form;
        };
    return new Platform(system.equals("macos") ? "darwin" : system, processor, form);
  }

  /** Reads {@code os/architecture} or {@code os/architecture/variant}; empty for anything else. */
  public static Optional<Platform> parse(String text) {
    String[] parts = text.split("/", -1);
    if (parts.length < 2 || parts.length > 3) {
      return Optional.empty();
    }
    for (String part : parts) {
      if (!PART.matcher(part).matches()) {
        return Optional.empty();
      }
    }
    return Optional.of(of(parts[0], parts[1], parts.length == 3 ? parts[2] : ""));
  }

  /** Whether there is such a system and such a processor. */
  public boolean isKnown() {
    return SYSTEMS.contains(os)
        && ARCHITECTURES.contains(architecture)
        && switch (architecture) {
          case "amd64" -> AMD64_VARIANT.matcher(variant).matches();
          case "arm" -> ARM_VARIANT.matcher(variant).matches();
          case "arm64" -> ARM64_VARIANT.matcher(variant).matches();
          default -> true;
        };
  }

  /**
   * Whether a node of this platform takes an image made for {@code image}, as containerd chooses
   * (containerd/platforms, compare.go, Only): the same processor with the same or a lower variant,
   * or the 32-bit processor that it can play: 386 on amd64, arm on arm64.
   */
  public boolean runs(Platform image) {
    if (!os.equals(image.os)) {
      return false;
    }
    if (!architecture.equals(image.architecture)) {
      return plays(image);
    }
    if (variant.equals(image.variant)) {
      return true;
    }
    return switch (architecture) {
      case "arm", "amd64" -> level(image.variant) <= level(variant);
      case "arm64" -> arm64Runs(image);
      default -> image.variant.isEmpty();
    };
  }

  /** A v9.x processor does all that v8.(x+5) does; without a variant, it is v8.0. */
  private boolean arm64Runs(Platform image) {
    int own = variant.isEmpty() ? 8 : level(variant);
    int wanted = image.variant.isEmpty() ? 8 : level(image.variant);
    if (own == wanted) {
      return minor(image.variant) <= minor(variant);
    }
    return own == 9 && wanted == 8 && minor(image.variant) <= minor(variant) + 5;
  }

  private boolean plays(Platform image) {
    return switch (architecture) {
      case "amd64" -> image.architecture.equals("386");
      case "arm64" -> image.architecture.equals("arm") && level(image.variant) <= 8;
      default -> false;
    };
  }

  /** The rank of a variant: {@code v7} is 7, none is the lowest. */
  private static int level(String variant) {
    if (variant.length() < 2 || variant.charAt(0) != 'v') {
      return 0;
    }
    int level = 0;
    for (int i = 1; i < variant.length() && level < 1000; i++) {
      char digit = variant.charAt(i);
      if (digit == '.') {
        break;
      }
      if (digit < '0' || digit > '9') {
        return 0;
      }
      level = level * 10 + (digit - '0');
    }
    return level;
  }

  /** What follows the dot of a variant: {@code v8.2} is 2, none is 0. */
  private static int minor(String variant) {
    int dot = variant.indexOf('.');
    return dot < 0 ? 0 : level("v" + variant.substring(dot + 1));
  }

  /** How well {@code image} suits this platform among those it runs: higher is better. */
  public int preference(Platform image) {
    if (!architecture.equals(image.architecture)) {
      return level(image.variant) - OTHER_PROCESSOR;
    }
    return variant.equals(image.variant)
        ? Integer.MAX_VALUE
        : level(image.variant) * 1000 + minor(image.variant);
  }

  @Override
  public int compareTo(Platform other) {
    return toString().compareTo(other.toString());
  }

  @Override
  public String toString() {
    return variant.isEmpty() ? os + "/" + architecture : os + "/" + architecture + "/" + variant;
  }
}
