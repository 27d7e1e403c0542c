package dev.otelgw.services.bot;

import com.fasterxml.jackson.databind.JsonNode;
import dev.otelgw.services.database.Database;
import dev.otelgw.services.database.Sql;
import dev.otelgw.services.discord.Command;
import dev.otelgw.services.discord.Embed;
import dev.otelgw.services.discord.MessageBody;
import dev.otelgw.services.games.Game;
import dev.otelgw.services.games.GameStore;
import dev.otelgw.services.telemetry.Traces;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Scope;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The slash commands: lists of games, seen by who asks only. Thread-safe. */
final class GameCommands implements InteractionWork.Handler {

  private static final String LIST = "list-games";
  private static final String MINE = "my-games";
  private static final int MOST = 10;
  private static final int COLOR = 0x5865F2;

  private static final String COUNTS =
      "select game_session_id, count(*) from game_participants where game_session_id = any(?)"
          + " group by game_session_id";

  private final Database database;

  GameCommands(Database database) {
    this.database = database;
  }

  /** What is registered with Discord. */
  static List<Command> commands() {
    return List.of(
        new Command(
            LIST,
            "Upcoming games of this channel",
            List.of(
                new Command.Option("channel", "Another channel", Command.Kind.CHANNEL),
                new Command.Option("show_all", "Of all channels", Command.Kind.BOOLEAN))),
        new Command(MINE, "Upcoming games that you lead or are in", List.of()));
  }

  @Override
  public void handle(Interaction interaction, Answers answers) {
    switch (interaction.name()) {
      case LIST -> list(interaction, answers);
      case MINE -> mine(interaction, answers);
      default -> answers.say(interaction, "This bot has no command " + interaction.name() + ".");
    }
  }

  private void list(Interaction interaction, Answers answers) {
    boolean all = interaction.option("show_all").map(JsonNode::asBoolean).orElse(false);
    String channel =
        interaction.option("channel").map(JsonNode::asText).orElse(interaction.channelId());
    Span span =
        span("discord.command.list_games", interaction)
            .setAttribute("command.show_all", all)
            .setAttribute("command.channel", channel);
    answer(span, interaction, answers, "Upcoming games", all ? null : channel, null);
  }

  private void mine(Interaction interaction, Answers answers) {
    Span span = span("discord.command.my_games", interaction);
    answer(span, interaction, answers, "Your games", null, interaction.userId());
  }

  private static Span span(String name, Interaction interaction) {
    return Traces.span(name)
        .setAttribute("discord.command", interaction.name())
        .setAttribute("discord.user_id", interaction.userId())
        .setAttribute("discord.guild_id", interaction.guildId())
        .setAttribute("discord.channel_id", interaction.channelId())
        .startSpan();
  }

  private void answer(
      Span span,
      Interaction interaction,
      Answers answers,
      String title,
      @Nullable String channel,
      @Nullable String player) {
    try (Scope _ = span.makeCurrent()) {
      if (interaction.guildId().isEmpty()) {
        answers.say(interaction, "Please ask in a server: games belong to one.");
        return;
      }
      GameStore.Filter filter =
          new GameStore.Filter(
              List.of(interaction.guildId()), channel, null, player, true, MOST + 1, 0);
      Embed embed = database.transaction(connection -> embed(connection, title, filter));
      answers.say(interaction, MessageBody.whisper(embed));
    } catch (RuntimeException e) {
      Traces.failed(span, e);
      throw e;
    } finally {
      span.end();
    }
  }

  private static Embed embed(Connection connection, String title, GameStore.Filter filter)
      throws SQLException {
    List<Game> games = GameStore.list(connection, filter);
    Map<UUID, Integer> players = new HashMap<>();
    if (!games.isEmpty()) {
      Sql.all(
              connection,
              COUNTS,
              row -> Map.entry(Sql.id(row, "game_session_id"), row.getInt("count")),
              games.stream().map(Game::id).toList())
          .forEach(count -> players.put(count.getKey(), count.getValue()));
    }
    return embed(title, games, players);
  }

  /** More games than are shown: so says the footer. */
  static Embed embed(String title, List<Game> games, Map<UUID, Integer> players) {
    List<Embed.Field> fields = new ArrayList<>();
    for (Game game : games.subList(0, Math.min(MOST, games.size()))) {
      String value =
          "%s in <#%s>, %d/%d players"
              .formatted(
                  Texts.when(game.plan().scheduledAt()),
                  game.place().channelDiscordId(),
                  players.getOrDefault(game.id(), 0),
                  game.plan().maxPlayers());
      fields.add(new Embed.Field(game.plan().title(), value, false));
    }
    return new Embed(
        title,
        games.isEmpty() ? "None is planned." : null,
        COLOR,
        fields,
        games.size() > MOST ? "The next " + MOST + "; there are more." : null);
  }
}
