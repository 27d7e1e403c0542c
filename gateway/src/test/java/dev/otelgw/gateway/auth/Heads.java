package dev.otelgw.gateway.auth;

import dev.otelgw.pipeline.auth.ServerAuthenticator.Headers;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;

/** Headers of requests. */
final class Heads {

  static final Headers NONE = _ -> List.of();

  private Heads() {}

  static Headers of(String name, String... values) {
    return asked -> asked.equalsIgnoreCase(name) ? List.of(values) : List.of();
  }

  static Headers basic(String user, String password) {
    return of("Authorization", basicValue(user, password));
  }

  static String basicValue(String user, String password) {
    byte[] pair = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
    return "Basic " + Base64.getEncoder().encodeToString(pair);
  }
}
