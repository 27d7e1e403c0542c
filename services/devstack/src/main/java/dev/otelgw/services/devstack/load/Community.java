package dev.otelgw.services.devstack.load;

import com.fasterxml.jackson.databind.JsonNode;
import dev.otelgw.services.standin.DiscordStandIn;
import dev.otelgw.services.standin.Interactions;
import dev.otelgw.services.standin.World;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * A guild at the Discord stand-in with a channel, a host who may manage it and players, known to
 * the services. Safe for use by many threads.
 */
public final class Community implements AutoCloseable {

  private static final List<String> NAMES =
      List.of(
          "ada", "bob", "cleo", "dan", "eve", "finn", "gus", "hana", "ida", "jon", "kim", "lea");

  private final HttpClient http = HttpClient.newHttpClient();
  private final DiscordStandIn discord;
  private final URI api;
  private final Interactions interactions;
  private final String guildId = "1000000000000000001";
  private final String channelId = "1000000000000000002";
  private final List<Visitor> players;
  private final String templateId;

  private Community(DiscordStandIn discord, URI api, URI bot, int size) {
    this.discord = discord;
    this.api = api;
    this.interactions = discord.interactions(bot.resolve("/interactions"));
    World world = discord.world();
    world.guild(guildId, "The Dice").channel(guildId, channelId, "games");
    IntStream.range(0, size)
        .forEach(i -> {
          world.user(userId(i), name(i));
          world.member(guildId, userId(i), i == 0 ? World.MANAGE_GUILD : 0);
        });
    try {
      this.players = IntStream.range(0, size).mapToObj(this::login).toList();
      host().post("/api/v1/guilds/sync", Map.of()).expect(200);
      JsonNode templates =
          host().get("/api/v1/guilds/%s/templates".formatted(guildId)).expect(200).json();
      this.templateId = templates.path("templates").path(0).path("id").asText();
    } catch (RuntimeException e) {
      http.close();
      throw e;
    }
  }

  /**
   * Makes it, logs all of them in, and has the services take over the guild.
   *
   * @param api base URL of the API
   * @param bot base URL of the bot
   * @param size of the guild, the host included
   */
  public static Community of(DiscordStandIn discord, URI api, URI bot, int size) {
    return new Community(discord, api, bot, size);
  }

  private static String userId(int number) {
    return Long.toString(2_000_000_000_000_000_001L + number);
  }

  private static String name(int number) {
    String name = NAMES.get(number % NAMES.size());
    return number < NAMES.size() ? name : name + number;
  }

  private Visitor login(int number) {
    return Visitor.loggedIn(http, api, userId(number));
  }

  /** Who leads the games: may manage the guild. */
  public Visitor host() {
    return players.getFirst();
  }

  /** Everybody; the first one is the host. */
  public List<Visitor> members() {
    return players;
  }

  /** Somebody without a login. */
  public Visitor stranger() {
    return Visitor.stranger(http, api);
  }

  public String guildId() {
    return guildId;
  }

  public String channelId() {
    return channelId;
  }

  /** The template that a new guild begins with. */
  public String templateId() {
    return templateId;
  }

  /**
   * Plans a game.
   *
   * @param reminders minutes before its start
   * @return as the API shows it
   */
  public JsonNode plan(String title, Instant start, int players, int... reminders) {
    Map<String, Object> game = new LinkedHashMap<>();
    game.put("template_id", templateId);
    game.put("title", title);
    game.put("scheduled_at", start.toString());
    game.put("max_players", players);
    game.put("expected_duration_minutes", 1);
    game.put("reminder_minutes", reminders);
    return host().post("/api/v1/games", game).expect(201).json();
  }

  /** Joins by the API: 200, or 400 where the game is full. */
  public Visitor.Answer join(Visitor player, String gameId) {
    return player.post("/api/v1/games/%s/join".formatted(gameId), Map.of());
  }

  /** Presses a button of a game's message at Discord: {@code join_game} or {@code leave_game}. */
  public Interactions.Sent press(Visitor player, String button, String messageId, String gameId) {
    return interactions.button(place(player), messageId, button + "_" + gameId);
  }

  /** Types a command. */
  public Interactions.Sent command(Visitor player, String name, Map<String, Object> options) {
    return interactions.command(place(player), name, options);
  }

  private Interactions.Place place(Visitor player) {
    return new Interactions.Place(guildId, channelId, player.userId());
  }

  /** What sends interactions to the bot. */
  public Interactions interactions() {
    return interactions;
  }

  public DiscordStandIn discord() {
    return discord;
  }

  @Override
  public void close() {
    http.shutdownNow();
  }
}
