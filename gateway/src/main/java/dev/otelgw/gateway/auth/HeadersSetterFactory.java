package dev.otelgw.gateway.auth;

import dev.otelgw.pipeline.Component;
import dev.otelgw.pipeline.ComponentType;
import dev.otelgw.pipeline.Context;
import dev.otelgw.pipeline.ExtensionFactory;
import dev.otelgw.pipeline.Host;
import dev.otelgw.pipeline.auth.ClientAuthenticator;
import java.util.List;
import java.util.Set;
import org.slf4j.LoggerFactory;

/** Makes {@code headers_setter} extensions. */
public final class HeadersSetterFactory implements ExtensionFactory<HeadersSetterConfig> {

  @Override
  public ComponentType type() {
    return new ComponentType(
        "headers_setter",
        List.of(),
        "beta",
        Set.of(),
        "Headers of exporters' requests, taken from the requests whose data they send.");
  }

  @Override
  public Class<HeadersSetterConfig> configType() {
    return HeadersSetterConfig.class;
  }

  @Override
  public Component create(HeadersSetterConfig config, Host host, Context context) {
    return new HeadersSetter(config, context, LoggerFactory.getLogger(HeadersSetter.class));
  }

  @Override
  public Set<Class<?>> offers(HeadersSetterConfig config) {
    return Set.of(ClientAuthenticator.class);
  }
}
