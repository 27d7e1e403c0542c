package dev.otelgw.scrapers.redis;

import dev.otelgw.pipeline.config.Checked;
import dev.otelgw.pipeline.config.HostPort;
import dev.otelgw.pipeline.config.Problems;
import dev.otelgw.pipeline.config.Secret;
import dev.otelgw.pipeline.config.Setting;
import dev.otelgw.pipeline.tls.ClientTlsConfig;
import org.jspecify.annotations.Nullable;

/** One of several servers of a {@code redis} receiver. */
public record RedisTargetConfig(
    @Setting("Address of the server.") String endpoint,
    @Setting("User of an access control list.") @Nullable String username,
    @Setting("Password of that user, or requirepass.") @Nullable Secret password,
    @Setting("TLS; insecure: true for none.") @Nullable ClientTlsConfig tls)
    implements Checked {

  @Override
  public void check(Problems problems) {
    HostPort.check("endpoint", endpoint, "localhost:6379", problems);
  }
}
