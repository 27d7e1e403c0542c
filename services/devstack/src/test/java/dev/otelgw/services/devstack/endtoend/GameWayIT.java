package dev.otelgw.services.devstack.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.otelgw.services.devstack.DevStack;
import dev.otelgw.services.devstack.Service;
import dev.otelgw.services.devstack.sink.ReceivedLog;
import dev.otelgw.services.devstack.sink.ReceivedSpan;
import dev.otelgw.services.devstack.sink.Trace;
import dev.otelgw.services.devstack.sink.TraceTree;
import dev.otelgw.services.standin.Interactions;
import dev.otelgw.services.standin.SentMessage;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The ways of a game through the services, each as one trace or as traces that are linked. */
@ExtendWith(Whole.class)
class GameWayIT {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String API = "api-service";
  private static final String BOT = "bot-service";

  private static boolean posted(ReceivedSpan span) {
    return span.service().equals(BOT)
        && span.kind().endsWith("CLIENT")
        && span.attribute("url.full").endsWith("/messages");
  }

  private static Predicate<ReceivedSpan> query(String service, String summary) {
    return span ->
        span.service().equals(service)
            && span.attribute("db.query.summary").equalsIgnoreCase(summary);
  }

  /** What one service sends may come before what another one sends. */
  private static boolean reachedDiscord(Trace trace) {
    return trace.roots().size() == 1
        && trace.roots().getFirst().kind().equals("SERVER")
        && !trace.spans(GameWayIT::posted).isEmpty()
        && !trace.spans(query(BOT, "update game_sessions")).isEmpty();
  }

  @Test
  void oneTraceLeadsFromTheRequestToTheMessage(DevStack stack) {
    Player host = Player.login(stack, Whole.HOST);
    String title = "From request to message";
    Player.Answer created = host.game(title, Instant.now().plus(Duration.ofDays(2)), 4);

    Trace trace =
        stack
            .telemetry()
            .awaitTrace(created.traceId(), "way to Discord", PATIENCE, GameWayIT::reachedDiscord);
    ReceivedSpan ingress = trace.span(API, "POST /api/v1/games");
    ReceivedSpan insert = trace.span("outbox row", query(API, "insert outbox"));
    ReceivedSpan publish = trace.span(API, "publish game_scheduler:game.created");
    ReceivedSpan process = trace.span(BOT, "process game_scheduler:game.created:bot_events");
    ReceivedSpan post = trace.span("message", GameWayIT::posted);
    ReceivedSpan stored = trace.span("message id", query(BOT, "update game_sessions"));
    assertThat(trace.roots()).as(TraceTree.print(trace)).containsExactly(ingress);
    assertThat(trace.isBelow(insert, ingress)).isTrue();
    assertThat(trace.isBelow(publish, ingress)).isTrue();
    assertThat(publish.kind()).endsWith("PRODUCER");
    assertThat(process.kind()).endsWith("CONSUMER");
    assertThat(process.parentId()).isEqualTo(publish.spanId());
    assertThat(process.linksTo(publish)).as("consumer links to producer").isTrue();
    assertThat(trace.isBelow(post, process)).isTrue();
    assertThat(trace.isBelow(stored, process)).isTrue();
    assertThat(trace.spans(ReceivedSpan::isError)).as(TraceTree.print(trace)).isEmpty();
    List<SentMessage> cards = cards(stack, title);
    assertThat(cards).hasSize(1);
    assertThat(cards.getFirst().traceparent()).contains(created.traceId(), post.spanId());
  }

  static List<SentMessage> cards(DevStack stack, String title) {
    return stack.discord().messages(Whole.CHANNEL).stream()
        .filter(message -> message.json().toString().contains(title))
        .toList();
  }

  @Test
  void commandsAndButtonsMakeSpansWithDiscordsContext(DevStack stack) {
    Player host = Player.login(stack, Whole.HOST);
    String title = "Pressed";
    String id =
        host.game(title, Instant.now().plus(Duration.ofDays(3)), 4).json().path("id").asText();
    stack.discord().await("card", PATIENCE, () -> cards(stack, title).size() == 1);
    String player = Whole.stranger(stack);
    Interactions.Place place = new Interactions.Place(Whole.GUILD, Whole.CHANNEL, player);

    Interactions.Sent pressed =
        Whole.discord(stack).button(place, cards(stack, title).getFirst().id(), "join_game_" + id);
    assertThat(pressed.status()).isEqualTo(200);
    assertThat(pressed.answerType()).isEqualTo(6);
    ReceivedSpan button = interaction(stack, player);
    assertThat(button.attribute("discord.channel_id")).isEqualTo(Whole.CHANNEL);
    assertThat(button.attribute("discord.guild_id")).isEqualTo(Whole.GUILD);
    Trace joined =
        stack
            .telemetry()
            .awaitTrace(
                button.traceId(),
                "join in the trace of the button",
                PATIENCE,
                trace -> !trace.spans(query(BOT, "insert game_participants")).isEmpty());
    assertThat(joined.roots()).as(TraceTree.print(joined)).hasSize(1);

    Interactions.Sent listed =
        Whole.discord(stack).command(place, "list-games", Map.of("show_all", true));
    assertThat(listed.answerType()).isEqualTo(5);
    ReceivedSpan command =
        stack
            .telemetry()
            .awaitSpan(
                "span of the command",
                span ->
                    span.name().equals("discord.command.list_games")
                        && span.attribute("discord.user_id").equals(player));
    assertThat(command.attribute("discord.command")).isEqualTo("list-games");
    assertThat(command.attribute("discord.guild_id")).isEqualTo(Whole.GUILD);
    assertThat(command.attribute("discord.channel_id")).isEqualTo(Whole.CHANNEL);
    assertThat(command.attribute("command.show_all")).isEqualTo("true");
    Trace whole =
        stack
            .telemetry()
            .awaitTrace(
                command.traceId(),
                "answer in the trace of the command",
                PATIENCE,
                trace ->
                    trace.roots().size() == 1
                        && !trace
                            .spans(span -> span.attribute("http.request.method").equals("PATCH"))
                            .isEmpty());
    assertThat(whole.isBelow(command, whole.roots().getFirst())).isTrue();
  }

  private static ReceivedSpan interaction(DevStack stack, String player) {
    ReceivedSpan span =
        stack
            .telemetry()
            .awaitSpan(
                "discord.on_interaction of " + player,
                found ->
                    found.name().equals("discord.on_interaction")
                        && found.attribute("discord.user_id").equals(player));
    assertThat(span.attribute("discord.interaction_type")).isEqualTo("message_component");
    return span;
  }

  @Test
  void whatFallsDueIsATraceOfItsOwnLinkedToItsCause(DevStack stack) {
    Player host = Player.login(stack, Whole.HOST);
    String playerId = Whole.stranger(stack);
    // Due a minute before the start, that is in two seconds.
    Instant start = Instant.now().plusSeconds(62);
    ObjectNode body =
        Player.object()
            .put("template_id", host.template())
            .put("title", "Soon")
            .put("scheduled_at", start.toString());
    body.putArray("reminder_minutes").add(1);
    body.putArray("initial_participants").add("<@" + playerId + ">");
    Player.Answer created = host.post("/api/v1/games", body).expect(201);

    ReceivedSpan due =
        stack
            .telemetry()
            .awaitSpan(
                "reminder",
                span ->
                    span.name().equals("scheduled.NotificationSchedule")
                        && span.links().stream()
                            .anyMatch(link -> link.traceId().equals(created.traceId())));
    assertThat(due.isRoot()).isTrue();
    assertThat(due.service()).isEqualTo("notification-daemon");
    assertThat(due.attribute("scheduler.model")).isEqualTo("NotificationSchedule");
    assertThat(due.attribute("scheduler.job_id")).isNotBlank();
    assertThat(due.attribute("scheduler.time_field")).isEqualTo("due_at");
    Trace trace =
        stack
            .telemetry()
            .awaitTrace(
                due.traceId(),
                "reminder at Discord",
                PATIENCE,
                found -> found.isComplete() && found.spans(GameWayIT::posted).size() >= 2);
    ReceivedSpan publish =
        trace.span("notification-daemon", "publish game_scheduler:game.notification_due");
    ReceivedSpan process =
        trace.span(BOT, "process game_scheduler:game.notification_due:bot_events");
    assertThat(process.linksTo(publish)).isTrue();
    assertThat(trace.spans(GameWayIT::posted)).allMatch(post -> trace.isBelow(post, process));
    assertThat(trace.linked()).contains(created.traceId());
    assertThat(stack.discord().directMessages(playerId))
        .hasSize(1)
        .allMatch(message -> String.valueOf(message.traceparent()).contains(due.traceId()));
  }

  @Test
  void everyLineOfARequestIsFoundFromItsTrace(DevStack stack) {
    Player host = Player.login(stack, Whole.HOST);
    Player.Answer created = host.game("Logged", Instant.now().plus(Duration.ofDays(4)), 4);
    String id = created.json().path("id").asText();
    Trace trace =
        stack
            .telemetry()
            .awaitTrace(
                created.traceId(),
                "its log lines, each within a span",
                PATIENCE,
                found ->
                    found.logs().stream().anyMatch(log -> log.body().contains(id))
                        && found.logs().stream()
                            .allMatch(log ->
                                found.spans().stream()
                                    .anyMatch(span -> span.spanId().equals(log.spanId()))));
    assertThat(trace.logs()).isNotEmpty();
    assertThat(stack.telemetry().logs(log -> log.body().contains(id)))
        .isNotEmpty()
        .extracting(ReceivedLog::traceId)
        .doesNotContain("");
    assertThat(stack.service(Service.API).lines())
        .filteredOn(line -> line.contains(id))
        .isNotEmpty()
        .allMatch(line -> line.matches(".* trace_id=[0-9a-f]{32} span_id=[0-9a-f]{16} .*"))
        .anyMatch(line -> line.contains("trace_id=" + created.traceId()));
  }

  @Test
  void redisIsSeenAndNoCredentialIs(DevStack stack) {
    Player player = Player.login(stack, Whole.stranger(stack));
    Player.Answer asked = player.get("/api/v1/auth/user").expect(200);
    Trace trace =
        stack
            .telemetry()
            .awaitTrace(
                asked.traceId(),
                "session look-up",
                PATIENCE,
                found -> !found.spans(GameWayIT::isRedis).isEmpty());
    ReceivedSpan get = trace.span("Redis span", GameWayIT::isRedis);
    assertThat(get.attribute("db.operation.name")).isEqualTo("GET");
    assertThat(get.attribute("db.query.text")).matches("GET session:[0-9a-f]{64}");
    List<String> secrets =
        List.of(
            player.session(),
            password(stack.postgres().url()),
            password(stack.redis().url()),
            password(stack.rabbit().url()),
            stack.service(Service.API).environment().get("DISCORD_BOT_TOKEN"),
            stack.service(Service.API).environment().get("DISCORD_CLIENT_SECRET"),
            stack.service(Service.API).environment().get("SESSION_KEY"));
    assertThat(secrets).allMatch(secret -> secret.length() > 8);
    for (String secret : secrets) {
      assertThat(
              stack
                  .telemetry()
                  .spans(span -> (span.span() + "" + span.resource()).contains(secret)))
          .isEmpty();
      assertThat(stack.telemetry().logs(log -> (log.log() + "" + log.resource()).contains(secret)))
          .isEmpty();
      for (Service service : Service.values()) {
        assertThat(stack.service(service).lines()).noneMatch(line -> line.contains(secret));
      }
    }
  }

  private static boolean isRedis(ReceivedSpan span) {
    return span.attribute("db.system.name").equals("redis");
  }

  private static String password(String url) {
    return url.replaceAll("^[a-z]+://[^:]*:([^@]*)@.*$", "$1");
  }

  @Test
  void nothingIsATraceThatNobodyCaused(DevStack stack) {
    stack
        .telemetry()
        .awaitSpan("start of a daemon", span -> span.service().equals("notification-daemon"));
    assertThat(stack.telemetry().spans(ReceivedSpan::isRoot))
        .isNotEmpty()
        .allMatch(root ->
            root.kind().endsWith("SERVER")
                || root.name().startsWith("init.")
                || root.name().startsWith("scheduled.")
                || root.name().startsWith("discord."));
  }
}
