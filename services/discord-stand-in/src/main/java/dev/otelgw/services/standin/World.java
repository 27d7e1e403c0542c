package dev.otelgw.services.standin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Who and what there is at Discord: users, guilds, their channels, roles and members. Thread-safe;
 * ids are the caller's.
 */
public final class World {

  /** Discord's permission to change a guild's settings. */
  public static final long MANAGE_GUILD = 1L << 5;

  private final Map<String, ObjectNode> users = new LinkedHashMap<>();
  private final Map<String, Guild> guilds = new LinkedHashMap<>();
  private final Map<String, ObjectNode> channels = new LinkedHashMap<>();

  World() {}

  private static final class Guild {
    private final ObjectNode json;
    private final List<ObjectNode> roles = new ArrayList<>();
    private final Map<String, Membership> members = new LinkedHashMap<>();

    Guild(ObjectNode json) {
      this.json = json;
    }
  }

  private record Membership(ObjectNode json, long permissions) {}

  /** A person; a second call renames. */
  public synchronized World user(String id, String name) {
    users.put(
        id,
        Replies.object()
            .put("id", id)
            .put("username", name)
            .put("discriminator", "0")
            .put("global_name", name)
            .putNull("avatar"));
    return this;
  }

  /** A guild, with the role of everybody. */
  public synchronized World guild(String id, String name) {
    guilds.put(id, new Guild(Replies.object().put("id", id).put("name", name).putNull("icon")));
    return role(id, id, "@everyone");
  }

  /** A text channel. */
  public synchronized World channel(String guildId, String id, String name) {
    guild(guildId);
    channels.put(
        id,
        Replies.object().put("id", id).put("type", 0).put("guild_id", guildId).put("name", name));
    return this;
  }

  /** A role. */
  public synchronized World role(String guildId, String id, String name) {
    List<ObjectNode> roles = guild(guildId).roles;
    roles.add(
        Replies.object()
            .put("id", id)
            .put("name", name)
            .put("color", 0)
            .put("position", roles.size())
            .put("managed", false));
    return this;
  }

  /**
   * Makes a user a member; a second call replaces the roles.
   *
   * @param permissions Discord's bit set, 0 for an ordinary member
   */
  public synchronized World member(
      String guildId, String userId, long permissions, String... roleIds) {
    ObjectNode user =
        Optional.ofNullable(users.get(userId))
            .orElseThrow(() -> new IllegalArgumentException("no user " + userId));
    ObjectNode json = Replies.object();
    json.set("user", user);
    json.putNull("nick");
    ArrayNode roles = json.putArray("roles");
    for (String role : roleIds) {
      roles.add(role);
    }
    guild(guildId).members.put(userId, new Membership(json, permissions));
    return this;
  }

  synchronized boolean hasUser(String id) {
    return users.containsKey(id);
  }

  synchronized boolean hasGuild(String id) {
    return guilds.containsKey(id);
  }

  synchronized List<JsonNode> users() {
    return List.copyOf(users.values());
  }

  synchronized Optional<JsonNode> user(String id) {
    return Optional.ofNullable(users.get(id));
  }

  synchronized Optional<JsonNode> channel(String id) {
    return Optional.ofNullable(channels.get(id));
  }

  synchronized JsonNode guildJson(String id) {
    return guild(id).json;
  }

  synchronized List<JsonNode> channelsOf(String guildId) {
    return List.copyOf(
        channels.values().stream()
            .filter(channel -> channel.path("guild_id").asText().equals(guildId))
            .toList());
  }

  synchronized List<JsonNode> rolesOf(String guildId) {
    return List.copyOf(guild(guildId).roles);
  }

  synchronized Optional<JsonNode> member(String guildId, String userId) {
    return Optional.ofNullable(guild(guildId).members.get(userId)).map(Membership::json);
  }

  synchronized long permissions(String guildId, String userId) {
    Membership membership = guild(guildId).members.get(userId);
    return membership == null ? 0 : membership.permissions();
  }

  synchronized List<JsonNode> search(String guildId, String text, int limit) {
    String start = text.toLowerCase(Locale.ROOT);
    return List.copyOf(
        guild(guildId).members.values().stream()
            .map(Membership::json)
            .filter(member ->
                member
                    .path("user")
                    .path("username")
                    .asText()
                    .toLowerCase(Locale.ROOT)
                    .startsWith(start))
            .limit(limit)
            .toList());
  }

  /** The guilds of a user, as {@code /users/@me/guilds} shows them. */
  synchronized List<JsonNode> guildsOf(String userId) {
    List<JsonNode> list = new ArrayList<>();
    for (Guild guild : guilds.values()) {
      Membership membership = guild.members.get(userId);
      if (membership != null) {
        list.add(
            guild
                .json
                .deepCopy()
                .put("owner", false)
                .put("permissions", Long.toString(membership.permissions())));
      }
    }
    return list;
  }

  private Guild guild(String id) {
    Guild guild = guilds.get(id);
    if (guild == null) {
      throw new IllegalArgumentException("no guild " + id);
    }
    return guild;
  }
}
