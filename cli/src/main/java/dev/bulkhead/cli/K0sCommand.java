package dev.bulkhead.cli;

import picocli.CommandLine.Command;

/** {@code bulkhead k0s}: k0s over an air gap. */
@Command(
    name = "k0s",
    sortOptions = false,
    synopsisSubcommandLabel = "COMMAND",
    description = {
      "Finds out what a release of k0s with a configuration asks for: which images it needs, which"
          + " of them nobody ever chose, and whether an upgrade finds them at every step.",
      ""
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  bulkhead k0s config k0s.yaml --target v1.30.2+k0s.0   which versions did nobody choose?",
      "  bulkhead k0s config k0s.yaml --write                  and take them out",
      "  bulkhead k0s config diff old.yaml new.yaml            what did people change?",
      "  bulkhead k0s images --release v1.30.2+k0s.0 --config k0s.yaml",
      "                                                        what does this release pull?",
      "  bulkhead k0s learn --release v1.36.4+k0s.0 --images images.txt --config defaults.yaml",
      "                                                        a release newer than this program",
      "  bulkhead k0s plan --from v1.29.6+k0s.0 --to v1.30.2+k0s.0 --config k0s.yaml --bundle all=images.tar",
      "                                                        does the upgrade find its images?"
    })
final class K0sCommand {}
