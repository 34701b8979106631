package dev.bulkhead.admission.cel;

import static dev.bulkhead.admission.cel.Types.AUTHORIZER;
import static dev.bulkhead.admission.cel.Types.BOOL;
import static dev.bulkhead.admission.cel.Types.DECISION;
import static dev.bulkhead.admission.cel.Types.DYN;
import static dev.bulkhead.admission.cel.Types.FORMAT;
import static dev.bulkhead.admission.cel.Types.GROUP_CHECK;
import static dev.bulkhead.admission.cel.Types.IMAGE;
import static dev.bulkhead.admission.cel.Types.PATH_CHECK;
import static dev.bulkhead.admission.cel.Types.RESOURCE_CHECK;
import static dev.bulkhead.admission.cel.Types.STRING;

import dev.cel.common.types.CelType;
import dev.cel.common.types.ListType;
import java.util.List;
import java.util.Set;

/**
 * Functions that the API server knows, of which nobody can tell what they come to: what the
 * authorizer says, and some that are not worth the while.
 */
final class Unsupported {
  /** Those whose arguments may be known. */
  static final Set<String> NAMES =
      Set.of(
          "strings.quote",
          "format",
          "image",
          "isImage",
          "format.qualifiedName",
          "format.uri",
          "format.byte",
          "format.date",
          "format.datetime");

  private Unsupported() {}

  static Library library() {
    return authorization(new Library())
        .member("format", STRING, List.of(STRING, ListType.create(DYN)), Unsupported::unknown)
        .global("strings.quote", STRING, List.of(STRING), Unsupported::unknown)
        .global("image", IMAGE, List.of(STRING), Unsupported::unknown)
        .global("isImage", BOOL, List.of(STRING), Unsupported::unknown)
        .member("containsDigest", BOOL, List.of(IMAGE), Unsupported::unknown)
        .member("registry", STRING, List.of(IMAGE), Unsupported::unknown)
        .member("repository", STRING, List.of(IMAGE), Unsupported::unknown)
        .member("identifier", STRING, List.of(IMAGE), Unsupported::unknown)
        .member("tag", STRING, List.of(IMAGE), Unsupported::unknown)
        .member("digest", STRING, List.of(IMAGE), Unsupported::unknown)
        .global("format.qualifiedName", FORMAT, List.of(), Unsupported::unknown)
        .global("format.uri", FORMAT, List.of(), Unsupported::unknown)
        .global("format.byte", FORMAT, List.of(), Unsupported::unknown)
        .global("format.date", FORMAT, List.of(), Unsupported::unknown)
        .global("format.datetime", FORMAT, List.of(), Unsupported::unknown);
  }

  private static Library authorization(Library library) {
    named(library, "path", PATH_CHECK, AUTHORIZER);
    named(library, "group", GROUP_CHECK, AUTHORIZER);
    library.member(
        "serviceAccount", AUTHORIZER, List.of(AUTHORIZER, STRING, STRING), Unsupported::unknown);
    named(library, "resource", RESOURCE_CHECK, GROUP_CHECK);
    named(library, "subresource", RESOURCE_CHECK, RESOURCE_CHECK);
    named(library, "namespace", RESOURCE_CHECK, RESOURCE_CHECK);
    named(library, "name", RESOURCE_CHECK, RESOURCE_CHECK);
    named(library, "fieldSelector", RESOURCE_CHECK, RESOURCE_CHECK);
    named(library, "labelSelector", RESOURCE_CHECK, RESOURCE_CHECK);
    named(library, "check", DECISION, PATH_CHECK);
    named(library, "check", DECISION, RESOURCE_CHECK);
    return library
        .member("allowed", BOOL, List.of(DECISION), Unsupported::unknown)
        .member("errored", BOOL, List.of(DECISION), Unsupported::unknown)
        .member("error", STRING, List.of(DECISION), Unsupported::unknown)
        .member("reason", STRING, List.of(DECISION), Unsupported::unknown);
  }

  private static void named(Library library, String name, CelType result, CelType receiver) {
    library.member(name, result, List.of(receiver, STRING), Unsupported::unknown);
  }

  private static Object unknown(Object[] arguments) {
    throw new Doubts.Unknowable();
  }
}
