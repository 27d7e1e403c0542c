package dev.otelgw.services.discord;

import org.jspecify.annotations.Nullable;

/**
 * A person at Discord.
 *
 * @param username the unique name
 * @param globalName the name shown, null where none was chosen
 * @param avatar the hash of the picture, null without one
 */
public record User(
    String id, String username, @Nullable String globalName, @Nullable String avatar) {

  /** The name to show where no guild is known. */
  public String displayName() {
    return globalName == null ? username : globalName;
  }
}
