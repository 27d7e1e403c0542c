package dev.otelgw.services.api.games;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.otelgw.services.games.Game;
import dev.otelgw.services.games.GameStatus;
import dev.otelgw.services.games.Participant;
import dev.otelgw.services.games.Roster;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A game as its readers see it. Guild, channel, message, roles and users by their Discord ids.
 *
 * @param participantCount with the waitlist
 */
record GameView(
    UUID id,
    @Nullable UUID templateId,
    String guildId,
    String channelId,
    @Nullable String messageId,
    GameStatus status,
    Host host,
    @JsonUnwrapped Game.Plan plan,
    long scheduledAtUnix,
    List<String> notifyRoleIds,
    List<String> allowedPlayerRoleIds,
    int participantCount) {

  /** Who leads it; the name is null where it was not asked for or is not known. */
  record Host(String discordId, @Nullable String displayName) {}

  /** Somebody in it; the Discord id is null for a placeholder. */
  record Player(
      UUID id,
      @Nullable String discordId,
      @Nullable String displayName,
      int positionType,
      int position,
      Instant joinedAt) {

    private static List<Player> of(List<Participant> participants, Map<String, String> names) {
      List<Player> players = new ArrayList<>();
      for (Participant one : participants) {
        String discordId = one.discordId();
        players.add(
            new Player(
                one.id(),
                discordId,
                discordId == null ? one.displayName() : names.get(discordId),
                one.positionType(),
                one.position(),
                one.joinedAt()));
      }
      return players;
    }
  }

  /**
   * A game with all who are in it.
   *
   * @param participants who have a place
   * @param waitlist who wait for one
   */
  record Full(@JsonUnwrapped GameView game, List<Player> participants, List<Player> waitlist) {}

  static GameView of(Game game, Map<String, String> names, int participantCount) {
    return new GameView(
        game.id(),
        game.templateId(),
        game.place().guildDiscordId(),
        game.place().channelDiscordId(),
        game.messageId(),
        game.status(),
        new Host(game.hostDiscordId(), names.get(game.hostDiscordId())),
        game.plan(),
        game.plan().scheduledAt().getEpochSecond(),
        game.notifyRoleIds(),
        game.allowedPlayerRoleIds(),
        participantCount);
  }

  static Full of(Game game, Roster roster, Map<String, String> names) {
    return new Full(
        of(game, names, roster.confirmed().size() + roster.waitlist().size()),
        Player.of(roster.confirmed(), names),
        Player.of(roster.waitlist(), names));
  }
}
