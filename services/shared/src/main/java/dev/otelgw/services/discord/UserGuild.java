package dev.otelgw.services.discord;

import org.jspecify.annotations.Nullable;

/**
 * A guild as one of its members sees it.
 *
 * @param icon the hash of its picture, null without one
 * @param owner whether the member owns it
 * @param permissions Discord's bit set
 */
public record UserGuild(
    String id, String name, @Nullable String icon, boolean owner, long permissions) {

  private static final long ADMINISTRATOR = 1L << 3;
  private static final long MANAGE_GUILD = 1L << 5;

  /** Whether the member may change the guild's settings: owner, administrator or MANAGE_GUILD. */
  public boolean managed() {
    return owner || (permissions & (ADMINISTRATOR | MANAGE_GUILD)) != 0;
  }
}
