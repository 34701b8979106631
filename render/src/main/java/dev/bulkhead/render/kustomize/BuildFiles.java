package dev.bulkhead.render.kustomize;

import dev.bulkhead.model.Location;
import dev.bulkhead.render.ConcealedLines;
import dev.bulkhead.render.ConcealedLines.Range;
import dev.bulkhead.render.Documents;
import dev.bulkhead.render.Excerpts;
import dev.bulkhead.render.FileExcerpts;
import dev.bulkhead.render.Placement;
import dev.bulkhead.render.RegistrySecret;
import dev.bulkhead.render.SourceText;
import dev.bulkhead.render.YamlReader;
import dev.bulkhead.verdict.IoReason;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * What one build has read: each file counted, shown later, and its secrets kept from being shown.
 */
final class BuildFiles {
  private static final int MOST_FILES = 20_000;
  private static final long MOST_BYTES = 256L << 20;

  private final Map<String, FileExcerpts.Content> contents = new HashMap<>();
  private final Map<String, List<Range>> concealed = new HashMap<>();
  private final Set<String> read = new TreeSet<>();
  private final Set<String> notes = new LinkedHashSet<>();
  private final Set<RegistrySecret> registrySecrets = new LinkedHashSet<>();
  private int files;
  private long bytes;

  /** The bytes of a file that something at a place asks for. */
  byte[] bytes(Site site, String path, Location asker) {
    String shown = site.shown(path);
    try {
      byte[] content = site.tree().read(path);
      bytes += content.length;
      if (++files > MOST_FILES || bytes > MOST_BYTES) {
        throw new Refused(
            asker,
            "The kustomization reads more than %d files or %d MiB."
                .formatted(MOST_FILES, MOST_BYTES >> 20),
            "Build a smaller part of it.");
      }
      read.add(shown);
      contents.put(shown, () -> site.tree().read(path));
      return content;
    } catch (IOException unreadable) {
      throw new Refused(
          asker,
          "The file %s cannot be read: %s.".formatted(shown, IoReason.of(unreadable)),
          "Check the path.");
    }
  }

  String text(Site site, String path, Location asker) {
    return SourceText.of(bytes(site, path, asker), site.shown(path)).text();
  }

  /** The documents of a file; what of it cannot be read stops the build. */
  Documents documents(Site site, String path, Location asker) {
    String shown = site.shown(path);
    var text = SourceText.of(bytes(site, path, asker), shown);
    if (text.problem().isPresent()) {
      throw new Refused(List.of(text.problem().get()));
    }
    return checked(YamlReader.read(text.text(), Placement.of(shown)), shown);
  }

  /** Documents that were read from part of a file. */
  Documents checked(Documents documents, String shown) {
    documents.concealed().ranges().forEach(range -> conceal(shown, range));
    registrySecrets.addAll(documents.registrySecrets());
    if (!documents.problems().isEmpty()) {
      throw new Refused(documents.problems());
    }
    return documents;
  }

  void conceal(String shown, Range lines) {
    concealed.computeIfAbsent(shown, file -> new ArrayList<>()).add(lines);
  }

  void note(String sentence) {
    notes.add(sentence);
  }

  void add(RegistrySecret secret) {
    registrySecrets.add(secret);
  }

  Set<String> read() {
    return read;
  }

  List<String> notes() {
    return List.copyOf(notes);
  }

  List<RegistrySecret> registrySecrets() {
    return List.copyOf(registrySecrets);
  }

  Excerpts excerpts() {
    var hidden = new HashMap<String, ConcealedLines>();
    concealed.forEach((file, ranges) -> hidden.put(file, new ConcealedLines(ranges)));
    return new FileExcerpts(contents, hidden);
  }
}
