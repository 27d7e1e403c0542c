package dev.otelgw.gateway.health;

import dev.otelgw.pipeline.config.Checked;
import dev.otelgw.pipeline.config.HostPort;
import dev.otelgw.pipeline.config.Problems;
import dev.otelgw.pipeline.config.Setting;

/** The Collector's {@code health_check} extension. */
public record HealthCheckConfig(
    @Setting("Where to listen, as host:port.") String endpoint,
    @Setting("Where the answer is that the Collector gives; /live and /ready are always there.")
        String path)
    implements Checked {

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
