package dev.otelgw.services.bot;

import dev.otelgw.services.cache.Redis;
import dev.otelgw.services.database.Database;
import dev.otelgw.services.health.HealthServer;
import dev.otelgw.services.messaging.Broker;
import dev.otelgw.services.settings.Secret;
import dev.otelgw.services.settings.ServerUrl;
import dev.otelgw.services.settings.Settings;
import java.net.URI;

/**
 * What the bot is told by its environment.
 *
 * @param http HTTP_HOST and HTTP_PORT: where Discord's interactions come in
 * @param health HEALTH_HOST and HEALTH_PORT
 * @param discord the application at Discord
 */
record BotSettings(
    Database.Options database,
    ServerUrl redis,
    Broker.Options broker,
    Listen http,
    HealthServer.Options health,
    Discord discord) {

  static final String SERVICE = "bot-service";

  private static final int KEY_BYTES = 32;
  private static final int LAST_PORT = 65_535;

  /** An address to listen on; port 0: any that is free. */
  record Listen(String host, int port) {

    private static Listen from(Settings settings) {
      return new Listen(
          settings.text("HTTP_HOST", "127.0.0.1"),
          settings.number("HTTP_PORT", 8001, 0, LAST_PORT));
    }
  }

  /**
   * The application.
   *
   * @param api DISCORD_API_URL
   * @param token DISCORD_BOT_TOKEN
   * @param applicationId DISCORD_APPLICATION_ID
   * @param publicKey DISCORD_PUBLIC_KEY, 64 hexadecimal digits
   */
  record Discord(URI api, Secret token, String applicationId, String publicKey) {}

  static BotSettings from(Settings settings) {
    return new BotSettings(
        Database.Options.from(settings, SERVICE),
        Redis.server(settings),
        Broker.Options.from(settings),
        Listen.from(settings),
        HealthServer.Options.from(settings),
        new Discord(
            settings.address("DISCORD_API_URL", "https://discord.com/api/v10"),
            settings.secret("DISCORD_BOT_TOKEN"),
            settings.text("DISCORD_APPLICATION_ID"),
            settings.hex("DISCORD_PUBLIC_KEY", KEY_BYTES)));
  }
}
