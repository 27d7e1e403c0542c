package dev.otelgw.services.games;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Somebody in a game: a user, or the placeholder that a host wrote.
 *
 * @param id of the row
 * @param userId null for a placeholder
 * @param discordId null for a placeholder
 * @param displayName null for a user
 * @param positionType {@link #BY_HOST} before {@link #SELF}
 * @param position among those of the type that have one
 * @param joinedAt when
 */
public record Participant(
    UUID id,
    @Nullable UUID userId,
    @Nullable String discordId,
    @Nullable String displayName,
    int positionType,
    int position,
    Instant joinedAt) {

  /** Added by the host. */
  public static final int BY_HOST = 8_000;

  /** Signed up. */
  public static final int SELF = 24_000;

  /** How Discord shows a user, or the placeholder's own words. */
  public String mention() {
    return discordId == null ? String.valueOf(displayName) : "<@" + discordId + ">";
  }
}
