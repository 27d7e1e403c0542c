package dev.otelgw.services.discord;

import java.util.List;

/**
 * What the services ask Discord for with the bot's own token. Every call blocks its (virtual)
 * thread, waits for rate limits within bounds and throws a {@link DiscordException} that says
 * whether trying again can help. Thread-safe. Ids are snowflakes as text.
 */
public interface DiscordPort {

  /**
   * Posts a message.
   *
   * @param nonce at most 25 characters; a second message with the same nonce in the same channel
   *     within minutes is not made, the first one is answered instead
   */
  Message createMessage(String channelId, MessageBody body, String nonce);

  /** Replaces the text, embeds and buttons of a message of the bot's own. */
  Message editMessage(String channelId, String messageId, MessageBody body);

  /** Reads a message. */
  Message message(String channelId, String messageId);

  /** The id of the channel for direct messages to a user; always the same for the same user. */
  String openDirectMessages(String userId);

  /** Fills in the first, deferred answer to an interaction. The token lives for 15 minutes. */
  void editOriginal(String applicationId, String interactionToken, MessageBody body);

  /**
   * Sends one more answer to an interaction; an {@link MessageBody#ephemeral} one is seen by who
   * pressed only.
   */
  void followUp(String applicationId, String interactionToken, MessageBody body);

  /** Replaces all commands that the application offers everywhere. */
  void registerCommands(String applicationId, List<Command> commands);

  /** A member of a guild; {@link DiscordException.NotFound} where the user is none. */
  Member guildMember(String guildId, String userId);

  /** Members whose name or nickname begins with the text, at most 100. */
  List<Member> searchMembers(String guildId, String text, int limit);

  /** The channels of a guild. */
  List<Channel> guildChannels(String guildId);

  /** The roles of a guild. */
  List<Role> guildRoles(String guildId);
}
