package dev.otelgw.services.games;

import dev.otelgw.services.messaging.Event;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The events of games: their types, which are routing keys, and what each says. */
public final class Events {

  /** A game is there: to be announced. */
  public static final String CREATED = "game.created";

  /** Something that its card shows has changed. */
  public static final String UPDATED = "game.updated";

  /** The host took somebody out. */
  public static final String PLAYER_REMOVED = "game.player_removed";

  /** It was called off. */
  public static final String CANCELLED = "game.cancelled";

  /** Players are to be told something that fell due. */
  public static final String NOTIFICATION_DUE = "game.notification_due";

  /** It began or ended, as planned. */
  public static final String STATUS_TRANSITION_DUE = "game.status_transition_due";

  /** Somebody is to get a message. */
  public static final String SEND_DM = "notification.send_dm";

  private Events() {}

  /** Of {@link #CREATED}; channel, guild, host and roles by their Discord ids. */
  public record Created(
      UUID gameId,
      String title,
      String guildId,
      String channelId,
      String hostId,
      Instant scheduledAt,
      int maxPlayers,
      List<String> notifyRoleIds) {}

  /** Of {@link #UPDATED} and {@link #CANCELLED}; message and channel by their Discord ids. */
  public record Updated(
      UUID gameId, @Nullable String messageId, String channelId, List<String> updatedFields) {}

  /** Of {@link #PLAYER_REMOVED}. */
  public record PlayerRemoved(
      UUID gameId,
      @Nullable String messageId,
      String channelId,
      UUID participantId,
      @Nullable String discordId,
      @Nullable String displayName,
      String gameTitle,
      Instant gameScheduledAt) {}

  /** Of {@link #NOTIFICATION_DUE}; the participant is null for a reminder, which is for all. */
  public record NotificationDue(
      UUID gameId,
      String notificationType,
      @Nullable Integer reminderMinutes,
      @Nullable UUID participantId) {}

  /** Of {@link #STATUS_TRANSITION_DUE}. */
  public record StatusTransitionDue(UUID gameId, GameStatus targetStatus, Instant transitionTime) {}

  /** Of {@link #SEND_DM}; the user by the Discord id. */
  public record SendDm(
      String userId,
      UUID gameId,
      String gameTitle,
      long gameTimeUnix,
      String notificationType,
      String message) {}

  /** A game is there. */
  public static Event created(Game game) {
    return Event.of(
        CREATED,
        new Created(
            game.id(),
            game.plan().title(),
            game.place().guildDiscordId(),
            game.place().channelDiscordId(),
            game.hostDiscordId(),
            game.plan().scheduledAt(),
            game.plan().maxPlayers(),
            game.notifyRoleIds()));
  }

  /** Something has changed. */
  public static Event updated(Game game, String... fields) {
    return Event.of(UPDATED, change(game, List.of(fields)));
  }

  /** It was called off. */
  public static Event cancelled(Game game) {
    return Event.of(CANCELLED, change(game, List.of("status")));
  }

  private static Updated change(Game game, List<String> fields) {
    return new Updated(game.id(), game.messageId(), game.place().channelDiscordId(), fields);
  }

  /** Somebody was taken out. */
  public static Event playerRemoved(Game game, Participant gone) {
    return Event.of(
        PLAYER_REMOVED,
        new PlayerRemoved(
            game.id(),
            game.messageId(),
            game.place().channelDiscordId(),
            gone.id(),
            gone.discordId(),
            gone.displayName(),
            game.plan().title(),
            game.plan().scheduledAt()));
  }

  /** Somebody got a place. */
  public static Event promoted(Game game, String discordId) {
    String message = "A place became free in **%s**: you are in.".formatted(game.plan().title());
    return Event.of(
        SEND_DM,
        new SendDm(
            discordId,
            game.id(),
            game.plan().title(),
            game.plan().scheduledAt().getEpochSecond(),
            "promotion",
            message));
  }
}
