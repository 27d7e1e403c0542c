package dev.otelgw.services.bot;

import dev.otelgw.services.games.Game;
import dev.otelgw.services.games.GameStatus;
import dev.otelgw.services.games.Participant;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** Games to test with. */
final class Games {

  static final UUID ID = UUID.fromString("00000000-0000-0000-0000-000000000001");
  static final Instant START = Instant.parse("2026-12-01T20:00:00Z");

  private Games() {}

  static Game.Plan plan() {
    return new Game.Plan(
        "Chess",
        "x".repeat(300),
        "Bring a board",
        START,
        "Town hall",
        2,
        90,
        List.of(60),
        Game.SignupMethod.SELF_SIGNUP);
  }

  static Game game(GameStatus status, Game.Plan plan) {
    return new Game(
        ID,
        null,
        new Game.Place(UUID.randomUUID(), "10", UUID.randomUUID(), "20"),
        UUID.randomUUID(),
        "9",
        plan,
        List.of("30", "10"),
        List.of(),
        null,
        status);
  }

  static Game game() {
    return game(GameStatus.SCHEDULED, plan());
  }

  /** Users with these ids at Discord, in this order. */
  static List<Participant> players(String... discordIds) {
    List<Participant> players = new ArrayList<>();
    for (String id : discordIds) {
      players.add(
          new Participant(
              UUID.randomUUID(),
              UUID.randomUUID(),
              id,
              null,
              Participant.SELF,
              0,
              START.minusSeconds(1000 - players.size())));
    }
    return players;
  }
}
