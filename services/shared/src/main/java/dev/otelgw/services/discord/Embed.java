package dev.otelgw.services.discord;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A card in a message. What is longer than Discord takes is cut here, with an ellipsis, for it
 * would refuse the whole message.
 *
 * @param color as 0xRRGGBB
 * @param footer null for none
 */
public record Embed(
    String title,
    @Nullable String description,
    int color,
    List<Field> fields,
    @Nullable String footer) {

  /**
   * Cuts to Discord's limits: 256 characters of title, 4096 of description, 25 fields, 2048 of
   * footer.
   */
  public Embed {
    title = cut(title, 256);
    description = description == null ? null : cut(description, 4096);
    fields = List.copyOf(fields.subList(0, Math.min(25, fields.size())));
    footer = footer == null ? null : cut(footer, 2048);
  }

  /**
   * A named value in a card.
   *
   * @param inline whether it may stand beside another one
   */
  public record Field(String name, String value, boolean inline) {

    /** Cuts to Discord's limits: 256 and 1024 characters. */
    public Field {
      name = cut(name, 256);
      value = cut(value, 1024);
    }
  }

  /**
   * The text, or its beginning and an ellipsis, in at most {@code limit} characters; never half a
   * surrogate pair.
   */
  public static String cut(String text, int limit) {
    if (text.length() <= limit) {
      return text;
    }
    int end = limit - 1;
    if (Character.isHighSurrogate(text.charAt(end - 1))) {
      end--;
    }
    return text.substring(0, end) + "…";
  }
}
