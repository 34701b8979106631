package dev.bulkhead.architecture;

import dev.bulkhead.verdict.Rule;
import java.util.List;

/** The text of docs/rules.md, made from the rules themselves. */
final class RulesPage {
  private static final String HEAD =
      """
      # The rules

      Each rule is a claim about a container, an image, a program, a webhook or a release: it is proven, violated,
      or, where the evidence could not be had, unproven. `bulkhead explain RULE` prints the section of a
      rule; of those about [webhooks](webhooks.md), some raise or lower the severity by what is at stake.

      <!-- This page is written by a test from the rules themselves:
           mvn -pl architecture -am test -Dtest=HygieneTest -Dsurefire.failIfNoSpecifiedTests=false -Dbulkhead.update=true -->

      | rule | severity | violated when |
      | --- | --- | --- |
      """;

  private RulesPage() {}

  static String of(List<Rule> rules) {
    var page = new StringBuilder(HEAD);
    for (Rule rule : rules) {
      page.append(
          "| [`%s`](#%s) | %s | %s |\n"
              .formatted(rule.id(), rule.id(), rule.severity(), rule.violatedWhen()));
    }
    for (Rule rule : rules) {
      page.append(section(rule));
    }
    return page.toString();
  }

  private static String section(Rule rule) {
    return """

    ## %s

    *%s*, decided by %s. Violated when %s.

    %s

    Bad:

    ```yaml
    %s
    ```

    Good:

    ```yaml
    %s
    ```
    """
        .formatted(
            rule.id(),
            capitalised(rule.severity().toString()),
            switch (rule.proof()) {
              case TEXT -> "the manifests alone";
              case EVIDENCE -> "the manifests and the image";
            },
            rule.violatedWhen(),
            rule.why().strip(),
            rule.bad().strip(),
            rule.good().strip());
  }

  private static String capitalised(String word) {
    return Character.toUpperCase(word.charAt(0)) + word.substring(1);
  }
}
