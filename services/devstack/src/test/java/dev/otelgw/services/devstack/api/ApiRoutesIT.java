package dev.otelgw.services.devstack.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.otelgw.services.devstack.Service;
import dev.otelgw.services.devstack.api.ApiUser.Answer;
import dev.otelgw.services.standin.Fault;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Logins, guilds, channels, templates. */
class ApiRoutesIT {

  private static final String GUILD_PATH = "/api/v1/guilds/" + ApiStack.GUILD;
  private static final String UNKNOWN = "00000000-0000-0000-0000-000000000000";

  private static ApiStack api;
  private static ApiUser owner;
  private static ApiUser manager;
  private static ApiUser host;
  private static ApiUser outsider;

  @BeforeAll
  static void start(@TempDir Path folder) {
    api = ApiStack.start(folder);
    owner = api.user(ApiStack.OWNER);
    manager = api.user(ApiStack.MANAGER);
    host = api.user(ApiStack.HOST);
    outsider = api.user(ApiStack.OUTSIDER);
    owner.post("/api/v1/guilds/sync").expect(200);
    owner
        .put(
            GUILD_PATH + "/config",
            "{'bot_manager_role_ids':['%s']}".formatted(ApiStack.MANAGER_ROLE))
        .expect(200);
  }

  @AfterAll
  static void stop() {
    api.close();
  }

  static Stream<String> routesForMembers() {
    String template = "/api/v1/templates/" + UNKNOWN;
    String game = "/api/v1/games/" + UNKNOWN;
    return Stream.of(
        "POST /api/v1/auth/refresh",
        "GET /api/v1/auth/user",
        "GET /api/v1/guilds",
        "POST /api/v1/guilds/sync",
        "GET " + GUILD_PATH,
        "GET " + GUILD_PATH + "/config",
        "POST " + GUILD_PATH + "/config",
        "PUT " + GUILD_PATH + "/config",
        "GET " + GUILD_PATH + "/channels",
        "GET " + GUILD_PATH + "/roles",
        "POST " + GUILD_PATH + "/validate-mention",
        "GET " + GUILD_PATH + "/templates",
        "POST " + GUILD_PATH + "/templates",
        "POST /api/v1/channels",
        "GET /api/v1/channels/" + ApiStack.CHANNEL,
        "PUT /api/v1/channels/" + ApiStack.CHANNEL,
        "POST /api/v1/templates/reorder",
        "GET " + template,
        "PUT " + template,
        "DELETE " + template,
        "POST " + template + "/set-default",
        "GET /api/v1/games",
        "POST /api/v1/games",
        "GET " + game,
        "PUT " + game,
        "DELETE " + game,
        "POST " + game + "/join",
        "POST " + game + "/leave",
        "GET /api/v1/export/game/" + UNKNOWN);
  }

  private static Answer send(ApiUser user, String methodAndPath) {
    int space = methodAndPath.indexOf(' ');
    String path = methodAndPath.substring(space + 1);
    URI uri = URI.create(api.stack().service(Service.API).url() + path);
    return user.send(
        HttpRequest.newBuilder(uri)
            .method(methodAndPath.substring(0, space), HttpRequest.BodyPublishers.ofString("{}")));
  }

  @ParameterizedTest
  @MethodSource("routesForMembers")
  void everyRouteWantsALogin(String route) {
    Answer answer = send(api.stranger(), route).expect(401);
    assertThat(answer.detail()).contains("not logged in");
    assertThat(answer.header("Content-Type")).startsWith("application/json");
  }

  @ParameterizedTest
  @MethodSource("routesForMembers")
  void whatIsOfAnotherGuildIsNotThere(String route) {
    if (route.contains(ApiStack.GUILD) || route.contains(ApiStack.CHANNEL)) {
      assertThat(send(outsider, route).expect(404).detail()).endsWith("not found");
    } else if (route.contains(UNKNOWN)) {
      assertThat(send(outsider, route).expect(404).detail()).matches("(game|template) not found");
    }
  }

  @Test
  void loginGivesACookieThatScriptsDoNotSee() {
    ApiUser user = api.stranger();
    Answer answer = user.logIn(ApiStack.PLAYER);
    assertThat(answer.json().path("id").asText()).isEqualTo(ApiStack.PLAYER);
    assertThat(answer.json().path("username").asText()).isEqualTo("paul");
    String cookie =
        answer.response().headers().allValues("Set-Cookie").stream()
            .filter(one -> one.startsWith("session_token="))
            .findFirst()
            .orElseThrow();
    assertThat(cookie)
        .matches("session_token=[\\w-]{43}; .*")
        .contains("HttpOnly", "SameSite=Lax", "Max-Age=86400", "Path=/")
        .doesNotContain("Secure");
    assertThat(user.get("/api/v1/auth/user").expect(200).json().path("user_id").asText())
        .isEqualTo(
            api.query("select id from users where discord_id = ?", ApiStack.PLAYER).toString());
  }

  @Test
  void logoutEndsTheSessionForWhoeverHasItsCookie() {
    ApiUser user = api.user(ApiStack.PLAYER);
    user.get("/api/v1/auth/user").expect(200);
    user.post("/api/v1/auth/logout").expect(200);
    user.get("/api/v1/auth/user").expect(401);
    api.stranger().post("/api/v1/auth/logout").expect(200);
  }

  @Test
  void refreshGivesAnotherSession() {
    ApiUser user = api.user(ApiStack.PLAYER);
    String cookie = user.post("/api/v1/auth/refresh").expect(200).header("Set-Cookie");
    assertThat(cookie).startsWith("session_token=");
    user.get("/api/v1/auth/user").expect(200);
  }

  @Test
  void aLoginIsGoodOnceAndOnlyInTheBrowserThatBeganIt() {
    ApiUser user = api.stranger();
    String page = user.get("/api/v1/auth/login").expect(302).header("Location");
    assertThat(page).contains("/oauth2/authorize?response_type=code", "state=");
    String back =
        user.send(HttpRequest.newBuilder(URI.create(page + "&user=" + ApiStack.PLAYER)))
            .header("Location");
    assertThat(api.stranger().send(HttpRequest.newBuilder(URI.create(back))).expect(400).detail())
        .contains("not begun in this browser");
    user.send(HttpRequest.newBuilder(URI.create(back))).expect(200);
    user.send(HttpRequest.newBuilder(URI.create(back))).expect(400);
  }

  @Test
  void guildsAreThoseOfTheCallerThatTakePart() {
    JsonNode guild = host.get("/api/v1/guilds").expect(200).json().path("guilds").path(0);
    assertThat(guild.path("guild_id").asText()).isEqualTo(ApiStack.GUILD);
    assertThat(guild.path("name").asText()).isEqualTo("Round table");
    assertThat(guild.path("may_manage").asBoolean()).isFalse();
    assertThat(outsider.get("/api/v1/guilds").expect(200).json().path("guilds"))
        .noneMatch(one -> one.path("guild_id").asText().equals(ApiStack.GUILD));
    host.get(GUILD_PATH).expect(200);
  }

  @Test
  void settingsAreForThoseWhoManageTheGuild() {
    host.get(GUILD_PATH + "/config").expect(403);
    manager.put(GUILD_PATH + "/config", "{'require_host_role':true}").expect(403);
    assertThat(owner.post(GUILD_PATH + "/config", "{}").expect(409).detail())
        .contains("configured already");
    assertThat(
            owner.put(GUILD_PATH + "/config", "{'bot_manager_role_ids':'x'}").expect(422).detail())
        .contains("bot_manager_role_ids: must be a list");
    JsonNode config = owner.get(GUILD_PATH + "/config").expect(200).json();
    assertThat(config.path("bot_manager_role_ids").path(0).asText())
        .isEqualTo(ApiStack.MANAGER_ROLE);
    assertThat(config.path("require_host_role").asBoolean(true)).isFalse();
  }

  @Test
  void syncTakesOverGuildsChannelsAndAFirstTemplateOnce() {
    JsonNode first = outsider.post("/api/v1/guilds/sync").expect(200).json();
    assertThat(first.path("new_guilds").asInt()).isEqualTo(1);
    assertThat(first.path("new_channels").asInt()).isEqualTo(1);
    assertThat(outsider.post("/api/v1/guilds/sync").expect(200).json().path("new_guilds").asInt())
        .isZero();
    JsonNode templates =
        outsider.get("/api/v1/guilds/" + ApiStack.OTHER_GUILD + "/templates").expect(200).json();
    assertThat(templates.path("templates").path(0).path("is_default").asBoolean()).isTrue();
    assertThat(templates.path("templates").path(0).path("channel_id").asText())
        .isEqualTo(ApiStack.OTHER_CHANNEL);
  }

  @Test
  void channelsAreConfiguredOneByOne() {
    String path = "/api/v1/channels/" + ApiStack.SECOND_CHANNEL;
    assertThat(host.get(path).expect(200).json().path("is_active").asBoolean()).isTrue();
    host.put(path, "{'is_active':false}").expect(403);
    owner.put(path, "{'is_active':'no'}").expect(422);
    owner.put(path, "{'is_active':false}").expect(200);
    assertThat(names(host.get(GUILD_PATH + "/channels").expect(200), "channels", "name"))
        .containsExactly("games", "more-games");
    owner.put(path, "{'is_active':true}").expect(200);
    String body = "{'guild_id':'%s','channel_id':'%s'}";
    owner
        .post("/api/v1/channels", body.formatted(ApiStack.GUILD, ApiStack.SECOND_CHANNEL))
        .expect(409);
    owner
        .post("/api/v1/channels", body.formatted(ApiStack.GUILD, ApiStack.OTHER_CHANNEL))
        .expect(422);
    host.post("/api/v1/channels", body.formatted(ApiStack.GUILD, ApiStack.CHANNEL)).expect(403);
    outsider.post("/api/v1/channels", body.formatted(ApiStack.GUILD, ApiStack.CHANNEL)).expect(404);
  }

  @Test
  void rolesAreListedFromTheHighest() {
    assertThat(names(host.get(GUILD_PATH + "/roles").expect(200), "roles", "name"))
        .containsExactly("players", "managers", "@everyone");
  }

  @Test
  void mentionsAreResolved() {
    String path = GUILD_PATH + "/validate-mention";
    JsonNode found = host.post(path, "{'mention':'@Paul'}").expect(200).json();
    assertThat(found.path("valid").asBoolean()).isTrue();
    assertThat(found.path("participant").path("discord_id").asText()).isEqualTo(ApiStack.PLAYER);
    JsonNode similar = host.post(path, "{'mention':'@pau'}").expect(200).json();
    assertThat(similar.path("valid").asBoolean(true)).isFalse();
    assertThat(similar.path("suggestions").path(0).path("mention").asText())
        .isEqualTo("<@" + ApiStack.PLAYER + ">");
    host.post(path, "{}").expect(422);
  }

  @Test
  void templatesAreForManagersToChange() {
    String path = GUILD_PATH + "/templates";
    String body = "{'name':'Chess','channel_id':'%s','max_players':2}".formatted(ApiStack.CHANNEL);
    host.post(path, body).expect(403);
    outsider.post(path, body).expect(404);
    assertThat(manager.post(path, "{'name':'','max_players':101}").expect(422).detail())
        .contains(
            "name: must have 1 to 100 characters",
            "channel_id: is missing",
            "max_players: must be a whole number from 1 to 100, was 101");
    JsonNode made = manager.post(path, body).expect(201).json();
    assertThat(made.path("max_players").asInt()).isEqualTo(2);
    assertThat(made.path("is_default").asBoolean(true)).isFalse();
    String one = "/api/v1/templates/" + made.path("id").asText();
    assertThat(host.get(one).expect(200).json()).isEqualTo(made);
    outsider.get(one).expect(404);
    JsonNode changed =
        manager.put(one, "{'where':'At home','reminder_minutes':[30]}").expect(200).json();
    assertThat(changed.path("where").asText()).isEqualTo("At home");
    assertThat(changed.path("max_players").asInt()).isEqualTo(2);
    assertThat(manager.put(one, "{'max_players':null}").expect(200).json().has("max_players"))
        .isFalse();
    host.put(one, "{'where':'x'}").expect(403);
    host.delete(one).expect(403);
    manager.delete(one).expect(204);
    manager.get(one).expect(404);
  }

  @Test
  void oneTemplateIsTheDefaultAndAllHaveAnOrder() {
    String path = GUILD_PATH + "/templates";
    String body = "{'name':'%s','channel_id':'" + ApiStack.CHANNEL + "'}";
    String a = manager.post(path, body.formatted("A")).expect(201).json().path("id").asText();
    String b = manager.post(path, body.formatted("B")).expect(201).json().path("id").asText();
    host.post("/api/v1/templates/" + b + "/set-default").expect(403);
    manager.post("/api/v1/templates/" + b + "/set-default").expect(200);
    JsonNode all = manager.get(path).expect(200).json().path("templates");
    assertThat(all)
        .filteredOn(one -> one.path("is_default").asBoolean())
        .singleElement()
        .matches(one -> one.path("id").asText().equals(b));
    assertThat(manager.delete("/api/v1/templates/" + b).expect(400).detail())
        .contains("default template");
    String order = "{'template_ids':['%s','%s']}";
    assertThat(
            names(
                manager.post("/api/v1/templates/reorder", order.formatted(b, a)).expect(200),
                "templates",
                "name"))
        .containsSubsequence("B", "A");
    host.post("/api/v1/templates/reorder", order.formatted(a, b)).expect(403);
    manager.post("/api/v1/templates/reorder", order.formatted(a, a)).expect(422);
    manager.post("/api/v1/templates/reorder", order.formatted(a, UNKNOWN)).expect(422);
    manager.post("/api/v1/templates/reorder", "{'template_ids':[]}").expect(422);
  }

  @Test
  void whatCannotBeReadIsSaidWithItsPlace() {
    assertThat(
            owner.put(GUILD_PATH + "/config", "{'require_host_role':\n tru}").expect(400).detail())
        .startsWith("malformed JSON in line 2, column ");
    assertThat(owner.put(GUILD_PATH + "/config", "[]").expect(422).detail())
        .isEqualTo("the body must be a JSON object");
    String large = "{'x':'" + "x".repeat(70_000) + "'}";
    owner.put(GUILD_PATH + "/config", large).expect(413);
    assertThat(host.get("/api/v1/nothing").expect(404).detail()).isEqualTo("route not found");
    host.delete("/api/v1/guilds").expect(405);
  }

  @Test
  void versionAndHealthNeedNoLogin() {
    JsonNode version = api.stranger().get("/api/v1/version").expect(200).json();
    assertThat(version.path("version").asText()).matches("\\d+\\.\\d+\\.\\d+.*");
    assertThat(api.stranger().get("/health").expect(200).text()).isEqualTo("{\"status\":\"ok\"}");
  }

  @Test
  void noSecretIsLoggedOrLiesInRedisAsItIs() {
    ApiUser user = api.stranger();
    String cookie =
        user.logIn(ApiStack.PLAYER).response().headers().allValues("Set-Cookie").stream()
            .filter(one -> one.startsWith("session_token="))
            .findFirst()
            .orElseThrow();
    String token = cookie.substring(cookie.indexOf('=') + 1, cookie.indexOf(';'));
    List<String> lines = api.stack().service(Service.API).lines();
    assertThat(lines).noneMatch(line -> line.contains(token));
    assertThat(lines).anyMatch(line -> line.contains("user " + ApiStack.PLAYER + " logged in"));
  }

  @Test
  void withoutDiscordItSaysWhenToComeAgain() {
    ApiUser user = api.user(api.member(90));
    api.stack().discord().order(Fault.status(500).on("GET", "/users/@me/guilds").times(20));
    try {
      Answer answer = user.get("/api/v1/guilds").expect(503);
      assertThat(answer.detail()).isEqualTo("Discord is away");
      assertThat(answer.header("Retry-After")).matches("\\d+");
    } finally {
      api.stack().discord().clearFaults();
    }
    user.get("/api/v1/guilds").expect(200);
  }

  @Test
  void withoutTheDatabaseItSaysWhenToComeAgain() {
    api.stack().postgres().kill();
    try {
      Answer answer = host.get("/api/v1/auth/user").expect(503);
      assertThat(answer.detail()).isEqualTo("the database is away");
      assertThat(answer.header("Retry-After")).isEqualTo("5");
      assertThat(api.stranger().get("/health").expect(503).text()).contains("[\"database\"]");
    } finally {
      api.stack().postgres().start();
    }
    host.get("/api/v1/auth/user").expect(200);
  }

  @Test
  void withoutRedisItSaysWhenToComeAgainAndSessionsOutliveThat() {
    api.stack().redis().kill();
    try {
      Answer answer = host.get("/api/v1/auth/user").expect(503);
      assertThat(answer.detail()).startsWith("Redis");
      assertThat(answer.header("Retry-After")).isEqualTo("5");
      api.stranger().get("/api/v1/auth/login").expect(503);
    } finally {
      api.stack().redis().start();
    }
    host.get("/api/v1/auth/user").expect(200);
  }

  private static List<String> names(Answer answer, String list, String field) {
    return StreamSupport.stream(answer.json().path(list).spliterator(), false)
        .map(one -> one.path(field).asText())
        .toList();
  }
}
