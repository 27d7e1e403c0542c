package dev.otelgw.services.discord;

/**
 * A channel of a guild.
 *
 * @param type 0 text, 1 direct messages, 2 voice, 4 category, 5 announcements, and more (Discord's
 *     channel types)
 */
public record Channel(String id, String name, int type) {

  /** Whether cards can be posted there. */
  public boolean takesMessages() {
    return type == 0 || type == 5;
  }
}
