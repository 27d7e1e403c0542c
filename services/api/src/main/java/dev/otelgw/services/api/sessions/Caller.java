package dev.otelgw.services.api.sessions;

import dev.otelgw.services.discord.User;

/**
 * Who sends a request.
 *
 * @param user at Discord
 * @param key under which the session lies in Redis
 * @param sealedTokens those of Discord, which {@link Sessions} opens
 */
public record Caller(User user, String key, String sealedTokens) {

  /** The caller's id at Discord. */
  public String discordId() {
    return user.id();
  }
}
