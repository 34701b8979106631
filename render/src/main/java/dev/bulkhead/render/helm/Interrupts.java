package dev.bulkhead.render.helm;

import java.lang.reflect.Method;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The handlers of SIGINT and SIGTERM, kept over calls into the Helm library.
 *
 * <p>Helm asks Go's runtime to be told of these signals ({@code os/signal.Notify} in its install
 * action), which takes them away from the Java process for good: neither would end it any more.
 * Setting the same Java handler again brings the Java process's own signal handling back.
 */
public final class Interrupts {
  private static final List<String> SIGNALS = List.of("INT", "TERM");
  private static final Object LOCK = new Object();

  private static int calls;
  private static List<Saved> saved = List.of();

  private Interrupts() {}

  /** A signal with the Java handler that it had. */
  private record Saved(Object signal, Object handler) {}

  /** Remembers the handlers; to be called before Helm is. */
  static void save() {
    synchronized (LOCK) {
      if (calls++ == 0) {
        saved = current();
      }
    }
  }

  /** Sets the remembered handlers again; to be called when Helm has answered. */
  static void release() {
    synchronized (LOCK) {
      calls--;
      set(saved);
    }
  }

  /**
   * Sets the remembered handlers again, so that SIGINT and SIGTERM do what they did before the last
   * call of the Helm library. Does nothing where the library was never called.
   */
  public static void restore() {
    synchronized (LOCK) {
      set(saved);
    }
  }

  private static List<Saved> current() {
    Api api = Api.FOUND;
    return api == null
        ? List.of()
        : SIGNALS.stream().map(name -> current(api, name)).flatMap(Optional::stream).toList();
  }

  /**
   * A signal's handler; with {@code -Xrs} signals are not Java's to handle, and need no mending.
   */
  private static Optional<Saved> current(Api api, String name) {
    try {
      Object signal = api.signal.getConstructor(String.class).newInstance(name);
      Object handler = api.handle.invoke(null, signal, api.standard);
      api.handle.invoke(null, signal, handler);
      return Optional.of(new Saved(signal, handler));
    } catch (ReflectiveOperationException reserved) {
      return Optional.empty();
    }
  }

  private static void set(List<Saved> handlers) {
    Api api = Api.FOUND;
    for (Saved entry : handlers) {
      try {
        if (api != null) {
          api.handle.invoke(null, entry.signal(), entry.handler());
        }
      } catch (ReflectiveOperationException reserved) {
        throw new IllegalStateException("A handler that was set cannot be set again.", reserved);
      }
    }
  }

  /**
   * {@code sun.misc.Signal}, by reflection: there is no other way to a signal in Java, and naming
   * it in code is a warning that cannot be silenced.
   */
  private record Api(Class<?> signal, Method handle, Object standard) {
    static final @Nullable Api FOUND = find();

    private static @Nullable Api find() {
      try {
        Class<?> signal = Class.forName("sun.misc.Signal");
        Class<?> handler = Class.forName("sun.misc.SignalHandler");
        return new Api(
            signal,
            signal.getMethod("handle", signal, handler),
            handler.getField("SIG_DFL").get(null));
      } catch (ReflectiveOperationException absent) {
        return null;
      }
    }
  }
}
