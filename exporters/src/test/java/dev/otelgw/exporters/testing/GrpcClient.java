package dev.otelgw.exporters.testing;

import com.google.protobuf.ByteString;
import dev.otelgw.pipeline.Signal;
import io.grpc.CallOptions;
import io.grpc.ClientCall;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.netty.GrpcSslContexts;
import io.grpc.netty.NettyChannelBuilder;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;

/** Sends OTLP over gRPC as a program does that is none of ours. Thread-safe. */
public final class GrpcClient implements AutoCloseable {

  private final ManagedChannel channel;
  private final Map<String, String> headers;

  private GrpcClient(ManagedChannel channel, Map<String, String> headers) {
    this.channel = channel;
    this.headers = Map.copyOf(headers);
  }

  /** Without TLS. */
  public static GrpcClient plain(int port, Map<String, String> headers) {
    NettyChannelBuilder builder = NettyChannelBuilder.forAddress("127.0.0.1", port).usePlaintext();
    return new GrpcClient(builder.build(), headers);
  }

  /** With TLS, and a certificate of its own where {@code own} has one. */
  public static GrpcClient tls(int port, ClientFiles own, Map<String, String> headers)
      throws SSLException {
    SslContextBuilder tls = GrpcSslContexts.forClient().trustManager(own.authority().toFile());
    own.certificate()
        .ifPresent(place -> tls.keyManager(place.certificate().toFile(), place.key().toFile()));
    SslContext context = tls.build();
    return new GrpcClient(
        NettyChannelBuilder.forAddress("127.0.0.1", port).sslContext(context).build(), headers);
  }

  /**
   * Sends one request.
   *
   * @return {@code OK}, or the status that came back and its description: {@code ABORTED: why}
   */
  public String export(Signal signal, byte[] request) throws Exception {
    Metadata metadata = new Metadata();
    headers.forEach((name, value) ->
        metadata.put(Metadata.Key.of(name, Metadata.ASCII_STRING_MARSHALLER), value));
    CompletableFuture<Status> closed = new CompletableFuture<>();
    ClientCall<ByteString, ByteString> call =
        channel.newCall(
            GrpcBackend.method(signal),
            CallOptions.DEFAULT.withDeadlineAfter(30, TimeUnit.SECONDS));
    call.start(
        new ClientCall.Listener<>() {
          @Override
          public void onClose(Status status, Metadata trailers) {
            closed.complete(status);
          }
        },
        metadata);
    call.sendMessage(ByteString.copyFrom(request));
    call.halfClose();
    call.request(2);
    Status status = closed.get(60, TimeUnit.SECONDS);
    return status.isOk() ? "OK" : status.getCode() + ": " + status.getDescription();
  }

  @Override
  public void close() {
    channel.shutdownNow();
  }
}
