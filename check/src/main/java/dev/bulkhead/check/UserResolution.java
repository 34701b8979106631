package dev.bulkhead.check;

import dev.bulkhead.model.Node;
import dev.bulkhead.registry.FileContent;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Who a container's process is, as kubelet and runtime work it out.
 *
 * <p>{@code runAsUser} wins over the image's USER, the container's over the pod's. The kubelet
 * hands on the user alone: a group in the image's USER does not reach the runtime (containerd:
 * {@code internal/cri/server/images/image_status.go}, getUserFromImage). The runtime looks a name
 * up in the image's passwd file and takes a number's group from there, 0 if it is not listed
 * ({@code pkg/oci/spec_opts.go}, WithUserID, WithUsername).
 */
sealed interface UserResolution {
  /** It is known. */
  record Known(Identity identity) implements UserResolution {}

  /** The runtime refuses: the passwd file lacks the name. */
  record UnknownName(String name) implements UserResolution {}

  /** It cannot be told. */
  record Undecided(String reason, String supply) implements UserResolution {}

  /** Who the manifest and the image say it is. */
  static UserResolution of(
      Node.Mapping podSpec, Node.Mapping container, String imageUser, ContainerFiles image) {
    Set<Capability> capabilities = Capability.of(container);
    String user =
        setting(podSpec, container, "runAsUser")
            .map(Node.Scalar::text)
            .orElseGet(() -> userPart(imageUser));
    Optional<Long> group = setting(podSpec, container, "runAsGroup").flatMap(Node.Scalar::integer);
    SortedSet<Long> groups = podGroups(podSpec);
    return switch (AccountFile.read(image, "/etc/passwd")) {
      case AccountFile.Unreadable(String reason, String supply) ->
          user.isEmpty() || user.equals("0")
              ? new Known(new Identity(0, group.orElse(0L), groups, capabilities))
              : new Undecided(reason, supply);
      case AccountFile.Lines accounts -> {
        Optional<Long> number = number(user.isEmpty() ? "0" : user);
        Optional<List<String>> account =
            number.isPresent() ? accounts.where(2, number.get()) : accounts.where(0, user);
        if (number.isEmpty() && account.isEmpty()) {
          yield new UnknownName(user);
        }
        long uid = number.or(() -> account.map(a -> field(a, 2))).orElse(0L);
        long gid = group.or(() -> account.map(a -> field(a, 3))).orElse(0L);
        if (!isStrict(podSpec)) {
          account.ifPresent(found -> groups.addAll(memberships(image, found.getFirst())));
        }
        yield new Known(new Identity(uid, gid, groups, capabilities));
      }
    };
  }

  /**
   * The same for {@code user:group} that a program such as gosu is told to become (moby/sys: {@code
   * user/user.go}, GetExecUser, from which gosu starts): a group that is stated stands alone.
   */
  static UserResolution named(String user, Identity caller, ContainerFiles image) {
    String name = userPart(user);
    String group = groupPart(user);
    Optional<Long> number = number(name);
    return switch (AccountFile.read(image, "/etc/passwd")) {
      case AccountFile.Unreadable(String reason, String supply) -> new Undecided(reason, supply);
      case AccountFile.Lines accounts -> {
        Optional<List<String>> account =
            number.isPresent() ? accounts.where(2, number.get()) : accounts.where(0, name);
        if (number.isEmpty() && account.isEmpty()) {
          yield new UnknownName(name);
        }
        long uid = number.or(() -> account.map(a -> field(a, 2))).orElse(0L);
        if (!group.isEmpty()) {
          yield withGroup(uid, group, caller, image);
        }
        long gid = account.map(a -> field(a, 3)).orElse(caller.gid());
        var groups = new TreeSet<Long>();
        account.ifPresent(found -> groups.addAll(memberships(image, found.getFirst())));
        yield new Known(caller.as(uid, gid, groups));
      }
    };
  }

  private static UserResolution withGroup(
      long uid, String group, Identity caller, ContainerFiles image) {
    Optional<Long> number = number(group);
    if (number.isPresent()) {
      return new Known(caller.as(uid, number.get(), new TreeSet<>()));
    }
    return switch (AccountFile.read(image, "/etc/group")) {
      case AccountFile.Unreadable(String reason, String supply) -> new Undecided(reason, supply);
      case AccountFile.Lines groups ->
          groups
              .where(0, group)
              .<UserResolution>map(
                  found -> new Known(caller.as(uid, field(found, 2), new TreeSet<>())))
              .orElseGet(() -> new UnknownName(group));
    };
  }

  /** The user in {@code user:group}. */
  static String userPart(String user) {
    int colon = user.indexOf(':');
    return colon < 0 ? user : user.substring(0, colon);
  }

  /** The group in {@code user:group}; the empty string where none is given. */
  static String groupPart(String user) {
    int colon = user.indexOf(':');
    return colon < 0 ? "" : user.substring(colon + 1);
  }

  /** A field of the container's security context, or else of the pod's. */
  static Optional<Node.Scalar> setting(Node.Mapping podSpec, Node.Mapping container, String field) {
    return container
        .scalar("securityContext", field)
        .or(() -> podSpec.scalar("securityContext", field));
  }

  /** A user or group given as a number. */
  static Optional<Long> number(String text) {
    if (text.isEmpty() || text.length() > 10 || !text.chars().allMatch(c -> c >= '0' && c <= '9')) {
      return Optional.empty();
    }
    return Optional.of(Long.parseLong(text));
  }

  /** A number in a line; what is none counts as 0 (moby/sys: {@code user/user.go}, parseParts). */
  private static long field(List<String> account, int index) {
    return account.size() > index ? number(account.get(index)).orElse(0L) : 0;
  }

  private static SortedSet<Long> podGroups(Node.Mapping podSpec) {
    var groups = new TreeSet<Long>();
    podSpec
        .scalar("securityContext", "fsGroup")
        .flatMap(Node.Scalar::integer)
        .ifPresent(groups::add);
    for (Node item : podSpec.items("securityContext", "supplementalGroups")) {
      item.scalar().flatMap(Node.Scalar::integer).ifPresent(groups::add);
    }
    return groups;
  }

  /** KEP-3619: Strict leaves out the groups that the image's group file would add. */
  private static boolean isStrict(Node.Mapping podSpec) {
    return podSpec
        .text("securityContext", "supplementalGroupsPolicy")
        .filter("Strict"::equals)
        .isPresent();
  }

  private static SortedSet<Long> memberships(ContainerFiles image, String user) {
    var groups = new TreeSet<Long>();
    if (AccountFile.read(image, "/etc/group") instanceof AccountFile.Lines lines) {
      for (List<String> group : lines.all()) {
        if (group.size() > 3 && List.of(group.get(3).split(",", -1)).contains(user)) {
          groups.add(field(group, 2));
        }
      }
    }
    return groups;
  }

  /** A file of colon-separated lines: passwd, group. */
  sealed interface AccountFile {
    /** Its lines; none where the image has no such file. */
    record Lines(List<List<String>> all) implements AccountFile {
      Optional<List<String>> where(int field, String value) {
        return all.stream()
            .filter(line -> line.size() > field && line.get(field).equals(value))
            .findFirst();
      }

      Optional<List<String>> where(int field, long value) {
        return all.stream().filter(line -> field(line, field) == value).findFirst();
      }
    }

    /** It is there, or may be, and cannot be read. */
    record Unreadable(String reason, String supply) implements AccountFile {}

    static AccountFile read(ContainerFiles image, String path) {
      return switch (image.walk(path)) {
        case Walk.Arrived arrived -> of(path, arrived.entry().content(), arrived);
        case Walk.Undecided(String reason, String supply) -> new Unreadable(reason, supply);
        case Walk.Nowhere _, Walk.NotADirectory _, Walk.Circle _ -> new Lines(List.of());
      };
    }

    private static AccountFile of(String path, FileContent content, Walk.Arrived arrived) {
      return switch (content) {
        case FileContent.Text(String text) ->
            new Lines(
                text.lines().filter(line -> !line.isBlank()).map(AccountFile::split).toList());
        case FileContent.Empty _ -> new Lines(List.of());
        case FileContent.Script _, FileContent.Elf _, FileContent.Other _ ->
            new Unreadable(
                "The image's %s was not read: it is %,d bytes long."
                    .formatted(path, arrived.entry().size()),
                "State runAsUser and runAsGroup as numbers.");
      };
    }

    private static List<String> split(String line) {
      return List.of(line.strip().split(":", -1));
    }
  }
}
