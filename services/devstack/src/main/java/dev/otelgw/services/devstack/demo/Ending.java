package dev.otelgw.services.devstack.demo;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Ctrl-C and its kin. A first one asks to end; before there is anything to end in order, and the
 * second time, the process just ends: the keeper of the processes sees to the rest.
 */
final class Ending {

  private static final int INTERRUPTED = 130;

  private final CountDownLatch asked = new CountDownLatch(1);
  private volatile boolean started;

  /** Listens from now on. */
  static Ending onSignals() {
    Ending ending = new Ending();
    List.of("INT", "TERM", "HUP").forEach(ending::handle);
    return ending;
  }

  /** From here on there is something to end in order. */
  void started() {
    started = true;
  }

  /** Whether it was asked for within that time. */
  boolean await(Duration time) throws InterruptedException {
    return asked.await(time.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void asked() {
    if (!started || asked.getCount() == 0) {
      System.exit(INTERRUPTED);
    }
    asked.countDown();
  }

  /** By reflection, since the compiler warns of each mention and cannot be told not to. */
  private void handle(String name) {
    try {
      Class<?> signal = Class.forName("sun.misc.Signal");
      Class<?> handler = Class.forName("sun.misc.SignalHandler");
      InvocationHandler call =
          (_, method, _) -> {
            // The JDK asks a handler for nothing but handle and, in its tables, hashCode.
            if (method.getName().equals("handle")) {
              asked();
              return null;
            }
            return method.getReturnType() == int.class ? (Object) name.hashCode() : name;
          };
      Object proxy =
          Proxy.newProxyInstance(Ending.class.getClassLoader(), new Class<?>[] {handler}, call);
      signal
          .getMethod("handle", signal, handler)
          .invoke(null, signal.getConstructor(String.class).newInstance(name), proxy);
    } catch (ReflectiveOperationException | IllegalArgumentException e) {
      System.err.println("otelgw demo: SIG" + name + " ends this at once: " + e);
    }
  }
}
