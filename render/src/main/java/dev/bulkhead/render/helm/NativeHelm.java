package dev.bulkhead.render.helm;

import dev.bulkhead.verdict.UserError;
import java.lang.foreign.AddressLayout;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.GroupLayout;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SegmentAllocator;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Helm as a library within this process: {@code Template} of helm-java's native part ({@code
 * native/main.go}: {@code struct TemplateOptions}, {@code Result}).
 *
 * <p>A call cannot be ended from outside. One that takes longer than the limit is left behind on a
 * daemon thread, and answered as silent.
 */
@SuppressWarnings("restricted") // native access is what this class is for
final class NativeHelm implements HelmEngine {
  private static final AddressLayout TEXT =
      ValueLayout.ADDRESS.withTargetLayout(
          MemoryLayout.sequenceLayout(Long.MAX_VALUE, ValueLayout.JAVA_BYTE));
  private static final GroupLayout RESULT = MemoryLayout.structLayout(TEXT, TEXT, TEXT, TEXT);
  private static final long POINTER = ValueLayout.ADDRESS.byteSize();

  /** Fields of {@code struct TemplateOptions} on a 64-bit machine, in words of a pointer's size. */
  private static final int NAME = 0;

  private static final int CHART = 2;
  private static final int NAMESPACE = 3;
  private static final int KUBE_VERSION = 4;
  private static final int VALUES = 6;
  private static final int VALUE_FILES = 8;

  /** How soon after Go has taken the signals they are taken back. */
  private static final Duration SIGNAL_CHECK = Duration.ofMillis(100);

  private final NativeLibrary library;
  private final Duration limit;
  private @Nullable Functions functions;

  NativeHelm(NativeLibrary library, Duration limit) {
    this.library = library;
    this.limit = limit;
  }

  @Override
  public Answer template(Call call) {
    String driver = System.getenv("HELM_DRIVER");
    if (driver != null && driver.equals("sql")) {
      return new Answer.Silent(
          "HELM_DRIVER is \"sql\", with which Helm opens a database connection at each start.",
          "Unset HELM_DRIVER for this command.");
    }
    var task = new FutureTask<>((Callable<Answer>) () -> ask(call));
    var thread = new Thread(task, "helm");
    thread.setDaemon(true);
    Interrupts.save();
    thread.start();
    try {
      return await(task);
    } finally {
      Interrupts.release();
    }
  }

  /** Waits for the answer; Go may take the signals away at any time while it works. */
  private Answer await(FutureTask<Answer> task) {
    long deadline = System.nanoTime() + limit.toNanos();
    while (true) {
      try {
        return task.get(SIGNAL_CHECK.toMillis(), TimeUnit.MILLISECONDS);
      } catch (TimeoutException working) {
        Interrupts.restore();
        if (System.nanoTime() > deadline) {
          return new Answer.Silent(
              "Helm did not finish rendering within %d seconds.".formatted(limit.toSeconds()),
              "Look for a loop in the chart's templates that does not end.");
        }
      } catch (InterruptedException stopped) {
        Thread.currentThread().interrupt();
        return new Answer.Silent("Rendering was interrupted.", "Run the command again.");
      } catch (ExecutionException failed) {
        if (failed.getCause() instanceof UserError unusable) {
          throw unusable;
        }
        throw new IllegalStateException("The call of the Helm library failed.", failed.getCause());
      }
    }
  }

  @Override
  public List<String> notes() {
    return library.notes();
  }

  private synchronized Functions functions() {
    if (functions == null) {
      functions = library.load(Functions::load);
    }
    return functions;
  }

  private Answer ask(Call call) {
    Functions helm = functions();
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment options = arena.allocate(POINTER * 18);
      set(arena, options, NAME, call.releaseName());
      set(arena, options, CHART, call.chart().toString());
      set(arena, options, NAMESPACE, call.namespace());
      set(arena, options, KUBE_VERSION, call.kubeVersion());
      set(arena, options, VALUES, encoded(call.assignments()));
      set(arena, options, VALUE_FILES, joined(call.valueFiles()));
      var result = (MemorySegment) helm.template().invokeExact((SegmentAllocator) arena, options);
      String out = text(result, 0);
      String error = text(result, 1);
      helm.free().invokeExact(result);
      return error.isBlank() ? new Answer.Manifests(out) : new Answer.Refused(error);
    } catch (RuntimeException | Error broken) {
      throw broken;
    } catch (Throwable broken) {
      throw new IllegalStateException(broken);
    }
  }

  /**
   * Assignments in the form that the library takes them: a URL query of which it makes {@code
   * key=value}, escaping the value only, in random order. So all of them are one key, and an empty
   * assignment, which Helm passes over ({@code strvals}: an empty key sets nothing), is the end.
   */
  static String encoded(List<String> assignments) {
    List<String> stated = assignments.stream().filter(each -> !each.isEmpty()).toList();
    if (stated.isEmpty()) {
      return "";
    }
    String joined =
        stated.stream().map(NativeHelm::withoutLooseEnd).collect(Collectors.joining(",", "", ","));
    return URLEncoder.encode(joined, StandardCharsets.UTF_8) + "=";
  }

  /**
   * Helm drops a backslash that nothing follows, and passes over a comma at the end; joined, the
   * one would escape the next comma, and the other be one too many.
   */
  private static String withoutLooseEnd(String assignment) {
    int end = assignment.length() - 1;
    boolean isLoose =
        isEscaped(assignment, end + 1)
            || (end > 0 && assignment.charAt(end) == ',' && !isEscaped(assignment, end));
    return isLoose ? assignment.substring(0, end) : assignment;
  }

  /** Whether what stands at an index has an odd number of backslashes before it. */
  private static boolean isEscaped(String text, int index) {
    int slashes = 0;
    while (slashes < index && text.charAt(index - 1 - slashes) == '\\') {
      slashes++;
    }
    return slashes % 2 == 1;
  }

  private static String joined(List<Path> files) {
    return files.stream().map(Path::toString).collect(Collectors.joining(","));
  }

  private static void set(Arena arena, MemorySegment options, int field, String value) {
    options.set(ValueLayout.ADDRESS, field * POINTER, arena.allocateFrom(value));
  }

  private static String text(MemorySegment result, int field) {
    MemorySegment address = result.get(TEXT, field * POINTER);
    return address.equals(MemorySegment.NULL) ? "" : address.getString(0);
  }

  /** The two functions of the library that are used. */
  private record Functions(MethodHandle template, MethodHandle free) {
    static Functions load(Path file) {
      Linker linker = Linker.nativeLinker();
      SymbolLookup symbols = SymbolLookup.libraryLookup(file, Arena.global());
      return new Functions(
          linker.downcallHandle(
              symbols.findOrThrow("Template"), FunctionDescriptor.of(RESULT, ValueLayout.ADDRESS)),
          linker.downcallHandle(symbols.findOrThrow("Free"), FunctionDescriptor.ofVoid(RESULT)));
    }
  }
}
