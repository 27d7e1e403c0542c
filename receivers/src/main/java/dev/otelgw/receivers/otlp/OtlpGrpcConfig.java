package dev.otelgw.receivers.otlp;

import dev.otelgw.pipeline.auth.ServerAuth;
import dev.otelgw.pipeline.config.Checked;
import dev.otelgw.pipeline.config.Problems;
import dev.otelgw.pipeline.config.Setting;
import dev.otelgw.pipeline.tls.ServerTlsConfig;
import org.jspecify.annotations.Nullable;

/** Settings of OTLP/gRPC: {@code protocols.grpc}. */
public record OtlpGrpcConfig(
    @Setting(
            "Address and port to listen on, as host:port. 0.0.0.0 or an empty host: every address"
                + " of the machine; port 0: any free one. With transport unix: a path.")
        String endpoint,
    @Setting("Kind of socket: tcp, or unix, which only processes of the same user reach.")
        Transport transport,
    @Setting(
            value =
                "Largest message taken, in MiB, compressed and decompressed. 0: 4 MiB, as gRPC"
                    + " servers do.",
            min = 0,
            max = 1024)
        int maxRecvMsgSizeMib,
    @Setting(value = "Most requests under way on one connection at once. 0: 250.", min = 0)
        int maxConcurrentStreams,
    @Setting(value = "Most connections at once; more are closed as they come. 0: 10000.", min = 0)
        int maxConnections,
    @Setting(
            value =
                "Most bytes read from a connection at once, at least 1 KiB; more needs fewer calls"
                    + " to the system. 0: 64 KiB.",
            min = 0,
            max = 1 << 30)
        int readBufferSize,
    @Setting(
            value =
                "Bytes of answers that may wait for a connection to take them, at least 1 KiB."
                    + " 0: 64 KiB.",
            min = 0,
            max = 1 << 30)
        int writeBufferSize,
    @Setting("Pings, idle time and age of connections.") KeepaliveConfig keepalive,
    @Setting("Encryption; absent: plain text.") @Nullable ServerTlsConfig tls,
    @Setting("Who may send; absent: anybody.") @Nullable ServerAuth auth,
    @Setting(
            "Keep the headers of requests at hand for from_context of processors and"
                + " headers_setter, and for metadata_keys.")
        boolean includeMetadata)
    implements Checked {

  private static final int DEFAULT_MIB = 4;

  /** As many as HTTP/2 servers in Go allow. */
  private static final int DEFAULT_STREAMS = 250;

  /** The Collector's defaults. */
  public OtlpGrpcConfig() {
    this("localhost:4317", Transport.TCP, 0, 0, 0, 0, 0, new KeepaliveConfig(), null, null, false);
  }

  /** What {@code max_concurrent_streams} means. */
  int mostStreams() {
    return maxConcurrentStreams == 0 ? DEFAULT_STREAMS : maxConcurrentStreams;
  }

  /** The limit that {@code max_recv_msg_size_mib} means, in bytes. */
  int maxMessageBytes() {
    return (maxRecvMsgSizeMib == 0 ? DEFAULT_MIB : maxRecvMsgSizeMib) << 20;
  }

  @Override
  public void check(Problems problems) {
    ListenAddress.check(transport, endpoint, "localhost:4317", problems);
  }
}
