package dev.otelgw.services.api.guilds;

import java.util.UUID;

/**
 * A channel in which games can be announced.
 *
 * @param id ours
 * @param guildId of the guild at Discord
 * @param channelId at Discord
 * @param isActive whether it is used at present
 */
public record ChannelConfig(UUID id, String guildId, String channelId, boolean isActive) {}
