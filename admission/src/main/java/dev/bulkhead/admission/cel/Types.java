package dev.bulkhead.admission.cel;

import dev.cel.common.types.CelType;
import dev.cel.common.types.ListType;
import dev.cel.common.types.MapType;
import dev.cel.common.types.OpaqueType;
import dev.cel.common.types.OptionalType;
import dev.cel.common.types.SimpleType;
import dev.cel.common.types.TypeParamType;
import java.net.InetAddress;
import java.net.URI;
import java.util.Map;

/** The types of Kubernetes' functions. */
final class Types {
  static final CelType BOOL = SimpleType.BOOL;
  static final CelType INT = SimpleType.INT;
  static final CelType DOUBLE = SimpleType.DOUBLE;
  static final CelType STRING = SimpleType.STRING;
  static final CelType DYN = SimpleType.DYN;
  static final CelType STRINGS = ListType.create(SimpleType.STRING);
  static final CelType ANY = TypeParamType.create("T");
  static final CelType ANYS = ListType.create(ANY);
  static final CelType PARAMETERS = MapType.create(SimpleType.STRING, STRINGS);
  static final CelType PROBLEMS = OptionalType.create(STRINGS);

  static final OpaqueType QUANTITY = OpaqueType.create("kubernetes.Quantity");
  static final OpaqueType URL = OpaqueType.create("kubernetes.URL");
  static final OpaqueType IP = OpaqueType.create("net.IP");
  static final OpaqueType CIDR = OpaqueType.create("net.CIDR");
  static final OpaqueType SEMVER = OpaqueType.create("kubernetes.Semver");
  static final OpaqueType FORMAT = OpaqueType.create("kubernetes.NamedFormat");
  static final OpaqueType IMAGE = OpaqueType.create("kubernetes.Image");
  static final OpaqueType AUTHORIZER = OpaqueType.create("kubernetes.authorization.Authorizer");
  static final OpaqueType PATH_CHECK = OpaqueType.create("kubernetes.authorization.PathCheck");
  static final OpaqueType GROUP_CHECK = OpaqueType.create("kubernetes.authorization.GroupCheck");
  static final OpaqueType RESOURCE_CHECK =
      OpaqueType.create("kubernetes.authorization.ResourceCheck");
  static final OpaqueType DECISION = OpaqueType.create("kubernetes.authorization.Decision");

  private static final Map<OpaqueType, Class<?>> CLASSES =
      Map.of(
          QUANTITY, Quantity.class,
          URL, URI.class,
          IP, InetAddress.class,
          CIDR, Cidr.class,
          SEMVER, Semver.class,
          FORMAT, NamedFormat.class);

  private Types() {}

  /** The class of a type's values; of those without values any. */
  static Class<?> classOf(OpaqueType type) {
    return CLASSES.getOrDefault(type, Object.class);
  }
}
