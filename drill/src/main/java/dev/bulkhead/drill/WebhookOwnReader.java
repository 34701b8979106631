package dev.bulkhead.drill;

import dev.bulkhead.admission.Conversion;
import dev.bulkhead.model.Node;
import dev.bulkhead.verdict.Claim;
import dev.bulkhead.verdict.Subject;
import dev.bulkhead.verdict.Verdict;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Whether conversions are answered by those who read what is converted; once for each backend. */
final class WebhookOwnReader implements WebhookJudge {
  private static final Set<String> READ = Set.of("list", "watch");

  @Override
  public Stream<Verdict> judge(WebhookCluster cluster) {
    var access = new WebhookAccess(cluster.inventory());
    return WebhookServer.of(cluster).stream().flatMap(server -> judge(server, access));
  }

  private static Stream<Verdict> judge(WebhookServer server, WebhookAccess access) {
    List<Conversion> needed = server.conversions().stream().filter(Conversion::isNeeded).toList();
    if (needed.isEmpty()) {
      return Stream.empty();
    }
    List<Conversion> read =
        needed.stream()
            .filter(one -> access.may(server.pod(), READ, one.group(), one.plural()))
            .toList();
    Conversion first = read.isEmpty() ? needed.getFirst() : read.getFirst();
    var claim =
        new Claim(
            WebhookBackendRules.OWN_READER,
            Subject.of(first.crd()).withAspect(server.owner().key().toString()),
            first
                .crd()
                .root()
                .find("spec", "conversion")
                .map(Node::at)
                .orElse(first.crd().root().at()));
    return Stream.of(
        read.isEmpty()
            ? claim.proven("Who converts does not read what it converts.", List.of())
            : claim.violated(
                "%s converts %s, and may read them itself: after a change of the stored version (now %s) it waits for its own answer, unless it answers before it reads."
                    .formatted(
                        server.owner().key(),
                        WebhookWords.few(read.stream().map(Conversion::toString).toList()),
                        first.storage()),
                "Read the stored version alone, and start the webhook's server before any cache.",
                List.of()));
  }
}
