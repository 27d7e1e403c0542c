package dev.otelgw.services.devstack.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.otelgw.services.devstack.Service;
import dev.otelgw.services.devstack.api.ApiUser.Answer;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Games: planned, listed, changed, joined, left, called off. */
class ApiGamesIT {

  private static Instant begin;
  private static ApiStack api;
  private static ApiUser owner;
  private static ApiUser manager;
  private static ApiUser host;
  private static ApiUser player;
  private static ApiUser outsider;
  private static String template;

  @BeforeAll
  static void start(@TempDir Path folder) {
    begin = Instant.now().plus(2, ChronoUnit.DAYS).truncatedTo(ChronoUnit.SECONDS);
    api = ApiStack.start(folder);
    owner = api.user(ApiStack.OWNER);
    manager = api.user(ApiStack.MANAGER);
    host = api.user(ApiStack.HOST);
    player = api.user(ApiStack.PLAYER);
    outsider = api.user(ApiStack.OUTSIDER);
    owner.post("/api/v1/guilds/sync").expect(200);
    String guild = "/api/v1/guilds/" + ApiStack.GUILD;
    owner
        .put(guild + "/config", "{'bot_manager_role_ids':['%s']}".formatted(ApiStack.MANAGER_ROLE))
        .expect(200);
    template = owner.get(guild + "/templates").expect(200).json().at("/templates/0/id").asText();
  }

  @AfterAll
  static void stop() {
    api.close();
  }

  private static String body(String more) {
    return "{'template_id':'%s','title':'Chess','scheduled_at':'%s'%s}"
        .formatted(template, begin, more);
  }

  /** A game of the host's; its path. */
  private static String game(String more) {
    return path(host.post("/api/v1/games", body(more)).expect(201));
  }

  private static String path(Answer created) {
    return "/api/v1/games/" + created.json().path("id").asText();
  }

  private static UUID id(String path) {
    return UUID.fromString(path.substring(path.lastIndexOf('/') + 1));
  }

  private static long count(String table, String path) {
    return (long) api.query("select count(*) from " + table + " where game_id = ?", id(path));
  }

  private static long events(String type, String path) {
    return (long)
        api.query(
            "select count(*) from outbox where routing_key = ?"
                + " and payload -> 'data' ->> 'game_id' = ?",
            type,
            id(path).toString());
  }

  private static List<String> values(JsonNode list, String field) {
    return StreamSupport.stream(list.spliterator(), false)
        .map(one -> one.path(field).asText())
        .toList();
  }

  @Test
  void aGameIsWrittenWithItsSchedulesAndItsEvent() {
    Answer answer =
        host.post(
                "/api/v1/games",
                body(
                    ",'initial_participants':['@paul','<@%s>','Aunt Ada']"
                        .formatted(ApiStack.OWNER)))
            .expect(201);
    JsonNode game = answer.json();
    assertThat(game.path("title").asText()).isEqualTo("Chess");
    assertThat(game.path("max_players").asInt()).isEqualTo(10);
    assertThat(game.path("expected_duration_minutes").asInt()).isEqualTo(60);
    assertThat(game.path("reminder_minutes")).hasToString("[60,15]");
    assertThat(Instant.parse(game.path("scheduled_at").asText())).isEqualTo(begin);
    assertThat(game.path("status").asText()).isEqualTo("SCHEDULED");
    assertThat(game.path("signup_method").asText()).isEqualTo("SELF_SIGNUP");
    assertThat(game.at("/host/discord_id").asText()).isEqualTo(ApiStack.HOST);
    assertThat(game.path("guild_id").asText()).isEqualTo(ApiStack.GUILD);
    assertThat(game.path("channel_id").asText()).isEqualTo(ApiStack.CHANNEL);
    assertThat(values(game.path("participants"), "position")).containsExactly("1", "2", "3");
    assertThat(values(game.path("participants"), "discord_id"))
        .containsExactly(ApiStack.PLAYER, ApiStack.OWNER, "");
    String path = path(answer);
    assertThat(count("notification_schedule", path)).isEqualTo(2);
    assertThat(count("game_status_schedule", path)).isEqualTo(2);
    assertThat(events("game.created", path)).isEqualTo(1);
    api.stack().discord().await("nothing", java.time.Duration.ofSeconds(1), () -> true);
    JsonNode read = player.get(path).expect(200).json();
    assertThat(read.at("/host/display_name").asText()).isEqualTo("hanna");
    assertThat(values(read.path("participants"), "display_name"))
        .containsExactly("paul", "olga", "Aunt Ada");
  }

  @Test
  void whatBreaksARuleIsRefusedWithAllItsProblems() {
    String problems =
        host.post(
                "/api/v1/games",
                "{'title':'%s','scheduled_at':'soon','max_players':0,'reminder_minutes':[-1,'x'],'where':'%s'}"
                    .formatted("x".repeat(201), "y".repeat(501)))
            .expect(422)
            .detail();
    assertThat(problems)
        .contains(
            "template_id: is missing",
            "title: must have 1 to 200 characters, has 201",
            "scheduled_at: must be a time",
            "max_players: must be a whole number from 1 to 100, was 0",
            "reminder_minutes[0]: must be",
            "reminder_minutes[1]: must be",
            "where: must have 0 to 500 characters, has 501");
    JsonNode nobody =
        host.post("/api/v1/games", body(",'initial_participants':['@nobody','@pau']"))
            .expect(422)
            .json();
    assertThat(values(nobody.path("invalid_mentions"), "input")).containsExactly("@nobody", "@pau");
    assertThat(nobody.at("/invalid_mentions/1/suggestions/0/discord_id").asText())
        .isEqualTo(ApiStack.PLAYER);
    outsider.post("/api/v1/games", body("")).expect(404);
    host.post("/api/v1/games", body("").replace(template, UUID.randomUUID().toString()))
        .expect(404);
  }

  @Test
  void aTemplateCanKeepHostsAndPlayersOut() {
    String strict =
        owner
            .post(
                "/api/v1/guilds/" + ApiStack.GUILD + "/templates",
                """
                {'name':'Strict','channel_id':'%s','max_players':3,'expected_duration_minutes':90,
                 'reminder_minutes':[5],'where':'Club','allowed_host_role_ids':['%s'],
                 'allowed_player_role_ids':['%s'],'allowed_signup_methods':['SELF_SIGNUP']}
                """
                    .formatted(ApiStack.CHANNEL, ApiStack.PLAYER_ROLE, ApiStack.PLAYER_ROLE))
            .expect(201)
            .json()
            .path("id")
            .asText();
    String body = body("").replace(template, strict);
    host.post("/api/v1/games", body).expect(403);
    Answer made = player.post("/api/v1/games", body).expect(201);
    assertThat(made.json().path("max_players").asInt()).isEqualTo(3);
    assertThat(made.json().path("expected_duration_minutes").asInt()).isEqualTo(90);
    assertThat(made.json().path("where").asText()).isEqualTo("Club");
    manager.post("/api/v1/games", body).expect(201);
    assertThat(
            player
                .post(
                    "/api/v1/games",
                    body.replace("'title'", "'signup_method':'HOST_SELECTED','title'"))
                .expect(422)
                .detail())
        .contains("signup_method");
    host.post(path(made) + "/join").expect(403);
    player.post(path(made) + "/join").expect(200);
  }

  @Test
  void gamesAreListedForMembersOnly() {
    String path = game("");
    JsonNode listed =
        player
            .get("/api/v1/games?guild_id=%s&status=scheduled&limit=100".formatted(ApiStack.GUILD))
            .expect(200)
            .json();
    assertThat(values(listed.path("games"), "id")).contains(id(path).toString());
    assertThat(listed.path("total").asInt()).isGreaterThanOrEqualTo(listed.path("games").size());
    assertThat(player.get("/api/v1/games?limit=1").expect(200).json().path("games")).hasSize(1);
    assertThat(values(outsider.get("/api/v1/games").expect(200).json().path("games"), "id"))
        .doesNotContain(id(path).toString());
    outsider.get("/api/v1/games?guild_id=" + ApiStack.GUILD).expect(404);
    outsider.get(path).expect(404);
    assertThat(player.get("/api/v1/games?limit=0&offset=x&status=LOST").expect(422).detail())
        .contains("limit: must be", "offset: must be", "status: must be one of");
  }

  @Test
  void playersJoinOnceWhileThereIsAPlaceAndLeave() {
    String path = game(",'max_players':1");
    Answer joined = player.post(path + "/join").expect(200);
    assertThat(joined.json().path("result").asText()).isEqualTo("CONFIRMED");
    assertThat(player.post(path + "/join").expect(400).detail()).contains("already");
    assertThat(owner.post(path + "/join").expect(400).detail()).isEqualTo("the game is full");
    assertThat(events("game.updated", path)).isEqualTo(1);
    assertThat(count("notification_schedule", path)).isEqualTo(3);
    outsider.post(path + "/join").expect(404);
    outsider.post(path + "/leave").expect(404);
    player.post(path + "/leave").expect(204);
    assertThat(player.post(path + "/leave").expect(400).detail()).contains("not in this game");
    owner.post(path + "/join").expect(200);
    String chosen = game(",'signup_method':'HOST_SELECTED'");
    assertThat(player.post(chosen + "/join").expect(400).detail()).contains("host chooses");
  }

  @Test
  void manyWhoJoinAtOnceNeverOverbook() throws Exception {
    String path = game(",'max_players':5");
    List<ApiUser> users = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      users.add(api.user(api.member(i)));
    }
    List<Integer> statuses = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Integer>> answers =
          users.stream()
              .map(user -> threads.submit(() -> user.post(path + "/join").status()))
              .toList();
      for (Future<Integer> answer : answers) {
        statuses.add(answer.get());
      }
    }
    assertThat(statuses).filteredOn(status -> status == 200).hasSize(5);
    assertThat(statuses).filteredOn(status -> status == 400).hasSize(15);
    assertThat(
            api.query("select count(*) from game_participants where game_session_id = ?", id(path)))
        .isEqualTo(5L);
  }

  @Test
  void aChangeRewritesWhatLiesAhead() {
    String path = game("");
    assertThat(player.put(path, "{'title':'Mine'}").expect(403).detail()).contains("only the host");
    assertThat(host.put(path, "{'max_players':null,'title':''}").expect(422).detail())
        .contains("max_players: must not be null", "title: must have");
    Instant later = begin.plus(1, ChronoUnit.DAYS);
    JsonNode changed =
        host.put(
                path,
                "{'scheduled_at':'%s','reminder_minutes':[30],'description':'Bring a board'}"
                    .formatted(later))
            .expect(200)
            .json();
    assertThat(Instant.parse(changed.path("scheduled_at").asText())).isEqualTo(later);
    assertThat(changed.path("title").asText()).isEqualTo("Chess");
    assertThat(count("notification_schedule", path)).isEqualTo(1);
    assertThat(
            api.query(
                "select count(*) from game_status_schedule where game_id = ? and due_at >= ?",
                id(path),
                later.atOffset(java.time.ZoneOffset.UTC)))
        .isEqualTo(2L);
    assertThat(manager.put(path, "{'description':null}").expect(200).json().has("description"))
        .isFalse();
    assertThat(events("game.updated", path)).isEqualTo(2);
    host.put(path, "{'title':'Chess'}").expect(200);
    assertThat(events("game.updated", path)).isEqualTo(2);
  }

  @Test
  void whoGetsAPlaceByAChangeIsTold() {
    String path = game(",'max_players':1,'initial_participants':['@paul','@max','Ada']");
    JsonNode waiting = host.get(path).expect(200).json();
    assertThat(values(waiting.path("waitlist"), "display_name")).containsExactly("max", "Ada");
    host.put(path, "{'max_players':3}").expect(200);
    assertThat(events("notification.send_dm", path)).isEqualTo(1);
    assertThat(
            api.query(
                "select payload -> 'data' ->> 'user_id' from outbox where routing_key = ?"
                    + " and payload -> 'data' ->> 'game_id' = ?",
                "notification.send_dm",
                id(path).toString()))
        .isEqualTo(ApiStack.MANAGER);
  }

  @Test
  void aHostAddsAndRemovesPlayers() {
    String path = game(",'initial_participants':['@paul']");
    String participant = host.get(path).expect(200).json().at("/participants/0/id").asText();
    JsonNode changed =
        host.put(
                path,
                "{'removed_participant_ids':['%s'],'added_participants':['@max','Ada']}"
                    .formatted(participant))
            .expect(200)
            .json();
    assertThat(values(changed.path("participants"), "position")).containsExactly("2", "3");
    assertThat(events("game.player_removed", path)).isEqualTo(1);
    assertThat(
            api.query(
                "select payload -> 'data' ->> 'channel_id' from outbox where routing_key = ?"
                    + " and payload -> 'data' ->> 'game_id' = ?",
                "game.player_removed",
                id(path).toString()))
        .isEqualTo(ApiStack.CHANNEL);
    host.put(path, "{'removed_participant_ids':['%s']}".formatted(participant)).expect(422);
    host.put(path, "{'added_participants':['@nobody']}").expect(422);
  }

  @Test
  void callingOffClearsWhatLiesAheadAndHappensOnce() {
    String path = game("");
    player.post(path + "/join").expect(200);
    player.delete(path).expect(403);
    outsider.delete(path).expect(404);
    assertThat(count("game_status_schedule", path)).isEqualTo(2);
    host.delete(path).expect(204);
    assertThat(count("game_status_schedule", path)).isZero();
    assertThat(count("notification_schedule", path)).isZero();
    assertThat(events("game.cancelled", path)).isEqualTo(1);
    host.delete(path).expect(204);
    assertThat(events("game.cancelled", path)).isEqualTo(1);
    assertThat(host.get(path).expect(200).json().path("status").asText()).isEqualTo("CANCELLED");
    assertThat(host.put(path, "{'title':'x'}").expect(400).detail()).contains("CANCELLED");
    assertThat(owner.post(path + "/join").expect(400).detail()).contains("no more players");
    player.post(path + "/leave").expect(204);
  }

  @Test
  void aGameThatBeganEarlyStillEnds() {
    String path = game("");
    player.post(path + "/join").expect(200);
    host.put(path, "{'status':'in_progress'}").expect(200);
    assertThat(
            api.query(
                "select string_agg(target_status, ',') from game_status_schedule where game_id = ?",
                id(path)))
        .isEqualTo("COMPLETED");
    assertThat(host.put(path, "{'status':'SCHEDULED'}").expect(400).detail())
        .contains("cannot become SCHEDULED");
    host.put(path, "{'status':'COMPLETED'}").expect(200);
    assertThat(player.post(path + "/leave").expect(400).detail()).isEqualTo("the game is over");
    assertThat(host.delete(path).expect(400).detail()).contains("COMPLETED");
  }

  @Test
  void aGameIsExportedForCalendars() {
    String path = game(",'where':'Club; cellar'");
    Answer answer = player.get("/api/v1/export/game/" + id(path)).expect(200);
    assertThat(answer.header("Content-Type")).startsWith("text/calendar");
    assertThat(answer.header("Content-Disposition")).contains("game-" + id(path) + ".ics");
    assertThat(answer.text()).contains("SUMMARY:Chess\r\n", "LOCATION:Club\\; cellar\r\n");
    outsider.get("/api/v1/export/game/" + id(path)).expect(404);
  }

  @Test
  void valuesAreStoredAsTheyAreWritten() {
    String title = "'; drop table users; -- \\u00e4\\ud83c\\udfb2";
    String path =
        path(
            host.send(
                    java.net.http.HttpRequest.newBuilder(
                            java.net.URI.create(
                                api.stack().service(Service.API).url() + "/api/v1/games"))
                        .POST(
                            java.net.http.HttpRequest.BodyPublishers.ofString(
                                body("").replace('\'', '"').replace("Chess", title))))
                .expect(201));
    assertThat(host.get(path).expect(200).json().path("title").asText())
        .isEqualTo("'; drop table users; -- \u00e4\ud83c\udfb2");
    host.post("/api/v1/games", body("").replace("Chess", "a\\u0000b")).expect(422);
    host.post("/api/v1/games", body("").replace("Chess", "a\\ud800b")).expect(422);
  }
}
