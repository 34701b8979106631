package dev.bulkhead.release;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What the files at a path are for, as projects commonly lay out their repositories. */
public enum Grounds {
  /** What users deploy, or what it is built from. */
  DEPLOYED,
  /** What people read or copy from: documents and examples. */
  READ,
  /** Neither: tests, what others wrote, records of the past. */
  ELSEWHERE;

  private static final Set<String> TESTS =
      Set.of(
          "test",
          "tests",
          "testing",
          "testdata",
          "testdata2",
          "e2e",
          "e2etest",
          "inttest",
          "integration",
          "fixture",
          "fixtures",
          "mock",
          "mocks",
          "conformance",
          "chainsaw",
          "benchmark",
          "benchmarks",
          "perf",
          "scalability",
          "dev",
          "devel",
          "development",
          "ci",
          "local",
          "debug");

  private static final Set<String> OTHERS =
      Set.of(
          "vendor",
          "node_modules",
          "third_party",
          "third-party",
          "hack",
          "tools",
          "scripts",
          "contrib",
          "incubator",
          "archive",
          "archived",
          "deprecated",
          "legacy",
          "playground",
          "upgrading",
          "upgrades",
          "migrations",
          "changelog",
          "changelogs",
          "proposals",
          "proposal",
          "design",
          "designs",
          "enhancements",
          "keps",
          "kep",
          "rfcs",
          "adr",
          "adrs",
          "blog",
          "blogs",
          "news",
          "release-notes",
          "presentations");

  private static final Set<String> DOCUMENTS =
      Set.of(
          "docs",
          "doc",
          "documentation",
          "website",
          "site",
          "content",
          "pages",
          "examples",
          "example",
          "samples",
          "sample",
          "demo",
          "demos",
          "tutorials",
          "tutorial",
          "guides",
          "guide",
          "quickstart");

  /** {@code install-latest-testing.yaml} says of itself that it is for no release. */
  private static final Set<String> MOVING =
      Set.of("latest", "nightly", "master", "canary", "edge", "dev", "test", "testing");

  /** {@code v1.2}, {@code version-1.2.3}: documents of one version that stay as they are. */
  private static final Pattern VERSIONED =
      Pattern.compile("(?:version[-_]?)?v?[0-9]+\\.[0-9x]+(?:\\.[0-9x]+)?.*");

  private static final Pattern RECORD =
      Pattern.compile(
          "(?i)(?:change_?-?logs?|changes|history|release[-_]?notes?|news|upgrad(?:e|ing).*"
              + "|migrat(?:e|ion|ing).*|roadmap|security.*|releas(?:e|ing)(?:[-_]process)?)(?:[-_.].*)?"
              + "\\.(?:md|mdx|markdown)");

  private static final List<String> HIDDEN = List.of(".", "_");

  /** What the file at a path is for. */
  public static Grounds of(String path) {
    String[] parts = path.split("/", -1);
    boolean isRead = false;
    for (int i = 0; i < parts.length - 1; i++) {
      String folder = parts[i].toLowerCase(Locale.ROOT);
      if (isElsewhere(folder)) {
        return ELSEWHERE;
      }
      isRead |= DOCUMENTS.contains(folder);
      if (isRead && (VERSIONED.matcher(folder).matches() || folder.equals("releases"))) {
        return ELSEWHERE;
      }
    }
    String file = parts[parts.length - 1];
    if (RECORD.matcher(file).matches() || isMoving(file)) {
      return ELSEWHERE;
    }
    return isRead || isDocument(file) ? READ : DEPLOYED;
  }

  private static boolean isElsewhere(String folder) {
    return HIDDEN.stream().anyMatch(folder::startsWith)
        || OTHERS.contains(folder)
        || folder.startsWith("versioned_")
        || words(folder).anyMatch(TESTS::contains);
  }

  private static boolean isMoving(String file) {
    boolean isYaml = file.endsWith(".yaml") || file.endsWith(".yml");
    return isYaml
        && words(file.substring(0, file.lastIndexOf('.')).toLowerCase(Locale.ROOT))
            .anyMatch(MOVING::contains);
  }

  private static Stream<String> words(String name) {
    return Stream.of(name.split("[-_]", -1));
  }

  private static boolean isDocument(String file) {
    String name = file.toLowerCase(Locale.ROOT);
    return name.endsWith(".md") || name.endsWith(".mdx") || name.endsWith(".markdown");
  }
}
