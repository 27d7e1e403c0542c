package dev.otelgw.gateway.wiring;

import dev.otelgw.pipeline.Component;
import dev.otelgw.pipeline.StartException;
import dev.otelgw.pipeline.Successor;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts and closes components in layers: a layer starts when the one before it has, and layers
 * close in reverse. What a layer holds is closed side by side, so that one slow close costs its own
 * time only.
 */
final class Lifecycle {

  private static final Logger LOG = LoggerFactory.getLogger(Lifecycle.class);

  private Lifecycle() {}

  /** Starts all of these, or none: if one cannot start, those that have are closed again. */
  static void start(List<? extends List<? extends Component>> layers) {
    start(layers, _ -> Optional.empty());
  }

  /**
   * The same, for components that come after others. One that cannot start while its predecessor
   * runs, because it wants the same port for example, starts when that is closed.
   */
  static void start(
      List<? extends List<? extends Component>> layers,
      Function<Component, Optional<Component>> predecessor) {
    List<List<Component>> started = new ArrayList<>();
    try {
      for (List<? extends Component> layer : layers) {
        List<Component> begun = new ArrayList<>();
        started.add(begun);
        for (Component component : layer) {
          start(component, predecessor.apply(component));
          begun.add(component);
        }
      }
    } catch (RuntimeException e) {
      close(started);
      throw e;
    }
  }

  private static void start(Component component, Optional<Component> predecessor) {
    if (component instanceof Successor successor) {
      predecessor.ifPresent(successor::takeOver);
    }
    try {
      component.start();
    } catch (StartException e) {
      if (predecessor.isEmpty()) {
        throw e;
      }
      LOG.debug("{} cannot start beside its predecessor, which is closed now", component, e);
      predecessor.get().close();
      component.start();
    }
  }

  /** Closes these, the last layer first, and goes on whatever fails. */
  static void close(List<? extends List<? extends Component>> layers) {
    layers.reversed().forEach(Lifecycle::closeLayer);
  }

  /** Closes all of these side by side; returns when the last has. */
  static void closeLayer(List<? extends Component> components) {
    inParallel(components.stream().map(component -> (Runnable) () -> close(component)).toList());
  }

  /** Runs all of these side by side; returns when the last has ended. */
  static void inParallel(List<Runnable> tasks) {
    try (ExecutorService closers =
        Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("close/", 0).factory())) {
      tasks.forEach(closers::execute);
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
