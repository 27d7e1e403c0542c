package dev.otelgw.receivers.otlp;

import static dev.otelgw.pipeline.testing.CheckedConfig.problems;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.otelgw.pipeline.Signal;
import dev.otelgw.pipeline.StartException;
import dev.otelgw.pipeline.testing.Batches;
import dev.otelgw.pipeline.testing.Changed;
import dev.otelgw.pipeline.testing.TestAuthority;
import dev.otelgw.pipeline.tls.ServerTlsConfig;
import io.grpc.CallOptions;
import io.grpc.netty.NettyChannelBuilder;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioDomainSocketChannel;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UnixSocketTest {

  private static final byte[] SPAN = Batches.spans("a", 1).toByteArray();

  @TempDir private Path folder;
  private Path grpc;
  private Path http;

  @BeforeEach
  void paths() {
    grpc = folder.resolve("grpc.sock");
    http = folder.resolve("http.sock");
  }

  private Rig rig() {
    return rig(null);
  }

  private Rig rig(ServerTlsConfig tls) {
    Rig.Options options = new Rig.Options();
    options.grpcKeys =
        new Object[] {"transport", Transport.UNIX, "endpoint", grpc.toString(), "tls", tls};
    options.httpKeys = new Object[] {"transport", Transport.UNIX, "endpoint", http.toString()};
    return options.start();
  }

  private void sendGrpc(java.util.function.UnaryOperator<NettyChannelBuilder> security) {
    EventLoopGroup loop = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    NettyChannelBuilder builder =
        NettyChannelBuilder.forAddress(UnixDomainSocketAddress.of(grpc))
            .overrideAuthority("localhost")
            .eventLoopGroup(loop)
            .withOption(ChannelOption.SO_KEEPALIVE, null)
            .channelType(NioDomainSocketChannel.class, UnixDomainSocketAddress.class);
    try (GrpcSender sender = new GrpcSender(security.apply(builder), CallOptions.DEFAULT)) {
      sender.send(Signal.TRACES, SPAN);
    } finally {
      loop.shutdownGracefully(0, 1, java.util.concurrent.TimeUnit.SECONDS).awaitUninterruptibly();
    }
  }

  private static String exchange(Path path, String request) throws IOException {
    try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(path))) {
      channel.write(ByteBuffer.wrap(request.getBytes(StandardCharsets.US_ASCII)));
      return new String(Channels.newInputStream(channel).readAllBytes(), StandardCharsets.US_ASCII);
    }
  }

  @Test
  void takesBothProtocols() throws Exception {
    bothProtocolsWork();
  }

  private void bothProtocolsWork() throws Exception {
    try (Rig rig = rig()) {
      sendGrpc(NettyChannelBuilder::usePlaintext);
      assertThat(
              exchange(
                  http,
                  "POST /v1/traces HTTP/1.1\r\nContent-Type: application/json\r\n"
                      + "Connection: close\r\nContent-Length: 2\r\n\r\n{}"))
          .startsWith("HTTP/1.1 200 ");
      assertThat(rig.sink.batches()).hasSize(1);
      assertThat(rig.receiver.grpcPort()).isEqualTo(-1);
      assertThat(rig.receiver.httpPort()).isEqualTo(-1);
      assertThat(rig.warnings()).isEmpty();
    }
  }

  @Test
  void takesTls() {
    TestAuthority authority = TestAuthority.named("test authority");
    try (Rig rig = rig(TlsClients.showing(authority.forLocalhost()))) {
      sendGrpc(
          builder -> builder.sslContext(TlsClients.forGrpc(TlsClients.believing(authority.pem()))));
      assertThat(rig.sink.batches()).hasSize(1);
    }
  }

  @Test
  void wrongProtocolsAreToldWhereToGo() throws Exception {
    try (Rig rig = rig()) {
      assertThat(exchange(grpc, "GET / HTTP/1.1\r\n\r\n")).contains("OTLP/HTTP is at " + http);
      assertThat(rig.warnings())
          .singleElement()
          .asString()
          .startsWith("receiver otlp: client on the socket " + grpc + ": HTTP/1 arrived");
    }
  }

  @Test
  void onlyTheOwnerMayConnect() throws Exception {
    try (Rig rig = rig()) {
      assertThat(rig.warnings()).isEmpty();
      for (Path path : new Path[] {grpc, http}) {
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
            .isEqualTo("rw-------");
      }
    }
  }

  @Test
  void filesAreRemovedAtTheEnd() {
    rig().close();
    assertThat(grpc).doesNotExist();
    assertThat(http).doesNotExist();
  }

  @Test
  void whatADeadProcessLeftIsReplaced() throws Exception {
    for (Path path : new Path[] {grpc, http}) {
      ServerSocketChannel dead = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
      dead.bind(UnixDomainSocketAddress.of(path));
      dead.close();
      assertThat(path).exists();
    }
    bothProtocolsWork();
  }

  @Test
  void whoListensAlreadyIsLeftAlone() throws Exception {
    try (Rig first = rig()) {
      assertThatThrownBy(this::rig)
          .isInstanceOf(StartException.class)
          .hasMessage(
              "receiver otlp: cannot listen on %s (protocols.grpc.endpoint): another process"
                      .formatted(grpc)
                  + " listens there; stop it or choose another path");
      sendGrpc(NettyChannelBuilder::usePlaintext);
      assertThat(first.sink.batches()).hasSize(1);
    }
  }

  @Test
  void otherFilesAreLeftAlone() throws Exception {
    Files.writeString(grpc, "precious");
    assertThatThrownBy(this::rig)
        .isInstanceOf(StartException.class)
        .hasMessageContaining("a file is there that is no socket; choose another path");
    assertThat(grpc).hasContent("precious");
  }

  @Test
  void aMissingFolderIsSaid() {
    grpc = folder.resolve("none").resolve("grpc.sock");
    assertThatThrownBy(this::rig)
        .isInstanceOf(StartException.class)
        .hasMessageContaining("cannot listen on " + grpc + " (protocols.grpc.endpoint): ");
  }

  @ParameterizedTest
  @CsvSource({
    "unix, '', is empty; write the path of a socket",
    "unix, unix:///run/a.sock, has a scheme",
    "unix, @otelgw, has no file",
    "tcp, /run/a.sock, is a path; set transport: unix for it"
  })
  void saysWhatIsWrongWithAPath(String transport, String endpoint, String problem) {
    Transport kind = Transport.valueOf(transport.toUpperCase(java.util.Locale.ROOT));
    Object[] keys = {"transport", kind, "endpoint", endpoint};
    assertThat(problems(Changed.record(new OtlpGrpcConfig(), keys)))
        .singleElement()
        .asString()
        .startsWith("endpoint: ")
        .contains(problem);
    assertThat(problems(Changed.record(new OtlpHttpConfig(), keys)))
        .singleElement()
        .asString()
        .contains(problem);
  }

  @Test
  void pathsAreNoLongerThanTheSystemTakes() {
    Object[] keys = {"transport", Transport.UNIX, "endpoint", "/" + "a".repeat(107)};
    assertThat(problems(Changed.record(new OtlpGrpcConfig(), keys)))
        .containsExactly("endpoint: is longer than the 107 bytes that a socket's path may have");
  }
}
