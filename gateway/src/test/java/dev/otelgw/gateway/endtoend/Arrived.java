package dev.otelgw.gateway.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.otelgw.exporters.testing.OtlpBackend;
import dev.otelgw.pipeline.Signal;
import dev.otelgw.pipeline.testing.Await;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicReference;

/** Compares what two backends got. */
final class Arrived {

  private static final Duration SOON = Duration.ofSeconds(30);

  private Arrived() {}

  /** The names of the spans that a backend took, each as often as it came. */
  static List<String> names(OtlpBackend backend) {
    return backend.traces().stream()
        .flatMap(request -> request.getResourceSpansList().stream())
        .flatMap(resource -> resource.getScopeSpansList().stream())
        .flatMap(scope -> scope.getSpansList().stream())
        .map(span -> span.getName())
        .toList();
  }

  /** Waits until everything that these names stand for has arrived, and gives all that has. */
  static List<String> all(OtlpBackend backend, Set<String> names) {
    AtomicReference<List<String>> arrived = new AtomicReference<>(List.of());
    try {
      Await.until(
          names.size() + " spans",
          () -> {
            arrived.set(names(backend));
            return Set.copyOf(arrived.get()).containsAll(names);
          });
    } catch (AssertionError e) {
      TreeSet<String> missing = new TreeSet<>(names);
      missing.removeAll(Set.copyOf(arrived.get()));
      throw new AssertionError(
          "%d of %d missing, the first is %.40s"
              .formatted(missing.size(), names.size(), missing.first()),
          e);
    }
    return arrived.get();
  }

  /** Waits until the one behind a gateway has as much as the other, which must be the same. */
  static void same(OtlpBackend behind, OtlpBackend direct) throws Exception {
    for (Signal signal : Signal.values()) {
      assertThat(direct.items(signal)).as("%s sent", signal).isPositive();
      behind.awaitItems(signal, direct.items(signal), SOON);
    }
    for (Signal signal : Signal.values()) {
      assertThat(behind.messages(signal))
          .containsExactlyInAnyOrderElementsOf(direct.messages(signal));
    }
  }
}
