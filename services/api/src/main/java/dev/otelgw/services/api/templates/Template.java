package dev.otelgw.services.api.templates;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.otelgw.services.games.Game;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What games of one kind have in common.
 *
 * @param place where its games are announced
 * @param name 1 to 100 characters
 * @param order among the guild's templates
 * @param isDefault whether it is offered first
 * @param roles what no game can change
 * @param defaults what a game has where its host says nothing else
 */
public record Template(
    UUID id,
    Game.Place place,
    String name,
    int order,
    boolean isDefault,
    Roles roles,
    Defaults defaults) {

  /**
   * Roles at Discord.
   *
   * @param notifyRoleIds are told of a game
   * @param allowedPlayerRoleIds may play; empty: anyone
   * @param allowedHostRoleIds may host; empty: anyone, unless the guild wants a role for it
   */
  public record Roles(
      List<String> notifyRoleIds,
      List<String> allowedPlayerRoleIds,
      List<String> allowedHostRoleIds) {}

  /** As in {@link Game.Plan}; null: what holds for all games. */
  public record Defaults(
      @Nullable Integer maxPlayers,
      @Nullable Integer expectedDurationMinutes,
      @Nullable List<Integer> reminderMinutes,
      @Nullable String where,
      @Nullable String signupInstructions,
      @Nullable List<Game.SignupMethod> allowedSignupMethods,
      Game.@Nullable SignupMethod defaultSignupMethod) {}

  /** As its readers see it; guild and channel by their Discord ids. */
  record View(
      UUID id,
      String guildId,
      String channelId,
      String name,
      int order,
      boolean isDefault,
      @JsonUnwrapped Roles roles,
      @JsonUnwrapped Defaults defaults) {}

  View view() {
    return new View(
        id,
        place.guildDiscordId(),
        place.channelDiscordId(),
        name,
        order,
        isDefault,
        roles,
        defaults);
  }
}
