package dev.bulkhead.cli;

import picocli.CommandLine.Command;

/** {@code bulkhead release}: releases that agree with themselves. */
@Command(
    name = "release",
    sortOptions = false,
    synopsisSubcommandLabel = "COMMAND",
    description = {
      "Proves that a release deploys what its tag says: git tag, images, manifests, charts and"
          + " documents name one version.",
      ""
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  bulkhead release carriers                     where does this repository state its version?",
      "  bulkhead release stamp v0.31.0                write the version everywhere",
      "  bulkhead release verify --worktree            before a tag is made",
      "  bulkhead release verify --tag v0.31.0         after it was made and published",
      "  bulkhead release history                      which of the old releases can be trusted?"
    })
final class ReleaseCommand {}
