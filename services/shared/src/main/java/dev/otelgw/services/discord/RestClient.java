package dev.otelgw.services.discord;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/**
 * One request to Discord from its first attempt to its answer: waits for its place in the rate
 * limits, honours 429 and tries repeatable requests again after failures that pass, all within
 * bounds. Calls run on the caller's thread. Thread-safe.
 */
final class RestClient implements AutoCloseable {

  /** The longest time that one call spends waiting, in all. */
  static final Duration LONGEST_WAIT = Duration.ofSeconds(30);

  private static final int ATTEMPTS_ON_FAILURE = 3;
  private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
  private static final String AGENT = "DiscordBot (otelgw game scheduler, 0.1.0)";

  private final OkHttpClient http;
  private final String base;
  private final Pace pace;
  private final RateLimits limits;
  private final InvalidRequests invalid;

  RestClient(URI apiUrl, Pace pace) {
    this.http =
        new OkHttpClient.Builder()
            .connectTimeout(5, TimeUnit.SECONDS)
            .readTimeout(15, TimeUnit.SECONDS)
            .callTimeout(20, TimeUnit.SECONDS)
            .followRedirects(false)
            .build();
    this.base = apiUrl.toString().replaceFirst("/+$", "");
    this.pace = pace;
    this.limits = new RateLimits(pace.nanoTime());
    this.invalid = new InvalidRequests(pace.nanoTime());
  }

  /**
   * Sends and returns the answer's JSON, a missing node for an answer without body.
   *
   * @param authorization the header's value, null for none
   * @param cure what to correct when the answer is 401
   */
  JsonNode send(
      Route route, @Nullable String authorization, @Nullable RequestBody body, String cure) {
    Request request = request(route, authorization, body);
    Waited waited = new Waited(route);
    int failures = 0;
    while (true) {
      if (invalid.exhausted()) {
        throw new DiscordException.Unavailable(
            ("Discord %s: %d answers of 401, 403 or 429 in ten minutes; nothing is sent until they"
                    + " are fewer, for Discord shuts out an address after 10000")
                .formatted(route, InvalidRequests.LIMIT),
            Duration.ofMinutes(1),
            null);
      }
      takeTurn(route, waited);
      Answer answer;
      try {
        answer = exchange(request);
      } catch (IOException e) {
        waitAfterFailure(route, ++failures, e.toString(), e);
        continue;
      }
      limits.learn(route, answer.limits());
      if (answer.status() == 429) {
        waitAsTold(route, answer, waited);
      } else if (answer.status() >= 500) {
        waitAfterFailure(route, ++failures, answer.text(), null);
      } else if (answer.status() >= 300) {
        if (answer.status() == 401 || answer.status() == 403) {
          invalid.count();
        }
        throw answer.failure(route, cure);
      } else {
        return answer.json();
      }
    }
  }

  /** Closes idle connections. */
  @Override
  public void close() {
    http.connectionPool().evictAll();
  }

  private void takeTurn(Route route, Waited waited) {
    RateLimits.Turn turn = limits.take(route);
    while (!turn.pause().isZero()) {
      waited.add(turn.pause());
      pace.hold(route, turn.scope(), turn.pause());
      turn = limits.take(route);
    }
  }

  private void waitAsTold(Route route, Answer answer, Waited waited) {
    if (!answer.scope().equals("shared")) {
      invalid.count();
    }
    Duration retryAfter = answer.retryAfter();
    limits.refused(route, answer.global(), retryAfter);
    waited.add(retryAfter);
    pace.hold(route, answer.global() ? "global" : answer.scope(), retryAfter);
  }

  private void waitAfterFailure(
      Route route, int failures, String why, @Nullable IOException cause) {
    if (!route.repeatable() || failures >= ATTEMPTS_ON_FAILURE) {
      throw new DiscordException.Unavailable(
          "Discord %s: %s, %d attempts".formatted(route, why, failures), Duration.ZERO, cause);
    }
    pace.sleep(route, FIRST_PAUSE.multipliedBy(1L << (failures - 1)));
  }

  private Answer exchange(Request request) throws IOException {
    try (Response response = http.newCall(request).execute()) {
      return Answer.of(response);
    }
  }

  private Request request(Route route, @Nullable String authorization, @Nullable RequestBody body) {
    Request.Builder request =
        new Request.Builder()
            .url(base + route.path())
            .method(route.method(), body)
            .header("User-Agent", AGENT);
    if (authorization != null) {
      request.header("Authorization", authorization);
    }
    return request.build();
  }

  /** What one call has waited for rate limits, and its bound. */
  private static final class Waited {

    private final Route route;
    private Duration sum = Duration.ZERO;

    Waited(Route route) {
      this.route = route;
    }

    void add(Duration wait) {
      if (sum.plus(wait).compareTo(LONGEST_WAIT) > 0) {
        throw new DiscordException.Unavailable(
            "Discord %s: rate limited for %d ms more, a call waits for %d s at most"
                .formatted(route, wait.toMillis(), LONGEST_WAIT.toSeconds()),
            wait,
            null);
      }
      sum = sum.plus(wait);
    }
  }
}
