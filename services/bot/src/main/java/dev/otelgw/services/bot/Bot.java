package dev.otelgw.services.bot;

import dev.otelgw.services.cache.Cache;
import dev.otelgw.services.cache.Redis;
import dev.otelgw.services.database.Database;
import dev.otelgw.services.discord.DiscordRest;
import dev.otelgw.services.discord.RequestVerifier;
import dev.otelgw.services.health.Health;
import dev.otelgw.services.health.HealthServer;
import dev.otelgw.services.messaging.Broker;
import dev.otelgw.services.messaging.Consumer;
import dev.otelgw.services.messaging.Outbox;
import dev.otelgw.services.messaging.OutboxRelay;
import dev.otelgw.services.messaging.Topology;
import dev.otelgw.services.program.Closing;
import dev.otelgw.services.program.Program;
import java.io.IOException;
import java.time.InstantSource;

/** The bot: takes commands and buttons from Discord, and brings events of games there. */
public final class Bot {

  /** A card that waits for its turn holds one of them for two seconds. */
  private static final int EVENTS_AT_ONCE = 16;

  private static final int NOTIFICATIONS_AT_ONCE = 4;

  private Bot() {}

  /** Runs until told to end; its settings are environment variables. */
  public static void main(String[] arguments) {
    Program.run(BotSettings.SERVICE, BotSettings::from, Bot::start);
  }

  private static String start(BotSettings settings, Closing closing)
      throws IOException, InterruptedException {
    Database database = closing.add(Database.open(settings.database()));
    Cache cache = new Cache(closing.add(Redis.open(settings.redis(), BotSettings.SERVICE)));
    Broker broker = closing.add(Broker.open(settings.broker(), BotSettings.SERVICE));
    closing.add(OutboxRelay.start(database, broker, BotSettings.SERVICE));
    BotSettings.Discord application = settings.discord();
    DiscordRest discord =
        closing.add(new DiscordRest(application.api(), application.token().value()));
    closing.add(CommandRegistration.start(discord, application.applicationId()));

    InteractionWork work =
        closing.add(
            new InteractionWork(
                InteractionWork.unseen(cache),
                new GameCommands(database),
                new GameButtons(database, new Outbox(BotSettings.SERVICE)),
                new Answers(discord, application.applicationId())));
    GameEvents events =
        new GameEvents(
            database,
            new Cards(database, discord, cache),
            new DirectMessages(discord, DirectMessages.Ledger.in(database)),
            InstantSource.system());
    closing.add(Consumer.start(broker, Topology.BOT_EVENTS, EVENTS_AT_ONCE, events));
    closing.add(Consumer.start(broker, Topology.NOTIFICATIONS, NOTIFICATIONS_AT_ONCE, events));

    RequestVerifier verifier = new RequestVerifier(application.publicKey(), InstantSource.system());
    InteractionServer server =
        closing.add(InteractionServer.start(settings.http(), verifier, work));
    Health health =
        new Health().needs("database", database::answers).needs("rabbitmq", broker::connected);
    HealthServer healthServer = closing.add(HealthServer.start(settings.health(), health));
    return "interactions http://%s:%d/interactions, %s"
        .formatted(settings.http().host(), server.port(), healthServer.where());
  }
}
