package dev.otelgw.services.api.guilds;

import java.util.List;
import java.util.UUID;

/**
 * A guild that takes part.
 *
 * @param id ours
 * @param guildId at Discord
 * @param botManagerRoleIds roles that may manage everybody's games
 * @param requireHostRole whether hosts need a role that the template names, even where it names
 *     none
 */
public record GuildConfig(
    UUID id, String guildId, List<String> botManagerRoleIds, boolean requireHostRole) {}
