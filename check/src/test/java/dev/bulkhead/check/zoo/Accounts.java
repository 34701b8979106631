package dev.bulkhead.check.zoo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Users and groups of an unpacked image, as containerd's {@code pkg/oci/spec_opts.go} looks them
 * up.
 *
 * @param root the unpacked file system
 */
record Accounts(Path root) {
  /** Whom the process becomes. */
  record User(long uid, long gid) {}

  /** containerd: GenerateUserString and oci.WithUser; null where the name is not known. */
  @Nullable User user(String name, @Nullable Long uid, @Nullable Long gid) throws IOException {
    if (uid != null && gid != null) {
      return new User(uid, gid);
    }
    String sought = uid == null ? name : "";
    long number = uid == null ? 0 : uid;
    String[] account =
        first("etc/passwd", a -> uid == null ? a[0].equals(sought) : id(a, 2) == number);
    if (account == null) {
      return uid == null ? null : new User(uid, 0);
    }
    return new User(id(account, 2), gid == null ? id(account, 3) : gid);
  }

  /** containerd: oci.WithAdditionalGIDs. */
  List<Long> additionalGroups(Object user) throws IOException {
    String name = user.toString();
    if (user instanceof Long uid) {
      String[] account = first("etc/passwd", a -> id(a, 2) == uid);
      if (account == null) {
        return List.of();
      }
      name = account[0];
    }
    var groups = new ArrayList<Long>();
    for (String[] group : accounts("etc/group")) {
      boolean member = group.length > 3 && List.of(group[3].split(",")).contains(name);
      if (member && !group[0].equals(name)) {
        groups.add(id(group, 2));
      }
    }
    return groups;
  }

  private String @Nullable [] first(String file, Predicate<String[]> condition) throws IOException {
    return accounts(file).stream().filter(condition).findFirst().orElse(null);
  }

  /** moby/sys: {@code user/user.go}; what is not a number counts as 0. */
  private List<String[]> accounts(String file) throws IOException {
    Path path = root.resolve(file);
    if (!Files.exists(path)) {
      return List.of();
    }
    return Files.readAllLines(path).stream()
        .map(String::strip)
        .filter(line -> !line.isEmpty())
        .filter(line -> !file.endsWith("group") || !line.startsWith("#"))
        .map(line -> line.split(":", -1))
        .toList();
  }

  private static long id(String[] account, int field) {
    @Nullable Long number = account.length > field ? number(account[field]) : null;
    return number == null ? 0 : number;
  }

  /** A number as Go reads it; null for what is none. */
  static @Nullable Long number(String text) {
    return text.matches("[+-]?[0-9]{1,18}") ? Long.valueOf(text) : null;
  }
}
