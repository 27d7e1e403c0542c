package dev.otelgw.scrapers.postgresql;

import dev.otelgw.pipeline.config.Checked;
import dev.otelgw.pipeline.config.HostPort;
import dev.otelgw.pipeline.config.Problems;
import dev.otelgw.pipeline.config.Secret;
import dev.otelgw.pipeline.config.Setting;
import dev.otelgw.pipeline.tls.ClientTlsConfig;
import org.jspecify.annotations.Nullable;

/** One of several servers of a {@code postgresql} receiver. */
public record PostgresTargetConfig(
    @Setting("Address of the server.") String endpoint,
    @Setting("User to connect as.") @Nullable String username,
    @Setting("Password of that user.") @Nullable Secret password,
    @Setting("Database to connect to.") @Nullable String connectDatabase,
    @Setting("TLS; insecure: true for none.") @Nullable ClientTlsConfig tls)
    implements Checked {

  @Override
  public void check(Problems problems) {
    HostPort.check("endpoint", endpoint, "localhost:5432", problems);
  }
}
