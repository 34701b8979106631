package dev.bulkhead.release;

import dev.bulkhead.model.Location;
import dev.bulkhead.model.Node;
import dev.bulkhead.release.Carrier.Kind;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The version of what is built, as the files state it that it is built from. Only files at the top
 * of a repository count: below it, packages of their own are built.
 */
final class BuildCarriers {
  private static final String VERSION =
      "(?<version>v?[0-9]+(?:\\.[0-9]+){1,4}(?:[-+.][\\w.+-]{0,100})?)";
  private static final Pattern ALONE = Pattern.compile("\\s*" + VERSION + "\\s*");
  private static final Pattern IN_XML =
      Pattern.compile("<version>\\s*" + VERSION + "\\s*</version>");
  private static final Pattern IN_TOML =
      Pattern.compile("\\s*version\\s*=\\s*[\"']" + VERSION + "[\"'].*");

  private static final Pattern IN_MAKEFILE =
      Pattern.compile(
          "(?:export\\s+)?(?:RELEASE_)?VERSION\\s*[?:]?=[ \\t]*" + VERSION + "[ \\t]*(?:#.*)?");

  private static final List<Form> FORMS =
      List.of(
          new Form(
              Set.of("VERSION", "VERSION.txt", "version.txt", ".version"),
              Kind.VERSION_FILE,
              "a file with a version alone",
              BuildCarriers::alone),
          new Form(
              Set.of("package.json"),
              Kind.BUILD_FILE,
              "version of a package.json",
              BuildCarriers::inPackageJson),
          new Form(
              Set.of("pom.xml"), Kind.BUILD_FILE, "version of a pom.xml", BuildCarriers::inPom),
          new Form(
              Set.of("Cargo.toml"),
              Kind.BUILD_FILE,
              "version of a Cargo.toml",
              file -> inToml(file, Set.of("[package]", "[workspace.package]"))),
          new Form(
              Set.of("pyproject.toml"),
              Kind.BUILD_FILE,
              "version of a pyproject.toml",
              file -> inToml(file, Set.of("[project]", "[tool.poetry]"))),
          new Form(
              Set.of("Makefile", "makefile", "GNUmakefile"),
              Kind.BUILD_FILE,
              "VERSION of a Makefile",
              BuildCarriers::inMakefile));

  private BuildCarriers() {}

  private record Form(
      Set<String> names, Kind kind, String how, Function<FileText, Optional<Found>> finder) {}

  private record Found(String version, Location at) {}

  static boolean isBuildFile(String path) {
    return FORMS.stream().anyMatch(form -> form.names.contains(path));
  }

  static List<Carrier> in(FileText file) {
    return FORMS.stream()
        .filter(form -> form.names.contains(file.path()))
        .flatMap(
            form ->
                form.finder.apply(file).stream()
                    .map(found -> new Carrier(form.kind, "", found.version, found.at, form.how)))
        .toList();
  }

  private static Optional<Found> alone(FileText file) {
    return found(ALONE.matcher(file.text().strip()).matches(), ALONE.matcher(file.text()), 0, file);
  }

  private static Optional<Found> found(boolean is, Matcher matcher, int offset, FileText file) {
    return is && matcher.find()
        ? Optional.of(
            new Found(matcher.group("version"), file.place(offset + matcher.start("version"))))
        : Optional.empty();
  }

  private static Optional<Found> inPackageJson(FileText file) {
    return Carriers.documents(file).mappings().stream()
        .flatMap(root -> root.scalar("version").stream())
        .filter(version -> version.type() == Node.Scalar.Type.STRING)
        .map(version -> new Found(version.text(), file.within(version, 0)))
        .findFirst();
  }

  /** The project's own version stands beside its name: its parent's and its parts' do not count. */
  private static Optional<Found> inPom(FileText file) {
    String text = file.text();
    int from = Math.max(text.indexOf("</parent>"), 0);
    int to = text.length();
    for (String part :
        List.of("<dependencies>", "<dependencyManagement>", "<build>", "<profiles>")) {
      int begin = text.indexOf(part, from);
      to = begin < 0 ? to : Math.min(to, begin);
    }
    return found(true, IN_XML.matcher(text.substring(from, to)), from, file);
  }

  private static Optional<Found> inToml(FileText file, Set<String> sections) {
    boolean isInside = false;
    for (int line = 1; line <= file.lines(); line++) {
      String text = file.line(line);
      if (text.startsWith("[")) {
        isInside = sections.contains(text.strip());
      } else if (isInside) {
        Matcher version = IN_TOML.matcher(text);
        if (version.matches()) {
          return found(true, version.reset(), file.startOf(line), file);
        }
      }
    }
    return Optional.empty();
  }

  private static Optional<Found> inMakefile(FileText file) {
    for (int line = 1; line <= file.lines(); line++) {
      Matcher version = IN_MAKEFILE.matcher(file.line(line));
      if (version.matches()) {
        return found(true, version.reset(), file.startOf(line), file);
      }
    }
    return Optional.empty();
  }
}
