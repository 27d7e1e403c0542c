package dev.otelgw.gateway.zpages;

import dev.otelgw.pipeline.Component;
import dev.otelgw.pipeline.ComponentType;
import dev.otelgw.pipeline.Context;
import dev.otelgw.pipeline.ExtensionFactory;
import dev.otelgw.pipeline.Host;
import java.util.List;
import java.util.Set;

/** Makes {@code zpages} extensions. */
public final class ZpagesFactory implements ExtensionFactory<ZpagesConfig> {

  @Override
  public ComponentType type() {
    return new ComponentType(
        "zpages",
        List.of(),
        "beta",
        Set.of(),
        "What runs and how it does, as JSON: /debug/servicez, /debug/pipelinez,"
            + " /debug/extensionz.");
  }

  @Override
  public Class<ZpagesConfig> configType() {
    return ZpagesConfig.class;
  }

  @Override
  public Component create(ZpagesConfig config, Host host, Context context) {
    return new Zpages(config, host, context);
  }
}
