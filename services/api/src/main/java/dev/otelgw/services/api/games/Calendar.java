package dev.otelgw.services.api.games;

import dev.otelgw.services.games.Game;
import dev.otelgw.services.games.GameStatus;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A game as an entry for a calendar: iCalendar, RFC 5545. */
final class Calendar {

  /** Octets of a line without its end (RFC 5545 section 3.1). */
  private static final int LINE = 75;

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

  private final StringBuilder text = new StringBuilder();

  private Calendar() {}

  /** The entry, with an alarm for each reminder. */
  static String of(Game game, Instant now) {
    Calendar calendar = new Calendar();
    Game.Plan plan = game.plan();
    calendar.line("BEGIN:VCALENDAR");
    calendar.line("VERSION:2.0");
    calendar.line("PRODID:-//otelgw//game scheduler//EN");
    calendar.line("METHOD:PUBLISH");
    calendar.line("BEGIN:VEVENT");
    calendar.line("UID:" + game.id() + "@game-scheduler");
    calendar.line("DTSTAMP:" + TIME.format(now));
    calendar.line("DTSTART:" + TIME.format(plan.scheduledAt()));
    calendar.line("DTEND:" + TIME.format(plan.endsAt()));
    calendar.line("STATUS:" + (game.status() == GameStatus.CANCELLED ? "CANCELLED" : "CONFIRMED"));
    calendar.text("SUMMARY", plan.title());
    calendar.text("DESCRIPTION", plan.description());
    calendar.text("LOCATION", plan.where());
    for (int minutes : plan.reminderMinutes()) {
      calendar.line("BEGIN:VALARM");
      calendar.line("ACTION:DISPLAY");
      calendar.line("TRIGGER:-PT" + minutes + "M");
      calendar.text("DESCRIPTION", plan.title());
      calendar.line("END:VALARM");
    }
    calendar.line("END:VEVENT");
    calendar.line("END:VCALENDAR");
    return calendar.text.toString();
  }

  private void text(String name, @Nullable String value) {
    if (value != null && !value.isBlank()) {
      line(name + ":" + escaped(value));
    }
  }

  /** Section 3.3.11: no control characters, and four characters that mean something else. */
  private static String escaped(String value) {
    return value
        .replace("\\", "\\\\")
        .replace(";", "\\;")
        .replace(",", "\\,")
        .replace("\r\n", "\\n")
        .replace("\n", "\\n")
        .replaceAll("\\p{Cntrl}", "");
  }

  /** Folds after so many octets, never within a character. */
  private void line(String line) {
    int used = 0;
    for (int i = 0; i < line.length(); ) {
      int codePoint = line.codePointAt(i);
      String character = Character.toString(codePoint);
      int octets = character.getBytes(StandardCharsets.UTF_8).length;
      if (used + octets > LINE) {
        text.append("\r\n ");
        used = 1;
      }
      text.append(character);
      used += octets;
      i += Character.charCount(codePoint);
    }
    text.append("\r\n");
  }
}
