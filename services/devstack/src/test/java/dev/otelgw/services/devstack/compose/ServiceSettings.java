package dev.otelgw.services.devstack.compose;

import dev.otelgw.services.devstack.Service;
import dev.otelgw.services.settings.Settings;
import dev.otelgw.services.settings.Settings.Variable;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;

/** What the services read, from the code that reads it, which is nobody's but theirs. */
final class ServiceSettings {

  /** Read by the configuration of logging. */
  private static final Variable LOG_LEVEL = new Variable("LOG_LEVEL", "INFO");

  private ServiceSettings() {}

  static List<Variable> of(Service service) {
    List<Variable> all =
        new ArrayList<>(
            switch (service) {
              case API -> read("dev.otelgw.services.api.ApiSettings");
              case BOT -> read("dev.otelgw.services.bot.BotSettings");
              case NOTIFICATION_DAEMON, STATUS_TRANSITION_DAEMON ->
                  read("dev.otelgw.services.scheduler.DaemonProgram$Options", "daemon");
            });
    all.add(LOG_LEVEL);
    return all;
  }

  private static List<Variable> read(String type, Object... further) {
    try {
      Class<?> settings = Class.forName(type);
      Method from =
          further.length == 0
              ? settings.getDeclaredMethod("from", Settings.class)
              : settings.getDeclaredMethod("from", Settings.class, String.class);
      from.setAccessible(true);
      return Settings.variables(reader -> {
        try {
          return further.length == 0
              ? from.invoke(null, reader)
              : from.invoke(null, reader, further[0]);
        } catch (ReflectiveOperationException e) {
          throw new IllegalStateException(type, e);
        }
      });
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(type, e);
    }
  }
}
