package dev.otelgw.services.api;

import dev.otelgw.services.api.directory.Directory;
import dev.otelgw.services.api.directory.Mentions;
import dev.otelgw.services.api.directory.Names;
import dev.otelgw.services.api.directory.Rights;
import dev.otelgw.services.api.games.GameRoutes;
import dev.otelgw.services.api.guilds.ChannelRoutes;
import dev.otelgw.services.api.guilds.GuildRoutes;
import dev.otelgw.services.api.guilds.SyncRoutes;
import dev.otelgw.services.api.sessions.AuthRoutes;
import dev.otelgw.services.api.sessions.Sessions;
import dev.otelgw.services.api.templates.FirstTemplate;
import dev.otelgw.services.api.templates.TemplateRoutes;
import dev.otelgw.services.cache.Cache;
import dev.otelgw.services.cache.Redis;
import dev.otelgw.services.database.Database;
import dev.otelgw.services.discord.DiscordOAuth;
import dev.otelgw.services.discord.DiscordRest;
import dev.otelgw.services.health.Health;
import dev.otelgw.services.health.HealthServer;
import dev.otelgw.services.messaging.Broker;
import dev.otelgw.services.messaging.Outbox;
import dev.otelgw.services.messaging.OutboxRelay;
import dev.otelgw.services.program.Closing;
import dev.otelgw.services.program.Program;
import java.io.IOException;

/** The HTTP API of the game scheduler. */
public final class Api {

  private Api() {}

  /** Runs until it is told to end. */
  public static void main(String[] arguments) {
    Program.run(ApiSettings.SERVICE, ApiSettings::from, Api::start);
  }

  private static String start(ApiSettings settings, Closing closing)
      throws IOException, InterruptedException {
    Database database = closing.add(Database.open(settings.database()));
    Redis redis = closing.add(Redis.open(settings.redis(), ApiSettings.SERVICE));
    Broker broker = closing.add(Broker.open(settings.broker(), ApiSettings.SERVICE));
    closing.add(OutboxRelay.start(database, broker, ApiSettings.SERVICE));
    ApiSettings.Discord app = settings.discord();
    DiscordRest discord = closing.add(new DiscordRest(app.api(), app.token().value()));
    DiscordOAuth login =
        closing.add(
            new DiscordOAuth(
                app.api(), app.clientId(), app.clientSecret().value(), app.redirect()));

    Cache cache = new Cache(redis);
    Sessions sessions = new Sessions(redis, settings.sessionKey(), app.secure());
    Directory directory = new Directory(discord, login, sessions, cache);
    Mentions mentions = new Mentions(directory);
    Rights rights = new Rights(directory);
    GameRoutes.Services games =
        new GameRoutes.Services(
            database,
            new Outbox(ApiSettings.SERVICE),
            directory,
            new Names(directory, cache),
            mentions,
            rights);

    // Without the broker events wait in the outbox: the API does its work, so it is not missing.
    Health health =
        new Health().needs("database", database::answers).needs("redis", redis::answers);
    ApiServer server =
        closing.add(
            ApiServer.start(
                settings.http(),
                health,
                routes -> {
                  new AuthRoutes(sessions, redis, login, database).add(routes);
                  new SyncRoutes(sessions, directory, mentions, database, FirstTemplate::write)
                      .add(routes);
                  new GuildRoutes(sessions, directory, database).add(routes);
                  new ChannelRoutes(sessions, directory, database).add(routes);
                  new TemplateRoutes(sessions, directory, rights, database).add(routes);
                  new GameRoutes(sessions, games).add(routes);
                }));
    // Last: whoever sees it answer may call the rest.
    HealthServer probes = closing.add(HealthServer.start(settings.health(), health));
    return "http://%s:%d, %s".formatted(settings.http().host(), server.port(), probes.where());
  }
}
