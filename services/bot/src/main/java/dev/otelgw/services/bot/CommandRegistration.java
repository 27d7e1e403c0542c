package dev.otelgw.services.bot;

import dev.otelgw.services.discord.DiscordException;
import dev.otelgw.services.discord.DiscordPort;
import dev.otelgw.services.telemetry.Traces;
import io.opentelemetry.context.Scope;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells Discord the commands, in the background, until it has worked: meanwhile those of the last
 * time are good. One thread; closing ends it.
 */
final class CommandRegistration implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(CommandRegistration.class);
  private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);

  private final DiscordPort discord;
  private final String applicationId;
  private final Thread thread;

  private CommandRegistration(DiscordPort discord, String applicationId) {
    this.discord = discord;
    this.applicationId = applicationId;
    this.thread = Thread.ofVirtual().name("command-registration").unstarted(this::run);
  }

  static CommandRegistration start(DiscordPort discord, String applicationId) {
    CommandRegistration registration = new CommandRegistration(discord, applicationId);
    registration.thread.start();
    return registration;
  }

  private void run() {
    Duration pause = FIRST_PAUSE;
    try (Scope _ = Traces.quiet().makeCurrent()) {
      while (!registered(pause.equals(FIRST_PAUSE))) {
        Thread.sleep(pause);
        Duration next = pause.multipliedBy(2);
        pause = next.compareTo(LONGEST_PAUSE) < 0 ? next : LONGEST_PAUSE;
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean registered(boolean loud) {
    try {
      discord.registerCommands(applicationId, GameCommands.commands());
      LOG.info("commands registered");
      return true;
    } catch (DiscordException e) {
      if (loud) {
        LOG.warn("commands are not registered, tried again until they are: {}", e.getMessage());
      }
      return false;
    }
  }

  @Override
  public void close() {
    thread.interrupt();
  }
}
