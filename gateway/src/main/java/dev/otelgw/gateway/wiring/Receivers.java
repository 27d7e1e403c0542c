package dev.otelgw.gateway.wiring;

import dev.otelgw.pipeline.Component;
import dev.otelgw.pipeline.ComponentId;
import dev.otelgw.pipeline.StartException;
import dev.otelgw.pipeline.Successor;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The receivers that run or ought to: those that cannot start do not keep the others from working.
 * They are said and tried again until they start. Thread-safe.
 */
final class Receivers implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Receivers.class);
  private static final Duration RETRY = Duration.ofSeconds(10);

  private final List<Component> running = new ArrayList<>();
  private final Map<ComponentId, Component> missing = new LinkedHashMap<>();
  private final CountDownLatch closing = new CountDownLatch(1);
  private @Nullable Thread retrying;

  /**
   * Starts the first ones.
   *
   * @throws StartException if none of them can start
   */
  synchronized void start(Map<ComponentId, Component> all) {
    Map<ComponentId, StartException> failed = tryStart(all);
    if (failed.size() == all.size() && !failed.isEmpty()) {
      List<String> lines = failed.values().stream().map(StartException::getMessage).toList();
      throw new StartException(String.join("\n", lines), failed.values().iterator().next());
    }
    tryAgainLater(all, failed);
  }

  /**
   * Starts some and closes others. A new one may want the port of an old one, so the old ones close
   * in between: whoever calls then is told to come back by the operating system.
   */
  synchronized void replace(Map<ComponentId, Component> old, Map<ComponentId, Component> fresh) {
    missing.values().removeAll(old.values());
    fresh.forEach((id, receiver) -> {
      if (receiver instanceof Successor successor && running.contains(old.get(id))) {
        successor.takeOver(Objects.requireNonNull(old.get(id)));
      }
    });
    Map<ComponentId, Component> late = new LinkedHashMap<>(fresh);
    late.keySet().retainAll(tryStart(fresh).keySet());
    List<Component> closing = new ArrayList<>(old.values());
    closing.retainAll(running);
    running.removeAll(closing);
    Lifecycle.closeLayer(closing);
    tryAgainLater(late, tryStart(late));
  }

  private void tryAgainLater(
      Map<ComponentId, Component> all, Map<ComponentId, StartException> failed) {
    failed.forEach((id, e) -> {
      LOG.error(
          "{}; the rest runs, this is tried again every {} s", e.getMessage(), RETRY.toSeconds());
      Component receiver = all.get(id);
      if (receiver != null) {
        missing.put(id, receiver);
      }
    });
    if (!missing.isEmpty() && (retrying == null || !retrying.isAlive())) {
      retrying = Thread.ofVirtual().name("receivers/retry").start(this::retry);
    }
  }

  private void retry() {
    try {
      while (!closing.await(RETRY.toMillis(), TimeUnit.MILLISECONDS)) {
        synchronized (this) {
          missing.keySet().retainAll(tryStart(missing).keySet());
          if (missing.isEmpty()) {
            retrying = null;
            return;
          }
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Starts what can be started; gives the reasons for the rest. */
  private Map<ComponentId, StartException> tryStart(Map<ComponentId, Component> receivers) {
    Map<ComponentId, StartException> failed = new LinkedHashMap<>();
    receivers.forEach((id, receiver) -> {
      try {
        receiver.start();
        running.add(receiver);
      } catch (StartException e) {
        LOG.debug("{} cannot start", id, e);
        failed.put(id, e);
      }
    });
    return failed;
  }

  @Override
  public void close() {
    closing.countDown();
    List<Component> open;
    synchronized (this) {
      missing.clear();
      open = List.copyOf(running);
      running.clear();
    }
    Lifecycle.closeLayer(open);
  }
}
