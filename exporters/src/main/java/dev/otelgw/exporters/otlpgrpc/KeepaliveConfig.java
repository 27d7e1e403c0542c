package dev.otelgw.exporters.otlpgrpc;

import dev.otelgw.pipeline.config.Checked;
import dev.otelgw.pipeline.config.Problems;
import dev.otelgw.pipeline.config.Setting;
import java.time.Duration;

/** Pings that find a connection dead that nobody closed: {@code keepalive}. */
public record KeepaliveConfig(
    @Setting("Ping after so long without a byte from the backend. Less than 10s counts as 10s.")
        Duration time,
    @Setting("A ping that is not answered in this time ends the connection.") Duration timeout,
    @Setting(
            "Ping while no request is under way too. Backends that do not permit it close the"
                + " connection.")
        boolean permitWithoutStream)
    implements Checked {

  /** What gRPC makes of a shorter time (grpc-java and grpc-go alike). */
  static final Duration SHORTEST = Duration.ofSeconds(10);

  /** The Collector's defaults. */
  public KeepaliveConfig() {
    this(Duration.ofSeconds(10), Duration.ofSeconds(10), false);
  }

  @Override
  public void check(Problems problems) {
    if (!time.isPositive()) {
      problems.error("time", "must be longer than 0, for example 30s");
    } else if (time.compareTo(SHORTEST) < 0) {
      problems.warning("time", "is less than 10s, the shortest that gRPC permits; 10s is used");
    }
    if (!timeout.isPositive()) {
      problems.error("timeout", "must be longer than 0, for example 10s");
    }
  }
}
