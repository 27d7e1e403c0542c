package dev.otelgw.services.discord;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a message says.
 *
 * @param content plain text, at most 2000 characters; null for none
 * @param buttons one row of at most five
 * @param mentionedRoles roles whose members a mention in the content notifies; no other mention
 *     notifies anybody
 * @param ephemeral for answers to interactions: seen only by who caused it
 */
public record MessageBody(
    @Nullable String content,
    List<Embed> embeds,
    List<Button> buttons,
    List<String> mentionedRoles,
    boolean ephemeral) {

  /** Discord's limit of a message's text, in characters. */
  public static final int MAX_CONTENT = 2000;

  /** Checks the limits and copies the lists. */
  public MessageBody {
    if (content != null && content.length() > MAX_CONTENT) {
      throw new IllegalArgumentException(
          "content: at most " + MAX_CONTENT + " characters, was " + content.length());
    }
    embeds = List.copyOf(embeds);
    buttons = List.copyOf(buttons);
    mentionedRoles = List.copyOf(mentionedRoles);
  }

  /** Text and nothing else. */
  public static MessageBody text(String content) {
    return new MessageBody(content, List.of(), List.of(), List.of(), false);
  }

  /** Text that only who caused the interaction sees. */
  public static MessageBody whisper(String content) {
    return new MessageBody(content, List.of(), List.of(), List.of(), true);
  }

  /** One embed that only who caused the interaction sees. */
  public static MessageBody whisper(Embed embed) {
    return new MessageBody(null, List.of(embed), List.of(), List.of(), true);
  }
}
