package dev.otelgw.services.games;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class RosterTest {

  private static final Instant START = Instant.parse("2026-11-21T18:00:00Z");

  private static Participant player(String name, int type, int position, int secondsLater) {
    return new Participant(
        UUID.nameUUIDFromBytes(name.getBytes(java.nio.charset.StandardCharsets.UTF_8)),
        UUID.randomUUID(),
        name,
        null,
        type,
        position,
        START.plusSeconds(secondsLater));
  }

  private static List<String> names(List<Participant> participants) {
    return participants.stream().map(Participant::discordId).toList();
  }

  @Test
  void seatsThoseAddedByTheHostFirstThenTheOthersAsTheyCame() {
    List<Participant> participants =
        List.of(
            player("late", Participant.SELF, 0, 9),
            player("early", Participant.SELF, 0, 1),
            player("second", Participant.BY_HOST, 2, 30),
            player("first", Participant.BY_HOST, 1, 40));
    Roster roster = Roster.of(participants, 3);
    assertThat(names(roster.confirmed())).containsExactly("first", "second", "early");
    assertThat(names(roster.waitlist())).containsExactly("late");
  }

  @Test
  void knowsWhoWasPromotedAndNotThePlaceholders() {
    Participant placeholder =
        new Participant(UUID.randomUUID(), null, null, "Guest", Participant.SELF, 0, START);
    List<Participant> participants =
        List.of(
            player("a", Participant.SELF, 0, -1), placeholder, player("b", Participant.SELF, 0, 5));
    Roster before = Roster.of(participants, 1);
    assertThat(names(before.promotedIn(Roster.of(participants, 3)))).containsExactly("b");
    assertThat(before.promotedIn(before)).isEmpty();
  }

  @Test
  void aGameThatIsOverStaysSo() {
    for (GameStatus next : GameStatus.values()) {
      assertThat(GameStatus.COMPLETED.mayBecome(next)).isFalse();
      assertThat(GameStatus.CANCELLED.mayBecome(next)).isFalse();
    }
    assertThat(GameStatus.SCHEDULED.mayBecome(GameStatus.COMPLETED)).isFalse();
    assertThat(GameStatus.IN_PROGRESS.mayBecome(GameStatus.COMPLETED)).isTrue();
  }
}
