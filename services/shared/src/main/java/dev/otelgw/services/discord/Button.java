package dev.otelgw.services.discord;

/**
 * A button under a message; its id comes back in the interaction when it is pressed (at most 100
 * characters).
 */
public record Button(String customId, String label, Style style, boolean disabled) {

  /** How it looks. */
  public enum Style {
    /** Blurple. */
    PRIMARY(1),
    /** Grey. */
    SECONDARY(2),
    /** Green. */
    SUCCESS(3),
    /** Red. */
    DANGER(4);

    private final int number;

    Style(int number) {
      this.number = number;
    }

    int number() {
      return number;
    }
  }
}
