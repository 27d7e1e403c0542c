package dev.otelgw.services.discord;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A user in a guild: the name there, null without a nickname, and the ids of the roles. */
public record Member(User user, @Nullable String nick, List<String> roleIds) {

  /** Copies the roles. */
  public Member {
    roleIds = List.copyOf(roleIds);
  }

  /** The name to show in the guild. */
  public String displayName() {
    return nick == null ? user.displayName() : nick;
  }
}
