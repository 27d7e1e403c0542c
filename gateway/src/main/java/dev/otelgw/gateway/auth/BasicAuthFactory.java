package dev.otelgw.gateway.auth;

import dev.otelgw.pipeline.Component;
import dev.otelgw.pipeline.ComponentType;
import dev.otelgw.pipeline.Context;
import dev.otelgw.pipeline.ExtensionFactory;
import dev.otelgw.pipeline.Host;
import dev.otelgw.pipeline.auth.ClientAuthenticator;
import dev.otelgw.pipeline.auth.ServerAuthenticator;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.slf4j.LoggerFactory;

/** Makes {@code basicauth} extensions. */
public final class BasicAuthFactory implements ExtensionFactory<BasicAuthConfig> {

  @Override
  public ComponentType type() {
    return new ComponentType(
        "basicauth",
        List.of(),
        "beta",
        Set.of(),
        "Names and passwords: judged for receivers (htpasswd), sent for exporters (client_auth).");
  }

  @Override
  public Class<BasicAuthConfig> configType() {
    return BasicAuthConfig.class;
  }

  @Override
  public Component create(BasicAuthConfig config, Host host, Context context) {
    if (config.htpasswd() != null) {
      return new BasicServer(
          config.htpasswd(), context.id(), LoggerFactory.getLogger(BasicServer.class));
    }
    return new BasicClient(
        Objects.requireNonNull(config.clientAuth()),
        context.id(),
        LoggerFactory.getLogger(BasicClient.class));
  }

  @Override
  public Set<Class<?>> offers(BasicAuthConfig config) {
    return Set.of(
        config.htpasswd() == null ? ClientAuthenticator.class : ServerAuthenticator.class);
  }
}
