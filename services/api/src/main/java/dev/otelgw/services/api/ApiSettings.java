package dev.otelgw.services.api;

import dev.otelgw.services.cache.Redis;
import dev.otelgw.services.database.Database;
import dev.otelgw.services.health.HealthServer;
import dev.otelgw.services.messaging.Broker;
import dev.otelgw.services.settings.Secret;
import dev.otelgw.services.settings.ServerUrl;
import dev.otelgw.services.settings.Settings;
import java.net.URI;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/**
 * What the API is told by its environment.
 *
 * @param http HTTP_HOST and HTTP_PORT
 * @param health HEALTH_HOST and HEALTH_PORT
 * @param discord the application at Discord
 * @param sessionKey SESSION_KEY, which seals the tokens of Discord in sessions
 */
record ApiSettings(
    Database.Options database,
    ServerUrl redis,
    Broker.Options broker,
    Listen http,
    HealthServer.Options health,
    Discord discord,
    SecretKey sessionKey) {

  static final String SERVICE = "api-service";

  private static final int KEY_BYTES = 32;
  private static final int LAST_PORT = 65_535;

  /** An address to listen on; port 0: any that is free. */
  record Listen(String host, int port) {

    private static Listen from(Settings settings) {
      return new Listen(
          settings.text("HTTP_HOST", "127.0.0.1"),
          settings.number("HTTP_PORT", 8000, 0, LAST_PORT));
    }
  }

  /**
   * The application.
   *
   * @param api DISCORD_API_URL
   * @param token DISCORD_BOT_TOKEN
   * @param clientId DISCORD_CLIENT_ID
   * @param clientSecret DISCORD_CLIENT_SECRET
   * @param redirect DISCORD_REDIRECT_URI: where browsers come back to after they logged in; with
   *     https, cookies are for https only
   */
  record Discord(URI api, Secret token, String clientId, Secret clientSecret, URI redirect) {

    private static Discord from(Settings settings) {
      String redirect = settings.text("DISCORD_REDIRECT_URI");
      return new Discord(
          settings.address("DISCORD_API_URL", "https://discord.com/api/v10"),
          settings.secret("DISCORD_BOT_TOKEN"),
          settings.text("DISCORD_CLIENT_ID"),
          settings.secret("DISCORD_CLIENT_SECRET"),
          redirect.isBlank()
              ? URI.create("http://nowhere")
              : settings.address("DISCORD_REDIRECT_URI", redirect));
    }

    boolean secure() {
      return "https".equals(redirect.getScheme());
    }
  }

  static ApiSettings from(Settings settings) {
    return new ApiSettings(
        Database.Options.from(settings, SERVICE),
        Redis.server(settings),
        Broker.Options.from(settings),
        Listen.from(settings),
        HealthServer.Options.from(settings),
        Discord.from(settings),
        new SecretKeySpec(settings.key("SESSION_KEY", KEY_BYTES), "AES"));
  }
}
