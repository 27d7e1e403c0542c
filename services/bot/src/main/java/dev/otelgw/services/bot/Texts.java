package dev.otelgw.services.bot;

import dev.otelgw.services.discord.Embed;
import dev.otelgw.services.discord.MessageBody;
import dev.otelgw.services.games.Game;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** What the bot says in direct messages and answers. */
final class Texts {

  private static final int MINUTES_OF_HOUR = 60;

  private Texts() {}

  /** Whom a reminder is for. */
  enum Reader {
    PLAYER(""),
    WAITING("You are on the waitlist. "),
    HOST("You are the host. ");

    private final String prefix;

    Reader(String prefix) {
      this.prefix = prefix;
    }
  }

  /** Absolute and relative, in the reader's own time zone: Discord writes it. */
  static String when(Instant time) {
    return "<t:%1$d:F> (<t:%1$d:R>)".formatted(time.getEpochSecond());
  }

  static String minutes(int minutes) {
    int hours = minutes / MINUTES_OF_HOUR;
    int rest = minutes % MINUTES_OF_HOUR;
    if (hours == 0) {
      return rest + " min";
    }
    return rest == 0 ? hours + " h" : hours + " h " + rest + " min";
  }

  static String reminder(Game game, Reader reader) {
    List<String> lines = new ArrayList<>();
    lines.add(
        "%s**%s** starts <t:%d:R>."
            .formatted(
                reader.prefix, game.plan().title(), game.plan().scheduledAt().getEpochSecond()));
    lines.add("When: " + when(game.plan().scheduledAt()));
    if (game.plan().where() != null && !game.plan().where().isBlank()) {
      lines.add("Where: " + game.plan().where());
    }
    return said(lines);
  }

  static String joined(Game game) {
    List<String> lines = new ArrayList<>();
    lines.add("You are in: **%s**.".formatted(game.plan().title()));
    lines.add("When: " + when(game.plan().scheduledAt()));
    String instructions = game.plan().signupInstructions();
    if (instructions != null && !instructions.isBlank()) {
      lines.add(instructions);
    }
    return said(lines);
  }

  static String removed(String title, Instant scheduledAt) {
    return said(
        List.of("You were removed from **%s**, which is %s.".formatted(title, when(scheduledAt))));
  }

  private static String said(List<String> lines) {
    return Embed.cut(String.join("\n", lines), MessageBody.MAX_CONTENT);
  }
}
