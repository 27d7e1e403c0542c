package dev.otelgw.gateway.health;

import dev.otelgw.pipeline.config.Checked;
import dev.otelgw.pipeline.config.HostPort;
import dev.otelgw.pipeline.config.Problems;
import dev.otelgw.pipeline.config.Setting;
import java.time.Duration;

/** The Collector's {@code health_check} extension. */
public record HealthCheckConfig(
    @Setting("Where to listen, as host:port.") String endpoint,
    @Setting("Where the answer is that the Collector gives; /live and /ready are always there.")
        String path,
    @Setting("What / answers, in place of its own words.") ResponseBody responseBody,
    @Setting("Whether / looks at delivery, as /ready always does.")
        CheckCollectorPipeline checkCollectorPipeline)
    implements Checked {

  /** Bodies of the user's choice. */
  public record ResponseBody(
      @Setting("While all is well. Empty: status and uptime as JSON.") String healthy,
      @Setting("While it is not. Empty: status and uptime as JSON.") String unhealthy) {

    /** None. */
    public ResponseBody() {
      this("", "");
    }
  }

  /** The Collector's key for what never worked there. */
  public record CheckCollectorPipeline(
      @Setting("On: / answers 500 while an exporter has been failing for longer than interval.")
          boolean enabled,
      @Setting("How long an exporter may fail.") Duration interval,
      @Setting("Has no effect: time counts here, not the number of failures.")
          int exporterFailureThreshold)
      implements Checked {

    /** The Collector's defaults. */
    public CheckCollectorPipeline() {
      this(false, Duration.ofMinutes(5), 5);
    }

    @Override
    public void check(Problems problems) {
      if (exporterFailureThreshold != 5) {
        problems.warning(
            "exporter_failure_threshold",
            "has no effect; / answers 500 when an exporter has been failing for longer than"
                + " interval");
      }
      if (interval.isNegative()) {
        problems.error("interval", "is negative; use a time such as 5m");
      }
    }
  }

  /** Listening there, with the Collector's answers. */
  public HealthCheckConfig(String endpoint, String path) {
    this(endpoint, path, new ResponseBody(), new CheckCollectorPipeline());
  }

  /** The Collector's defaults; it also is what runs when none is configured. */
  public HealthCheckConfig() {
    this("localhost:13133", "/");
  }

  @Override
  public void check(Problems problems) {
    HostPort.check("endpoint", endpoint, "localhost:13133", problems);
    if (!path.startsWith("/")) {
      problems.error("path", "\"%s\" must start with /".formatted(path));
    }
  }
}
