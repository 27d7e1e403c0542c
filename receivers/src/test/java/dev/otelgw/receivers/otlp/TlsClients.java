package dev.otelgw.receivers.otlp;

import dev.otelgw.pipeline.Clock;
import dev.otelgw.pipeline.Context;
import dev.otelgw.pipeline.Memory;
import dev.otelgw.pipeline.Observer;
import dev.otelgw.pipeline.config.Secret;
import dev.otelgw.pipeline.testing.Changed;
import dev.otelgw.pipeline.testing.Issued;
import dev.otelgw.pipeline.tls.ClientTlsConfig;
import dev.otelgw.pipeline.tls.ServerTlsConfig;
import dev.otelgw.pipeline.tls.Tls;
import io.netty.handler.ssl.ApplicationProtocolConfig;
import io.netty.handler.ssl.ApplicationProtocolConfig.Protocol;
import io.netty.handler.ssl.ApplicationProtocolConfig.SelectedListenerFailureBehavior;
import io.netty.handler.ssl.ApplicationProtocolConfig.SelectorFailureBehavior;
import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.IdentityCipherSuiteFilter;
import io.netty.handler.ssl.JdkSslContext;
import io.netty.handler.ssl.SslContext;
import java.util.Arrays;
import javax.net.ssl.SSLParameters;

/** Settings and clients for tests with TLS. */
final class TlsClients {

  private TlsClients() {}

  static ServerTlsConfig showing(Issued issued) {
    return Changed.record(
        new ServerTlsConfig(),
        "certPem",
        issued.certificatePem(),
        "keyPem",
        new Secret(issued.keyPem()));
  }

  static ClientTlsConfig believing(String authorities) {
    return Changed.record(new ClientTlsConfig(), "caPem", authorities);
  }

  static ClientTlsConfig as(Issued issued, ClientTlsConfig config) {
    return Changed.record(
        config, "certPem", issued.certificatePem(), "keyPem", new Secret(issued.keyPem()));
  }

  static Tls client(ClientTlsConfig config) {
    Context context =
        new Context(Rig.ID, Observer.NONE, Clock.SYSTEM, new Memory(1), "otelgw/test");
    return Tls.client(config, "tls", context);
  }

  /** For a gRPC client. */
  static SslContext forGrpc(ClientTlsConfig config) {
    Tls tls = client(config);
    SSLParameters parameters = tls.parameters();
    return new JdkSslContext(
        tls.context(),
        true,
        Arrays.asList(parameters.getCipherSuites()),
        IdentityCipherSuiteFilter.INSTANCE,
        new ApplicationProtocolConfig(
            Protocol.ALPN,
            SelectorFailureBehavior.NO_ADVERTISE,
            SelectedListenerFailureBehavior.ACCEPT,
            "h2"),
        ClientAuth.NONE,
        parameters.getProtocols(),
        false);
  }
}
