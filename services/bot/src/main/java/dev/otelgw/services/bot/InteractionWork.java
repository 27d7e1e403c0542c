package dev.otelgw.services.bot;

import dev.otelgw.services.cache.Cache;
import dev.otelgw.services.telemetry.Traces;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Does what interactions ask for, each on a virtual thread of its own within the trace of its
 * request, at most {@value #MOST} at once. One that comes twice is done once. Closing waits for
 * what has begun. Thread-safe.
 */
final class InteractionWork implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(InteractionWork.class);

  private static final int MOST = 200;
  private static final Duration REPLAYS = Duration.ofMinutes(15);
  private static final long DRAIN_SECONDS = 10;
  private static final String SORRY = "That did not work, please try again in a minute.";

  private final Predicate<String> first;
  private final Handler commands;
  private final Handler buttons;
  private final Answers answers;
  private final Semaphore free = new Semaphore(MOST);

  /** What is done for an interaction, within its span. */
  @FunctionalInterface
  interface Handler {
    void handle(Interaction interaction, Answers answers);
  }

  /**
   * Knows what to do.
   *
   * @param first whether an interaction's id is new
   */
  InteractionWork(Predicate<String> first, Handler commands, Handler buttons, Answers answers) {
    this.first = first;
    this.commands = commands;
    this.buttons = buttons;
    this.answers = answers;
  }

  /**
   * New is what Redis has not seen for as long as an interaction lives; everything while it is
   * away.
   */
  static Predicate<String> unseen(Cache cache) {
    return id -> cache.first("discord:interaction:" + id, REPLAYS);
  }

  /** Starts with it and returns; false where too much is under way. */
  boolean begin(Interaction interaction) {
    if (!free.tryAcquire()) {
      return false;
    }
    Span span =
        Traces.span("discord.on_interaction")
            .setAttribute("discord.interaction_type", interaction.kind().text())
            .setAttribute("discord.user_id", interaction.userId())
            .setAttribute("discord.channel_id", interaction.channelId())
            .setAttribute("discord.guild_id", interaction.guildId())
            .startSpan();
    Context context = Context.current().with(span);
    Thread.ofVirtual()
        .name("interaction-" + interaction.id())
        .start(() -> {
          try (Scope _ = context.makeCurrent()) {
            work(interaction, span);
          } finally {
            span.end();
            free.release();
          }
        });
    return true;
  }

  private void work(Interaction interaction, Span span) {
    try {
      if (!first.test(interaction.id())) {
        span.setAttribute("discord.replayed", true);
        return;
      }
      switch (interaction.kind()) {
        case COMMAND -> commands.handle(interaction, answers);
        case BUTTON -> buttons.handle(interaction, answers);
        case PING, OTHER -> LOG.warn("an interaction of a kind that this bot does not offer");
      }
    } catch (RuntimeException e) {
      Traces.failed(span, e);
      LOG.warn("interaction {} failed: {}", interaction.name(), e.toString());
      apologize(interaction);
    }
  }

  private void apologize(Interaction interaction) {
    try {
      answers.say(interaction, SORRY);
    } catch (RuntimeException e) {
      LOG.warn("and could not be told so: {}", e.toString());
    }
  }

  @Override
  public void close() {
    try {
      if (free.tryAcquire(MOST, DRAIN_SECONDS, TimeUnit.SECONDS)) {
        free.release(MOST);
      } else {
        LOG.warn(
            "{} interactions were not done within {} s",
            MOST - free.availablePermits(),
            DRAIN_SECONDS);
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
