package dev.otelgw.receivers.otlp;

import dev.otelgw.pipeline.config.Checked;
import dev.otelgw.pipeline.config.Problems;
import dev.otelgw.pipeline.config.Setting;
import java.time.Duration;
import java.util.Map;

/** How connections are kept and ended: {@code protocols.grpc.keepalive}. */
public record KeepaliveConfig(
    @Setting("What the receiver does with connections.") ServerParameters serverParameters,
    @Setting("What the receiver lets clients do.") EnforcementPolicy enforcementPolicy) {

  /** With the defaults of both. */
  public KeepaliveConfig() {
    this(new ServerParameters(), new EnforcementPolicy());
  }

  /** {@code server_parameters}. */
  public record ServerParameters(
      @Setting("Close a connection that has had no call for this long. 0: no limit.")
          Duration maxConnectionIdle,
      @Setting(
              "Close a connection of this age (give or take a tenth), so that clients spread over"
                  + " the gateways anew. 0: no limit.")
          Duration maxConnectionAge,
      @Setting("Time for calls to end after max_connection_age. 0: no limit.")
          Duration maxConnectionAgeGrace,
      @Setting("Ping a connection after this long without a byte from the client. 0: 1m.")
          Duration time,
      @Setting("Close a connection when a ping is not answered within this time. 0: 20s.")
          Duration timeout)
      implements Checked {

    /**
     * The Collector pings after two hours. A minute finds clients that died without a word while it
     * still matters, at the cost of 34 bytes.
     */
    static final Duration TIME = Duration.ofMinutes(1);

    static final Duration TIMEOUT = Duration.ofSeconds(20);

    /** The Collector's defaults, but for {@code time}. */
    public ServerParameters() {
      this(Duration.ZERO, Duration.ZERO, Duration.ZERO, TIME, TIMEOUT);
    }

    /** What {@code time} means. */
    Duration effectiveTime() {
      return time.isZero() ? TIME : time;
    }

    /** What {@code timeout} means. */
    Duration effectiveTimeout() {
      return timeout.isZero() ? TIMEOUT : timeout;
    }

    @Override
    public void check(Problems problems) {
      checkNotNegative(
          Map.of(
              "max_connection_idle", maxConnectionIdle,
              "max_connection_age", maxConnectionAge,
              "max_connection_age_grace", maxConnectionAgeGrace,
              "time", time,
              "timeout", timeout),
          problems);
      checkFloor("max_connection_idle", maxConnectionIdle, Duration.ofSeconds(1), problems);
      checkFloor("max_connection_age", maxConnectionAge, Duration.ofSeconds(1), problems);
      checkFloor("time", time, Duration.ofSeconds(10), problems);
      if (maxConnectionAge.isZero() && maxConnectionAgeGrace.isPositive()) {
        problems.warning("max_connection_age_grace", "has no effect without max_connection_age");
      }
    }
  }

  /** {@code enforcement_policy}. */
  public record EnforcementPolicy(
      @Setting("Close the connection of a client that pings more often than this. 0: 5m.")
          Duration minTime,
      @Setting("Let clients ping while no call is under way.") boolean permitWithoutStream)
      implements Checked {

    static final Duration MIN_TIME = Duration.ofMinutes(5);

    /** The Collector's defaults. */
    public EnforcementPolicy() {
      this(MIN_TIME, false);
    }

    /** What {@code min_time} means. */
    Duration effectiveMinTime() {
      return minTime.isZero() ? MIN_TIME : minTime;
    }

    @Override
    public void check(Problems problems) {
      checkNotNegative(Map.of("min_time", minTime), problems);
    }
  }

  /** The gRPC library raises what it takes for unreasonable (NettyServerBuilder). */
  private static void checkFloor(String key, Duration value, Duration floor, Problems problems) {
    if (value.isPositive() && value.compareTo(floor) < 0) {
      problems.warning(
          key,
          "%dms is raised to %ds, the least there is"
              .formatted(value.toMillis(), floor.toSeconds()));
    }
  }

  private static void checkNotNegative(Map<String, Duration> durations, Problems problems) {
    durations.forEach((key, value) -> {
      if (value.isNegative()) {
        problems.error(key, "is negative; use 0 for the default");
      }
    });
  }
}
