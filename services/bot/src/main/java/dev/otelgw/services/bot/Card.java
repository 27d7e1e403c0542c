package dev.otelgw.services.bot;

import dev.otelgw.services.discord.Button;
import dev.otelgw.services.discord.Embed;
import dev.otelgw.services.discord.Embed.Field;
import dev.otelgw.services.discord.MessageBody;
import dev.otelgw.services.games.Game;
import dev.otelgw.services.games.GameStatus;
import dev.otelgw.services.games.Participant;
import dev.otelgw.services.games.Roster;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A game as its message at Discord shows it. */
final class Card {

  static final String JOIN = "join_game_";
  static final String LEAVE = "leave_game_";

  private static final int MOST_DESCRIPTION = 100;
  private static final int MOST_INSTRUCTIONS = 400;
  private static final int MOST_PARTICIPANTS = 15;
  private static final int MOST_WAITING = 10;

  private Card() {}

  static MessageBody of(Game game, Roster roster) {
    Game.Plan plan = game.plan();
    List<Field> fields = new ArrayList<>();
    fields.add(new Field("When", Texts.when(plan.scheduledAt()), false));
    add(fields, "Where", plan.where(), plan.where() == null ? 0 : plan.where().length());
    fields.add(new Field("Players", roster.confirmed().size() + "/" + plan.maxPlayers(), true));
    fields.add(new Field("Host", "<@" + game.hostDiscordId() + ">", true));
    fields.add(new Field("Duration", Texts.minutes(plan.expectedDurationMinutes()), true));
    fields.add(new Field("Participants", names(roster.confirmed(), MOST_PARTICIPANTS), false));
    if (!roster.waitlist().isEmpty()) {
      fields.add(new Field("Waitlist", names(roster.waitlist(), MOST_WAITING), false));
    }
    add(fields, "Instructions", plan.signupInstructions(), MOST_INSTRUCTIONS);
    String description = plan.description();
    Embed embed =
        new Embed(
            plan.title(),
            description == null ? null : Embed.cut(description, MOST_DESCRIPTION),
            color(game.status()),
            fields,
            footer(game.status()));
    List<String> told = new ArrayList<>(game.notifyRoleIds());
    told.remove(game.place().guildDiscordId());
    return new MessageBody(roles(game), List.of(embed), buttons(game), told, false);
  }

  /** The game that a button belongs to; null for a button of somebody else's. */
  static @Nullable UUID gameOf(String customId) {
    for (String prefix : List.of(JOIN, LEAVE)) {
      if (customId.startsWith(prefix)) {
        try {
          return UUID.fromString(customId.substring(prefix.length()));
        } catch (IllegalArgumentException _) {
          return null;
        }
      }
    }
    return null;
  }

  private static @Nullable String roles(Game game) {
    return game.notifyRoleIds().isEmpty()
        ? null
        : game.notifyRoleIds().stream()
            // The role of everyone has the guild's id, is written otherwise, and wakes nobody.
            .map(id -> id.equals(game.place().guildDiscordId()) ? "@everyone" : "<@&" + id + ">")
            .collect(Collectors.joining(" "));
  }

  private static List<Button> buttons(Game game) {
    boolean closed = game.status() != GameStatus.SCHEDULED;
    boolean byHost = game.plan().signupMethod() == Game.SignupMethod.HOST_SELECTED;
    return List.of(
        new Button(JOIN + game.id(), "Join", Button.Style.SUCCESS, closed || byHost),
        new Button(LEAVE + game.id(), "Leave", Button.Style.DANGER, closed));
  }

  private static String names(List<Participant> participants, int most) {
    if (participants.isEmpty()) {
      return "Nobody yet";
    }
    List<String> lines = new ArrayList<>();
    for (Participant one : participants.subList(0, Math.min(most, participants.size()))) {
      lines.add(lines.size() + 1 + ". " + one.mention());
    }
    int more = participants.size() - lines.size();
    if (more > 0) {
      lines.add("and " + more + " more");
    }
    return String.join("\n", lines);
  }

  /** Discord refuses a field without a value. */
  private static void add(List<Field> fields, String name, @Nullable String value, int most) {
    if (value != null && !value.isBlank()) {
      fields.add(new Field(name, Embed.cut(value, most), false));
    }
  }

  private static int color(GameStatus status) {
    return switch (status) {
      case SCHEDULED -> 0x57F287;
      case IN_PROGRESS -> 0x3498DB;
      case COMPLETED -> 0xF1C40F;
      case CANCELLED -> 0xED4245;
    };
  }

  private static String footer(GameStatus status) {
    return switch (status) {
      case SCHEDULED -> "Status: scheduled";
      case IN_PROGRESS -> "Status: in progress";
      case COMPLETED -> "Status: completed";
      case CANCELLED -> "Status: cancelled";
    };
  }
}
