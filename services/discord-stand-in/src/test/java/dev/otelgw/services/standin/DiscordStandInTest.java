package dev.otelgw.services.standin;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DiscordStandInTest {

  private static final String CHANNEL = "/channels/20/messages";

  private final HttpClient http = HttpClient.newHttpClient();
  private DiscordStandIn standIn;

  @BeforeEach
  void start() throws IOException {
    standIn = DiscordStandIn.start(0);
    standIn
        .world()
        .user("1", "ada")
        .user("2", "bob")
        .guild("10", "Guild")
        .channel("10", "20", "games")
        .role("10", "30", "player")
        .member("10", "1", World.MANAGE_GUILD, "30");
  }

  @AfterEach
  void stop() {
    standIn.close();
    http.close();
  }

  private HttpResponse<String> call(String method, String path, String body, String authorization)
      throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(standIn.apiUrl() + path))
            .method(method, HttpRequest.BodyPublishers.ofString(body))
            .header("Authorization", authorization)
            .header("traceparent", "00-trace")
            .build();
    return http.send(request, HttpResponse.BodyHandlers.ofString());
  }

  private HttpResponse<String> bot(String method, String path, String body) throws Exception {
    return call(method, path, body, "Bot token");
  }

  private static JsonNode json(HttpResponse<String> response) throws IOException {
    return Replies.MAPPER.readTree(response.body());
  }

  @Test
  void anEnforcedNonceMakesOneMessageOfTwoRequests() throws Exception {
    String body = "{\"content\":\"hello\",\"nonce\":\"n1\",\"enforce_nonce\":true}";

    String first = json(bot("POST", CHANNEL, body)).path("id").asText();
    String second = json(bot("POST", CHANNEL, body)).path("id").asText();

    assertThat(second).isEqualTo(first);
    assertThat(standIn.messages("20"))
        .singleElement()
        .extracting("traceparent")
        .isEqualTo("00-trace");
  }

  @Test
  void aWindowsRequestsAreCountedInTheHeadersAndThenRefused() throws Exception {
    standIn.limit("POST /channels/{channel}/messages", 1, Duration.ofSeconds(30));

    HttpResponse<String> taken = bot("POST", CHANNEL, "{\"content\":\"1\"}");
    HttpResponse<String> refused = bot("POST", CHANNEL, "{\"content\":\"2\"}");

    assertThat(taken.headers().firstValue("X-RateLimit-Remaining")).hasValue("0");
    assertThat(refused.statusCode()).isEqualTo(429);
    assertThat(refused.headers().firstValue("Via")).isPresent();
    assertThat(json(refused).path("retry_after").asDouble()).isBetween(20.0, 30.0);
    assertThat(standIn.messages("20")).hasSize(1);
  }

  @Test
  void closedDirectMessagesAreThatUsersOnly() throws Exception {
    standIn.order(Fault.messagesClosed("1"));
    String ada = direct("1");
    String bob = direct("2");

    HttpResponse<String> closed =
        bot("POST", "/channels/" + ada + "/messages", "{\"content\":\"x\"}");
    HttpResponse<String> open =
        bot("POST", "/channels/" + bob + "/messages", "{\"content\":\"x\"}");

    assertThat(closed.statusCode()).isEqualTo(403);
    assertThat(json(closed).path("code").asInt()).isEqualTo(50007);
    assertThat(open.statusCode()).isEqualTo(200);
    assertThat(standIn.directMessages("2")).hasSize(1);
    assertThat(standIn.directMessages("1")).isEmpty();
  }

  private String direct(String user) throws Exception {
    String body = "{\"recipient_id\":\"" + user + "\"}";
    return json(bot("POST", "/users/@me/channels", body)).path("id").asText();
  }

  @Test
  void anOrderIsGoodForItsRouteAndSoManyRequests() throws Exception {
    standIn.order(Fault.status(500).on("PATCH", "/channels/*/messages/*").times(2));
    String id = json(bot("POST", CHANNEL, "{\"content\":\"a\"}")).path("id").asText();

    assertThat(bot("PATCH", CHANNEL + "/" + id, "{\"content\":\"b\"}").statusCode()).isEqualTo(500);
    assertThat(bot("PATCH", CHANNEL + "/" + id, "{\"content\":\"b\"}").statusCode()).isEqualTo(500);
    assertThat(bot("PATCH", CHANNEL + "/" + id, "{\"content\":\"b\"}").statusCode()).isEqualTo(200);
    assertThat(standIn.messages("20")).singleElement().extracting("edits").isEqualTo(1);
  }

  @Test
  void whatDiscordRefusesIsRefused() throws Exception {
    assertThat(bot("POST", CHANNEL, "{\"content\":\"\"}").statusCode()).isEqualTo(400);
    assertThat(bot("POST", CHANNEL, "{\"content\":\"" + "x".repeat(2001) + "\"}").statusCode())
        .isEqualTo(400);
    assertThat(bot("POST", "/channels/99/messages", "{\"content\":\"x\"}").statusCode())
        .isEqualTo(404);
    assertThat(call("POST", CHANNEL, "{\"content\":\"x\"}", "none").statusCode()).isEqualTo(401);
  }

  @Test
  void aLoginLeadsFromThePageToTheUsersGuilds() throws Exception {
    URI page =
        URI.create(
            ("http://127.0.0.1:%d/oauth2/authorize?response_type=code&client_id=c&state=s%%201"
                    + "&redirect_uri=http%%3A%%2F%%2Fapi%%2Fback&user=1")
                .formatted(standIn.port()));
    HttpResponse<String> agreed =
        http.send(HttpRequest.newBuilder(page).build(), HttpResponse.BodyHandlers.ofString());
    String location = agreed.headers().firstValue("Location").orElseThrow();
    assertThat(location).startsWith("http://api/back?code=").endsWith("&state=s+1");

    String code = location.replaceAll(".*code=([^&]+).*", "$1");
    String form = "grant_type=authorization_code&redirect_uri=http%3A%2F%2Fapi%2Fback&code=" + code;
    JsonNode tokens = json(call("POST", "/oauth2/token", form, "Basic eA=="));
    String bearer = "Bearer " + tokens.path("access_token").asText();

    assertThat(json(call("GET", "/users/@me", "", bearer)).path("username").asText())
        .isEqualTo("ada");
    JsonNode guilds = json(call("GET", "/users/@me/guilds", "", bearer));
    assertThat(guilds.get(0).path("permissions").asText()).isEqualTo("32");
    assertThat(call("POST", "/oauth2/token", form, "Basic eA==").statusCode()).isEqualTo(400);
    standIn.expireLogins();
    assertThat(call("GET", "/users/@me", "", bearer).statusCode()).isEqualTo(401);
  }

  @Test
  void anotherProcessOrdersFaultsAndReadsMessages() throws Exception {
    URI faults = URI.create("http://127.0.0.1:" + standIn.port() + "/control/faults");
    String order = "{\"method\":\"POST\",\"path\":\"/channels/*\",\"status\":502}";
    http.send(
        HttpRequest.newBuilder(faults).POST(HttpRequest.BodyPublishers.ofString(order)).build(),
        HttpResponse.BodyHandlers.ofString());

    assertThat(bot("POST", CHANNEL, "{\"content\":\"x\"}").statusCode()).isEqualTo(502);
    assertThat(bot("POST", CHANNEL, "{\"content\":\"x\"}").statusCode()).isEqualTo(200);
    URI messages =
        URI.create("http://127.0.0.1:" + standIn.port() + "/control/messages?channel=20");
    HttpResponse<String> read =
        http.send(HttpRequest.newBuilder(messages).build(), HttpResponse.BodyHandlers.ofString());
    assertThat(json(read).get(0).path("content").asText()).isEqualTo("x");
  }

  @Test
  void whatDoesNotComeIsNamed() {
    assertThatThrownBy(() -> standIn.awaitMessages("20", 1, Duration.ofMillis(10)))
        .hasMessage("Discord stand-in: waited 10 ms for 1 messages in channel 20, there are 0");
  }

  private JsonNode control(String method, String path, String body) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + standIn.port() + "/control" + path))
            .method(method, HttpRequest.BodyPublishers.ofString(body))
            .build();
    HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
    return response.body().isEmpty() ? Replies.object() : json(response);
  }

  @Test
  void anotherProcessBuildsTheWorldAndPressesButtons() throws Exception {
    List<String> bodies = new CopyOnWriteArrayList<>();
    HttpServer bot =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    bot.createContext(
        "/interactions",
        exchange -> {
          bodies.add(new String(exchange.getRequestBody().readAllBytes(), UTF_8));
          Exchanges.answer(exchange, 200, "application/json", "{\"type\":6}");
          exchange.close();
        });
    bot.start();
    try {
      control(
          "POST",
          "/world",
          """
          {"users": [{"id": "7", "name": "eve"}], "guilds": [{"id": "11", "name": "Other",
            "channels": [{"id": "21", "name": "games"}], "roles": [{"id": "31", "name": "gm"}],
            "members": [{"id": "7", "permissions": 32, "roles": ["31"]}]}]}
          """);
      JsonNode sent =
          control(
              "POST",
              "/interactions",
              """
              {"endpoint": "http://127.0.0.1:%d/interactions", "guild_id": "11",
                "channel_id": "21", "user_id": "7", "message_id": "5", "custom_id": "press"}
              """
                  .formatted(bot.getAddress().getPort()));

      assertThat(sent.path("answer").path("type").asInt()).isEqualTo(6);
      JsonNode body = Replies.MAPPER.readTree(bodies.getFirst());
      assertThat(body.path("data").path("custom_id").asText()).isEqualTo("press");
      assertThat(body.path("member").path("roles").get(0).asText()).isEqualTo("31");
      String token = sent.path("token").asText();
      bot("POST", "/webhooks/5/" + token, "{\"content\":\"done\"}");
      JsonNode answers = control("GET", "/interactions/" + token, "");
      assertThat(answers.path("follow_ups").get(0).path("content").asText()).isEqualTo("done");
      assertThat(control("GET", "/requests?after=0", "").get(0).path("status").asInt())
          .isEqualTo(200);
    } finally {
      bot.stop(0);
    }
  }

  @Test
  void aWrongOrderIsAnsweredWithItsReason() throws Exception {
    String order = "{\"endpoint\":\"http://127.0.0.1:1\",\"guild_id\":\"0\",\"user_id\":\"1\"}";

    assertThat(control("POST", "/interactions", order).path("message").asText())
        .contains("no guild 0");
    assertThat(control("GET", "/nothing", "").path("message").asText()).contains("404");
  }
}
