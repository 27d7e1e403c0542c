package dev.otelgw.services.bot;

import dev.otelgw.services.discord.DiscordException;
import dev.otelgw.services.discord.DiscordPort;
import dev.otelgw.services.discord.MessageBody;

/** Answers to interactions, seen by who caused them only. Thread-safe. */
final class Answers {

  private static final int TRIES = 4;
  private static final long PAUSE_MILLIS = 250;

  private final DiscordPort discord;
  private final String applicationId;

  Answers(DiscordPort discord, String applicationId) {
    this.discord = discord;
    this.applicationId = applicationId;
  }

  /** Text: in place of a command's deferred answer, and beside the card for a button. */
  void say(Interaction interaction, String text) {
    say(interaction, MessageBody.whisper(text));
  }

  /** The same for a message. */
  void say(Interaction interaction, MessageBody body) {
    for (int attempt = 1; ; attempt++) {
      try {
        if (interaction.kind() == Interaction.Kind.COMMAND) {
          discord.editOriginal(applicationId, interaction.token(), body);
        } else {
          discord.followUp(applicationId, interaction.token(), body);
        }
        return;
      } catch (DiscordException.NotFound e) {
        // Discord knows the token only once it has our first answer, which may just be on its way.
        if (attempt == TRIES) {
          throw e;
        }
        pause();
      }
    }
  }

  private static void pause() {
    try {
      Thread.sleep(PAUSE_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted before an answer", e);
    }
  }
}
