package dev.otelgw.services.api.games;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.otelgw.services.games.Game;
import dev.otelgw.services.games.GameStatus;
import dev.otelgw.services.games.Participant;
import dev.otelgw.services.games.Roster;
import dev.otelgw.services.json.Json;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class GameViewTest {

  @Test
  void isOneFlatObjectWithWhoPlaysAndWhoWaits() {
    Game game = CalendarTest.game("Chess", null, GameStatus.SCHEDULED);
    List<Participant> people = new ArrayList<>();
    for (int i = 1; i <= 5; i++) {
      people.add(
          new Participant(
              new UUID(0, i),
              new UUID(1, i),
              "4" + i,
              null,
              Participant.SELF,
              0,
              Instant.EPOCH.plusSeconds(i)));
    }
    people.add(
        new Participant(new UUID(0, 9), null, null, "Ada", Participant.BY_HOST, 1, Instant.EPOCH));
    JsonNode json =
        Json.MAPPER.valueToTree(
            GameView.of(game, Roster.of(people, 4), Map.of("3", "hanna", "41", "anna")));
    assertThat(json.path("title").asText()).isEqualTo("Chess");
    assertThat(json.path("scheduled_at").asText()).isEqualTo("2027-01-31T19:00:00Z");
    assertThat(json.path("scheduled_at_unix").asLong()).isEqualTo(1_801_422_000L);
    assertThat(json.path("participant_count").asInt()).isEqualTo(6);
    assertThat(json.at("/host/display_name").asText()).isEqualTo("hanna");
    assertThat(json.path("participants")).hasSize(4);
    assertThat(json.at("/participants/0/display_name").asText()).isEqualTo("Ada");
    assertThat(json.at("/participants/0").has("discord_id")).isFalse();
    assertThat(json.at("/participants/1/display_name").asText()).isEqualTo("anna");
    assertThat(json.path("waitlist")).hasSize(2);
    assertThat(json.has("plan")).isFalse();
    assertThat(json.has("description")).isFalse();
  }
}
