package dev.otelgw.services.program;

import dev.otelgw.services.settings.InvalidSettings;
import dev.otelgw.services.settings.Settings;
import java.lang.reflect.Proxy;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A service as a process. On SIGTERM and SIGINT it closes what it has opened and only then exits:
 * the agent sends the last traces, metrics and logs in a shutdown hook, and hooks run all at once,
 * so work that ended in one of our own would leave no trace.
 */
public final class Program {

  private static final Logger LOG = LoggerFactory.getLogger(Program.class);

  private Program() {}

  /** Starts a service; what it opens it adds to what is closed at the end. */
  @FunctionalInterface
  public interface Start<S> {

    /** Returns when it is ready, with a line about where it listens. */
    String start(S settings, Closing closing) throws Exception;
  }

  /**
   * Runs it until the process is told to end; never returns. Exit codes: 0 ended as told, 1 could
   * not start, 2 wrong settings.
   */
  public static <S> void run(String name, Function<Settings, S> settings, Start<S> start) {
    CountDownLatch told = new CountDownLatch(1);
    onSignal("TERM", told);
    onSignal("INT", told);
    int code = 0;
    try (Closing closing = new Closing()) {
      S read = Settings.read(System.getenv(), settings);
      String where = start.start(read, closing);
      LOG.info("{} ready{}", name, where.isEmpty() ? "" : ", " + where);
      told.await();
      LOG.info("{} stopping", name);
    } catch (InvalidSettings e) {
      System.err.println(name + ": cannot start:\n" + e.getMessage());
      code = 2;
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } catch (Exception e) {
      LOG.error("{} cannot start: {}", name, e.getMessage(), e);
      code = 1;
    }
    System.exit(code);
  }

  /**
   * Handles a signal before any shutdown hook runs. By reflection: the class is in the supported
   * module jdk.unsupported, but the compiler warns of each mention and cannot be told not to.
   */
  private static void onSignal(String name, CountDownLatch told) {
    try {
      Class<?> signal = Class.forName("sun.misc.Signal");
      Class<?> handler = Class.forName("sun.misc.SignalHandler");
      Object handling =
          Proxy.newProxyInstance(
              handler.getClassLoader(),
              new Class<?>[] {handler},
              (_, _, _) -> {
                told.countDown();
                return null;
              });
      signal
          .getMethod("handle", signal, handler)
          .invoke(null, signal.getConstructor(String.class).newInstance(name), handling);
    } catch (ReflectiveOperationException e) {
      LOG.warn("SIG{} ends this process at once: {}", name, e.toString());
    }
  }
}
