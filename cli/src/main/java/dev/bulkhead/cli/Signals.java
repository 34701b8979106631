package dev.bulkhead.cli;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.function.Consumer;
import java.util.function.IntConsumer;

/**
 * The signals that ask the process to end. Which of them it was, a shutdown hook is not told.
 *
 * <p>{@code sun.misc.Signal} by reflection: there is no other way to a signal in Java, and naming
 * it in code is a warning that cannot be silenced.
 */
enum Signals {
  HUP(1, Stop.Reason.HUNG_UP),
  INT(2, Stop.Reason.INTERRUPTED),
  TERM(15, Stop.Reason.TERMINATED);

  private final int number;
  private final Stop.Reason reason;

  Signals(int number, Stop.Reason reason) {
    this.number = number;
    this.reason = reason;
  }

  /**
   * From now on each of the signals is told, and then ends the process as the virtual machine would
   * have, with 128 and its number. A signal that is ignored, or not Java's to handle, stays so.
   *
   * @param exit ends the process with a status
   */
  static void tell(Consumer<Stop.Reason> listener, IntConsumer exit) {
    try {
      Class<?> signal = Class.forName("sun.misc.Signal");
      Class<?> handler = Class.forName("sun.misc.SignalHandler");
      Method register = signal.getMethod("handle", signal, handler);
      for (Signals each : values()) {
        register.invoke(
            null,
            signal.getConstructor(String.class).newInstance(each.name()),
            Proxy.newProxyInstance(
                handler.getClassLoader(), new Class<?>[] {handler}, each.ending(listener, exit)));
      }
    } catch (ReflectiveOperationException reserved) {
      return; // such a virtual machine ends without a word; a hook then takes it for SIGINT
    }
  }

  private InvocationHandler ending(Consumer<Stop.Reason> listener, IntConsumer exit) {
    return (proxy, method, arguments) -> {
      if (method.getDeclaringClass().equals(Object.class)) {
        return method.invoke(this, arguments);
      }
      listener.accept(reason);
      exit.accept(128 + number);
      return null;
    };
  }
}
