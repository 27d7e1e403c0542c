package dev.otelgw.scrapers.redis;

import dev.otelgw.scrapers.scraping.Metric;
import dev.otelgw.scrapers.scraping.Metric.Kind;
import dev.otelgw.scrapers.scraping.Points;
import java.util.List;
import java.util.OptionalDouble;

/**
 * What dashboards want of the configuration and INFO does not have. Each name is asked for by
 * itself: all of the configuration would hold passwords.
 */
final class ConfigRows {

  static final String DATABASES = "CONFIG GET databases";
  static final String IO_THREADS = "CONFIG GET io-threads";
  static final String BUFFERS = "CONFIG GET client-output-buffer-limit";

  static final Metric PROM_IO_THREADS =
      Metric.prometheus("redis_config_io_threads", Kind.GAUGE, "The setting io-threads.")
          .in("config", IO_THREADS);
  private static final Metric BACKLOG =
      Metric.prometheus("redis_config_repl_backlog_size", Kind.GAUGE, "Size of the backlog.")
          .in("config", "INFO repl_backlog_size");
  static final Metric LIMIT =
      Metric.prometheus(
              "redis_config_client_output_buffer_limit_bytes",
              Kind.GAUGE,
              "The setting client-output-buffer-limit.")
          .by("class", "limit")
          .in("config", BUFFERS);
  private static final Metric OVERCOME =
      Metric.prometheus(
              "redis_config_client_output_buffer_limit_overcome_seconds",
              Kind.GAUGE,
              "How long the soft limit may be passed.")
          .by("class", "limit")
          .in("config", BUFFERS);

  static final List<Metric> METRICS = List.of(PROM_IO_THREADS, BACKLOG, LIMIT, OVERCOME);

  private ConfigRows() {}

  static void write(Answers answers, Points points) {
    number(answers, IO_THREADS).ifPresent(threads -> points.add(PROM_IO_THREADS, threads));
    answers.info().number("repl_backlog_size").ifPresent(size -> points.add(BACKLOG, size));
    String[] words = value(answers, BUFFERS).split(" ", -1);
    for (int i = 0; i + 3 < words.length; i += 4) {
      String type = words[i];
      InfoFields.number(words[i + 1], true)
          .ifPresent(hard -> points.add(LIMIT, hard, type, "hard"));
      InfoFields.number(words[i + 2], true)
          .ifPresent(soft -> points.add(LIMIT, soft, type, "soft"));
      InfoFields.number(words[i + 3], true)
          .ifPresent(time -> points.add(OVERCOME, time, type, "soft"));
    }
  }

  /** How many databases there are; 0 if unknown. */
  static int databases(Answers answers) {
    return (int) number(answers, DATABASES).orElse(0);
  }

  private static OptionalDouble number(Answers answers, String command) {
    return InfoFields.number(value(answers, command), true);
  }

  /** The answer has name and value. */
  private static String value(Answers answers, String command) {
    List<?> reply = answers.list(command);
    return reply.size() == 2 ? Answers.text(reply.get(1)) : "";
  }
}
