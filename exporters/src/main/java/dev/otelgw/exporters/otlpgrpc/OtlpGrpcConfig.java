package dev.otelgw.exporters.otlpgrpc;

import dev.otelgw.pipeline.auth.ClientAuth;
import dev.otelgw.pipeline.config.Checked;
import dev.otelgw.pipeline.config.Problems;
import dev.otelgw.pipeline.config.Secret;
import dev.otelgw.pipeline.config.Setting;
import dev.otelgw.pipeline.delivery.QueueConfig;
import dev.otelgw.pipeline.delivery.RetryConfig;
import dev.otelgw.pipeline.tls.ClientTlsConfig;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Configuration of the exporter {@code otlp_grpc}. */
public record OtlpGrpcConfig(
    @Setting(
            "Address of the backend, host:port; also with http://, https:// or dns:/// before it,"
                + " or unix:/path. https:// means TLS.")
        String endpoint,
    @Setting("Sent with each request, for example an API key. Names are sent in lower case.")
        Map<String, Secret> headers,
    @Setting("Credentials for each request, from an extension; they win over headers.")
        @Nullable ClientAuth auth,
    @Setting("How messages are compressed: gzip, zstd, snappy or none.")
        GrpcCompression compression,
    @Setting("TLS, which is spoken unless insecure is set.") ClientTlsConfig tls,
    @Setting("Pings that find dead connections.") KeepaliveConfig keepalive,
    @Setting(
            "How requests spread over the addresses of the endpoint's name: round_robin, or"
                + " pick_first.")
        Balancer balancerName,
    @Setting("While there is no connection, wait for one (for timeout at most) before failing.")
        boolean waitForReady,
    @Setting("The :authority header, and the name that TLS checks. Empty: what endpoint says.")
        String authority,
    @Setting("The User-Agent, before what gRPC adds to it. Empty: the gateway's name.")
        String userAgent,
    @Setting(
            value = "Taken as the Collector takes it, without effect: buffers grow as needed.",
            min = 0)
        int readBufferSize,
    @Setting(
            value = "Taken as the Collector takes it, without effect: buffers grow as needed.",
            min = 0)
        int writeBufferSize,
    @Setting("Limit of one attempt, from connecting to the answer. 0: none.") Duration timeout,
    @Setting("The queue in front of the backend.") QueueConfig sendingQueue,
    @Setting("When to try again.") RetryConfig retryOnFailure)
    implements Checked {

  private static final int COLLECTORS_WRITE_BUFFER = 512 << 10;

  /** The Collector's defaults. */
  public OtlpGrpcConfig() {
    this(
        "",
        Map.of(),
        null,
        GrpcCompression.GZIP,
        new ClientTlsConfig(),
        new KeepaliveConfig(),
        Balancer.ROUND_ROBIN,
        false,
        "",
        "",
        0,
        COLLECTORS_WRITE_BUFFER,
        Duration.ofSeconds(5),
        new QueueConfig(),
        new RetryConfig());
  }

  /** Copies the headers. */
  public OtlpGrpcConfig {
    headers = Map.copyOf(headers);
  }

  @Override
  public void check(Problems problems) {
    if (endpoint.isBlank()) {
      problems.error(
          "endpoint", "is missing; set it to the backend's address, for example localhost:4317");
    } else {
      checkEndpoint(problems);
    }
    MetadataRules.check(headers, problems);
    if (timeout.isNegative()) {
      problems.error("timeout", "is negative; use a time such as 5s, or 0 for no limit");
    }
    if (!authority.isEmpty()
        && !tls.serverNameOverride().isEmpty()
        && !authority.equals(tls.serverNameOverride())) {
      problems.error("authority", "is another name than tls.server_name_override; remove one");
    }
    if (readBufferSize != 0) {
      problems.warning("read_buffer_size", "has no effect here: buffers grow as needed");
    }
    if (writeBufferSize != 0 && writeBufferSize != COLLECTORS_WRITE_BUFFER) {
      problems.warning("write_buffer_size", "has no effect here: buffers grow as needed");
    }
  }

  private void checkEndpoint(Problems problems) {
    try {
      if (target() instanceof Target.Tcp(var address, var scheme)) {
        if (address.port() == 4318) {
          problems.warning(
              "endpoint", "port 4318 is OTLP over HTTP by custom; OTLP over gRPC is on 4317");
        }
        checkScheme(scheme, problems);
      }
    } catch (IllegalArgumentException e) {
      problems.error("endpoint", e.getMessage() + "; write host:port, for example localhost:4317");
    }
  }

  private void checkScheme(Target.Scheme scheme, Problems problems) {
    if (scheme == Target.Scheme.HTTPS && tls.insecure()) {
      problems.warning("tls.insecure", "has no effect: https:// in endpoint means TLS");
    }
    if (scheme == Target.Scheme.HTTP && speaksTls()) {
      problems.warning(
          "endpoint",
          "http:// does not switch TLS off here, as in the Collector; write tls: {insecure: true}");
    }
  }

  /**
   * Whether connections are TLS; as in the Collector, an authority to check means that they are.
   */
  boolean speaksTls() {
    boolean https = target() instanceof Target.Tcp(_, var scheme) && scheme == Target.Scheme.HTTPS;
    boolean authority = !tls.caFile().isEmpty() || !tls.caPem().isEmpty();
    return https || authority || !tls.insecure();
  }

  /** The :authority header where it is not what endpoint says; empty where it is. */
  String otherAuthority() {
    return authority.isEmpty() && speaksTls() ? tls.serverNameOverride() : authority;
  }

  /**
   * The endpoint, read.
   *
   * @throws IllegalArgumentException with what is wrong with it
   */
  Target target() {
    return Target.parse(endpoint);
  }
}
