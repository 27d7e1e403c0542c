package dev.otelgw.services.bot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.otelgw.services.games.Events.StatusTransitionDue;
import dev.otelgw.services.games.Game;
import dev.otelgw.services.games.GameStatus;
import dev.otelgw.services.games.Participant;
import dev.otelgw.services.games.Roster;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class GameEventsTest {

  @Test
  void playersWaitingAndHostAreRemindedEachInHisOwnWay() {
    List<Participant> players = new ArrayList<>(Games.players("1", "2", "3"));
    players.add(
        new Participant(UUID.randomUUID(), null, null, "Guest", Participant.SELF, 0, Games.START));

    Map<String, String> texts = GameEvents.reminders(Games.game(), Roster.of(players, 2));

    assertThat(texts).containsOnlyKeys("1", "2", "3", "9");
    assertThat(texts.get("1")).startsWith("**Chess** starts <t:").contains("Where: Town hall");
    assertThat(texts.get("3")).startsWith("You are on the waitlist. **Chess**");
    assertThat(texts.get("9")).startsWith("You are the host. **Chess**");
  }

  @Test
  void aHostWhoPlaysIsRemindedOnce() {
    Roster roster = Roster.of(Games.players("9"), 2);

    assertThat(GameEvents.reminders(Games.game(), roster)).hasSize(1);
    assertThat(GameEvents.reminders(Games.game(), roster).get("9")).startsWith("**Chess**");
  }

  private static boolean due(GameStatus now, GameStatus target, Instant planned) {
    Game game = Games.game(now, Games.plan());
    return GameEvents.due(game, new StatusTransitionDue(Games.ID, target, planned));
  }

  @Test
  void aTransitionIsDueWhenTheGameStillIsAsItWasPlanned() {
    Instant end = Games.plan().endsAt();

    assertThat(due(GameStatus.SCHEDULED, GameStatus.IN_PROGRESS, Games.START)).isTrue();
    assertThat(due(GameStatus.IN_PROGRESS, GameStatus.COMPLETED, end)).isTrue();
    assertThat(due(GameStatus.IN_PROGRESS, GameStatus.IN_PROGRESS, Games.START)).isFalse();
    assertThat(due(GameStatus.CANCELLED, GameStatus.IN_PROGRESS, Games.START)).isFalse();
  }

  @Test
  void aTransitionOfAGameThatWasPutOffIsNotDue() {
    Instant before = Games.START.minusSeconds(3600);

    assertThat(due(GameStatus.SCHEDULED, GameStatus.IN_PROGRESS, before)).isFalse();
    assertThat(due(GameStatus.IN_PROGRESS, GameStatus.COMPLETED, Games.START)).isFalse();
  }
}
