package dev.otelgw.gateway.wiring;

import dev.otelgw.pipeline.Component;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Components in layers: a layer starts when the one before it has, and layers close in reverse.
 * What a layer holds is closed side by side, so that one slow close costs its own time only. Used
 * by one thread.
 */
final class Lifecycle {

  private static final Logger LOG = LoggerFactory.getLogger(Lifecycle.class);

  private final List<List<Component>> layers = new ArrayList<>();

  /** Starts all of these; they close before everything that was started earlier. */
  void start(List<? extends Component> layer) {
    List<Component> started = new ArrayList<>();
    layers.add(started);
    for (Component component : layer) {
      component.start();
      started.add(component);
    }
  }

  /** Closes everything that was started, and goes on whatever fails. */
  void close() {
    for (List<Component> layer : layers.reversed()) {
      close(layer);
    }
    layers.clear();
  }

  /** Closes all of these side by side; returns when the last has. */
  static void close(List<Component> components) {
    try (ExecutorService closers =
        Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("close/", 0).factory())) {
      components.forEach(component -> closers.execute(() -> close(component)));
    }
  }

  private static void close(Component component) {
    try {
      component.close();
    } catch (RuntimeException e) {
      LOG.error("{} did not close cleanly", component, e);
    }
  }
}
