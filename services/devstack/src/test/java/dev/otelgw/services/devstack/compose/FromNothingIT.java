package dev.otelgw.services.devstack.compose;

import static org.assertj.core.api.Assertions.assertThat;

import dev.otelgw.services.devstack.sink.OtlpSink;
import dev.otelgw.services.devstack.sink.ReceivedPoint;
import dev.otelgw.services.devstack.sink.ReceivedSpan;
import dev.otelgw.services.devstack.sink.Telemetry;
import dev.otelgw.services.devstack.sink.Trace;
import dev.otelgw.services.devstack.sink.TraceTree;
import dev.otelgw.services.standin.DiscordStandIn;
import dev.otelgw.services.standin.Interactions;
import dev.otelgw.services.standin.World;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/**
 * The way of a new user through docs/OBSERVABILITY.md with the folder compose/: everything started
 * from the images with a token that is wrong, then with the right one. Its tests are that way's
 * stages, one after the other.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class FromNothingIT {

  private static final String GUILD = "100000000000000001";
  private static final String CHANNEL = "200000000000000001";
  private static final String HOST = "400000000000000001";
  private static final int SENT_IN_VAIN = 25;

  @TempDir private static Path folder;
  private static final List<AutoCloseable> parts = new ArrayList<>();
  private static final OtlpSink cloud = added(OtlpSink.start(0, 200_000));
  private static final Telemetry arrived = cloud.telemetry();
  private static Deployment deployment;
  private static DiscordStandIn discord;
  private static RunningGateway gateway;
  private static ServiceContainer api;
  private static ServiceContainer bot;
  private static Trace game;

  private static <T extends AutoCloseable> T added(T part) {
    parts.addFirst(part);
    return part;
  }

  @BeforeAll
  static void fillIn() throws Exception {
    deployment = added(new Deployment(folder));
    discord = added(DiscordStandIn.start(deployment.ports().next(14000)));
    discord
        .world()
        .guild(GUILD, "Board Games")
        .channel(GUILD, CHANNEL, "games")
        .user(HOST, "hanna")
        .member(GUILD, HOST, World.MANAGE_GUILD);
    int apiPort = deployment.ports().next(8000);
    deployment.put("DISCORD_API_URL", discord.apiUrl().toString());
    deployment.put("DISCORD_APPLICATION_ID", discord.applicationId());
    deployment.put("DISCORD_CLIENT_ID", discord.applicationId());
    deployment.put("DISCORD_PUBLIC_KEY", discord.publicKey());
    deployment.put("DISCORD_BOT_TOKEN", "bot-token");
    deployment.put("DISCORD_CLIENT_SECRET", "client-secret");
    deployment.put(
        "DISCORD_REDIRECT_URI", "http://127.0.0.1:%d/api/v1/auth/callback".formatted(apiPort));
    deployment.put("SESSION_KEY", Base64.getEncoder().encodeToString(new byte[32]));
    deployment.put("GRAFANA_CLOUD_OTLP_ENDPOINT", cloud.url() + "/otlp");
    deployment.put("GRAFANA_CLOUD_OTLP_INSTANCE_ID", "123456");
    deployment.put("GRAFANA_CLOUD_API_KEY", "glc_wrong");
    cloud.onlyFor("123456", "glc_right");

    Image image = Image.gateway();
    List<String> start = new ArrayList<>(image.entrypoint());
    image.command().stream()
        .map(word -> word.replace("/etc/otelgw", ComposeFile.FOLDER.toString()))
        .forEach(start::add);
    gateway =
        added(new RunningGateway(deployment, start, image.healthcheck(), "grafana_cloud")).start();
    api = container("api", "api", apiPort);
    bot = container("bot", "bot", deployment.ports().next(8001));
    startAll(
        api,
        bot,
        container("notification-daemon", "scheduler", 0),
        container("status-transition-daemon", "scheduler", 0));
  }

  private static ServiceContainer container(String name, String image, int port) {
    return added(new ServiceContainer(deployment, name, Image.service(image), gateway.url(), port));
  }

  private static void startAll(ServiceContainer... containers) {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Stream.of(containers)
          .map(container -> CompletableFuture.runAsync(container::start, threads))
          .toList()
          .forEach(CompletableFuture::join);
    }
  }

  @AfterAll
  static void end() throws Exception {
    for (AutoCloseable part : parts) {
      part.close();
    }
  }

  @Test
  @Order(1)
  void aWrongTokenIsSaidOnceWithItsCureAndSeenByTheHealthCheck() throws Exception {
    try (Sender sender = new Sender(gateway)) {
      for (int i = 0; i < SENT_IN_VAIN; i++) {
        sender.span("early " + i, "number", Integer.toString(i));
      }
    }
    await(
        "line about the token", () -> refusals().isEmpty() ? Optional.empty() : Optional.of(true));
    assertThat(refusals().getFirst())
        .contains("exporter grafana_cloud")
        .contains("401")
        .contains("invalid authentication credentials")
        .contains("token");
    // Once for each signal at most, however often it is tried.
    assertThat(refusals()).hasSizeLessThanOrEqualTo(3);
    RunningGateway.Health health = gateway.health();
    assertThat(health.exitCode()).as(health.said()).isNotZero();
    assertThat(health.said()).contains("grafana_cloud");
    nothingHasArrived();
  }

  private static void nothingHasArrived() {
    assertThat(arrived.spans()).isEmpty();
    assertThat(arrived.points()).isEmpty();
    assertThat(arrived.logs()).isEmpty();
  }

  private static List<String> refusals() {
    return gateway.lines().stream().filter(line -> line.contains(" 401")).toList();
  }

  private static <T> T await(String what, Supplier<Optional<T>> question) {
    return arrived.await(
        what, Duration.ofSeconds(90), question, () -> String.join("\n", gateway.lines()));
  }

  @Test
  @Order(2)
  void theServicesWorkMeanwhileAndAreHealthy() throws Exception {
    assertThat(api.health()).as(api.said()).isZero();
    assertThat(bot.health()).as(bot.said()).isZero();
    try (Browser hanna = new Browser(api.url())) {
      hanna.login(HOST);
      hanna.post("/api/v1/guilds/sync", Map.of(), 200);
      String template =
          hanna
              .get("/api/v1/guilds/" + GUILD + "/templates", 200)
              .body()
              .path("templates")
              .path(0)
              .path("id")
              .asText();
      // Its reminder is due in seconds.
      Browser.Answer planned =
          hanna.post(
              "/api/v1/games",
              Map.of(
                  "template_id",
                  template,
                  "title",
                  "Chess",
                  "scheduled_at",
                  Instant.now().plus(65, ChronoUnit.SECONDS).toString(),
                  "max_players",
                  4,
                  "reminder_minutes",
                  List.of(1)),
              201);
      discord.awaitMessages(CHANNEL, 1, Duration.ofSeconds(60));
      game = arrived.trace(planned.traceId());
    }
    Interactions.Sent listed =
        discord
            .interactions(URI.create(bot.url() + "/interactions"))
            .command(new Interactions.Place(GUILD, CHANNEL, HOST), "list-games", Map.of());
    assertThat(listed.answerType()).isPositive();
    discord.awaitDirectMessages(HOST, 1, Duration.ofSeconds(60));
    nothingHasArrived();
  }

  @Test
  @Order(3)
  void withTheRightTokenAllThatWasTakenBeforeArrivesOnce() {
    deployment.put("GRAFANA_CLOUD_API_KEY", "glc_right");
    // As docker compose up -d does with a container whose environment has changed.
    gateway.stop();
    gateway.start();
    List<String> early = IntStream.range(0, SENT_IN_VAIN).mapToObj(i -> "early " + i).toList();
    await(
        "early spans",
        () -> spansOf("sender").size() >= SENT_IN_VAIN ? Optional.of(true) : Optional.empty());
    assertThat(spansOf("sender"))
        .extracting(ReceivedSpan::name)
        .containsExactlyInAnyOrderElementsOf(early);
    await("health", () -> gateway.health().exitCode() == 0 ? Optional.of(true) : Optional.empty());
  }

  private static List<ReceivedSpan> spansOf(String service) {
    return arrived.spans(span -> span.service().equals(service));
  }

  @Test
  @Order(4)
  void theTraceLeadsFromTheRequestToDiscordAndHasItsLogs() {
    Trace whole =
        arrived.awaitTrace(
            game.id(),
            "trace from the request to Discord",
            Duration.ofSeconds(60),
            trace ->
                !trace.spans(span -> span.service().equals("bot-service")).isEmpty()
                    && !trace.logs().isEmpty());
    assertThat(whole.roots().getFirst().name())
        .as(TraceTree.print(whole))
        .isEqualTo("POST /api/v1/games");
    assertThat(whole.logs()).allMatch(log -> !log.spanId().isEmpty());
  }

  @Test
  @Order(5)
  void theServicesAndTheServersMetricsAreThere() {
    for (String service :
        List.of("api-service", "bot-service", "notification-daemon", "status-transition-daemon")) {
      ReceivedPoint point =
          arrived.awaitPoint("jvm.memory.used", each -> each.service().equals(service));
      assertThat(point.resource())
          .containsEntry("deployment.environment", "production")
          .containsKeys("service.instance.id", "service.version");
    }
    for (String system : List.of("postgresql", "redis", "rabbitmq")) {
      arrived.awaitPoint(
          "scrape.up", point -> point.value() == 1 && point.resource().toString().contains(system));
    }
  }

  @Test
  @Order(6)
  void theQueriesOfThePageAskForNamesThatAreStored() throws Exception {
    Page page = Page.of("docs/OBSERVABILITY.md");
    assertThat(page.blocks("promql")).hasSizeGreaterThan(10);
    assertThat(page.blocks("traceql")).hasSizeGreaterThan(4);
    assertThat(page.blocks("logql")).hasSizeGreaterThan(2);
    // Some of it comes late: what the reminder does, and what a second reading compares with the
    // first.
    try (Connection busy = deployment.postgres().connect()) {
      // There are ages of transactions while there are transactions.
      busy.setAutoCommit(false);
      busy.createStatement().execute("SELECT count(*) FROM game_sessions");
      awaitNothingMissing(
          page.blocks("promql"), query -> Queries.missingInPromQl(query, gateway.stored()));
    }
    awaitNothingMissing(page.blocks("traceql"), query -> Queries.missingInTraceQl(query, arrived));
    awaitNothingMissing(page.blocks("logql"), query -> Queries.missingInLogQl(query, arrived));
    assertThat(Queries.missingInPromQl("rate(no_such_metric[5m])", gateway.stored()))
        .containsExactly("no_such_metric");
    assertThat(Queries.missingInPromQl("scrape_up{no_label=\"x\"}", gateway.stored()))
        .containsExactly("label no_label");
  }

  private static void awaitNothingMissing(
      List<String> queries, Function<String, List<String>> missing) {
    Supplier<Map<String, List<String>>> all =
        () ->
            queries.stream()
                .filter(query -> !missing.apply(query).isEmpty())
                .collect(Collectors.toMap(String::strip, missing));
    arrived.await(
        "data for all queries",
        Duration.ofSeconds(60),
        () -> all.get().isEmpty() ? Optional.of(true) : Optional.empty(),
        () -> "nothing for " + all.get());
  }

  @Test
  @Order(7)
  void theFirstSpanOfThePageAndOfTheReadmeArrives() throws Exception {
    String name = "hello";
    for (Page page : List.of(Page.of("docs/OBSERVABILITY.md"), Page.of("README.md"))) {
      int before = spansOf(name).size();
      String block =
          page.blocks("sh").stream()
              .filter(each -> each.contains("/v1/traces"))
              .findFirst()
              .orElseThrow()
              .replace(":4318", ":" + gateway.httpPort());
      Process shell = new ProcessBuilder("sh", "-ec", block).redirectErrorStream(true).start();
      String said = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(shell.waitFor()).as(said).isZero();
      assertThat(said).contains("{");
      await(
          "first span of " + page,
          () -> spansOf(name).size() == before + 1 ? Optional.of(true) : Optional.empty());
    }
  }
}
