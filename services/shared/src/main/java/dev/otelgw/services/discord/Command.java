package dev.otelgw.services.discord;

import java.util.List;

/** A slash command that the application offers. */
public record Command(String name, String description, List<Option> options) {

  /** Copies the options. */
  public Command {
    options = List.copyOf(options);
  }

  /** What may be given with a command; all of it is optional. */
  public record Option(String name, String description, Kind kind) {}

  /** What an option takes. */
  public enum Kind {
    /** True or false. */
    BOOLEAN(5),
    /** A channel of the guild, as its id. */
    CHANNEL(7);

    private final int number;

    Kind(int number) {
      this.number = number;
    }

    int number() {
      return number;
    }
  }
}
