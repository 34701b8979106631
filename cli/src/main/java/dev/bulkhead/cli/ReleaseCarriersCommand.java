package dev.bulkhead.cli;

import dev.bulkhead.release.Carrier;
import dev.bulkhead.release.Judged;
import dev.bulkhead.release.OwnImages;
import dev.bulkhead.release.Streams;
import dev.bulkhead.report.Printable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code bulkhead release carriers}: every place that states a version of the project. */
@Command(
    name = "carriers",
    sortOptions = false,
    description = {
      "Lists every place of a repository that states a version of the project, how it was recognised,"
          + " which images are taken to be the project's own and why, and the streams of its tags.",
      ""
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  bulkhead release carriers                  the work tree",
      "  bulkhead release carriers --tag v0.30.0    a tag, read without a checkout",
      "  bulkhead release carriers --all            places that state versions of others, too",
      "",
      "What is inferred wrongly is set right in .bulkhead.yaml (docs/release.md).",
      "Exit status: 0, or 2 where the repository cannot be read."
    })
final class ReleaseCarriersCommand implements Callable<Integer> {
  private static final int WIDEST = 60;

  private final Rooms rooms;
  private final Surroundings surroundings;

  @Mixin private RepositoryOption repository = new RepositoryOption();

  @Option(names = "--tag", paramLabel = "TAG", description = "A tag. Default: the work tree.")
  private @Nullable String tag;

  @Option(names = "--all", description = "List what states a version of others, too.")
  private boolean all;

  @Mixin private OutputFile output = new OutputFile();

  ReleaseCarriersCommand(Rooms rooms, Surroundings surroundings) {
    this.rooms = rooms;
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() {
    List<String> lines =
        repository.ask(
            rooms,
            opened -> {
              var releases = opened.releases();
              Judged judged =
                  tag == null
                      ? releases.judgeWorktree(Optional.empty())
                      : releases.judge(releases.tag(tag));
              var text = new ArrayList<String>();
              text.addAll(carriers(judged));
              text.addAll(own(judged));
              text.addAll(streams(releases.streams()));
              releases.notes().forEach(note -> text.add("note: " + note));
              judged.notes().forEach(note -> text.add("note: " + note));
              return text;
            });
    output.write(surroundings, (_, out) -> write(lines, out));
    return ExitStatus.OK;
  }

  private static void write(List<String> lines, OutputStream out) throws IOException {
    for (String line : lines) {
      out.write((Printable.escape(line) + "\n").getBytes(StandardCharsets.UTF_8));
    }
  }

  private List<String> carriers(Judged judged) {
    List<Carrier> shown = all ? judged.carriers() : judged.ownCarriers();
    int path = shown.stream().mapToInt(one -> widthOf(one.at().toString())).max().orElse(0);
    int text = shown.stream().mapToInt(one -> widthOf(one.text())).max().orElse(0);
    var lines = new ArrayList<String>();
    for (Carrier one : shown) {
      lines.add(
          "%s  %s  %s%s"
              .formatted(
                  pad(one.at().toString(), path),
                  pad(one.text(), text),
                  one.how(),
                  one.subject().isEmpty() ? "" : " (%s)".formatted(one.subject())));
    }
    lines.add(
        "%s a version%s."
            .formatted(
                shown.size() == 1 ? "1 place states" : shown.size() + " places state",
                all ? "" : " of the project"));
    return lines;
  }

  private static int widthOf(String text) {
    return Printable.escape(text).length();
  }

  private static String pad(String text, int width) {
    return text + " ".repeat(Math.max(0, Math.min(width, WIDEST) - widthOf(text)));
  }

  private static List<String> own(Judged judged) {
    var lines = new ArrayList<String>();
    lines.add("");
    lines.add("own images:");
    for (OwnImages.Reason reason : judged.own().reasons()) {
      lines.add("  %s  %s".formatted(reason.image(), reason.sentence()));
    }
    if (judged.own().reasons().isEmpty()) {
      lines.add("  none was recognised; name them in .bulkhead.yaml");
    }
    return lines;
  }

  private static List<String> streams(Streams streams) {
    var lines = new ArrayList<String>();
    lines.add("");
    lines.add("streams of tags:");
    for (String stream : streams.names()) {
      var tags = streams.of(stream);
      lines.add(
          "  %s  %s"
              .formatted(
                  stream.isEmpty() ? "(versions alone)" : stream + "*",
                  tags.size() == 1
                      ? "1 tag, %s".formatted(tags.getFirst())
                      : "%d tags, %s to %s"
                          .formatted(tags.size(), tags.getFirst(), tags.getLast())));
    }
    if (streams.names().isEmpty()) {
      lines.add("  none; a release is a tag such as v1.2.3");
    }
    return lines;
  }
}
