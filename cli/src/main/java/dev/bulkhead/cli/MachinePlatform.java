package dev.bulkhead.cli;

import dev.bulkhead.airgap.k0s.plan.NodeSelector;
import dev.bulkhead.model.Platform;
import dev.bulkhead.verdict.OptionError;

/** A platform and the machines that have it: {@code linux/arm64}, {@code workers=linux/arm64}. */
record MachinePlatform(NodeSelector nodes, Platform platform) {

  /**
   * Reads the option.
   *
   * @throws OptionError where it names no machines, or no platform
   */
  static MachinePlatform parse(String text) {
    int equals = text.indexOf('=');
    return new MachinePlatform(
        equals < 0 ? NodeSelector.all() : MachineFile.machines(text.substring(0, equals)),
        Values.platform(text.substring(equals + 1)));
  }
}
