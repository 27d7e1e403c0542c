package dev.otelgw.services.api.games;

import dev.otelgw.services.api.http.Problem;
import dev.otelgw.services.api.templates.Template;
import dev.otelgw.services.database.Database;
import dev.otelgw.services.games.Events;
import dev.otelgw.services.games.Game;
import dev.otelgw.services.games.GameStatus;
import dev.otelgw.services.games.GameStore;
import dev.otelgw.services.games.Participant;
import dev.otelgw.services.games.Roster;
import dev.otelgw.services.games.Schedules;
import dev.otelgw.services.games.Signups;
import dev.otelgw.services.games.Users;
import dev.otelgw.services.messaging.Event;
import dev.otelgw.services.messaging.Outbox;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * Writes games, each change in one transaction with its schedules and its events. Names of players
 * are not asked for. Thread-safe.
 */
final class Planning {

  private final Database database;
  private final Outbox outbox;
  private final Counters counters;

  Planning(Database database, Outbox outbox, Counters counters) {
    this.database = database;
    this.outbox = outbox;
    this.counters = counters;
  }

  /**
   * What came of a change.
   *
   * @param fields what is different; empty: nothing is
   */
  record Changed(GameView.Full game, List<String> fields) {}

  GameView.Full create(
      Template template, String hostDiscordId, Game.Plan plan, List<Signups.Guest> guests) {
    UUID id = UUID.randomUUID();
    GameView.Full created =
        database.transaction(connection -> {
          Game game =
              new Game(
                  id,
                  template.id(),
                  template.place(),
                  Users.idOf(connection, hostDiscordId),
                  hostDiscordId,
                  plan,
                  template.roles().notifyRoleIds(),
                  template.roles().allowedPlayerRoleIds(),
                  null,
                  GameStatus.SCHEDULED);
          GameStore.insert(connection, game);
          Signups.addByHost(connection, id, guests, 0);
          Schedules.replaceReminders(connection, id, plan);
          Schedules.replaceTransitions(connection, id, plan);
          outbox.add(connection, Events.created(game));
          return GameView.of(game, GameStore.roster(connection, game), Map.of());
        });
    counters.created.add(1);
    return created;
  }

  Changed change(UUID id, ChangeInput input, List<Signups.Guest> guests) {
    Changed changed =
        database.transaction(
            connection -> change(connection, locked(connection, id), input, guests));
    if (changed.fields().contains("status")
        && changed.game().game().status() == GameStatus.CANCELLED) {
      counters.cancelled.add(1);
    }
    return changed;
  }

  private Changed change(
      Connection connection, Game before, ChangeInput input, List<Signups.Guest> guests)
      throws SQLException {
    GameStatus status = input.status() == null ? before.status() : input.status();
    requireChangeable(before, status);
    Game.Plan plan = input.plan().over(before.plan());
    List<String> fields = new ArrayList<>(PlanInput.changes(before.plan(), plan));
    Game after = before.with(plan).with(status);
    Roster rosterBefore = GameStore.roster(connection, before);
    if (!fields.isEmpty()) {
      GameStore.update(connection, before.id(), plan);
    }
    if (status != before.status()) {
      fields.add("status");
      GameStore.setStatus(connection, before.id(), status);
    }
    reschedule(connection, after, Set.copyOf(fields));
    List<Participant> removed = remove(connection, before, rosterBefore, input);
    Signups.addByHost(connection, before.id(), guests, lastPlace(rosterBefore));
    Roster roster = GameStore.roster(connection, after);
    if (!removed.isEmpty() || roster.size() > rosterBefore.size() - removed.size()) {
      fields.add("participants");
    }
    tell(connection, after, fields, removed, rosterBefore.promotedIn(roster));
    return new Changed(GameView.of(after, roster, Map.of()), List.copyOf(fields));
  }

  private static void requireChangeable(Game game, GameStatus status) {
    if (game.status() == GameStatus.COMPLETED || game.status() == GameStatus.CANCELLED) {
      throw Problem.refused("the game is " + game.status() + " and cannot be changed");
    }
    if (status != game.status() && !game.status().mayBecome(status)) {
      throw Problem.refused("a game that is " + game.status() + " cannot become " + status);
    }
  }

  /** What lies ahead of a game, after these fields of it have changed. */
  private static void reschedule(Connection connection, Game game, Set<String> fields)
      throws SQLException {
    boolean times = fields.contains("scheduled_at") || fields.contains("expected_duration_minutes");
    switch (game.status()) {
      case SCHEDULED -> {
        if (fields.contains("scheduled_at") || fields.contains("reminder_minutes")) {
          Schedules.replaceReminders(connection, game.id(), game.plan());
        }
        if (times) {
          Schedules.replaceTransitions(connection, game.id(), game.plan());
        }
      }
      case IN_PROGRESS -> {
        if (times || fields.contains("status")) {
          Schedules.replaceEnd(connection, game.id(), game.plan());
        }
      }
      case COMPLETED, CANCELLED -> Schedules.clear(connection, game.id());
    }
  }

  private static List<Participant> remove(
      Connection connection, Game game, Roster roster, ChangeInput input) throws SQLException {
    Set<UUID> unwanted = new HashSet<>(input.removedParticipantIds());
    List<Participant> removed =
        roster.all().stream().filter(one -> unwanted.contains(one.id())).toList();
    if (removed.size() < unwanted.size()) {
      throw Problem.invalid("removed_participant_ids: not all of them are in this game");
    }
    Signups.remove(connection, game.id(), removed.stream().map(Participant::id).toList());
    return removed;
  }

  private static int lastPlace(Roster roster) {
    return roster.all().stream()
        .filter(one -> one.positionType() == Participant.BY_HOST)
        .mapToInt(Participant::position)
        .max()
        .orElse(0);
  }

  private void tell(
      Connection connection,
      Game game,
      List<String> fields,
      List<Participant> removed,
      List<Participant> promoted)
      throws SQLException {
    List<Event> events = new ArrayList<>();
    if (fields.contains("status") && game.status() == GameStatus.CANCELLED) {
      events.add(Events.cancelled(game));
    } else if (!fields.isEmpty()) {
      events.add(Events.updated(game, fields.toArray(String[]::new)));
    }
    for (Participant one : removed) {
      events.add(Events.playerRemoved(game, one));
    }
    if (game.status() == GameStatus.SCHEDULED) {
      for (Participant one : promoted) {
        events.add(Events.promoted(game, String.valueOf(one.discordId())));
      }
    }
    outbox.addAll(connection, events);
  }

  /** Calls a game off; false where it was already. */
  boolean cancel(UUID id) {
    boolean cancelled =
        database.transaction(connection -> {
          Game game = locked(connection, id);
          if (game.status() == GameStatus.CANCELLED) {
            return false;
          }
          requireChangeable(game, GameStatus.CANCELLED);
          GameStore.setStatus(connection, id, GameStatus.CANCELLED);
          Schedules.clear(connection, id);
          outbox.add(connection, Events.cancelled(game));
          return true;
        });
    if (cancelled) {
      counters.cancelled.add(1);
    }
    return cancelled;
  }

  private static Game locked(Connection connection, UUID id) throws SQLException {
    return GameStore.lock(connection, id).orElseThrow(() -> Problem.notFound("game"));
  }
}
