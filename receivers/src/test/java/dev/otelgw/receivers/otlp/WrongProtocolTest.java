package dev.otelgw.receivers.otlp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.otelgw.pipeline.Signal;
import dev.otelgw.pipeline.testing.Batches;
import io.grpc.StatusRuntimeException;
import org.junit.jupiter.api.Test;

class WrongProtocolTest {

  private static final byte[] TLS_HELLO = {0x16, 3, 1, 2, 0, 1, 0, 1, (byte) 0xfc, 3, 3};
  private static final byte[] GARBAGE = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9};

  @Test
  void httpOnTheGrpcPortIsToldWhereToGo() throws Exception {
    try (Rig rig = Rig.start();
        RawSocket socket = new RawSocket(rig.receiver.grpcPort())) {
      socket.send("POST /v1/traces HTTP/1.1\r\nContent-Length: 100000\r\n\r\n");
      socket.send("x".repeat(100_000));
      assertThat(socket.rest())
          .startsWith("HTTP/1.1 400 ")
          .endsWith(
              "\r\n\r\nHTTP/1 arrived at the port for OTLP/gRPC; OTLP/HTTP is at"
                  + " 127.0.0.1:0\n");
      assertThat(rig.warnings())
          .singleElement()
          .asString()
          .startsWith("receiver otlp: client /127.0.0.1:")
          .endsWith("OTLP/HTTP is at 127.0.0.1:0");
      stillWorks(rig);
    }
  }

  @Test
  void grpcOnTheHttpPortIsToldWhereToGo() {
    try (Rig rig = Rig.start();
        GrpcSender sender = new GrpcSender(rig.receiver.httpPort())) {
      StatusRuntimeException e =
          catchThrowableOfType(
              StatusRuntimeException.class, () -> sender.send(Signal.TRACES, new byte[0]));
      assertThat(e.getStatus().toString())
          .contains("HTTP_1_1_REQUIRED", "OTLP/gRPC is at 127.0.0.1:0");
      assertThat(rig.warnings())
          .singleElement()
          .asString()
          .contains("HTTP/2 (gRPC) arrived at the port for OTLP/HTTP");
      stillWorks(rig);
    }
  }

  @Test
  void aProtocolThatIsOffIsNamed() throws Exception {
    Rig.Options options = new Rig.Options();
    options.http = false;
    try (Rig rig = options.start();
        RawSocket socket = new RawSocket(rig.receiver.grpcPort())) {
      socket.send("GET / HTTP/1.1\r\n\r\n");
      assertThat(socket.rest()).contains("OTLP/HTTP is off here: switch on protocols.http");
      assertThat(rig.receiver.httpPort()).isEqualTo(-1);
    }
  }

  @Test
  void tlsOnEitherPortIsNamedInTheLog() throws Exception {
    try (Rig rig = Rig.start()) {
      for (int port : new int[] {rig.receiver.grpcPort(), rig.receiver.httpPort()}) {
        try (RawSocket socket = new RawSocket(port)) {
          socket.send(TLS_HELLO);
          assertThat(socket.rest()).isEmpty();
        }
      }
      assertThat(rig.warnings())
          .hasSize(2)
          .allMatch(line -> line.contains("a TLS handshake arrived at the port for OTLP/"));
      stillWorks(rig);
    }
  }

  @Test
  void garbageOnEitherPortIsOneLineEach() throws Exception {
    try (Rig rig = Rig.start()) {
      for (int i = 0; i < 5; i++) {
        for (int port : new int[] {rig.receiver.grpcPort(), rig.receiver.httpPort()}) {
          try (RawSocket socket = new RawSocket(port)) {
            for (byte b : GARBAGE) {
              socket.send(new byte[] {b});
            }
            assertThat(socket.rest()).startsWith("HTTP/1.1 400 ");
          }
        }
      }
      assertThat(rig.warnings())
          .hasSize(2)
          .allMatch(line -> line.contains("something unknown arrived at the port for OTLP/"));
      stillWorks(rig);
    }
  }

  private static void stillWorks(Rig rig) {
    int before = rig.sink.batches().size();
    byte[] span = Batches.spans("a", 1).toByteArray();
    try (GrpcSender grpc = new GrpcSender(rig.receiver.grpcPort());
        HttpSender http = new HttpSender(rig.receiver.httpPort())) {
      grpc.send(Signal.TRACES, span);
      assertThat(http.protobuf("/v1/traces", span).statusCode()).isEqualTo(200);
    } catch (Exception e) {
      throw new AssertionError(e);
    }
    assertThat(rig.sink.batches()).hasSize(before + 2);
  }
}
