package dev.otelgw.receivers.otlp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.otelgw.pipeline.Signal;
import dev.otelgw.pipeline.testing.Await;
import dev.otelgw.pipeline.testing.Batches;
import dev.otelgw.pipeline.testing.Changed;
import dev.otelgw.pipeline.testing.Issued;
import dev.otelgw.pipeline.testing.TestAuthority;
import dev.otelgw.pipeline.tls.ClientTlsConfig;
import dev.otelgw.pipeline.tls.ServerTlsConfig;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.cert.Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Certificates are replaced while clients send, over kept connections and over new ones. */
class RenewalUnderLoadTest {

  private static final byte[] SPAN = Batches.spans("a", 1).toByteArray();
  private static final int RENEWALS = 6;

  @TempDir private Path folder;
  private final TestAuthority authority = TestAuthority.named("test authority");
  private final ClientTlsConfig client =
      TlsClients.as(authority.client("agent"), TlsClients.believing(authority.pem()));
  private final AtomicBoolean done = new AtomicBoolean();
  private final AtomicInteger sent = new AtomicInteger();

  private ServerTlsConfig server() {
    Issued.Place place = authority.forLocalhost().write(folder, "server");
    return Changed.record(
        new ServerTlsConfig(),
        "certFile",
        place.certificate().toString(),
        "keyFile",
        place.key().toString(),
        "clientCaFile",
        authority.write(folder.resolve("clients.crt")).toString(),
        "clientCaFileReload",
        true,
        "reloadInterval",
        Duration.ofMillis(1));
  }

  @Test
  void noRequestFails() throws Exception {
    ServerTlsConfig config = server();
    Rig.Options options = new Rig.Options();
    options.grpcKeys = new Object[] {"tls", config};
    options.httpKeys = new Object[] {"tls", config};
    try (Rig rig = options.start();
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      int grpc = rig.receiver.grpcPort();
      int http = rig.receiver.httpPort();
      Certificate before = shown(http);
      List<Future<?>> senders = new ArrayList<>();
      senders.add(threads.submit(() -> keptGrpc(grpc)));
      senders.add(threads.submit(() -> keptHttp(http)));
      senders.add(threads.submit(() -> repeat(() -> freshGrpc(grpc))));
      senders.add(threads.submit(() -> repeat(() -> freshHttp(http))));
      Issued newest = null;
      for (int i = 0; i < RENEWALS; i++) {
        int goal = sent.get() + 20;
        Await.until("some requests", () -> sent.get() >= goal || anyDone(senders));
        newest = authority.forLocalhost();
        newest.write(folder, "server");
        authority.write(folder.resolve("clients.crt"));
      }
      done.set(true);
      for (Future<?> sender : senders) {
        sender.get(); // Throws what it met.
      }
      assertThat(shown(http)).isNotEqualTo(before).isEqualTo(newest.certificate());
      assertThat(rig.sink.batches()).hasSize(sent.get());
      assertThat(rig.warnings()).isEmpty();
    }
  }

  private static boolean anyDone(List<Future<?>> senders) {
    return senders.stream().anyMatch(Future::isDone);
  }

  private Void repeat(Callable<Void> send) throws Exception {
    while (!done.get()) {
      send.call();
      sent.incrementAndGet();
    }
    return null;
  }

  private Void keptGrpc(int port) throws Exception {
    try (GrpcSender sender = new GrpcSender(port, client)) {
      return repeat(() -> send(sender));
    }
  }

  private Void freshGrpc(int port) {
    try (GrpcSender sender = new GrpcSender(port, client)) {
      return send(sender);
    }
  }

  private static Void send(GrpcSender sender) {
    sender.send(Signal.TRACES, SPAN);
    return null;
  }

  private Void keptHttp(int port) throws Exception {
    try (HttpSender sender = new HttpSender(port, client)) {
      return repeat(() -> send(sender));
    }
  }

  private Void freshHttp(int port) throws Exception {
    try (HttpSender sender = new HttpSender(port, client)) {
      return send(sender);
    }
  }

  private static Void send(HttpSender sender) throws Exception {
    assertThat(sender.protobuf("/v1/traces", SPAN).statusCode()).isEqualTo(200);
    return null;
  }

  private Certificate shown(int port) throws Exception {
    try (Socket plain = new Socket(InetAddress.getLoopbackAddress(), port);
        SSLSocket socket =
            (SSLSocket)
                TlsClients.client(client).sockets().createSocket(plain, "localhost", port, true)) {
      String request = "GET / HTTP/1.1\r\nConnection: close\r\n\r\n";
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      assertThat(socket.getInputStream().readAllBytes()).isNotEmpty();
      return socket.getSession().getPeerCertificates()[0];
    }
  }
}
