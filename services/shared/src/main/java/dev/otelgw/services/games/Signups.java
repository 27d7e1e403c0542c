package dev.otelgw.services.games;

import dev.otelgw.services.database.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Joining and leaving, for the API and for the bot's buttons alike. The game's row is locked while
 * its players are counted, so that two who come at once do not both get the last place.
 */
public final class Signups {

  private static final String INSERT =
      """
      insert into game_participants (id, game_session_id, user_id, display_name, position_type,
        position)
      values (?, ?, ?, ?, ?, ?)
      on conflict (game_session_id, user_id) do nothing
      """;

  private static final String INSERT_ALL =
      """
      insert into game_participants (id, game_session_id, user_id, display_name, position_type,
        position)
      select gen_random_uuid(), ?, one.user_id, one.display_name, ?, ? + one.place
      from unnest(cast(? as uuid[]), cast(? as text[]))
        with ordinality as one(user_id, display_name, place)
      on conflict (game_session_id, user_id) do nothing
      """;

  private Signups() {}

  /** What came of a wish to join. */
  public enum Joined {
    /** Has a place. */
    CONFIRMED,
    /** Is on the waitlist. */
    WAITLISTED,
    /** No place is left, and waiting was not wanted. */
    FULL,
    /** Was in it before. */
    ALREADY,
    /** The game has begun, is over, or is called off. */
    CLOSED,
    /** Players are chosen by the host. */
    BY_HOST_ONLY,
    /** There is no such game. */
    UNKNOWN
  }

  /** What came of a wish to leave. */
  public enum Left {
    /** Is out. */
    LEFT,
    /** Was not in it. */
    NOT_IN_IT,
    /** The game is over. */
    COMPLETED,
    /** There is no such game. */
    UNKNOWN
  }

  /** Adds a user to a game. */
  public static Joined join(Connection connection, UUID gameId, String discordId, boolean mayWait)
      throws SQLException {
    Optional<Game> locked = GameStore.lock(connection, gameId);
    return locked.isEmpty() ? Joined.UNKNOWN : join(connection, locked.get(), discordId, mayWait);
  }

  /** The same for a game that the caller has locked in this transaction. */
  public static Joined join(Connection connection, Game game, String discordId, boolean mayWait)
      throws SQLException {
    if (game.status() != GameStatus.SCHEDULED) {
      return Joined.CLOSED;
    }
    if (game.plan().signupMethod() == Game.SignupMethod.HOST_SELECTED) {
      return Joined.BY_HOST_ONLY;
    }
    Roster before = GameStore.roster(connection, game);
    if (before.all().stream().anyMatch(one -> discordId.equals(one.discordId()))) {
      return Joined.ALREADY;
    }
    boolean full = before.confirmed().size() >= game.plan().maxPlayers();
    if (full && !mayWait) {
      return Joined.FULL;
    }
    UUID participant =
        add(connection, game.id(), Users.idOf(connection, discordId), null, Participant.SELF, 0);
    Schedules.joinNotification(connection, game, participant);
    return full ? Joined.WAITLISTED : Joined.CONFIRMED;
  }

  /**
   * Adds a participant without asking whether the game takes one: a user, or a placeholder by name.
   *
   * @return the id of the row
   */
  public static UUID add(
      Connection connection,
      UUID gameId,
      @Nullable UUID userId,
      @Nullable String displayName,
      int positionType,
      int position)
      throws SQLException {
    UUID id = UUID.randomUUID();
    Sql.update(connection, INSERT, id, gameId, userId, displayName, positionType, position);
    return id;
  }

  /**
   * Adds whom the host wants, in the order given, after those the host added before; a user who is
   * in the game keeps the place there is.
   */
  public static void addByHost(Connection connection, UUID gameId, List<Guest> guests, int after)
      throws SQLException {
    if (guests.isEmpty()) {
      return;
    }
    Map<String, UUID> users =
        Users.idsOf(
            connection, guests.stream().map(Guest::discordId).filter(Objects::nonNull).toList());
    List<@Nullable String> userIds = new ArrayList<>();
    List<@Nullable String> names = new ArrayList<>();
    for (Guest guest : guests) {
      UUID user = guest.discordId() == null ? null : users.get(guest.discordId());
      userIds.add(user == null ? null : user.toString());
      names.add(guest.displayName());
    }
    Sql.update(connection, INSERT_ALL, gameId, Participant.BY_HOST, after, userIds, names);
  }

  /**
   * Somebody whom the host adds: exactly one of the two is there.
   *
   * @param discordId of a user
   * @param displayName a placeholder's own words, at most 100 characters
   */
  public record Guest(@Nullable String discordId, @Nullable String displayName) {}

  /** Takes participants out of a game, whatever its status, by the ids of their rows. */
  public static void remove(Connection connection, UUID gameId, List<UUID> participants)
      throws SQLException {
    if (!participants.isEmpty()) {
      Sql.update(
          connection,
          "delete from game_participants where game_session_id = ? and id = any(?)",
          gameId,
          participants);
    }
  }

  /** Takes a user out of a game. */
  public static Left leave(Connection connection, UUID gameId, String discordId)
      throws SQLException {
    Optional<Game> locked = GameStore.lock(connection, gameId);
    return locked.isEmpty() ? Left.UNKNOWN : leave(connection, locked.get(), discordId);
  }

  /** The same for a game that the caller has locked in this transaction. */
  public static Left leave(Connection connection, Game game, String discordId) throws SQLException {
    if (game.status() == GameStatus.COMPLETED) {
      return Left.COMPLETED;
    }
    int gone =
        Sql.update(
            connection,
            "delete from game_participants p using users u"
                + " where p.user_id = u.id and p.game_session_id = ? and u.discord_id = ?",
            game.id(),
            discordId);
    return gone == 0 ? Left.NOT_IN_IT : Left.LEFT;
  }
}
