package dev.otelgw.services.api.sessions;

import dev.otelgw.services.discord.User;

/**
 * A login as it lies in Redis.
 *
 * @param user who it is
 * @param tokens those of Discord, sealed
 */
record Session(User user, String tokens) {

  /** What is sealed. */
  record Tokens(String access, String refresh) {}
}
