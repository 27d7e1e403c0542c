package dev.otelgw.services.health;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * Asks a service of this container for its health: for images without curl. It needs nothing but
 * the JDK, so that it starts quickly.
 */
public final class HealthCheck {

  private static final int TIMEOUT_MILLIS = 3_000;

  private HealthCheck() {}

  /** Exits with 0 where all is well, else with 1 and what is missing. */
  public static void main(String[] args) {
    Map<String, String> environment = System.getenv();
    String url =
        "http://%s:%s/health"
            .formatted(
                environment.getOrDefault("HEALTH_HOST", "127.0.0.1"),
                environment.getOrDefault("HEALTH_PORT", "8080"));
    try {
      HttpURLConnection connection = (HttpURLConnection) URI.create(url).toURL().openConnection();
      connection.setConnectTimeout(TIMEOUT_MILLIS);
      connection.setReadTimeout(TIMEOUT_MILLIS);
      if (connection.getResponseCode() == HttpURLConnection.HTTP_OK) {
        System.exit(0);
      }
      System.err.println(
          new String(connection.getErrorStream().readAllBytes(), StandardCharsets.UTF_8).strip());
    } catch (IOException e) {
      System.err.println(url + ": " + e.getMessage());
    }
    System.exit(1);
  }
}
