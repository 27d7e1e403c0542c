package dev.otelgw.gateway.health;

import dev.otelgw.pipeline.Component;
import dev.otelgw.pipeline.ComponentType;
import dev.otelgw.pipeline.Context;
import dev.otelgw.pipeline.ExtensionFactory;
import dev.otelgw.pipeline.Host;
import java.util.List;
import java.util.Set;

/** Makes {@code health_check} extensions. */
public final class HealthCheckFactory implements ExtensionFactory<HealthCheckConfig> {

  @Override
  public ComponentType type() {
    return new ComponentType(
        "health_check",
        List.of("healthcheck", "healthcheckv2"),
        "stable",
        Set.of(),
        "Answers whether the process lives and whether it delivers; there without being asked for.");
  }

  @Override
  public Class<HealthCheckConfig> configType() {
    return HealthCheckConfig.class;
  }

  @Override
  public Component create(HealthCheckConfig config, Host host, Context context) {
    return new HealthServer(config, host, context.clock());
  }
}
