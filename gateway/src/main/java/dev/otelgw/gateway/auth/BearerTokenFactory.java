package dev.otelgw.gateway.auth;

import dev.otelgw.pipeline.Component;
import dev.otelgw.pipeline.ComponentType;
import dev.otelgw.pipeline.Context;
import dev.otelgw.pipeline.ExtensionFactory;
import dev.otelgw.pipeline.Host;
import dev.otelgw.pipeline.auth.ClientAuthenticator;
import dev.otelgw.pipeline.auth.ServerAuthenticator;
import java.util.List;
import java.util.Set;
import org.slf4j.LoggerFactory;

/** Makes {@code bearertokenauth} extensions. */
public final class BearerTokenFactory implements ExtensionFactory<BearerTokenConfig> {

  @Override
  public ComponentType type() {
    return new ComponentType(
        "bearertokenauth",
        List.of(),
        "beta",
        Set.of(),
        "Tokens in a header: judged for receivers, sent for exporters.");
  }

  @Override
  public Class<BearerTokenConfig> configType() {
    return BearerTokenConfig.class;
  }

  @Override
  public Component create(BearerTokenConfig config, Host host, Context context) {
    return new BearerToken(config, context.id(), LoggerFactory.getLogger(BearerToken.class));
  }

  @Override
  public Set<Class<?>> offers(BearerTokenConfig config) {
    return Set.of(ServerAuthenticator.class, ClientAuthenticator.class);
  }
}
