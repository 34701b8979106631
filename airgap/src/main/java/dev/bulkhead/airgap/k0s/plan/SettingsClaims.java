package dev.bulkhead.airgap.k0s.plan;

import dev.bulkhead.airgap.k0s.Acceptance;
import dev.bulkhead.airgap.k0s.K0sRelease;
import dev.bulkhead.airgap.k0s.K0sReleases;
import dev.bulkhead.airgap.k0s.K0sVersion;
import dev.bulkhead.verdict.Verdict;
import java.util.ArrayList;
import java.util.List;

/** Whether the releases on the way take what controllers are configured by. */
final class SettingsClaims {
  private final Upgrade upgrade;
  private final K0sReleases known;

  SettingsClaims(Upgrade upgrade, K0sReleases known) {
    this.upgrade = upgrade;
    this.known = known;
  }

  /** What the first leader makes of a file is as good as the file, so the file alone is judged. */
  List<Verdict> verdicts() {
    Settings settings = upgrade.settings();
    List<K0sVersion> way = upgrade.route().releases().stream().map(K0sRelease::version).toList();
    var verdicts = new ArrayList<>(Acceptance.of(settings.file(), way, known));
    if (settings.source() == Settings.Source.OBJECT
        && !settings.cluster().equals(settings.file())) {
      verdicts.addAll(Acceptance.of(settings.cluster(), way, known));
    }
    return verdicts;
  }
}
