package dev.bulkhead.cli;

import dev.bulkhead.drill.Pool;
import dev.bulkhead.drill.Taint;
import dev.bulkhead.verdict.OptionError;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The nodes of a simulated cluster, as {@code --nodes} gives them: {@code
 * control-plane=3,infra=2:infra=true:NoSchedule,workers=3}.
 */
record DrillNodes(List<Pool> pools) {
  private static final int MOST = 5_000;
  private static final Pattern FORM =
      Pattern.compile(
          "([a-z0-9](?:[a-z0-9-]{0,40}[a-z0-9])?)=(\\d{1,5})"
              + "(?::([A-Za-z0-9./_-]{1,253})(?:=([A-Za-z0-9._-]{0,63}))?:(NoSchedule|NoExecute))?");
  private static final String REMEDY =
      "Write pools such as control-plane=3,infra=2:infra=true:NoSchedule,workers=3.";

  DrillNodes {
    pools = List.copyOf(pools);
  }

  /**
   * Reads the option.
   *
   * @throws OptionError where it is no list of pools
   */
  static DrillNodes parse(String text) {
    var pools = new ArrayList<Pool>();
    var names = new HashSet<String>();
    int nodes = 0;
    for (String part : text.split(",", -1)) {
      Matcher form = FORM.matcher(part);
      if (!form.matches()) {
        throw new OptionError("\"%s\" is no pool of nodes.".formatted(part), REMEDY);
      }
      if (!names.add(form.group(1))) {
        throw new OptionError("The pool \"%s\" is given twice.".formatted(form.group(1)), REMEDY);
      }
      int count = Integer.parseInt(form.group(2));
      nodes += count;
      pools.add(new Pool(form.group(1), count, taints(form)));
    }
    if (nodes == 0 || nodes > MOST) {
      throw new OptionError(
          "A cluster of %d nodes cannot be simulated.".formatted(nodes),
          "Give between 1 and %d nodes.".formatted(MOST));
    }
    return new DrillNodes(pools);
  }

  private static List<Taint> taints(Matcher form) {
    return form.group(3) == null
        ? List.of()
        : List.of(
            new Taint(form.group(3), form.group(4) == null ? "" : form.group(4), form.group(5)));
  }
}
