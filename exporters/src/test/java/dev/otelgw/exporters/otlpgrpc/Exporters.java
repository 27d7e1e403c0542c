package dev.otelgw.exporters.otlpgrpc;

import dev.otelgw.exporters.testing.ClientTls;
import dev.otelgw.pipeline.Batch;
import dev.otelgw.pipeline.Clock;
import dev.otelgw.pipeline.ComponentId;
import dev.otelgw.pipeline.Context;
import dev.otelgw.pipeline.Memory;
import dev.otelgw.pipeline.Observer;
import dev.otelgw.pipeline.Outcome;
import dev.otelgw.pipeline.auth.ClientAuth;
import dev.otelgw.pipeline.config.Secret;
import dev.otelgw.pipeline.tls.ClientTlsConfig;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Configurations to vary in tests, and exporters made of them. */
final class Exporters {

  static final Context CONTEXT =
      new Context(
          new ComponentId(ComponentId.Kind.EXPORTER, "otlp_grpc", "test"),
          Observer.NONE,
          Clock.SYSTEM,
          new Memory(Long.MAX_VALUE),
          "otelgw/1.2.3");

  private Exporters() {}

  static OtlpGrpcExporter started(OtlpGrpcConfig config) {
    OtlpGrpcExporter exporter = new OtlpGrpcExporter(config, CONTEXT);
    exporter.start();
    return exporter;
  }

  static Outcome send(OtlpGrpcConfig config, Batch batch) {
    try (OtlpGrpcExporter exporter = started(config)) {
      return exporter.accept(batch);
    }
  }

  static Builder to(String endpoint) {
    return new Builder(endpoint);
  }

  /** A configuration, key by key. */
  static final class Builder {
    private final String endpoint;
    private final Map<String, Secret> headers = new HashMap<>();
    private @Nullable ClientAuth auth;
    private GrpcCompression compression = GrpcCompression.NONE;
    private ClientTlsConfig tls = ClientTls.insecure().config();
    private KeepaliveConfig keepalive = new KeepaliveConfig();
    private Balancer balancer = Balancer.ROUND_ROBIN;
    private boolean waitForReady;
    private String authority = "";
    private String userAgent = "";
    private int readBuffer;
    private int writeBuffer = 512 << 10;
    private Duration timeout = Duration.ofSeconds(10);

    private Builder(String endpoint) {
      this.endpoint = endpoint;
    }

    Builder header(String name, String value) {
      headers.put(name, new Secret(value));
      return this;
    }

    Builder auth(ClientAuth other) {
      auth = other;
      return this;
    }

    Builder compression(GrpcCompression other) {
      compression = other;
      return this;
    }

    Builder tls(ClientTls other) {
      tls = other.config();
      return this;
    }

    Builder keepalive(KeepaliveConfig other) {
      keepalive = other;
      return this;
    }

    Builder balancer(Balancer other) {
      balancer = other;
      return this;
    }

    Builder waitForReady() {
      waitForReady = true;
      return this;
    }

    Builder authority(String other) {
      authority = other;
      return this;
    }

    Builder userAgent(String other) {
      userAgent = other;
      return this;
    }

    Builder buffers(int read, int write) {
      readBuffer = read;
      writeBuffer = write;
      return this;
    }

    Builder timeout(Duration other) {
      timeout = other;
      return this;
    }

    OtlpGrpcConfig config() {
      OtlpGrpcConfig usual = new OtlpGrpcConfig();
      return new OtlpGrpcConfig(
          endpoint,
          headers,
          auth,
          compression,
          tls,
          keepalive,
          balancer,
          waitForReady,
          authority,
          userAgent,
          readBuffer,
          writeBuffer,
          timeout,
          usual.sendingQueue(),
          usual.retryOnFailure());
    }
  }
}
