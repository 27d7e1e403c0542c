package dev.otelgw.receivers.otlp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.otelgw.pipeline.testing.Await;
import java.io.IOException;
import java.util.function.ToIntFunction;
import org.junit.jupiter.api.Test;

class ConnectionLimitTest {

  private static final String REQUEST =
      "POST /v1/traces HTTP/1.1\r\nContent-Type: application/x-protobuf\r\nContent-Length: 0\r\n\r\n";

  @Test
  void noMoreConnectionsThanAllowedOverHttp() throws Exception {
    bounded(OtlpReceiver::httpPort, "protocols.http.max_connections");
  }

  @Test
  void noMoreConnectionsThanAllowedOverGrpc() throws Exception {
    bounded(OtlpReceiver::grpcPort, "protocols.grpc.max_connections");
  }

  private static void bounded(ToIntFunction<OtlpReceiver> port, String key) throws Exception {
    Rig.Options options = new Rig.Options();
    options.grpcKeys = new Object[] {"maxConnections", 2};
    options.httpKeys = new Object[] {"maxConnections", 2};
    try (Rig rig = options.start();
        RawSocket one = new RawSocket(port.applyAsInt(rig.receiver))) {
      RawSocket two = new RawSocket(port.applyAsInt(rig.receiver));
      Await.until("one is turned away", () -> isTurnedAway(port.applyAsInt(rig.receiver)));
      assertThat(rig.warnings())
          .singleElement()
          .asString()
          .contains("was turned away: 2 connections are open", key);
      two.close();
      Await.until("one is let in", () -> !isTurnedAway(port.applyAsInt(rig.receiver)));
      one.send("");
    }
  }

  /** Plain HTTP is answered on either port, though not always with what it wants. */
  private static boolean isTurnedAway(int port) {
    try (RawSocket client = new RawSocket(port)) {
      return !client.send(REQUEST).response().startsWith("HTTP/1.1");
    } catch (IOException _) {
      return true;
    }
  }
}
