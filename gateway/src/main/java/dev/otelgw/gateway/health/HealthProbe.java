package dev.otelgw.gateway.health;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Asks a gateway whether it is ready, for containers that have no curl. */
public final class HealthProbe {

  private static final Duration TIMEOUT = Duration.ofSeconds(3);

  private HealthProbe() {}

  /**
   * What came of it.
   *
   * @param exitCode 0: ready, 1: not
   * @param line for people
   */
  public record Result(int exitCode, String line) {}

  /**
   * Asks once.
   *
   * @param endpoint {@code host:port} of the health pages
   * @throws IllegalArgumentException if it is not of that form; the message says so
   */
  public static Result ask(String endpoint) {
    URI uri = uri(endpoint);
    try {
      HttpURLConnection connection = (HttpURLConnection) uri.toURL().openConnection(Proxy.NO_PROXY);
      connection.setConnectTimeout(Math.toIntExact(TIMEOUT.toMillis()));
      connection.setReadTimeout(Math.toIntExact(TIMEOUT.toMillis()));
      connection.setInstanceFollowRedirects(false);
      try {
        return read(endpoint, connection);
      } finally {
        connection.disconnect();
      }
    } catch (IOException e) {
      return new Result(
          1,
          "not ready: no answer from %s (%s); is otelgw running, and does its health listen there?"
              .formatted(endpoint, e.getMessage()));
    }
  }

  private static URI uri(String endpoint) {
    try {
      URI uri = URI.create("http://" + endpoint + "/ready");
      if (uri.getHost() != null && uri.getPort() > 0 && uri.getPort() < 65_536) {
        return uri;
      }
    } catch (IllegalArgumentException e) {
      // Said below, in words that help.
    }
    throw new IllegalArgumentException(
        "\"%s\" is not of the form host:port; for example localhost:13133".formatted(endpoint));
  }

  private static Result read(String endpoint, HttpURLConnection connection) throws IOException {
    int status = connection.getResponseCode();
    if (status == 200) {
      return new Result(0, "ready");
    }
    if (status != 503) {
      return new Result(
          1, "not ready: %s answered HTTP %d; is it otelgw?".formatted(endpoint, status));
    }
    try (InputStream body = connection.getErrorStream()) {
      return new Result(1, "not ready: " + String.join("; ", reasons(body)));
    }
  }

  private static List<String> reasons(InputStream body) throws IOException {
    List<String> reasons = new ArrayList<>();
    try (JsonParser json = new JsonFactory().createParser(body)) {
      while (json.nextToken() != null) {
        if (json.currentToken() == JsonToken.START_ARRAY && "reasons".equals(json.currentName())) {
          while (json.nextToken() == JsonToken.VALUE_STRING) {
            reasons.add(json.getText());
          }
        }
      }
    }
    return reasons;
  }
}
