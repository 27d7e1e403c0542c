package dev.otelgw.exporters.otlpgrpc;

import static dev.otelgw.exporters.otlpgrpc.Exporters.send;
import static dev.otelgw.exporters.otlpgrpc.Exporters.started;
import static dev.otelgw.exporters.otlpgrpc.Exporters.to;
import static org.assertj.core.api.Assertions.assertThat;

import dev.otelgw.exporters.testing.GrpcAnswer;
import dev.otelgw.exporters.testing.GrpcBackend;
import dev.otelgw.exporters.testing.Requests;
import dev.otelgw.exporters.testing.TinyProxy;
import dev.otelgw.exporters.testing.TwoBackendsResolver;
import dev.otelgw.pipeline.Outcome;
import dev.otelgw.pipeline.Reason;
import dev.otelgw.pipeline.Signal;
import dev.otelgw.pipeline.testing.Await;
import dev.otelgw.pipeline.testing.OwnPorts;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerDomainSocketChannel;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.net.UnixDomainSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class ConnectionsTest {

  private static GrpcBackend at(String host, int port) throws IOException {
    return GrpcBackend.start(new InetSocketAddress(InetAddress.getByName(host), port), _ -> {});
  }

  private static Outcome sendOne(OtlpGrpcExporter exporter) {
    return exporter.accept(Requests.of(Signal.LOGS, 1));
  }

  @Test
  void roundRobinSpreadsOverAllAddressesOfAName() throws IOException {
    try (GrpcBackend one = at("127.0.0.1", 0);
        GrpcBackend two = at("127.0.0.2", one.port());
        OtlpGrpcExporter exporter =
            started(to(TwoBackendsResolver.NAME + ":" + one.port()).config())) {
      Await.until(
          "both to be connected",
          () -> {
            assertThat(sendOne(exporter)).isEqualTo(Outcome.accepted());
            return !one.calls().isEmpty() && !two.calls().isEmpty();
          });
      int before = one.calls().size();
      IntStream.range(0, 20).forEach(_ -> sendOne(exporter));

      assertThat(one.calls().size() - before).isEqualTo(10);
    }
  }

  @Test
  void roundRobinLeavesOutWhoIsDown() throws IOException {
    try (GrpcBackend one = at("127.0.0.1", 0);
        OtlpGrpcExporter exporter =
            started(to(TwoBackendsResolver.NAME + ":" + one.port()).config())) {
      IntStream.range(0, 10)
          .forEach(_ -> assertThat(sendOne(exporter)).isEqualTo(Outcome.accepted()));
      assertThat(one.calls()).hasSize(10);
    }
  }

  @Test
  void pickFirstStaysWithTheFirst() throws IOException {
    try (GrpcBackend one = at("127.0.0.1", 0);
        GrpcBackend two = at("127.0.0.2", one.port());
        OtlpGrpcExporter exporter =
            started(
                to(TwoBackendsResolver.NAME + ":" + one.port())
                    .balancer(Balancer.PICK_FIRST)
                    .config())) {
      IntStream.range(0, 20).forEach(_ -> sendOne(exporter));

      assertThat(one.calls()).hasSize(20);
      assertThat(two.connections()).isZero();
    }
  }

  @Test
  void pickFirstGoesOnToTheSecondWhereTheFirstIsDown() throws IOException {
    try (GrpcBackend two = at("127.0.0.2", 0)) {
      OtlpGrpcConfig config =
          to(TwoBackendsResolver.NAME + ":" + two.port()).balancer(Balancer.PICK_FIRST).config();

      assertThat(send(config, Requests.of(Signal.LOGS, 1))).isEqualTo(Outcome.accepted());
    }
  }

  @Test
  void connectsToIpv6() throws IOException {
    try (GrpcBackend six = at("::1", 0)) {
      OtlpGrpcConfig config = to("[::1]:" + six.port()).config();

      assertThat(send(config, Requests.of(Signal.LOGS, 1))).isEqualTo(Outcome.accepted());
      assertThat(six.calls().getFirst().authority()).isEqualTo("[::1]:" + six.port());
    }
  }

  @Test
  void connectsToASocketInTheFileSystem(@TempDir Path folder) {
    Path path = folder.resolve("otlp.sock");
    var loops = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    try (GrpcBackend unix =
        GrpcBackend.start(
            UnixDomainSocketAddress.of(path),
            server ->
                server
                    .channelType(NioServerDomainSocketChannel.class)
                    .bossEventLoopGroup(loops)
                    .workerEventLoopGroup(loops))) {
      for (String form : new String[] {"unix:", "unix://"}) {
        assertThat(send(to(form + path).config(), Requests.of(Signal.TRACES, 2)))
            .isEqualTo(Outcome.accepted());
      }
      assertThat(unix.calls()).hasSize(2);
    } finally {
      loops.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
    }
  }

  @Test
  void eachAttemptConnectsAnewWhereTheLastOneFailed() throws IOException {
    GrpcBackend first = GrpcBackend.start();
    int port = first.port();
    try (OtlpGrpcExporter exporter = started(to(first.address()).config())) {
      assertThat(sendOne(exporter)).isEqualTo(Outcome.accepted());
      first.close();
      for (int i = 0; i < 6; i++) {
        assertThat(sendOne(exporter)).isInstanceOf(Outcome.Refused.class);
      }
      try (GrpcBackend second = GrpcBackend.start(port)) {
        // At once: gRPC by itself would wait for seconds by now.
        assertThat(sendOne(exporter)).isEqualTo(Outcome.accepted());
        assertThat(second.calls()).hasSize(1);
      }
    }
  }

  @Test
  void waitsForAConnectionWhereAskedTo() throws Exception {
    int port = OwnPorts.next();
    OtlpGrpcConfig config =
        to("127.0.0.1:" + port).waitForReady().timeout(Duration.ofSeconds(20)).config();
    try (OtlpGrpcExporter exporter = started(config)) {
      FutureTask<Outcome> attempt = new FutureTask<>(() -> sendOne(exporter));
      Thread.ofVirtual().start(attempt);
      assertThat(attempt).isNotDone();
      try (GrpcBackend late = GrpcBackend.start(port)) {
        assertThat(attempt.get(20, TimeUnit.SECONDS)).isEqualTo(Outcome.accepted());
        assertThat(late.calls()).hasSize(1);
      }
    }
  }

  @Test
  void waitsForAConnectionNoLongerThanTheTimeout() throws IOException {
    int port = OwnPorts.next();
    OtlpGrpcConfig config =
        to("127.0.0.1:" + port).waitForReady().timeout(Duration.ofMillis(300)).config();

    assertThat(send(config, Requests.of(Signal.LOGS, 1)))
        .isInstanceOfSatisfying(
            Outcome.Refused.class,
            refused -> {
              assertThat(refused.reason()).isEqualTo(Reason.TIMEOUT);
              assertThat(refused.message())
                  .startsWith("cannot connect to 127.0.0.1:" + port + " within 300ms");
            });
  }

  @Test
  void losesNoCallWhenTheBackendSaysGoodbyeToConnections() throws Exception {
    try (GrpcBackend aging =
        GrpcBackend.start(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
            server ->
                server
                    .maxConnectionAge(50, TimeUnit.MILLISECONDS)
                    .maxConnectionAgeGrace(10, TimeUnit.SECONDS))) {
      aging.answer(GrpcAnswer.ok().after(Duration.ofMillis(20)));
      try (OtlpGrpcExporter exporter = started(to(aging.address()).config())) {
        int sent = 0;
        while (aging.connections() < 6) {
          assertThat(sendOne(exporter)).isEqualTo(Outcome.accepted());
          sent++;
        }
        assertThat(aging.calls()).hasSize(sent);
      }
    }
  }

  @Test
  void endsACallThatIsUnderWayWhenTheBackendSaysGoodbye() throws Exception {
    GrpcBackend leaving = GrpcBackend.start();
    leaving.answer(GrpcAnswer.ok().after(Duration.ofMillis(500)));
    try (OtlpGrpcExporter exporter = started(to(leaving.address()).config())) {
      FutureTask<Outcome> attempt = new FutureTask<>(() -> sendOne(exporter));
      Thread.ofVirtual().start(attempt);
      Await.until("the call to come", () -> !leaving.calls().isEmpty());

      leaving.goAway();

      assertThat(attempt.get(20, TimeUnit.SECONDS)).isEqualTo(Outcome.accepted());
    } finally {
      leaving.close();
    }
  }

  @Test
  void asksTheProcessesProxySelector() throws Exception {
    ProxySelector usual = ProxySelector.getDefault();
    try (TinyProxy proxy = new TinyProxy("");
        GrpcBackend backend = GrpcBackend.start()) {
      ProxySelector.setDefault(
          ProxySelector.of(new InetSocketAddress(InetAddress.getLoopbackAddress(), proxy.port())));

      assertThat(send(to(backend.address()).config(), Requests.of(Signal.LOGS, 1)))
          .isEqualTo(Outcome.accepted());

      assertThat(proxy.requests())
          .containsExactly("CONNECT 127.0.0.1:" + backend.port() + " HTTP/1.1");
    } finally {
      ProxySelector.setDefault(usual);
    }
  }

  @Test
  void saysThatTheProxyIsNotThere() throws Exception {
    int nobody = OwnPorts.next();
    ProxySelector usual = ProxySelector.getDefault();
    try (GrpcBackend backend = GrpcBackend.start()) {
      ProxySelector.setDefault(
          ProxySelector.of(new InetSocketAddress(InetAddress.getLoopbackAddress(), nobody)));

      assertThat(send(to(backend.address()).config(), Requests.of(Signal.LOGS, 1)))
          .isEqualTo(
              Outcome.refused(
                  Reason.UNAVAILABLE,
                  "cannot connect to the proxy 127.0.0.1:%d on the way to %s: connection refused;"
                          .formatted(nobody, backend.address())
                      + " is the proxy running?"));
    } finally {
      ProxySelector.setDefault(usual);
    }
  }

  /** Ten seconds is the shortest interval that gRPC permits. */
  @Test
  void pingsFindAConnectionThatDiedWithoutAWord() throws Exception {
    KeepaliveConfig always =
        new KeepaliveConfig(Duration.ofSeconds(10), Duration.ofMillis(500), true);
    KeepaliveConfig whileCalling =
        new KeepaliveConfig(Duration.ofSeconds(10), Duration.ofMillis(500), false);
    try (GrpcBackend backend =
            GrpcBackend.start(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                server ->
                    server
                        .permitKeepAliveWithoutCalls(true)
                        .permitKeepAliveTime(1, TimeUnit.SECONDS));
        DeadWire pinged = new DeadWire(backend.port());
        DeadWire quiet = new DeadWire(backend.port());
        OtlpGrpcExporter pinging =
            started(to("127.0.0.1:" + pinged.port()).keepalive(always).config());
        OtlpGrpcExporter idle =
            started(to("127.0.0.1:" + quiet.port()).keepalive(whileCalling).config())) {
      assertThat(sendOne(idle)).isEqualTo(Outcome.accepted());
      assertThat(sendOne(pinging)).isEqualTo(Outcome.accepted());
      AtomicBoolean pingedClosed = new AtomicBoolean();
      AtomicBoolean quietClosed = new AtomicBoolean();
      quiet.cut(() -> quietClosed.set(true));
      pinged.cut(() -> pingedClosed.set(true));

      Await.until("the exporter to give the connection up", pingedClosed::get);

      // Its time came earlier, but nothing was under way on it.
      assertThat(quietClosed).isFalse();
    }
  }
}
