package dev.otelgw.gateway.zpages;

import dev.otelgw.pipeline.config.Checked;
import dev.otelgw.pipeline.config.HostPort;
import dev.otelgw.pipeline.config.Problems;
import dev.otelgw.pipeline.config.Setting;

/** Settings of the {@code zpages} extension. */
public record ZpagesConfig(@Setting("Where to listen, as host:port.") String endpoint)
    implements Checked {

  /** The Collector's default. */
  public ZpagesConfig() {
    this("localhost:55679");
  }

  @Override
  public void check(Problems problems) {
    HostPort.check("endpoint", endpoint, "localhost:55679", problems);
  }
}
