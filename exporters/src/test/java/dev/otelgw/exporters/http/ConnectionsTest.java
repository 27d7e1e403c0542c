package dev.otelgw.exporters.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.otelgw.exporters.testing.Answer;
import dev.otelgw.exporters.testing.ClientTls;
import dev.otelgw.exporters.testing.OtlpBackend;
import dev.otelgw.exporters.testing.ReceivedRequest;
import dev.otelgw.exporters.testing.Requests;
import dev.otelgw.exporters.testing.ServerTls;
import dev.otelgw.pipeline.Outcome;
import dev.otelgw.pipeline.Reason;
import dev.otelgw.pipeline.Signal;
import dev.otelgw.pipeline.testing.Await;
import dev.otelgw.pipeline.testing.TestAuthority;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ConnectionsTest {

  private final OtlpBackend backend = OtlpBackend.start();

  @AfterEach
  void stop() {
    backend.close();
  }

  private static Outcome sendOne(OtlpHttpSender sender) {
    return sender.accept(Requests.of(Signal.LOGS, 1));
  }

  private static void sendFrom(OtlpHttpSender sender, int threads) throws Exception {
    try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Outcome>> outcomes = new ArrayList<>();
      for (int i = 0; i < threads; i++) {
        outcomes.add(executor.submit(() -> sendOne(sender)));
      }
      for (Future<Outcome> outcome : outcomes) {
        assertThat(outcome.get()).isEqualTo(Outcome.accepted());
      }
    }
  }

  @Test
  void boundsTheRequestsToAHost() throws Exception {
    backend.answer(Answer.ok().after(Duration.ofMillis(20)));
    try (CountingSockets sockets = CountingSockets.to(backend.port())) {
      String url = "http://127.0.0.1:" + sockets.port() + "/otlp";
      try (OtlpHttpSender two =
          Senders.started(Senders.connecting(url, with -> with.maxPerHost(2)))) {
        sendFrom(two, 16);
      }
      assertThat(sockets.accepted()).isLessThanOrEqualTo(2);
      try (OtlpHttpSender any = Senders.started(Senders.to(url))) {
        sendFrom(any, 16);
      }
      assertThat(sockets.accepted()).isGreaterThan(4);
    }
  }

  @Test
  void saysThatAllConnectionsAreBusy() throws Exception {
    backend.answer(Answer.ok().after(Duration.ofSeconds(20)));
    SenderSettings bounded =
        Senders.with(
            backend.url(),
            Compression.NONE,
            Duration.ofMillis(500),
            new Senders.Connecting().maxPerHost(1).settings());
    try (OtlpHttpSender sender = Senders.started(bounded)) {
      FutureTask<Outcome> first = new FutureTask<>(() -> sendOne(sender));
      Thread.ofVirtual().start(first);
      backend.awaitRequests(1, Duration.ofSeconds(5));
      FutureTask<Outcome> second = new FutureTask<>(() -> sendOne(sender));
      FutureTask<Outcome> third = new FutureTask<>(() -> sendOne(sender));
      Thread.ofVirtual().start(second);
      Thread.ofVirtual().start(third);

      assertThat(List.of(second.get(), third.get()))
          .contains(
              Outcome.refused(
                  Reason.TIMEOUT,
                  "all 1 connections to "
                      + backend.url()
                      + "/v1/logs that max_conns_per_host allows are busy; raise it"));
    }
  }

  @Test
  void sendsCookiesBackWhereAskedTo() {
    backend.answer(Answer.ok().header("Set-Cookie", "node=b7; Path=/otlp"));
    try (OtlpHttpSender sender =
        Senders.started(Senders.connecting(backend.url(), Senders.Connecting::cookies))) {
      sendOne(sender);
      sendOne(sender);
      backend.answer(Answer.ok().header("Set-Cookie", "node=gone; Path=/otlp; Max-Age=0"));
      sendOne(sender);
      sendOne(sender);
    }
    try (OtlpHttpSender usual = Senders.started(Senders.to(backend.url()))) {
      sendOne(usual);
      sendOne(usual);
    }
    assertThat(backend.requests())
        .extracting((ReceivedRequest request) -> request.header("cookie"))
        .containsExactly("", "node=b7", "node=b7", "", "", "");
  }

  @Test
  void keepsAsManyIdleConnectionsAsItIsTold() throws Exception {
    backend.answer(Answer.ok().after(Duration.ofMillis(300)));
    try (CountingSockets sockets = CountingSockets.to(backend.port())) {
      String url = "http://127.0.0.1:" + sockets.port() + "/otlp";
      try (OtlpHttpSender sender =
          Senders.started(Senders.connecting(url, with -> with.maxIdle(3)))) {
        sendFrom(sender, 8);

        assertThat(sockets.accepted()).isEqualTo(8);
        Await.until("five to be closed", () -> sockets.open() == 3);
      }
    }
  }

  @Test
  void pingsConnectionsOfHttp2() throws Exception {
    TestAuthority authority = TestAuthority.named("authority");
    try (Http2Server server = new Http2Server(ServerTls.of(authority.forLocalhost(), authority))) {
      SenderSettings settings =
          Senders.connecting(
              "https://localhost:" + server.port(),
              with -> with.tls(ClientTls.trusting(authority)).pinging(Duration.ofMillis(50)));
      try (OtlpHttpSender sender = Senders.started(settings)) {
        assertThat(sendOne(sender)).isEqualTo(Outcome.accepted());

        Await.until("a ping that nobody answers to end the connection", server::ended);
        assertThat(server.pings()).isPositive();
      }
    }
  }

  @Test
  void doesNotPingWhereToldNotTo() throws Exception {
    TestAuthority authority = TestAuthority.named("authority");
    try (Http2Server server = new Http2Server(ServerTls.of(authority.forLocalhost(), authority))) {
      SenderSettings settings =
          Senders.connecting(
              "https://localhost:" + server.port(),
              with -> with.tls(ClientTls.trusting(authority)).pinging(Duration.ZERO));
      try (OtlpHttpSender sender = Senders.started(settings)) {
        assertThat(sendOne(sender)).isEqualTo(Outcome.accepted());
      }
      Await.until("the connection to be closed with the exporter", server::ended);
      assertThat(server.pings()).isZero();
    }
  }
}
