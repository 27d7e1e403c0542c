package dev.otelgw.services.scheduler;

import dev.otelgw.services.database.Database;
import dev.otelgw.services.health.Health;
import dev.otelgw.services.health.HealthServer;
import dev.otelgw.services.messaging.Broker;
import dev.otelgw.services.messaging.Outbox;
import dev.otelgw.services.messaging.OutboxRelay;
import dev.otelgw.services.program.Closing;
import dev.otelgw.services.program.Program;
import dev.otelgw.services.settings.Settings;
import java.io.IOException;
import java.util.function.Function;

/** What the two daemons have in common as programs: everything but what they watch. */
final class DaemonProgram {

  private DaemonProgram() {}

  /** What a daemon is told by its environment. */
  private record Options(
      Database.Options database, Broker.Options broker, HealthServer.Options health) {

    static Options from(Settings settings, String name) {
      return new Options(
          Database.Options.from(settings, name),
          Broker.Options.from(settings),
          HealthServer.Options.from(settings));
    }
  }

  static <T> void run(String name, Function<Outbox, Watch<T>> watch) {
    Program.run(
        name,
        settings -> Options.from(settings, name),
        (options, closing) -> start(name, options, watch.apply(new Outbox(name)), closing));
  }

  private static <T> String start(String name, Options options, Watch<T> watch, Closing closing)
      throws IOException, InterruptedException {
    Database database = closing.add(Database.open(options.database()));
    Broker broker = closing.add(Broker.open(options.broker(), name));
    closing.add(OutboxRelay.start(database, broker, name));
    Daemon<T> daemon = closing.add(Daemon.start(watch, database));
    Health health =
        new Health()
            .needs("database", database::answers)
            .needs("rabbitmq", broker::connected)
            .needs("scheduler", daemon::runs);
    return closing.add(HealthServer.start(options.health(), health)).where();
  }
}
