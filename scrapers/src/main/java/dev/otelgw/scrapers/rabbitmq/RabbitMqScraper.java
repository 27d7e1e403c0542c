package dev.otelgw.scrapers.rabbitmq;

import dev.otelgw.scrapers.scraping.Deadline;
import dev.otelgw.scrapers.scraping.Naming;
import dev.otelgw.scrapers.scraping.Points;
import dev.otelgw.scrapers.scraping.Reading;
import dev.otelgw.scrapers.scraping.ScrapeFailure;
import dev.otelgw.scrapers.scraping.Scraper;
import dev.otelgw.scrapers.scraping.Unreachable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;

/**
 * One node: decides by which door it is read, and keeps what lasts from scrape to scrape. A node
 * answers where one of its doors does.
 */
final class RabbitMqScraper implements Scraper {

  /** A door that was shut is tried again after so many scrapes. */
  private static final int TRY_AGAIN = 10;

  /** Samples of /metrics that are kept; a node shows about 500. */
  private static final int MOST_SAMPLES = 5000;

  /**
   * What to read, and where.
   *
   * @param alone whether the node is the only target, and so tells all of its cluster
   */
  record Order(
      HttpUrl plugin, HttpUrl api, Mode mode, Naming naming, QueuesConfig queues, boolean alone) {}

  private final Order order;
  private final Http http;
  private final Management management;
  private final Vhosts vhosts;
  private final ObjectChoice queues;
  private final ObjectChoice exchanges = new ObjectChoice(100, 0);
  private final Origins origins = new Origins();
  private final Clamped clamped = new Clamped();
  private String node = "";
  private int pluginRests;
  private int apiRests;
  private @Nullable ScrapeFailure apiFailure;

  RabbitMqScraper(Order order, Http http) {
    this.order = order;
    this.http = http;
    this.management = new Management(http, order.api());
    this.vhosts = new Vhosts(order.queues());
    this.queues = new ObjectChoice(order.queues().topByDepth(), order.queues().topByChange());
  }

  @Override
  public Reading begin(Deadline deadline) throws Unreachable {
    apiRests = Math.max(0, apiRests - 1);
    boolean managed = order.mode() == Mode.AUTO && management.hasUser();
    if (order.mode() == Mode.MANAGEMENT) {
      return byApi(deadline);
    }
    if (!managed) {
      return byPlugin(deadline);
    }
    Unreachable shut = null;
    if (pluginRests == 0) {
      try {
        // What hangs leaves time for the other door.
        return byPlugin(() -> deadline.left().dividedBy(2), deadline);
      } catch (Unreachable e) {
        shut = e;
      }
    }
    return byApiInstead(shut, deadline);
  }

  private Reading byApiInstead(@Nullable Unreachable shut, Deadline deadline) throws Unreachable {
    try {
      Reading reading = byApi(deadline);
      pluginRests = shut == null ? pluginRests - 1 : TRY_AGAIN;
      return reading;
    } catch (Unreachable e) {
      pluginRests = 0;
      throw shut == null ? e : RabbitMqErrors.neither(shut, e);
    }
  }

  private Reading byPlugin(Deadline deadline) throws Unreachable {
    return byPlugin(deadline, deadline);
  }

  private Reading byPlugin(Deadline first, Deadline all) throws Unreachable {
    List<Sample> samples = new ArrayList<>();
    Exposition exposition =
        new Exposition(
            name -> !name.startsWith("erlang_vm_allocators"),
            sample -> {
              if (samples.size() < MOST_SAMPLES) {
                samples.add(sample);
              }
            });
    HttpUrl url = Endpoint.below(order.plugin(), "metrics");
    try {
      http.get(url, "text/plain", first, exposition::read);
    } catch (ScrapeFailure e) {
      throw down(e);
    }
    if (samples.stream().noneMatch(sample -> sample.name().startsWith("rabbitmq_"))) {
      throw RabbitMqErrors.notRabbit(url, "shows no name that begins with rabbitmq_");
    }
    return new RabbitMqReading(this, all, new NodeAnswer.Plugin(samples, exposition));
  }

  private Reading byApi(Deadline deadline) throws Unreachable {
    try {
      return new RabbitMqReading(this, deadline, new NodeAnswer.Api(management.overview(deadline)));
    } catch (ScrapeFailure e) {
      throw down(e);
    }
  }

  private static Unreachable down(ScrapeFailure failure) {
    if (failure instanceof Unreachable unreachable) {
      return unreachable;
    }
    Unreachable down =
        new Unreachable(
            failure.subject(),
            failure.errorType(),
            String.valueOf(failure.getMessage()),
            failure.cure(),
            false);
    down.initCause(failure);
    return down;
  }

  Order order() {
    return order;
  }

  Http http() {
    return http;
  }

  Management management() {
    return management;
  }

  ObjectChoice queues() {
    return queues;
  }

  ObjectChoice exchanges() {
    return exchanges;
  }

  Origins origins() {
    return origins;
  }

  Clamped clamped() {
    return clamped;
  }

  QueueReading queueReading() {
    return new QueueReading(vhosts, queues, exchanges);
  }

  /** Whether the API is worth a try beside the plugin. */
  boolean apiOpen() {
    return management.hasUser() && order.mode() != Mode.PROMETHEUS && apiRests == 0;
  }

  /** The API did not let us in beside the plugin; where nobody is there, that is no failure. */
  void apiShut(ScrapeFailure failure) {
    apiRests = TRY_AGAIN;
    apiFailure = Nodes.shut(failure) ? null : RabbitMqErrors.part(failure);
  }

  /** Says again why the API is left alone, so that it is not taken for mended. */
  void sayWhyApiRests(Points into) {
    ScrapeFailure failure = apiFailure;
    if (apiRests > 0 && failure != null && order.mode() == Mode.AUTO) {
      into.failed(failure);
    }
  }

  /** Says which node answers, and is told which one did before; empty for the first time. */
  String answeredBy(String itsName) {
    String before = node;
    node = itsName;
    return before;
  }

  static Deadline within(Deadline deadline, Duration bound) {
    return () -> deadline.atMost(bound);
  }

  @Override
  public void abort() {
    http.abort();
  }

  @Override
  public void close() {
    http.close();
  }
}
