package dev.bulkhead.admission.cel;

import com.google.common.primitives.UnsignedLong;
import dev.cel.common.CelFunctionDecl;
import dev.cel.common.CelOverloadDecl;
import dev.cel.common.types.CelType;
import dev.cel.common.types.ListType;
import dev.cel.common.types.OpaqueType;
import dev.cel.common.types.SimpleType;
import dev.cel.runtime.CelFunctionBinding;
import dev.cel.runtime.CelFunctionOverload;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Functions with what they do: {@code x.name(y)} is a member, {@code name(x)} is global. */
final class Library {
  private final Map<String, List<CelOverloadDecl>> declared = new LinkedHashMap<>();
  private final List<CelFunctionBinding> bindings = new ArrayList<>();

  Library member(String name, CelType result, List<CelType> types, CelFunctionOverload body) {
    return add(name, id -> CelOverloadDecl.newMemberOverload(id, result, types), types, body);
  }

  Library global(String name, CelType result, List<CelType> types, CelFunctionOverload body) {
    return add(name, id -> CelOverloadDecl.newGlobalOverload(id, result, types), types, body);
  }

  private interface Form {
    CelOverloadDecl declare(String id);
  }

  private Library add(String name, Form form, List<CelType> types, CelFunctionOverload body) {
    var overloads = declared.computeIfAbsent(name, any -> new ArrayList<>());
    String id = "kubernetes_%s_%s".formatted(name, types.stream().map(CelType::name).toList());
    overloads.add(form.declare(id));
    List<Class<?>> classes = new ArrayList<>();
    types.forEach(type -> classes.add(classOf(type)));
    bindings.add(CelFunctionBinding.from(id, classes, body));
    return this;
  }

  /** The functions of both. */
  Library and(Library other) {
    other.declared.forEach(
        (name, overloads) ->
            declared.computeIfAbsent(name, any -> new ArrayList<>()).addAll(overloads));
    bindings.addAll(other.bindings);
    return this;
  }

  List<CelFunctionDecl> declarations() {
    return declared.entrySet().stream()
        .map(entry -> CelFunctionDecl.newFunctionDeclaration(entry.getKey(), entry.getValue()))
        .toList();
  }

  List<CelFunctionBinding> bindings() {
    return bindings;
  }

  private static Class<?> classOf(CelType type) {
    return switch (type) {
      case ListType _ -> List.class;
      case OpaqueType opaque -> Types.classOf(opaque);
      case SimpleType simple when simple.equals(SimpleType.STRING) -> String.class;
      case SimpleType simple when simple.equals(SimpleType.INT) -> Long.class;
      case SimpleType simple when simple.equals(SimpleType.UINT) -> UnsignedLong.class;
      case SimpleType simple when simple.equals(SimpleType.BOOL) -> Boolean.class;
      default -> Object.class;
    };
  }
}
