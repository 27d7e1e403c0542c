package dev.otelgw.scrapers.rabbitmq;

import static org.assertj.core.api.Assertions.assertThat;

import dev.otelgw.pipeline.testing.OwnPorts;
import dev.otelgw.scrapers.scraping.Scraped;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Nodes that do not behave, and need not be real ones for that. */
@Timeout(40)
class BadNodesTest {

  /** Accepts, and never says a word. */
  private static final class Silent implements AutoCloseable {
    private final ServerSocket socket;
    private final List<Socket> accepted = new CopyOnWriteArrayList<>();

    Silent() throws IOException {
      socket = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
      Thread.ofVirtual().start(this::serve);
    }

    private void serve() {
      try {
        while (true) {
          accepted.add(socket.accept());
        }
      } catch (IOException _) {
        // Closed.
      }
    }

    String url() {
      return "http://127.0.0.1:" + socket.getLocalPort();
    }

    @Override
    public void close() throws IOException {
      socket.close();
      for (Socket client : accepted) {
        client.close();
      }
    }
  }

  private static final String SMALL =
      """
      rabbitmq_identity_info{rabbitmq_node="rabbit@one"} 1
      rabbitmq_build_info{rabbitmq_version="4.1.0"} 1
      """;

  private static Scraped first(Setup setup) {
    try (Scraping scraping = Scraping.of(setup)) {
      return scraping.next();
    }
  }

  private static void isDown(Scraped scraped, String type) {
    assertThat(scraped.value("scrape.up")).isZero();
    assertThat(scraped.value("scrape.errors{error.type=%s,scrape.group=connect}".formatted(type)))
        .isPositive();
  }

  @Test
  void aNodeThatNeverAnswersIsDownAndHoldsNobodyUp() throws IOException {
    try (Silent silent = new Silent()) {
      Setup setup = Setup.of(silent.url(), silent.url()).timeout(Duration.ofMillis(800));
      isDown(first(setup), "timeout");
    }
  }

  @Test
  void aPluginThatHangsLeavesTimeForTheApi() throws IOException {
    try (Silent silent = new Silent();
        FakeNode node =
            new FakeNode()
                .api("overview", 200, "{\"node\":\"rabbit@one\"}")
                .api("nodes", 200, "[]")) {
      Setup setup = Setup.of(node.url(), silent.url()).as("me", "x").timeout(Duration.ofSeconds(2));
      assertThat(first(setup).value("scrape.up")).isEqualTo(1);
    }
  }

  @Test
  void nobodyThereIsDown() {
    String nowhere = "http://127.0.0.1:" + OwnPorts.next();
    isDown(first(Setup.of(nowhere, nowhere)), "connection_refused");
    isDown(first(Setup.of(nowhere, nowhere).as("me", "x")), "connection_refused");
  }

  @Test
  void whatIsNoRabbitIsDown() {
    try (FakeNode node = new FakeNode().html("/metrics")) {
      isDown(first(node.setup()), "protocol");
    }
    try (FakeNode node = new FakeNode().metrics("/metrics", "node_load1 0.5\n")) {
      isDown(first(node.setup()), "protocol");
    }
    try (FakeNode node = new FakeNode()) {
      isDown(first(node.setup()), "not_found");
    }
    try (FakeNode node = new FakeNode().api("overview", 200, "[1]")) {
      assertThat(first(node.setup().as("me", "x").mode(Mode.MANAGEMENT)).value("scrape.up"))
          .isZero();
    }
  }

  @Test
  void guestFromElsewhereIsRefusedAndSaidSo() {
    try (FakeNode node =
        new FakeNode()
            .api(
                "overview",
                401,
                "{\"error\":\"not_authorised\",\"reason\":\"User can only log in via localhost\"}")) {
      isDown(first(node.setup().guest().mode(Mode.MANAGEMENT)), "guest_is_local");
    }
  }

  @Test
  void anApiThatRefusesIsLeftAloneButNotTakenForMended() {
    try (FakeNode node =
            new FakeNode()
                .metrics("/metrics", SMALL)
                .metrics("/metrics/detailed", "")
                .api("nodes", 401, "{\"reason\":\"Not monitor user\"}");
        Scraping scraping = Scraping.of(node.setup().as("me", "x"))) {
      String error = "scrape.errors{error.type=tag_missing,scrape.group=cluster}";
      Scraped scraped = scraping.until("five errors", one -> one.is(error, 5));
      assertThat(scraped.value("scrape.up")).isEqualTo(1);
      assertThat(node.asked()).filteredOn(url -> url.startsWith("/api/")).hasSize(1);
    }
  }

  @Test
  void anAnswerThatIsTooLargeFailsItsGroupAlone() {
    StringBuilder many = new StringBuilder();
    for (int i = 0; many.length() < 2 << 20; i++) {
      many.append("rabbitmq_detailed_queue_messages_ready{vhost=\"/\",queue=\"q")
          .append(i)
          .append("\"} 1\n");
    }
    try (FakeNode node =
        new FakeNode().metrics("/metrics", SMALL).metrics("/metrics/detailed", many.toString())) {
      Scraped scraped = first(node.setup().mib(1));
      assertThat(scraped.value("scrape.up")).isEqualTo(1);
      assertThat(scraped.value("scrape.errors{error.type=too_large,scrape.group=queues}"))
          .isPositive();
      assertThat(first(node.setup().mib(4)).numbers().keySet())
          .noneMatch(name -> name.startsWith("scrape.errors"));
    }
  }

  @Test
  void aBalancerInFrontOfSeveralNodesIsNoticed() {
    try (FakeNode node = new FakeNode().metrics("/metrics", SMALL);
        Scraping scraping = Scraping.of(node.setup().group("queues", false))) {
      scraping.until("the first node", one -> one.value("scrape.up") == 1);
      node.metrics("/metrics", SMALL.replace("@one", "@two"));
      Scraped scraped =
          scraping.until(
              "the other node",
              one -> one.has("scrape.errors{error.type=several_nodes,scrape.group=identity}"));
      assertThat(scraped.value("scrape.up")).isEqualTo(1);
    }
  }

  @Test
  void linesThatAreNoSamplesCostOnlyThemselves() {
    try (FakeNode node =
        new FakeNode().metrics("/metrics", SMALL + "rabbitmq_queues{oops 3\nrabbitmq_queues 4\n")) {
      Scraped scraped = first(node.setup().group("queues", false));
      assertThat(scraped.value("rabbitmq.queues.count")).isEqualTo(4);
      assertThat(scraped.value("scrape.errors{error.type=protocol,scrape.group=identity}"))
          .isPositive();
    }
  }
}
