package dev.otelgw.receivers.otlp;

import dev.otelgw.pipeline.config.Checked;
import dev.otelgw.pipeline.config.Problems;
import dev.otelgw.pipeline.config.Setting;
import org.jspecify.annotations.Nullable;

/** Settings of the {@code otlp} receiver. */
public record OtlpReceiverConfig(
    @Setting("What to listen for; a protocol that is absent is off.") Protocols protocols) {

  /** Nothing is on, so that a configuration must say what it wants. */
  public OtlpReceiverConfig() {
    this(new Protocols());
  }

  /** The protocols. A key that is there but empty means that protocol with its defaults. */
  public record Protocols(
      @Setting("OTLP/gRPC.") @Nullable OtlpGrpcConfig grpc,
      @Setting("OTLP/HTTP, protobuf and JSON.") @Nullable OtlpHttpConfig http)
      implements Checked {

    /** Both off. */
    public Protocols() {
      this(null, null);
    }

    @Override
    public void check(Problems problems) {
      if (grpc == null && http == null) {
        problems.error("", "no protocol is on; add grpc: or http: (or both), empty for defaults");
      }
      if (grpc != null
          && http != null
          && grpc.endpoint().equals(http.endpoint())
          && !grpc.endpoint().endsWith(":0")) {
        problems.error(
            "http.endpoint",
            "%s is the endpoint of protocols.grpc too; give one of them another port"
                .formatted(http.endpoint()));
      }
    }
  }
}
