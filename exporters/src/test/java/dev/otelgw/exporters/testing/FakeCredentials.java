package dev.otelgw.exporters.testing;

import dev.otelgw.pipeline.Clock;
import dev.otelgw.pipeline.ComponentId;
import dev.otelgw.pipeline.Context;
import dev.otelgw.pipeline.Extensions;
import dev.otelgw.pipeline.Memory;
import dev.otelgw.pipeline.Observer;
import dev.otelgw.pipeline.auth.ClientAuth;
import dev.otelgw.pipeline.auth.ClientAuthenticator;
import dev.otelgw.pipeline.config.Reference;
import dev.otelgw.pipeline.config.Secret;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** An extension that gives requests what it is told to, and a gateway that has it. Thread-safe. */
public final class FakeCredentials implements ClientAuthenticator, Extensions {

  /** As an exporter's configuration names it. */
  public static final ClientAuth AUTH =
      new ClientAuth(new Reference<>("fake/credentials", ClientAuthenticator.class));

  private final Map<String, Secret> added = new ConcurrentHashMap<>();

  /** From now on requests have this header. */
  public FakeCredentials give(String name, String value) {
    added.put(name, new Secret(value));
    return this;
  }

  @Override
  public Map<String, Secret> headers(Map<String, Secret> configured) {
    return ClientAuthenticator.over(configured, new HashMap<>(added));
  }

  @Override
  public <T> T get(Reference<T> reference) {
    if (!reference.equals(AUTH.authenticator())) {
      throw new IllegalArgumentException("extension " + reference.id() + " does not run");
    }
    return reference.offered().cast(this);
  }

  /** Of an exporter of this type. */
  public Context context(String type) {
    return new Context(
        new ComponentId(ComponentId.Kind.EXPORTER, type, ""),
        Observer.NONE,
        Clock.SYSTEM,
        new Memory(Long.MAX_VALUE),
        "otelgw/1.2.3",
        this);
  }
}
