package dev.otelgw.receivers.otlp;

import dev.otelgw.pipeline.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The calls that are open, looked over now and then: a message that takes too long to arrive holds
 * memory for nothing, and so does an answer that nobody takes. gRPC itself waits for ever.
 * Thread-safe.
 */
final class GrpcStragglers {

  /** As long as a body may take over HTTP by default. */
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /** As long as an answer may take over HTTP by default. */
  private static final Duration ANSWER_PATIENCE = Duration.ofSeconds(30);

  private final Clock clock;
  private final Notices notices;
  private final Map<GrpcCall, Watch> open = new ConcurrentHashMap<>();

  /** What is known of a call; the time of its answer is that of the first look after it. */
  private static final class Watch {
    private final GrpcArrival arrival;
    private final long opened;
    private boolean answered;
    private long answeredBy;

    Watch(GrpcArrival arrival, long opened) {
      this.arrival = arrival;
      this.opened = opened;
    }
  }

  GrpcStragglers(Clock clock, Notices notices) {
    this.clock = clock;
    this.notices = notices;
  }

  void opened(GrpcCall call, GrpcArrival arrival) {
    open.put(call, new Watch(arrival, clock.nanoTime()));
  }

  void closed(GrpcCall call) {
    open.remove(call);
  }

  /** Answers the calls whose message is late, ends those whose answer is not taken. */
  void look() {
    long now = clock.nanoTime();
    open.forEach((call, watch) -> {
      if (call.answered()) {
        answered(call, watch, now);
      } else if (now - watch.opened > PATIENCE.toNanos() && call.stopForSlowness(PATIENCE)) {
        notices.warn(
            "slow gRPC client",
            "client %s did not send its message within %d s; its call was ended"
                .formatted(call.client(), PATIENCE.toSeconds()));
      }
    });
  }

  private void answered(GrpcCall call, Watch watch, long now) {
    if (!watch.answered) {
      watch.answered = true;
      watch.answeredBy = now;
    } else if (now - watch.answeredBy > ANSWER_PATIENCE.toNanos()) {
      closed(call);
      watch.arrival.cut();
      notices.warn(
          "slow gRPC reader",
          "client %s did not take its answer within %d s; its call was ended"
              .formatted(call.client(), ANSWER_PATIENCE.toSeconds()));
    }
  }
}
