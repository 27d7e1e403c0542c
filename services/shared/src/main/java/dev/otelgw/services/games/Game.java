package dev.otelgw.services.games;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A game, with the Discord ids of those rows that it points to.
 *
 * @param id ours
 * @param templateId null where the template is gone
 * @param place its guild and channel
 * @param hostId of the user who leads it
 * @param hostDiscordId the same user at Discord
 * @param plan what players are told, and what a host may change
 * @param notifyRoleIds roles at Discord that are told of it
 * @param allowedPlayerRoleIds roles of which a player must have one; empty: anyone
 * @param messageId its card at Discord; null until posted
 * @param status what has become of it
 */
public record Game(
    UUID id,
    @Nullable UUID templateId,
    Place place,
    UUID hostId,
    String hostDiscordId,
    Plan plan,
    List<String> notifyRoleIds,
    List<String> allowedPlayerRoleIds,
    @Nullable String messageId,
    GameStatus status) {

  /**
   * Where a game is announced.
   *
   * @param guildId our configuration of the guild
   * @param guildDiscordId the guild
   * @param channelId our configuration of the channel
   * @param channelDiscordId the channel
   */
  public record Place(
      UUID guildId, String guildDiscordId, UUID channelId, String channelDiscordId) {}

  /**
   * What is planned.
   *
   * @param title 1 to 200 characters
   * @param description at most 4000 characters
   * @param signupInstructions at most 1000 characters; told to those who have joined
   * @param scheduledAt when it starts
   * @param where at most 500 characters
   * @param maxPlayers 1 to 100; later ones wait
   * @param expectedDurationMinutes at least 1
   * @param reminderMinutes before the start, at which players are reminded
   * @param signupMethod whether players join by themselves
   */
  public record Plan(
      String title,
      @Nullable String description,
      @Nullable String signupInstructions,
      Instant scheduledAt,
      @Nullable String where,
      int maxPlayers,
      int expectedDurationMinutes,
      List<Integer> reminderMinutes,
      SignupMethod signupMethod) {

    /** When it is over. */
    public Instant endsAt() {
      return scheduledAt.plus(Duration.ofMinutes(expectedDurationMinutes));
    }
  }

  /** How players come to a game. */
  public enum SignupMethod {
    /** By the button or the API. */
    SELF_SIGNUP,
    /** By the host only. */
    HOST_SELECTED
  }

  /** The same game, of which this has become. */
  public Game with(GameStatus other) {
    return new Game(
        id,
        templateId,
        place,
        hostId,
        hostDiscordId,
        plan,
        notifyRoleIds,
        allowedPlayerRoleIds,
        messageId,
        other);
  }

  /** The same game with another plan. */
  public Game with(Plan other) {
    return new Game(
        id,
        templateId,
        place,
        hostId,
        hostDiscordId,
        other,
        notifyRoleIds,
        allowedPlayerRoleIds,
        messageId,
        status);
  }
}
