package dev.otelgw.services.devstack.demo;

import dev.otelgw.services.devstack.load.GameLoad;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What was asked for.
 *
 * @param duration after which it ends by itself; null: when it is told to
 */
record Options(boolean help, @Nullable Duration duration, GameLoad.Rates rates) {

  static final String HELP =
      """
      Usage: otelgw demo [--for DURATION] [--games N] [--joins N]
      Shows what the gateway is for: starts PostgreSQL, Redis and RabbitMQ, a stand-in for Discord,
      the four services of the game scheduler with the OpenTelemetry agent, a gentle load, and a
      gateway that gathers what the services say and scrapes the servers. It says where everything
      listens, prints one whole trace, and what arrives. Ctrl-C ends all of it.

            --for DURATION   ends by itself, after 90s, 5m, ...
            --games N        games planned in a minute (default: 5)
            --joins N        joins tried in a minute (default: 40)
        -h, --help           shows this and exits

      It writes to data/demo only. RabbitMQ must be installed; the rest comes along. Telemetry is
      sent to Grafana Cloud too when GRAFANA_CLOUD_OTLP_ENDPOINT, GRAFANA_CLOUD_OTLP_INSTANCE_ID and
      GRAFANA_CLOUD_API_KEY are set.

      Exit codes: 0 ended as told, 1 could not start, 2 wrong options.
      """;

  private static final Pattern DURATION = Pattern.compile("(\\d{1,6})(s|m|h)");
  private static final Map<String, Long> SECONDS = Map.of("s", 1L, "m", 60L, "h", 3600L);
  private static final double MOST = 6000;

  /** Wrong options; the message says which. */
  static final class WrongOption extends Exception {

    private static final long serialVersionUID = 1L;

    WrongOption(String message) {
      super(message);
    }
  }

  static Options of(List<String> arguments) throws WrongOption {
    boolean help = false;
    Duration duration = null;
    double games = GameLoad.Rates.GENTLE.gamesPerMinute();
    double joins = GameLoad.Rates.GENTLE.joinsPerMinute();
    for (int i = 0; i < arguments.size(); i++) {
      String name = arguments.get(i);
      switch (name) {
        case "-h", "--help" -> help = true;
        case "--for" -> duration = duration(value(arguments, ++i, name));
        case "--games" -> games = rate(name, value(arguments, ++i, name));
        case "--joins" -> joins = rate(name, value(arguments, ++i, name));
        default -> throw new WrongOption("unknown option " + name + "; see otelgw demo --help");
      }
    }
    return new Options(help, duration, new GameLoad.Rates(games, joins));
  }

  private static String value(List<String> arguments, int at, String name) throws WrongOption {
    if (at == arguments.size()) {
      throw new WrongOption(name + " needs a value; see otelgw demo --help");
    }
    return arguments.get(at);
  }

  private static Duration duration(String text) throws WrongOption {
    Matcher matcher = DURATION.matcher(text);
    if (!matcher.matches()) {
      throw new WrongOption("--for: \"" + text + "\" is no duration such as 90s, 5m or 1h");
    }
    return Duration.ofSeconds(
        Long.parseLong(matcher.group(1)) * SECONDS.getOrDefault(matcher.group(2), 1L));
  }

  private static double rate(String name, String text) throws WrongOption {
    try {
      double rate = Double.parseDouble(text);
      if (rate > 0 && rate <= MOST) {
        return rate;
      }
    } catch (NumberFormatException _) {
      // The same as one out of bounds.
    }
    throw new WrongOption("%s: \"%s\" is no number above 0, up to 6000".formatted(name, text));
  }
}
