package dev.otelgw.gateway;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Signals of the operating system. A shutdown hook would do to stop, but then the exit code is that
 * of a process killed by the signal, and SIGHUP could not be had at all. {@code sun.misc.Signal} is
 * the JDK's one interface for this; it is reached by reflection because javac warns of its name.
 */
final class Signals {

  private static final Logger LOG = LoggerFactory.getLogger(Signals.class);

  private Signals() {}

  /**
   * Calls {@code action} on a thread of its own at each such signal.
   *
   * @param name without {@code SIG}: {@code TERM}
   */
  static void on(String name, Runnable action) {
    try {
      Class<?> signal = Class.forName("sun.misc.Signal");
      Class<?> handler = Class.forName("sun.misc.SignalHandler");
      InvocationHandler call =
          (_, method, _) -> {
            // The JDK asks a handler for nothing but handle and, in its tables, hashCode.
            if (method.getName().equals("handle")) {
              action.run();
              return null;
            }
            return method.getReturnType() == int.class ? (Object) name.hashCode() : name;
          };
      Object proxy =
          Proxy.newProxyInstance(Signals.class.getClassLoader(), new Class<?>[] {handler}, call);
      signal
          .getMethod("handle", signal, handler)
          .invoke(null, signal.getConstructor(String.class).newInstance(name), proxy);
    } catch (ReflectiveOperationException | IllegalArgumentException e) {
      LOG.debug("SIG{} cannot be handled here", name, e);
    }
  }
}
