package dev.bulkhead.release;

import dev.bulkhead.testkit.Gen;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/**
 * Files of a project called keeper at version 0.30.1, in as many spellings as there are, beside
 * versions of other things (redis, which is at 7.2.4).
 */
final class StampedFiles {
  private static final Gen<String> VERSION = Gen.of("0.30.1", "v0.30.1");
  private static final Gen<String> COMMENT =
      Gen.of("", "  # 0.30.0, „v1.2.3“", " #", "\t# tag: v9.9.9", "   ");

  private static final Gen<UnaryOperator<String>> QUOTES =
      Gen.of(text -> text, text -> '"' + text + '"', text -> '\'' + text + '\'');

  private static final Gen<String> QUOTED =
      VERSION.flatMap(version -> QUOTES.map(quotes -> quotes.apply(version)));

  private static final Gen<String> IMAGE =
      VERSION.flatMap(
          version -> QUOTES.map(quotes -> quotes.apply("registry.example/org/keeper:" + version)));

  private static final Gen<String> FILLER =
      Gen.of("", "# é 😀 0.30.0\n", "\n", "---\n", "# \t \n\n");

  private static final Gen<String> KUSTOMIZATION =
      lines(
          """
          %sapiVersion: kustomize.config.k8s.io/v1beta1
          kind: Kustomization
          images:
          - name: registry.example/org/keeper
            newTag: %s%s
          - { name: redis, newTag: "7.2.4" }%s
          - {name: "registry.example/org/keeper-agent", newTag: %s}
          resources:
          - https://github.com/org/keeper//config?ref=%s
          """,
          Gen.of("", "# first\n", "\n\n"), QUOTED, COMMENT, COMMENT, QUOTED, VERSION);

  private static final Gen<String> MANIFEST =
      lines(
          """
          %s---
          apiVersion: apps/v1
          kind: Deployment
          metadata:
            name: keeper
            labels: { "app.kubernetes.io/version": %s, helm.sh/chart: keeper-%s }%s
          spec:
            template:
              spec:
                containers:
                - image: %s%s
                  name: keeper
                - { name: redis, image: 'redis:7.2.4' }
          ---
          %sapiVersion: v1
          kind: Pod
          metadata: { name: once }
          spec: { containers: [ { name: a, image: %s }, { name: b, image: %s } ] }%s""",
          FILLER, QUOTED, VERSION, COMMENT, IMAGE, COMMENT, FILLER, IMAGE, IMAGE, COMMENT);

  private static final Gen<String> CHART =
      lines(
          """
          apiVersion: v2
          %sname: keeper%s
          version:   %s%s
          appVersion: %s%s
          dependencies:
          - name: redis
            version: 7.2.4
          annotations:
            artifacthub.io/images: |
              - name: keeper
                image: registry.example/org/keeper:%s
          """,
          FILLER.where(text -> !text.startsWith("---")),
          COMMENT,
          QUOTED,
          COMMENT,
          QUOTED,
          COMMENT,
          VERSION);

  private static final Gen<String> VALUES =
      lines(
          """
          image: &image
            repository: registry.example/org/keeper
            tag: %s%s%s
          again: *image
          agent: { image: { repository: keeper-agent, tag: %s } }
          hookImage: %s%s
          cache: { image: { repository: redis, tag: 7.2.4 } }
          """,
          Gen.of("", "&tag ", "!!str "), QUOTED, COMMENT, QUOTED, IMAGE, COMMENT);

  private static final Gen<String> DOCUMENT =
      lines(
          """
          # Keeper 0.30.0 — „schön“%s
          ```
          kubectl apply -k "https://github.com/org/keeper//deploy?ref=%s"
          kubectl apply -f https://github.com/org/keeper/releases/download/%s/install.yaml
          helm install keeper org/keeper --version %s
          docker run registry.example/org/keeper:%s | docker run docker.io/library/redis:7.2.4
          ```
          %s""",
          COMMENT, VERSION, VERSION, VERSION, VERSION, COMMENT);

  private static final Gen<String> MAKEFILE =
      lines(
          "# make\n%sVERSION %s %s%s\nall:\n\techo $(VERSION) 1.2.3\n",
          Gen.of("", "export "), Gen.of("?=", ":=", "="), VERSION, Gen.of("", " ", "  # next"));

  private static final Gen<String> POM =
      lines(
          """
          <project>%s
            <parent><groupId>g</groupId><artifactId>a</artifactId><version>7.2.4</version></parent>
            <artifactId>keeper</artifactId>
            <version>%s</version>
            <dependencies><dependency><version>7.2.4</version></dependency></dependencies>
          </project>
          """,
          Gen.of("", "<!-- 1.2.3 -->"), VERSION);

  private static final Gen<String> PACKAGE =
      lines(
          "{\"name\": \"keeper\",%s \"version\": \"%s\", \"dependencies\": {\"redis\": \"7.2.4\"}}%s",
          Gen.of("", "\n\t"), VERSION, Gen.of("", "\n"));

  private static final Gen<String> TOML =
      lines(
          "[%s]%s\nname = \"keeper\"\nversion %s %s%s\n[dependencies]\nversion = \"7.2.4\"\n",
          Gen.of("package"),
          Gen.of("", "  "),
          Gen.of("=", " ="),
          VERSION.map(version -> '"' + version + '"'),
          Gen.of("", " # next"));

  /** Some of the files, each in a spelling of its own. */
  static final Gen<Map<String, String>> FILES =
      choices -> {
        var files = new TreeMap<String, String>();
        Map.of(
                "deploy/kustomization.yaml", KUSTOMIZATION,
                "deploy/all.yaml", MANIFEST,
                "charts/keeper/Chart.yaml", CHART,
                "charts/keeper/values.yaml", VALUES,
                "README.md", DOCUMENT,
                "Makefile", MAKEFILE,
                "pom.xml", POM,
                "package.json", PACKAGE,
                "Cargo.toml", TOML,
                "VERSION",
                    VERSION.flatMap(version -> Gen.of("\n", "", "\r\n").map(version::concat)))
            .entrySet()
            .stream()
            .sorted(Map.Entry.comparingByKey())
            .forEach(
                file -> {
                  if (Gen.bool().draw(choices)) {
                    files.put(file.getKey(), file.getValue().draw(choices));
                  }
                });
        return files;
      };

  private StampedFiles() {}

  /** A text with holes, with line ends of some kind, with or without one at the end and a mark. */
  @SafeVarargs
  @SuppressWarnings("varargs") // the array is only read
  private static Gen<String> lines(String form, Gen<String>... holes) {
    return choices -> {
      var parts = new Object[holes.length];
      for (int i = 0; i < holes.length; i++) {
        parts[i] = holes[i].draw(choices);
      }
      String text = form.formatted(parts);
      String ended =
          Gen.bool().draw(choices) && text.endsWith("\n")
              ? text.substring(0, text.length() - 1)
              : text;
      String mark = Gen.of("", "", "\uFEFF").draw(choices);
      return mark + ended.replace("\n", Gen.of("\n", "\r\n", "\r").draw(choices));
    };
  }
}
