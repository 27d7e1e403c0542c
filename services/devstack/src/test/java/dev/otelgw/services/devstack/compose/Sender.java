package dev.otelgw.services.devstack.compose;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/** Somebody's service, which sends a span at a time to a gateway, as OTLP in JSON. */
final class Sender implements AutoCloseable {

  private final RunningGateway gateway;
  private final HttpClient http = HttpClient.newHttpClient();

  Sender(RunningGateway gateway) {
    this.gateway = gateway;
  }

  /** Sends a span with an attribute, stamped now, and fails if it is not acknowledged. */
  void span(String name, String key, String value) throws IOException, InterruptedException {
    ThreadLocalRandom random = ThreadLocalRandom.current();
    long now = System.currentTimeMillis();
    String body =
        """
        {"resourceSpans":[{"resource":{"attributes":[
          {"key":"service.name","value":{"stringValue":"sender"}}]},
        "scopeSpans":[{"spans":[{"traceId":"%016x%016x","spanId":"%016x","name":"%s","kind":3,
          "startTimeUnixNano":"%d000000","endTimeUnixNano":"%d000000",
          "attributes":[{"key":"%s","value":{"stringValue":"%s"}}]}]}]}]}
        """
            .formatted(
                random.nextLong(),
                random.nextLong() | 1,
                random.nextLong() | 1,
                name,
                now,
                now,
                key,
                value);
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(gateway.url() + "/v1/traces"))
            .timeout(Duration.ofSeconds(20))
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build();
    HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
    if (answer.statusCode() != 200) {
      throw new AssertionError(
          "the gateway answered " + answer.statusCode() + ": " + answer.body());
    }
  }

  @Override
  public void close() {
    http.close();
  }
}
