package dev.otelgw.scrapers.redis;

import dev.otelgw.scrapers.redis.RedisConnection.Reply;
import dev.otelgw.scrapers.scraping.Deadline;
import dev.otelgw.scrapers.scraping.Points;
import dev.otelgw.scrapers.scraping.Reading;
import dev.otelgw.scrapers.scraping.ScrapeFailure;
import dev.otelgw.scrapers.scraping.Scraper;
import dev.otelgw.scrapers.scraping.Unreachable;
import java.net.Socket;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * One connection to one server, kept from scrape to scrape. All commands of a scrape go out
 * together, and only some that ask about the server: nothing here looks at keys.
 */
final class RedisScraper implements Scraper {

  private final RedisConnection.Login login;
  private final AtomicReference<@Nullable Socket> socket = new AtomicReference<>();
  private final LatencyRows latency = new LatencyRows();
  private final Origins origins = new Origins();

  /** Commands that the server refuses to this connection, and why. */
  private final Map<String, ScrapeFailure> refused = new HashMap<>();

  private @Nullable RedisConnection connection;
  private Identity identity = Identity.of(InfoFields.NONE);

  RedisScraper(RedisConnection.Login login) {
    this.login = login;
  }

  @Override
  public Reading begin(Deadline deadline) throws Unreachable {
    RedisConnection open = connection;
    if (open != null && !open.usable()) {
      drop();
      open = null;
    }
    if (open == null) {
      refused.clear();
      open = RedisConnection.open(login, deadline, socket::set);
      connection = open;
      identity = Identity.of(InfoFields.NONE);
    }
    identity = identify(open, deadline);
    return new RedisReading(this, deadline);
  }

  /** What the server is decides which commands it has; asked once for each connection. */
  private Identity identify(RedisConnection open, Deadline deadline) throws Unreachable {
    if (!identity.version().isEmpty()) {
      return identity;
    }
    try {
      List<Reply> replies = open.send(List.of("INFO server", "INFO cluster"), deadline);
      Map<String, String> fields = new LinkedHashMap<>();
      replies.forEach(reply -> fields.putAll(InfoFields.parse(reply.text()).fields()));
      return Identity.of(new InfoFields(fields));
    } catch (Unreachable down) {
      drop();
      throw down;
    }
  }

  Identity identity() {
    return identity;
  }

  LatencyRows latency() {
    return latency;
  }

  Origins origins() {
    return origins;
  }

  ScrapeFailure refused(String command) {
    return refused.getOrDefault(command, new ScrapeFailure(command, "no_answer", "no answer", ""));
  }

  /** The answers of those commands that are not refused; others become so here. */
  Map<String, Reply> ask(List<String> commands, Deadline deadline) throws Unreachable {
    RedisConnection open = connection;
    List<String> allowed =
        commands.stream().filter(command -> !refused.containsKey(command)).toList();
    Map<String, Reply> answers = new HashMap<>();
    if (open == null || allowed.isEmpty()) {
      return answers;
    }
    try {
      List<Reply> replies = open.send(allowed, deadline);
      for (int i = 0; i < replies.size(); i++) {
        ScrapeFailure failure = replies.get(i).failure();
        if (failure == null) {
          answers.put(allowed.get(i), replies.get(i));
        } else {
          refused.put(allowed.get(i), failure);
        }
      }
      return answers;
    } catch (Unreachable down) {
      drop();
      throw down;
    }
  }

  private void drop() {
    RedisConnection open = connection;
    connection = null;
    if (open != null) {
      open.abort();
    }
  }

  @Override
  public void abort() {
    Socket open = socket.get();
    if (open != null) {
      RedisConnection.closeQuietly(open);
    }
  }

  @Override
  public void close() {
    abort();
  }

  /** Counters since when: that of the server's statistics, or of the server itself. */
  static Points counters(Origins origins, boolean statistics, Points points) {
    return statistics && origins.statisticsRestarted()
        ? points.restarted()
        : points.since(origins.serverStart());
  }
}
