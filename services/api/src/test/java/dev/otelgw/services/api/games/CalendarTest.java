package dev.otelgw.services.api.games;

import static org.assertj.core.api.Assertions.assertThat;

import dev.otelgw.services.games.Game;
import dev.otelgw.services.games.GameStatus;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CalendarTest {

  private static final UUID ID = UUID.fromString("9d6f7bb8-7a52-4b3c-9a39-35c6e1f0a001");
  private static final Instant NOW = Instant.parse("2027-01-01T08:00:00Z");

  static Game game(String title, @Nullable String description, GameStatus status) {
    return new Game(
        ID,
        null,
        new Game.Place(ID, "1", ID, "2"),
        ID,
        "3",
        new Game.Plan(
            title,
            description,
            null,
            Instant.parse("2027-01-31T19:00:00Z"),
            "Club; cellar, left",
            4,
            90,
            List.of(60),
            Game.SignupMethod.SELF_SIGNUP),
        List.of(),
        List.of(),
        null,
        status);
  }

  @Test
  void writesAnEntryWithItsAlarms() {
    assertThat(Calendar.of(game("Chess", null, GameStatus.SCHEDULED), NOW))
        .isEqualTo(
            """
            BEGIN:VCALENDAR
            VERSION:2.0
            PRODID:-//otelgw//game scheduler//EN
            METHOD:PUBLISH
            BEGIN:VEVENT
            UID:9d6f7bb8-7a52-4b3c-9a39-35c6e1f0a001@game-scheduler
            DTSTAMP:20270101T080000Z
            DTSTART:20270131T190000Z
            DTEND:20270131T203000Z
            STATUS:CONFIRMED
            SUMMARY:Chess
            LOCATION:Club\\; cellar\\, left
            BEGIN:VALARM
            ACTION:DISPLAY
            TRIGGER:-PT60M
            DESCRIPTION:Chess
            END:VALARM
            END:VEVENT
            END:VCALENDAR
            """
                .replace("\n", "\r\n"));
  }

  @Test
  void saysThatAGameWasCalledOff() {
    assertThat(Calendar.of(game("Chess", null, GameStatus.CANCELLED), NOW))
        .contains("STATUS:CANCELLED\r\n");
  }

  @Test
  void nobodyWritesLinesOfHisOwn() {
    String text =
        Calendar.of(game("a\r\nATTENDEE:x\rb\u0007c\\", "1\n2", GameStatus.SCHEDULED), NOW);
    assertThat(text)
        .contains("SUMMARY:a\\nATTENDEE:xbc\\\\\r\n", "DESCRIPTION:1\\n2\r\n")
        .doesNotContain("\r\nATTENDEE");
  }

  @Test
  void foldsLongLinesBetweenCharacters() {
    String title = "\u00e4\ud83c\udfb2".repeat(40);
    String text = Calendar.of(game(title, null, GameStatus.SCHEDULED), NOW);
    assertThat(text.split("\r\n", -1))
        .allSatisfy(line ->
            assertThat(line.getBytes(StandardCharsets.UTF_8).length).isLessThanOrEqualTo(75));
    assertThat(text.replace("\r\n ", "")).contains("SUMMARY:" + title + "\r\n");
  }
}
