package dev.bulkhead.render.kustomize;

import dev.bulkhead.model.Node;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Requirements on labels as {@code kubectl -l} takes them: {@code a=b,c!=d,e in (f,g),h,!i}.
 *
 * @param requirements all of which have to be met
 */
record LabelSelector(List<Requirement> requirements) {
  static final LabelSelector ALL = new LabelSelector(List.of());

  private static final Pattern PART =
      Pattern.compile(
          "\\s*(?<not>!)?\\s*(?<key>[\\w./-]+)\\s*"
              + "(?:(?<operator>==|=|!=)\\s*(?<value>[\\w.-]*)"
              + "|(?<set>in|notin)\\s*\\((?<values>[^()]*)\\))?\\s*");

  LabelSelector {
    requirements = List.copyOf(requirements);
  }

  /**
   * One requirement.
   *
   * @param values of which the label has to have one; empty where it only has to be there
   * @param isNot whether the contrary is wanted
   */
  record Requirement(String key, Set<String> values, boolean isNot) {
    boolean isMetBy(Map<String, String> labels) {
      String value = labels.get(key);
      boolean holds = value != null && (values.isEmpty() || values.contains(value));
      return holds != isNot;
    }
  }

  static LabelSelector parse(Node.Scalar text) {
    var requirements = new ArrayList<Requirement>();
    for (String part : text.text().split(",(?![^()]*\\))", -1)) {
      Matcher matcher = PART.matcher(part);
      if (part.isBlank()) {
        continue;
      }
      if (!matcher.matches()) {
        throw new Refused(
            text.at(),
            "The text is no selector of labels.",
            "Write key=value, key!=value, key in (a,b), key or !key, with commas between.");
      }
      requirements.add(requirement(matcher));
    }
    return new LabelSelector(requirements);
  }

  private static Requirement requirement(Matcher matcher) {
    String key = matcher.group("key");
    String set = matcher.group("set");
    if (set != null) {
      Set<String> values =
          Arrays.stream(matcher.group("values").split(",", -1))
              .map(String::strip)
              .collect(Collectors.toUnmodifiableSet());
      return new Requirement(key, values, set.equals("notin"));
    }
    String operator = matcher.group("operator");
    return operator == null
        ? new Requirement(key, Set.of(), matcher.group("not") != null)
        : new Requirement(key, Set.of(matcher.group("value")), operator.equals("!="));
  }

  boolean selects(Map<String, String> labels) {
    return requirements.stream().allMatch(requirement -> requirement.isMetBy(labels));
  }
}
