package dev.otelgw.services.devstack.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.otelgw.services.devstack.DevStack;
import dev.otelgw.services.devstack.sink.ReceivedSpan;
import dev.otelgw.services.devstack.sink.Trace;
import dev.otelgw.services.devstack.sink.TraceTree;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Every route of the API, and what its trace shows. */
@ExtendWith(Whole.class)
class RoutesIT {

  /** What is said only in values, and must not be in any statement. */
  private static final String TITLE = "Zebra Crossing";

  /** Routes that ask the database for nothing. */
  private static final Set<String> WITHOUT_DATABASE =
      Set.of(
          "GET /api/v1/version",
          "GET /api/v1/auth/login",
          "POST /api/v1/auth/logout",
          "POST /api/v1/guilds/{guild_id}/validate-mention");

  private final Map<String, Player.Answer> answers = new LinkedHashMap<>();

  private Player.Answer did(String route, Player.Answer answer) {
    answers.put(route, answer);
    return answer;
  }

  @Test
  void everyRoutesTraceIsCompleteFromIngressToItsQueries(DevStack stack) {
    String host = "499999999999999901";
    stack.discord().world().guild("199999999999999901", "Chess").user(host, "nora");
    stack.discord().world().channel("199999999999999901", "299999999999999901", "news");
    stack.discord().world().channel("199999999999999901", "299999999999999902", "more");
    stack.discord().world().member("199999999999999901", host, 1L << 5);
    callAll(stack, host);

    SoftAssertions softly = new SoftAssertions();
    answers.forEach((route, answer) -> check(stack, softly, route, answer));
    softly.assertAll();
  }

  private static void check(
      DevStack stack, SoftAssertions softly, String route, Player.Answer answer) {
    Trace trace =
        stack
            .telemetry()
            .awaitTrace(
                answer.traceId(),
                "trace of " + route,
                Duration.ofSeconds(60),
                found -> isWhole(found, route));
    String tree = TraceTree.print(trace);
    softly.assertThat(trace.roots()).as("one ingress\n%s", tree).hasSize(1);
    ReceivedSpan ingress = trace.roots().getFirst();
    softly.assertThat(ingress.name()).as(tree).isEqualTo(route);
    softly
        .assertThat(ingress.attribute("http.response.status_code"))
        .as(tree)
        .isEqualTo(Integer.toString(answer.status()));
    softly
        .assertThat(ingress.attribute("http.route"))
        .as(tree)
        .isEqualTo(route.substring(route.indexOf(' ') + 1));
    for (ReceivedSpan query : queries(trace)) {
      String text = query.attribute("db.query.text");
      softly.assertThat(text).as("SQL text of\n%s", tree).isNotBlank();
      softly.assertThat(text).as("literals").doesNotContain("'").doesNotContain(TITLE);
      softly.assertThat(query.attribute("db.namespace")).isEqualTo("game_scheduler|game_scheduler");
      softly.assertThat(trace.isBelow(query, ingress)).isTrue();
    }
  }

  private static List<ReceivedSpan> queries(Trace trace) {
    return trace.spans(span -> span.attribute("db.system.name").equals("postgresql"));
  }

  /** Spans of a batch come later than those of the one before: waited for. */
  private static boolean isWhole(Trace trace, String route) {
    return trace.roots().size() == 1
        && trace.roots().getFirst().kind().endsWith("SERVER")
        && (WITHOUT_DATABASE.contains(route) || !queries(trace).isEmpty());
  }

  private void callAll(DevStack stack, String hostId) {
    Player host = Player.login(stack, hostId);
    String guild = "/api/v1/guilds/199999999999999901";
    did("GET /api/v1/version", host.get("/api/v1/version").expect(200));
    did("GET /api/v1/auth/login", host.get("/api/v1/auth/login").expect(302));
    did("GET /api/v1/auth/callback", host.login());
    did("GET /api/v1/auth/user", host.get("/api/v1/auth/user").expect(200));
    did("POST /api/v1/auth/refresh", host.post("/api/v1/auth/refresh", null).expect(200));
    did(
        "POST /api/v1/guilds/{guild_id}/config",
        host.post(guild + "/config", Player.object()).expect(201));
    did("GET /api/v1/guilds", host.get("/api/v1/guilds").expect(200));
    did("GET /api/v1/guilds/{guild_id}", host.get(guild).expect(200));
    did("GET /api/v1/guilds/{guild_id}/config", host.get(guild + "/config").expect(200));
    did(
        "PUT /api/v1/guilds/{guild_id}/config",
        host.send("PUT", guild + "/config", Player.object().put("require_host_role", false))
            .expect(200));
    did("GET /api/v1/guilds/{guild_id}/roles", host.get(guild + "/roles").expect(200));
    did(
        "POST /api/v1/channels",
        host.post(
                "/api/v1/channels",
                Player.object()
                    .put("guild_id", "199999999999999901")
                    .put("channel_id", "299999999999999901"))
            .expect(201));
    did("GET /api/v1/guilds/{guild_id}/channels", host.get(guild + "/channels").expect(200));
    did(
        "GET /api/v1/channels/{channel_id}",
        host.get("/api/v1/channels/299999999999999901").expect(200));
    did(
        "PUT /api/v1/channels/{channel_id}",
        host.send(
                "PUT",
                "/api/v1/channels/299999999999999901",
                Player.object().put("is_active", true))
            .expect(200));
    did("POST /api/v1/guilds/sync", host.post("/api/v1/guilds/sync", Player.object()).expect(200));
    did(
        "POST /api/v1/guilds/{guild_id}/validate-mention",
        host.post(guild + "/validate-mention", Player.object().put("mention", "@nora"))
            .expect(200));
    callTemplates(host, guild);
    callGames(stack, host, guild);
    did("POST /api/v1/auth/logout", host.post("/api/v1/auth/logout", null).expect(200));
  }

  private void callTemplates(Player host, String guild) {
    String first = template(host, guild, "one");
    String second = template(host, guild, "two");
    String path = "/api/v1/templates/" + first;
    did("GET /api/v1/guilds/{guild_id}/templates", host.get(guild + "/templates").expect(200));
    did("GET /api/v1/templates/{template_id}", host.get(path).expect(200));
    did(
        "PUT /api/v1/templates/{template_id}",
        host.send("PUT", path, Player.object().put("name", TITLE)).expect(200));
    did(
        "POST /api/v1/templates/{template_id}/set-default",
        host.post(path + "/set-default", Player.object()));
    List<String> all = new ArrayList<>();
    host.get(guild + "/templates")
        .json()
        .path("templates")
        .forEach(one -> all.add(one.path("id").asText()));
    ObjectNode order = Player.object();
    all.reversed().forEach(order.putArray("template_ids")::add);
    did("POST /api/v1/templates/reorder", host.post("/api/v1/templates/reorder", order));
    did(
        "DELETE /api/v1/templates/{template_id}",
        host.send("DELETE", "/api/v1/templates/" + second, null));
    for (String route :
        List.of(
            "POST /api/v1/templates/{template_id}/set-default",
            "POST /api/v1/templates/reorder",
            "DELETE /api/v1/templates/{template_id}")) {
      assertThat(answers.get(route).status()).as(answers.get(route).body()).isBetween(200, 204);
    }
  }

  private String template(Player host, String guild, String name) {
    ObjectNode body = Player.object().put("name", name).put("channel_id", "299999999999999901");
    return did(
            "POST /api/v1/guilds/{guild_id}/templates",
            host.post(guild + "/templates", body).expect(201))
        .json()
        .path("id")
        .asText();
  }

  private void callGames(DevStack stack, Player host, String guild) {
    String template =
        host.get(guild + "/templates").json().path("templates").path(0).path("id").asText();
    ObjectNode body =
        Player.object()
            .put("template_id", template)
            .put("title", TITLE)
            .put("description", TITLE)
            .put("scheduled_at", Instant.now().plus(Duration.ofDays(1)).toString());
    String id =
        did("POST /api/v1/games", host.post("/api/v1/games", body).expect(201))
            .json()
            .path("id")
            .asText();
    String path = "/api/v1/games/" + id;
    did("GET /api/v1/games", host.get("/api/v1/games?limit=5").expect(200));
    did("GET /api/v1/games/{game_id}", host.get(path).expect(200));
    did(
        "PUT /api/v1/games/{game_id}",
        host.send("PUT", path, Player.object().put("where", TITLE)).expect(200));
    String guestId = Whole.stranger(stack);
    stack.discord().world().member("199999999999999901", guestId, 0);
    Player guest = Player.login(stack, guestId);
    did("POST /api/v1/games/{game_id}/join", guest.post(path + "/join", null).expect(200));
    did("POST /api/v1/games/{game_id}/leave", guest.post(path + "/leave", null).expect(204));
    did("GET /api/v1/export/game/{game_id}", host.get("/api/v1/export/game/" + id).expect(200));
    did("DELETE /api/v1/games/{game_id}", host.send("DELETE", path, null).expect(204));
  }
}
