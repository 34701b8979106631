package dev.bulkhead.admission.cel;

import com.google.common.collect.ImmutableCollection;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import dev.cel.common.CelOptions;
import dev.cel.common.types.CelType;
import dev.cel.common.types.CelTypeProvider;
import dev.cel.common.types.StructType;
import dev.cel.compiler.CelCompiler;
import dev.cel.compiler.CelCompilerFactory;
import dev.cel.extensions.CelExtensions;
import dev.cel.extensions.CelStringExtensions;
import dev.cel.parser.CelStandardMacro;
import dev.cel.runtime.CelRuntime;
import dev.cel.runtime.CelRuntimeFactory;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;

/**
 * The language of match conditions: CEL with the libraries and variables that the API server gives
 * them (apiserver {@code pkg/cel/environment/base.go}, {@code
 * pkg/admission/plugin/cel/compile.go}). What came with later versions of Kubernetes is there for
 * all.
 */
final class Language {
  /** The longest expression that the API server's parser takes, in characters. */
  private static final int LONGEST = 100_000;

  private static final int DEEPEST = 200;
  private static final int MOST_ITERATIONS = 2_000;

  private static final CelOptions OPTIONS =
      CelOptions.current()
          .enableHeterogeneousNumericComparisons(true)
          .maxExpressionCodePointSize(LONGEST)
          .maxParseRecursionDepth(DEEPEST)
          .comprehensionMaxIterations(MOST_ITERATIONS)
          .build();

  private static final StructType KIND =
      struct(
          "GroupVersionKind",
          ImmutableMap.of("group", Types.STRING, "version", Types.STRING, "kind", Types.STRING));

  private static final StructType RESOURCE =
      struct(
          "GroupVersionResource",
          ImmutableMap.of(
              "group", Types.STRING, "version", Types.STRING, "resource", Types.STRING));

  private static final StructType USER =
      struct(
          "UserInfo",
          ImmutableMap.of(
              "username", Types.STRING,
              "uid", Types.STRING,
              "groups", Types.STRINGS,
              "extra", Types.PARAMETERS));

  private static final StructType REQUEST =
      struct(
          "AdmissionRequest",
          ImmutableMap.ofEntries(
              Map.entry("kind", KIND),
              Map.entry("resource", RESOURCE),
              Map.entry("subResource", Types.STRING),
              Map.entry("requestKind", KIND),
              Map.entry("requestResource", RESOURCE),
              Map.entry("requestSubResource", Types.STRING),
              Map.entry("name", Types.STRING),
              Map.entry("namespace", Types.STRING),
              Map.entry("operation", Types.STRING),
              Map.entry("userInfo", USER),
              Map.entry("dryRun", Types.BOOL),
              Map.entry("options", Types.DYN)));

  private static final Library KUBERNETES =
      ListLibrary.library()
          .and(TextLibrary.library())
          .and(QuantityLibrary.library())
          .and(NetworkLibrary.library())
          .and(VersionLibrary.library())
          .and(FormatLibrary.library())
          .and(Unsupported.library());

  static final CelCompiler COMPILER =
      CelCompilerFactory.standardCelCompilerBuilder()
          .setOptions(OPTIONS)
          .setStandardMacros(CelStandardMacro.STANDARD_MACROS)
          .setTypeProvider(new RequestTypes())
          .addVar("object", Types.DYN)
          .addVar("oldObject", Types.DYN)
          .addVar("namespaceObject", Types.DYN)
          .addVar("request", REQUEST)
          .addVar("authorizer", Types.AUTHORIZER)
          .addVar("authorizer.requestResource", Types.RESOURCE_CHECK)
          .addLibraries(
              CelExtensions.optional(),
              CelExtensions.strings(
                  EnumSet.complementOf(EnumSet.of(CelStringExtensions.Function.QUOTE))),
              CelExtensions.sets(OPTIONS),
              CelExtensions.comprehensions())
          .addFunctionDeclarations(KUBERNETES.declarations())
          .build();

  static final CelRuntime RUNTIME =
      CelRuntimeFactory.legacyCelRuntimeBuilder()
          .setOptions(OPTIONS)
          .setStandardEnvironmentEnabled(false)
          .setStandardFunctions(BoundedLibrary.others())
          .addLibraries(
              CelExtensions.optional(),
              CelExtensions.strings(
                  EnumSet.complementOf(
                      EnumSet.of(
                          CelStringExtensions.Function.QUOTE,
                          CelStringExtensions.Function.REPLACE,
                          CelStringExtensions.Function.JOIN))),
              CelExtensions.sets(OPTIONS),
              CelExtensions.comprehensions())
          .addFunctionBindings(BoundedLibrary.bindings())
          .addFunctionBindings(KUBERNETES.bindings())
          .build();

  private Language() {}

  private static StructType struct(String name, ImmutableMap<String, CelType> fields) {
    return StructType.create(
        "kubernetes." + name, fields.keySet(), field -> Optional.ofNullable(fields.get(field)));
  }

  /** The types of a request's parts. */
  private static final class RequestTypes implements CelTypeProvider {
    private static final ImmutableSet<CelType> ALL = ImmutableSet.of(REQUEST, KIND, RESOURCE, USER);

    @Override
    public ImmutableCollection<CelType> types() {
      return ALL;
    }

    @Override
    public Optional<CelType> findType(String name) {
      return ALL.stream().filter(type -> type.name().equals(name)).findFirst();
    }
  }
}
