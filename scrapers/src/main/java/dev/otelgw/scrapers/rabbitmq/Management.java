package dev.otelgw.scrapers.rabbitmq;

import dev.otelgw.scrapers.scraping.Deadline;
import dev.otelgw.scrapers.scraping.ScrapeFailure;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import okhttp3.HttpUrl;

/** The management API of one node, which answers for its cluster. */
final class Management {

  private static final String JSON = "application/json";

  /** The most that the API gives at once. */
  private static final String PAGE_SIZE = "500";

  /** More objects than this are not looked at anyway. */
  private static final int MOST_PAGES = ObjectBook.MOST / 500;

  /** What is asked of the whole cluster. */
  private static final String OVERVIEW =
      "node,cluster_name,rabbitmq_version,erlang_version,disable_stats,message_stats,object_totals,"
          + "queue_totals";

  private final Http http;
  private final HttpUrl base;

  Management(Http http, HttpUrl base) {
    this.http = http;
    this.base = base;
  }

  /** Whether there is a user to ask as. */
  boolean hasUser() {
    return !http.user().isEmpty();
  }

  JsonFields overview(Deadline deadline) throws ScrapeFailure {
    HttpUrl url = Endpoint.below(base, "api/overview", "columns", OVERVIEW);
    return http.get(url, JSON, deadline, JsonFields::object);
  }

  List<JsonFields> nodes(String columns, Deadline deadline) throws ScrapeFailure {
    List<JsonFields> nodes = new ArrayList<>();
    HttpUrl url = Endpoint.below(base, "api/nodes", "columns", columns);
    http.get(
        url,
        JSON,
        deadline,
        in -> {
          JsonFields.list(in, nodes::add);
          return nodes;
        });
    return nodes;
  }

  /**
   * All objects of a kind, page by page.
   *
   * @param kind queues or exchanges
   */
  void objects(String kind, String columns, Deadline deadline, Consumer<JsonFields> each)
      throws ScrapeFailure {
    int pages = 1;
    for (int page = 1; page <= Math.min(pages, MOST_PAGES); page++) {
      HttpUrl url =
          Endpoint.below(
              base,
              "api/" + kind,
              "page",
              Integer.toString(page),
              "page_size",
              PAGE_SIZE,
              "columns",
              columns);
      JsonFields beside = http.get(url, JSON, deadline, in -> JsonFields.page(in, each));
      double count = beside.number("page_count");
      pages = Double.isNaN(count) ? 1 : (int) count;
    }
  }
}
