package dev.bulkhead.release;

import dev.bulkhead.release.Carrier.Kind;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The versions that a document tells its readers to install. */
final class DocumentCarriers {
  private static final String HOST = "(?<host>github\\.com|gitlab\\.com|codeberg\\.org)";
  private static final String OWNER_AND_NAME = "/(?<org>[\\w.-]+)/(?<repo>[\\w.-]+?)(?:\\.git)?";

  /** A version's own text: whatever follows it, punctuation of a sentence is no part of it. */
  private static final String VERSION =
      "(?<version>v?[0-9]+\\.[0-9]+(?:\\.[0-9]+)?(?:[-+][\\w.+-]*\\w)?)";

  private static final List<Form> FORMS =
      List.of(
          new Form(
              HOST + OWNER_AND_NAME + "(?:/[^\\s?'\"`)<>]*)?\\?(?:[\\w=&]*&)?ref=" + VERSION,
              "the ref of an install command"),
          new Form(
              HOST + OWNER_AND_NAME + "/releases/download/(?:[\\w-]+/)?" + VERSION + "(?=/)",
              "the address of a release's file"),
          new Form(
              HOST
                  + OWNER_AND_NAME
                  + "/releases/download/[^/\\s]+/[^/\\s]*?[-_](?<version>v?[0-9]+\\.[0-9]+\\.[0-9]+"
                  + "(?:-(?:alpha|beta|rc)[.-]?[0-9]*)?)(?![0-9])",
              "the name of a release's file"),
          new Form(
              "(?<host>raw\\.githubusercontent\\.com)"
                  + OWNER_AND_NAME
                  + "/(?:refs/tags/)?"
                  + VERSION
                  + "(?=/)",
              "the address of a file at a tag"),
          new Form(
              HOST + OWNER_AND_NAME + "(?:/[\\w./-]*)?@" + VERSION + "(?![\\w@]|\\.\\w)",
              "a package at a version"));

  private static final Pattern HELM = Pattern.compile("\\bhelm\\b");
  private static final Pattern HELM_VERB =
      Pattern.compile("\\b(?:install|upgrade|template|pull|fetch)\\b");

  private static final Pattern HELM_VERSION =
      Pattern.compile("--version[= ]+[\"']?" + VERSION + "(?!\\w|\\.\\w)");

  private static final Pattern HELM_CHART =
      Pattern.compile(
          "(?<![\\w/-])(?:oci://\\S*/|[a-z][\\w-]*/)(?<chart>[a-z][a-z0-9-]*)(?![\\w/.:=])");

  private static final Pattern IMAGE =
      Pattern.compile(
          "(?<![\\w/.@:-])(?<name>(?:[a-z0-9-]+\\.){1,20}[a-z]{2,}(?::[0-9]+)?(?:/[a-z0-9._-]+){1,20}"
              + "|[a-z0-9-]+/[a-z0-9._-]+):"
              + "(?<version>v?[0-9]+\\.[0-9]+\\.[0-9]+(?:[-+][\\w.-]*\\w)?)(?![\\w/])");

  /** Longer lines, and commands, are no text for people: searching them would take for ever. */
  private static final int LONGEST_LINE = 10_000;

  private final FileText file;
  private final List<Carrier> carriers = new ArrayList<>();

  private DocumentCarriers(FileText file) {
    this.file = file;
  }

  private record Form(Pattern pattern, String how) {
    Form(String pattern, String how) {
      this(Pattern.compile(pattern), how);
    }
  }

  static List<Carrier> in(FileText file) {
    var found = new DocumentCarriers(file);
    found.addresses();
    found.charts();
    found.carriers.sort(
        Comparator.comparingInt((Carrier carrier) -> carrier.at().line())
            .thenComparingInt(carrier -> carrier.at().column()));
    return found.carriers;
  }

  private void addresses() {
    for (int line = 1; line <= file.lines(); line++) {
      String text = file.line(line);
      if (text.indexOf('.') < 0 || text.indexOf('/') < 0 || text.length() > LONGEST_LINE) {
        continue;
      }
      int start = file.startOf(line);
      for (Form form : FORMS) {
        add(
            form.pattern,
            text,
            start,
            Kind.DOCUMENT_COMMAND,
            DocumentCarriers::repository,
            form.how);
      }
      add(
          IMAGE,
          text,
          start,
          Kind.DOCUMENT_IMAGE,
          found -> imageName(found.group("name")),
          "an image in a document");
    }
  }

  private void add(
      Pattern pattern,
      String text,
      int start,
      Kind kind,
      Function<MatchResult, String> subject,
      String how) {
    Matcher found = pattern.matcher(text);
    while (found.find()) {
      carriers.add(
          new Carrier(
              kind,
              subject.apply(found),
              found.group("version"),
              file.place(start + found.start("version")),
              how));
    }
  }

  private static String repository(MatchResult found) {
    String host = found.group("host").toLowerCase(Locale.ROOT);
    return "%s/%s/%s"
        .formatted(
            host.equals("raw.githubusercontent.com") ? "github.com" : host,
            found.group("org"),
            found.group("repo"))
        .toLowerCase(Locale.ROOT);
  }

  private static String imageName(String text) {
    return ImageText.of(text + ":0").map(image -> image.reference().name()).orElse(text);
  }

  /** Commands of Helm, each with the lines that continue it. */
  private void charts() {
    for (int line = 1; line <= file.lines(); line++) {
      String first = file.line(line);
      if (first.length() > LONGEST_LINE || !isOfHelm(first)) {
        continue;
      }
      int last = line;
      while (last < file.lines() && file.line(last).endsWith("\\") && last - line < 50) {
        last++;
      }
      String command = file.text().substring(file.startOf(line), endOf(last));
      if (command.length() > LONGEST_LINE) {
        continue;
      }
      Matcher chart = HELM_CHART.matcher(command);
      Matcher version = HELM_VERSION.matcher(command);
      if (chart.find() && version.find()) {
        carriers.add(
            new Carrier(
                Kind.DOCUMENT_COMMAND,
                chart.group("chart"),
                version.group("version"),
                file.place(file.startOf(line) + version.start("version")),
                "the --version of a helm command"));
      }
      line = last;
    }
  }

  private static boolean isOfHelm(String line) {
    Matcher helm = HELM.matcher(line);
    return helm.find() && HELM_VERB.matcher(line).find(helm.end());
  }

  private int endOf(int line) {
    return file.startOf(line) + file.line(line).length();
  }
}
