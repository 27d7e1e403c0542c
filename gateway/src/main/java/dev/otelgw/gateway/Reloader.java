package dev.otelgw.gateway;

import dev.otelgw.gateway.config.Configuration;
import dev.otelgw.gateway.config.Loaded;
import dev.otelgw.gateway.config.Problem;
import dev.otelgw.gateway.logs.Logs;
import dev.otelgw.gateway.logs.LogsConfig;
import dev.otelgw.pipeline.Clock;
import dev.otelgw.pipeline.StartException;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the configuration again when it is told to, and has the process go over to it. A bad one
 * changes nothing, and every problem in it is said. Thread-safe.
 */
final class Reloader implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Reloader.class);

  private final Supplier<Loaded> load;
  private final GatewayProcess process;
  private final AtomicBoolean asked = new AtomicBoolean();
  private final ExecutorService one =
      Executors.newSingleThreadExecutor(Thread.ofVirtual().name("reload").factory());
  private LogsConfig logs;

  /**
   * For a process that runs.
   *
   * @param load reads the configuration anew
   * @param running the one that the process started with
   */
  Reloader(Supplier<Loaded> load, GatewayProcess process, Configuration running) {
    this.load = load;
    this.process = process;
    this.logs = running.service().telemetry().logs();
  }

  /** Reloads soon. Several wishes at once are one. */
  void ask(String why) {
    if (asked.compareAndSet(false, true)) {
      try {
        one.execute(() -> reload(why));
      } catch (RejectedExecutionException e) {
        LOG.info("{}: not reloading, the gateway is stopping", why);
      }
    }
  }

  private void reload(String why) {
    asked.set(false);
    long began = Clock.SYSTEM.nanoTime();
    try {
      switch (load.get()) {
        case Loaded.Ok ok -> {
          ok.warnings().forEach(warning -> LOG.warn(Logs.ASKED, "{}", warning));
          process.reload(ok.configuration());
          apply(ok.configuration().service().telemetry().logs());
          long millis = Duration.ofNanos(Clock.SYSTEM.nanoTime() - began).toMillis();
          LOG.info("{}: the new configuration runs ({} ms)", why, millis);
        }
        case Loaded.Invalid invalid -> {
          for (Problem problem : invalid.errors()) {
            LOG.error(Logs.ASKED, "{}", problem);
          }
          LOG.error(
              Logs.ASKED,
              "{}: the configuration cannot be used ({} {}); the one before goes on",
              why,
              invalid.errors().size(),
              invalid.errors().size() == 1 ? "problem" : "problems");
        }
      }
    } catch (StartException e) {
      LOG.error(Logs.ASKED, "{}: {}; the configuration before goes on", why, e.getMessage());
    } catch (RuntimeException e) {
      LOG.error(Logs.ASKED, "{}: reloading failed; please report this", why, e);
    }
  }

  private void apply(LogsConfig next) {
    if (!next.equals(logs)) {
      var _ = Logs.install(next);
      logs = next;
    }
  }

  /** Waits for a reload under way, and makes no further one. */
  @Override
  public void close() {
    one.close();
  }
}
