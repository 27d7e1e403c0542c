package dev.otelgw.services.api.http;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The bounds of what games and their templates have in common. */
public final class GameRules {

  private static final int MOST_PLAYERS = 100;
  private static final int MOST_WHERE = 500;
  private static final int MOST_INSTRUCTIONS = 1_000;
  private static final int MOST_REMINDERS = 20;

  /** A year: longer games and earlier reminders are slips of the keyboard. */
  private static final int MOST_MINUTES = 366 * 24 * 60;

  private GameRules() {}

  /** Field {@code max_players}. */
  public static @Nullable Integer maxPlayers(Fields fields) {
    return fields.number("max_players", 1, MOST_PLAYERS);
  }

  /** Field {@code expected_duration_minutes}. */
  public static @Nullable Integer duration(Fields fields) {
    return fields.number("expected_duration_minutes", 1, MOST_MINUTES);
  }

  /** Field {@code reminder_minutes}, each once. */
  public static @Nullable List<Integer> reminders(Fields fields) {
    List<Integer> minutes = fields.numbers("reminder_minutes", MOST_REMINDERS, 0, MOST_MINUTES);
    return minutes == null ? null : minutes.stream().distinct().toList();
  }

  /** Field {@code where}. */
  public static @Nullable String where(Fields fields) {
    return fields.text("where", 0, MOST_WHERE);
  }

  /** Field {@code signup_instructions}. */
  public static @Nullable String signupInstructions(Fields fields) {
    return fields.text("signup_instructions", 0, MOST_INSTRUCTIONS);
  }
}
