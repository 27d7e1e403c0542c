package dev.otelgw.services.devstack.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.otelgw.services.devstack.DevStack;
import dev.otelgw.services.devstack.Service;
import dev.otelgw.services.standin.Fault;
import dev.otelgw.services.standin.Interactions;
import dev.otelgw.services.standin.SentMessage;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Services killed in the middle of a request, and servers that go away: no event is lost, none is
 * doubled at Discord, and the traces tell what happened.
 */
class TroubleIT {

  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final Duration OUTAGE = Duration.ofSeconds(30);

  private static DevStack stack;
  private static Player host;
  private static String template;

  @BeforeAll
  static void start() {
    stack = Whole.start("trouble");
    host = Player.login(stack, Whole.HOST);
    template = host.template();
  }

  @AfterAll
  static void stop() {
    if (stack != null) {
      stack.close();
    }
  }

  /** Plans a game; the answer may be anything. */
  private static Player.Answer plan(String title) {
    ObjectNode body =
        Player.object()
            .put("template_id", template)
            .put("title", title)
            .put("scheduled_at", Instant.now().plus(Duration.ofDays(1)).toString());
    body.putArray("reminder_minutes");
    return host.post("/api/v1/games", body);
  }

  private static List<SentMessage> cards(String title) {
    return GameWayIT.cards(stack, "\"" + title + "\"");
  }

  private static long rows(String sql) {
    try (Connection connection = stack.postgres().connect();
        Statement statement = connection.createStatement();
        ResultSet results = statement.executeQuery(sql)) {
      results.next();
      return results.getLong(1);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Until nothing is on its way any more, so that what would be doubled had its time to be. */
  private static void awaitQuiet(Set<String> titles) {
    stack
        .discord()
        .await(
            "a card of each of " + titles,
            PATIENCE,
            () -> titles.stream().allMatch(title -> !cards(title).isEmpty()));
    stack
        .discord()
        .await(
            "an outbox without rows, and every game with its message",
            PATIENCE,
            () ->
                rows("select count(*) from outbox where published_at is null") == 0
                    && rows("select count(*) from game_sessions where message_id is null") == 0);
  }

  private static void assertEachOnce(Set<String> titles) {
    for (String title : titles) {
      assertThat(cards(title)).as(title).hasSize(1);
    }
    assertThat(rows("select count(*) from outbox where published_at is null")).isZero();
  }

  @Test
  void theBotIsKilledWhileItPosts() {
    stack
        .discord()
        .order(
            Fault.slow(Duration.ofSeconds(5))
                .on("POST", "/channels/" + Whole.CHANNEL + "/messages")
                .times(1));
    int before = stack.discord().requests().size();
    Player.Answer created = plan("Killed bot").expect(201);
    stack
        .discord()
        .await(
            "the card to be under way",
            PATIENCE,
            () ->
                stack.discord().requests().size() > before
                    || rows("select count(*) from outbox where published_at is not null") > 0);
    stack.service(Service.BOT).kill();
    stack.discord().clearFaults();
    stack.service(Service.BOT).start();

    awaitQuiet(Set.of("Killed bot"));
    assertEachOnce(Set.of("Killed bot"));
    stack
        .telemetry()
        .awaitTrace(
            created.traceId(),
            "the bot that was started again in the trace of the request",
            PATIENCE,
            trace -> trace.services().contains("bot-service"));
  }

  @Test
  void theApiIsKilledWhileGamesArePlanned() throws Exception {
    Set<String> acknowledged = new LinkedHashSet<>();
    CountDownLatch some = new CountDownLatch(6);
    try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> all = new ArrayList<>();
      for (int i = 0; i < 24; i++) {
        String title = "Killed api " + i;
        all.add(
            clients.submit(() -> {
              try {
                if (plan(title).status() == 201) {
                  synchronized (acknowledged) {
                    acknowledged.add(title);
                  }
                  some.countDown();
                }
              } catch (UncheckedIOException _) {
                // Not acknowledged: it may be there or not.
              }
            }));
      }
      some.await();
      stack.service(Service.API).kill();
      for (Future<?> one : all) {
        one.get();
      }
    }
    stack.service(Service.API).start();

    assertThat(acknowledged).hasSizeGreaterThanOrEqualTo(6);
    awaitQuiet(acknowledged);
    assertEachOnce(acknowledged);
  }

  @Test
  void rabbitMqIsRestarted() throws Exception {
    Set<String> titles = new LinkedHashSet<>();
    Thread restart = Thread.ofVirtual().start(stack.rabbit()::restart);
    for (int i = 0; i < 9; i++) {
      if (i == 6) {
        restart.join();
      }
      String title = "Restarted broker " + i;
      plan(title).expect(201);
      titles.add(title);
    }
    awaitQuiet(titles);
    assertEachOnce(titles);
    stack
        .telemetry()
        .awaitLog(
            "line of a bot that is connected again",
            log ->
                log.service().equals("bot-service")
                    && log.body().startsWith("connected to RabbitMQ"));
    assertThat(stack.telemetry().logs(log -> log.severity().equals("ERROR"))).isEmpty();
  }

  /** What was in its queues is lost with it; what it had not confirmed is not. */
  @Test
  void rabbitMqComesBackEmpty() {
    stack.rabbit().lose();
    plan("While it is away").expect(201);
    stack.rabbit().start();
    plan("On an empty broker").expect(201);
    awaitQuiet(Set.of("While it is away", "On an empty broker"));
    assertEachOnce(Set.of("While it is away", "On an empty broker"));
  }

  @Test
  void redisIsPaused() {
    Player.Answer game = plan("Paused cache").expect(201);
    awaitQuiet(Set.of("Paused cache"));
    String player = Whole.stranger(stack);
    Interactions.Place place = new Interactions.Place(Whole.GUILD, Whole.CHANNEL, player);
    stack.redis().pause();
    try {
      Player.Answer refused = host.get("/api/v1/auth/user");
      assertThat(refused.status()).as(refused.body()).isEqualTo(503);
      assertThat(refused.response().headers().firstValue("Retry-After")).isPresent();
      // Discord's three seconds hold without it too.
      Interactions.Sent pressed =
          Whole.discord(stack)
              .button(
                  place,
                  cards("Paused cache").getFirst().id(),
                  "join_game_" + game.json().path("id").asText());
      assertThat(pressed.answerType()).isEqualTo(6);
      stack
          .discord()
          .await(
              "the player in the game",
              PATIENCE,
              () ->
                  rows(
                          "select count(*) from game_participants p join users u on u.id = p.user_id"
                              + " where u.discord_id = '"
                              + player
                              + "'")
                      == 1);
      stack
          .discord()
          .await(
              "the player on the card",
              PATIENCE,
              () -> cards("Paused cache").getFirst().json().toString().contains(player));
    } finally {
      stack.redis().resume();
    }
    stack
        .discord()
        .await("the session again", PATIENCE, () -> host.get("/api/v1/auth/user").status() == 200);
    stack
        .telemetry()
        .awaitSpan(
            "request that failed for want of Redis",
            span ->
                span.name().equals("GET /api/v1/auth/user")
                    && span.isError()
                    && span.span().getEventsList().stream()
                        .anyMatch(event -> event.toString().contains("RedisUnavailable")));
  }

  @Test
  void theDatabaseIsAwayForHalfAMinute() {
    Player.Answer before = plan("Before the outage").expect(201);
    // A game that is created just before has its card, or its message waits for another attempt.
    Player.Answer during = plan("Into the outage").expect(201);
    Instant end = Instant.now().plus(OUTAGE);
    stack.postgres().stop();
    try {
      int refused = 0;
      while (Instant.now().isBefore(end)) {
        Player.Answer answer = plan("In the outage");
        assertThat(answer.status()).as(answer.body()).isEqualTo(503);
        assertThat(answer.response().headers().firstValue("Retry-After")).isPresent();
        refused++;
      }
      assertThat(refused).isPositive();
    } finally {
      stack.postgres().start();
    }
    stack
        .discord()
        .await("the API to plan again", PATIENCE, () -> host.get("/api/v1/games").status() == 200);
    plan("After the outage").expect(201);

    Set<String> titles = Set.of("Before the outage", "Into the outage", "After the outage");
    awaitQuiet(titles);
    assertEachOnce(titles);
    assertThat(cards("In the outage")).isEmpty();
    for (Player.Answer answer : List.of(before, during)) {
      stack
          .telemetry()
          .awaitTrace(
              answer.traceId(),
              "its way to the bot",
              PATIENCE,
              trace -> trace.services().contains("bot-service"));
    }
    stack
        .telemetry()
        .awaitSpan(
            "request that failed for want of a database",
            span ->
                span.service().equals("api-service")
                    && span.attribute("http.response.status_code").equals("503")
                    && span.span().getEventsList().stream()
                        .anyMatch(event -> event.toString().contains("DatabaseException")));
  }
}
