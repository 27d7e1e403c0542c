package dev.otelgw.gateway.wiring;

import dev.otelgw.pipeline.Component;
import dev.otelgw.pipeline.ComponentId;
import dev.otelgw.pipeline.StartException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All receivers as one: those that cannot start do not keep the others from working. They are said
 * and tried again until they start; only when none can start is that a failure.
 */
final class Receivers implements Component {

  private static final Logger LOG = LoggerFactory.getLogger(Receivers.class);
  private static final Duration RETRY = Duration.ofSeconds(10);

  private final Map<ComponentId, Component> all = new LinkedHashMap<>();
  private final List<Component> running = new ArrayList<>();
  private final CountDownLatch closing = new CountDownLatch(1);
  private @Nullable Thread retrying;

  void add(ComponentId id, Component receiver) {
    all.put(id, receiver);
  }

  @Override
  public void start() {
    Map<ComponentId, StartException> failed = new LinkedHashMap<>();
    all.forEach((id, receiver) -> tryStart(id, receiver, failed));
    if (failed.size() == all.size() && !failed.isEmpty()) {
      List<String> lines = failed.values().stream().map(StartException::getMessage).toList();
      throw new StartException(String.join("\n", lines), failed.values().iterator().next());
    }
    failed.forEach((_, e) ->
        LOG.error(
            "{}; the rest runs, this is tried again every {} s",
            e.getMessage(),
            RETRY.toSeconds()));
    if (!failed.isEmpty()) {
      Map<ComponentId, Component> missing = new LinkedHashMap<>(all);
      missing.keySet().retainAll(failed.keySet());
      retrying = Thread.ofVirtual().name("receivers/retry").start(() -> retry(missing));
    }
  }

  private void retry(Map<ComponentId, Component> missing) {
    try {
      while (!missing.isEmpty() && !closing.await(RETRY.toMillis(), TimeUnit.MILLISECONDS)) {
        Map<ComponentId, StartException> failed = new LinkedHashMap<>();
        missing.forEach((id, receiver) -> tryStart(id, receiver, failed));
        missing.keySet().retainAll(failed.keySet());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized void tryStart(
      ComponentId id, Component receiver, Map<ComponentId, StartException> failed) {
    if (closing.getCount() == 0) {
      return;
    }
    try {
      receiver.start();
      running.add(receiver);
    } catch (StartException e) {
      LOG.debug("{} cannot start", id, e);
      failed.put(id, e);
    }
  }

  @Override
  public void close() {
    closing.countDown();
    if (retrying != null) {
      retrying.interrupt();
    }
    List<Component> open;
    synchronized (this) {
      open = List.copyOf(running);
      running.clear();
    }
    Lifecycle.close(open);
  }
}
