package dev.otelgw.exporters.testing;

import com.github.luben.zstd.ZstdInputStream;
import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import dev.otelgw.pipeline.Signal;
import dev.otelgw.pipeline.testing.Issued;
import dev.otelgw.pipeline.testing.OwnPorts;
import dev.otelgw.pipeline.testing.TestAuthority;
import io.airlift.compress.snappy.SnappyFramedInputStream;
import io.grpc.Attributes;
import io.grpc.Decompressor;
import io.grpc.DecompressorRegistry;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Server;
import io.grpc.ServerCall;
import io.grpc.ServerServiceDefinition;
import io.grpc.ServerTransportFilter;
import io.grpc.netty.GrpcSslContexts;
import io.grpc.netty.NettyServerBuilder;
import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.SslContext;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Function;
import javax.net.ssl.SSLException;

/**
 * An OTLP backend over gRPC that stores what it takes. What it answers can be scripted.
 * Thread-safe.
 */
public final class GrpcBackend implements AutoCloseable {

  private static final DecompressorRegistry DECOMPRESSORS =
      DecompressorRegistry.getDefaultInstance()
          .with(new Expanding("zstd", ZstdInputStream::new), true)
          .with(new Expanding("snappy", in -> new SnappyFramedInputStream(in, true)), true);

  private final Server server;
  private final AtomicInteger connections = new AtomicInteger();
  private final ExecutorService requests =
      Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("grpc-backend-", 0).factory());

  // All of these are guarded by this.
  private final List<ReceivedCall> received = new ArrayList<>();
  private final ArrayDeque<GrpcAnswer> next = new ArrayDeque<>();
  private Function<ReceivedCall, Optional<GrpcAnswer>> script = _ -> Optional.empty();

  private GrpcBackend(SocketAddress address, Consumer<NettyServerBuilder> tuning) {
    NettyServerBuilder builder =
        NettyServerBuilder.forAddress(address)
            .executor(requests)
            .decompressorRegistry(DECOMPRESSORS)
            .addStreamTracerFactory(WireSize.FACTORY)
            .addTransportFilter(
                new ServerTransportFilter() {
                  @Override
                  public Attributes transportReady(Attributes attributes) {
                    connections.incrementAndGet();
                    return attributes;
                  }
                });
    tuning.accept(builder);
    for (Signal signal : Signal.values()) {
      builder.addService(service(signal));
    }
    try {
      server = builder.build().start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** On a port of 127.0.0.1 that stays ours when it closes: another can come back there. */
  public static GrpcBackend start() {
    return start(OwnPorts.next());
  }

  /** On a given port of 127.0.0.1, to come back where one was closed. */
  public static GrpcBackend start(int port) {
    return start(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), _ -> {});
  }

  /** On a free port of 127.0.0.1, over TLS. */
  public static GrpcBackend startTls(Issued own) {
    return start(
        new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
        builder ->
            builder.useTransportSecurity(stream(own.certificatePem()), stream(own.keyPem())));
  }

  /** The same, for clients that show a certificate of an authority. */
  public static GrpcBackend startTls(Issued own, TestAuthority clients) {
    try {
      SslContext tls =
          GrpcSslContexts.forServer(stream(own.certificatePem()), stream(own.keyPem()))
              .trustManager(clients.certificate())
              .clientAuth(ClientAuth.REQUIRE)
              .build();
      return start(
          new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
          builder -> builder.sslContext(tls));
    } catch (SSLException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static InputStream stream(String pem) {
    return new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII));
  }

  /** Anywhere, with settings of its own. */
  public static GrpcBackend start(SocketAddress address, Consumer<NettyServerBuilder> tuning) {
    return new GrpcBackend(address, tuning);
  }

  /** Port it listens on. */
  public int port() {
    return server.getPort();
  }

  /** As an exporter's {@code endpoint}: {@code 127.0.0.1:1234}. */
  public String address() {
    return "127.0.0.1:" + port();
  }

  /** The next calls are answered with these, one each, in this order. */
  public synchronized void answerNext(GrpcAnswer... answers) {
    next.addAll(List.of(answers));
  }

  /** Every call is answered with this, but for {@link #answerNext}. */
  public void answer(GrpcAnswer answer) {
    answer(_ -> Optional.of(answer));
  }

  /** Every call is answered by this; where it is empty, with success. */
  public synchronized void answer(Function<ReceivedCall, Optional<GrpcAnswer>> other) {
    script = other;
  }

  /** All calls so far, refused ones too. */
  public synchronized List<ReceivedCall> calls() {
    return List.copyOf(received);
  }

  /** Requests of a signal that came, refused ones too. */
  public List<Message> messages(Signal signal) {
    return calls().stream()
        .filter(call -> call.signal() == signal)
        .map(ReceivedCall::message)
        .toList();
  }

  /** Forgets what it has. */
  public synchronized void clear() {
    received.clear();
  }

  /** Connections so far. */
  public int connections() {
    return connections.get();
  }

  /** The method that takes a signal. */
  static MethodDescriptor<ByteString, ByteString> method(Signal signal) {
    return MethodDescriptor.newBuilder(new Bytes(), new Bytes())
        .setType(MethodDescriptor.MethodType.UNARY)
        .setFullMethodName(serviceName(signal) + "/Export")
        .build();
  }

  private static String serviceName(Signal signal) {
    return switch (signal) {
      case TRACES -> "opentelemetry.proto.collector.trace.v1.TraceService";
      case METRICS -> "opentelemetry.proto.collector.metrics.v1.MetricsService";
      case LOGS -> "opentelemetry.proto.collector.logs.v1.LogsService";
    };
  }

  private ServerServiceDefinition service(Signal signal) {
    return ServerServiceDefinition.builder(serviceName(signal))
        .addMethod(method(signal), (call, headers) -> new Call(signal, call, headers))
        .build();
  }

  private final class Call extends ServerCall.Listener<ByteString> {
    private final Signal signal;
    private final ServerCall<ByteString, ByteString> call;
    private final Metadata headers;
    private final WireSize wireSize = WireSize.KEY.get();
    private ByteString body = ByteString.EMPTY;

    Call(Signal signal, ServerCall<ByteString, ByteString> call, Metadata headers) {
      this.signal = signal;
      this.call = call;
      this.headers = headers;
      call.request(2);
    }

    @Override
    public void onMessage(ByteString message) {
      body = message;
    }

    @Override
    public void onHalfClose() {
      GrpcAnswer answer;
      try {
        answer = store(received());
        Thread.sleep(answer.delay());
      } catch (InvalidProtocolBufferException e) {
        answer = GrpcAnswer.of(io.grpc.Status.Code.INVALID_ARGUMENT, String.valueOf(e));
      } catch (InterruptedException e) {
        return; // The backend is closing.
      }
      if (answer.status().isOk()) {
        call.sendHeaders(new Metadata());
        call.sendMessage(answer.response());
      }
      call.close(answer.status(), answer.trailers());
    }

    private ReceivedCall received() throws InvalidProtocolBufferException {
      return new ReceivedCall(
          signal,
          texts(headers),
          String.valueOf(call.getAuthority()),
          wireSize.bytes(),
          body,
          OtlpBodies.parse(signal, body.toByteArray()));
    }
  }

  private static Map<String, String> texts(Metadata headers) {
    Map<String, String> texts = new HashMap<>();
    for (String name : headers.keys()) {
      texts.put(
          name,
          name.endsWith("-bin")
              ? new String(
                  headers.get(Metadata.Key.of(name, Metadata.BINARY_BYTE_MARSHALLER)),
                  StandardCharsets.UTF_8)
              : headers.get(Metadata.Key.of(name, Metadata.ASCII_STRING_MARSHALLER)));
    }
    return texts;
  }

  private synchronized GrpcAnswer store(ReceivedCall call) {
    received.add(call);
    return next.isEmpty() ? script.apply(call).orElseGet(GrpcAnswer::ok) : next.poll();
  }

  /** Says goodbye to connections (GOAWAY) and takes no new ones; what is under way may end. */
  public void goAway() {
    server.shutdown();
  }

  /** Stops listening and breaks connections off. */
  @Override
  public void close() {
    server.shutdownNow();
    requests.shutdownNow();
    try {
      server.awaitTermination(5, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static final class Bytes implements MethodDescriptor.Marshaller<ByteString> {
    @Override
    public InputStream stream(ByteString bytes) {
      return bytes.newInput();
    }

    @Override
    public ByteString parse(InputStream in) {
      try {
        return ByteString.readFrom(in);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private record Expanding(String encoding, Opening opening) implements Decompressor {

    interface Opening {
      InputStream open(InputStream in) throws IOException;
    }

    @Override
    public String getMessageEncoding() {
      return encoding;
    }

    @Override
    public InputStream decompress(InputStream in) throws IOException {
      return opening.open(in);
    }
  }
}
