package dev.bulkhead.testkit.git;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.eclipse.jgit.dircache.DirCache;
import org.eclipse.jgit.dircache.DirCacheEntry;
import org.eclipse.jgit.lib.CommitBuilder;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.lib.TagBuilder;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;
import org.eclipse.jgit.treewalk.TreeWalk;
import org.jspecify.annotations.Nullable;

/**
 * A git repository with a work tree, written step by step: files, then a commit, then tags. Each
 * commit is a day younger than the one before; the first is of 1 January 2024.
 */
public final class RepositoryFixture implements AutoCloseable {
  private static final Instant FIRST = Instant.parse("2024-01-01T12:00:00Z");

  private final Path folder;
  private final Repository repository;
  private final SortedMap<String, Staged> files = new TreeMap<>();
  private @Nullable ObjectId head;
  private int commits;

  /** What the next commit is to hold at a path. */
  private record Staged(FileMode mode, ObjectId id) {}

  private RepositoryFixture(Path folder, Repository repository) {
    this.folder = folder;
    this.repository = repository;
  }

  /** An empty repository in a folder, on the branch {@code main}. */
  public static RepositoryFixture init(Path folder) {
    try {
      Files.createDirectories(folder);
      var repository = new FileRepositoryBuilder().setWorkTree(folder.toFile()).build();
      repository.create();
      repository.updateRef(Constants.HEAD).link(Constants.R_HEADS + "main");
      return new RepositoryFixture(folder, repository);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Its work tree. */
  public Path folder() {
    return folder;
  }

  /** Its store, which is a repository without a work tree. */
  public Path store() {
    return repository.getDirectory().toPath();
  }

  /** A file, in the work tree and in the next commit. */
  public RepositoryFixture write(String path, String text) {
    return write(path, text.getBytes(StandardCharsets.UTF_8));
  }

  /** A file of any bytes. */
  public RepositoryFixture write(String path, byte[] bytes) {
    files.put(path, new Staged(FileMode.REGULAR_FILE, insert(bytes)));
    onDisk(path, bytes);
    return this;
  }

  private ObjectId insert(byte[] bytes) {
    try (var objects = repository.newObjectInserter()) {
      ObjectId id = objects.insert(Constants.OBJ_BLOB, bytes);
      objects.flush();
      return id;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A file in the work tree alone. */
  public RepositoryFixture onDisk(String path, String text) {
    onDisk(path, text.getBytes(StandardCharsets.UTF_8));
    return this;
  }

  private void onDisk(String path, byte[] bytes) {
    try {
      Path file = folder.resolve(path);
      Files.createDirectories(Objects.requireNonNull(file.getParent(), "files lie in the folder"));
      Files.write(file, bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A symbolic link. */
  public RepositoryFixture link(String path, String target) {
    files.put(path, new Staged(FileMode.SYMLINK, insert(target.getBytes(StandardCharsets.UTF_8))));
    try {
      Path link = folder.resolve(path);
      Files.createDirectories(Objects.requireNonNull(link.getParent(), "links lie in the folder"));
      Files.createSymbolicLink(link, Path.of(target));
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A submodule at the commit that is checked out here, whatever that is of. */
  public RepositoryFixture submodule(String path) {
    files.put(path, new Staged(FileMode.GITLINK, head()));
    return this;
  }

  /** Removes a file, or a folder with all that is in it. */
  public RepositoryFixture delete(String path) {
    files.keySet().removeIf(file -> file.equals(path) || file.startsWith(path + "/"));
    return removeOnDisk(path);
  }

  /** Removes a file or folder from the work tree alone. */
  public RepositoryFixture removeOnDisk(String path) {
    Path place = folder.resolve(path);
    if (!Files.exists(place)) {
      return this;
    }
    try (var below = Files.walk(place)) {
      for (Path each : below.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(each);
      }
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Commits everything that was written. */
  public RepositoryFixture commit(String message) {
    try (var objects = repository.newObjectInserter()) {
      var commit = new CommitBuilder();
      commit.setTreeId(stage(objects));
      commit.setAuthor(person());
      commit.setCommitter(person());
      commit.setMessage(message);
      if (head != null) {
        commit.setParentId(head);
      }
      head = objects.insert(commit);
      objects.flush();
      commits++;
      point(Constants.R_HEADS + "main", head);
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Writes everything to the index without committing it. */
  public RepositoryFixture stage() {
    try (var objects = repository.newObjectInserter()) {
      stage(objects);
      objects.flush();
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Writes what is to be committed to the index, and as a tree. */
  private ObjectId stage(ObjectInserter objects) throws IOException {
    DirCache index = repository.lockDirCache();
    var entries = index.builder();
    for (var file : files.entrySet()) {
      var entry = new DirCacheEntry(file.getKey());
      entry.setFileMode(file.getValue().mode());
      entry.setObjectId(file.getValue().id());
      entries.add(entry);
    }
    entries.finish();
    ObjectId tree = index.writeTree(objects);
    index.write();
    index.commit();
    return tree;
  }

  private PersonIdent person() {
    return new PersonIdent(
        "Test", "test@test.example", FIRST.plus(Duration.ofDays(commits)), ZoneOffset.UTC);
  }

  private ObjectId head() {
    return Objects.requireNonNull(head, "nothing was committed");
  }

  /** The id of the last commit, in full. */
  public String commit() {
    return head().name();
  }

  /** What git calls the content that a file has in the next commit. */
  public String blob(String path) {
    return Objects.requireNonNull(files.get(path), path).id().name();
  }

  /** What git calls a folder of the last commit. */
  public String tree(String path) {
    try (var commits = new RevWalk(repository);
        var found = TreeWalk.forPath(repository, path, commits.parseTree(head()))) {
      return Objects.requireNonNull(found, path).getObjectId(0).name();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Tags the last commit, without a message; a tag of that name is moved. */
  public RepositoryFixture tag(String name) {
    point(Constants.R_TAGS + name, head());
    return this;
  }

  /** Tags the last commit, with a message; a tag of that name is moved. */
  public RepositoryFixture annotatedTag(String name) {
    var tag = new TagBuilder();
    tag.setTag(name);
    tag.setObjectId(head(), Constants.OBJ_COMMIT);
    tag.setTagger(person());
    tag.setMessage(name);
    try (var objects = repository.newObjectInserter()) {
      ObjectId id = objects.insert(tag);
      objects.flush();
      point(Constants.R_TAGS + name, id);
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Tags the content of a file, which is no commit. */
  public RepositoryFixture tagOfFile(String name, String path) {
    point(Constants.R_TAGS + name, ObjectId.fromString(blob(path)));
    return this;
  }

  /** Commits everything that was written, and tags it. */
  public RepositoryFixture release(String tag) {
    return commit(tag).tag(tag);
  }

  private void point(String reference, ObjectId at) {
    try {
      var update = repository.updateRef(reference);
      update.setNewObjectId(at);
      update.forceUpdate();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Names a remote. */
  public RepositoryFixture remote(String name, String url) {
    var config = repository.getConfig();
    config.setString("remote", name, "url", url);
    try {
      config.save();
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Loses an object, as a partial clone lacks it. */
  public RepositoryFixture lose(String id) {
    try {
      Files.delete(object(id));
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Damages an object, as a disk may. */
  public RepositoryFixture damage(String id) {
    try {
      Path object = object(id);
      Files.delete(object);
      Files.writeString(object, "no object at all");
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Path object(String id) {
    return store().resolve("objects").resolve(id.substring(0, 2)).resolve(id.substring(2));
  }

  /** Cuts its history off behind the last commit, as a shallow clone does. */
  public RepositoryFixture makeShallow() {
    try {
      Files.writeString(store().resolve("shallow"), commit() + "\n");
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    repository.close();
  }
}
