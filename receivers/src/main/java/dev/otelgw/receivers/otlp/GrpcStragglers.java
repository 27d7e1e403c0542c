package dev.otelgw.receivers.otlp;

import dev.otelgw.pipeline.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The calls that are open, looked over now and then: a message that takes too long to arrive holds
 * memory for nothing. gRPC itself waits for ever. Thread-safe.
 */
final class GrpcStragglers {

  /** As long as a body may take over HTTP by default. */
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Clock clock;
  private final Notices notices;
  private final Map<GrpcCall, Long> since = new ConcurrentHashMap<>();

  GrpcStragglers(Clock clock, Notices notices) {
    this.clock = clock;
    this.notices = notices;
  }

  void opened(GrpcCall call) {
    since.put(call, clock.nanoTime());
  }

  void closed(GrpcCall call) {
    since.remove(call);
  }

  /** Answers the calls whose message is late. */
  void look() {
    long now = clock.nanoTime();
    since.forEach((call, opened) -> {
      if (now - opened > PATIENCE.toNanos() && call.stopForSlowness(PATIENCE)) {
        notices.warn(
            "slow gRPC client",
            "client %s did not send its message within %d s; its call was ended"
                .formatted(call.client(), PATIENCE.toSeconds()));
      }
    });
  }
}
