package dev.otelgw.services.api.http;

import dev.otelgw.services.json.Json;
import io.javalin.http.Context;

/** How a route answers. */
public final class Answers {

  private Answers() {}

  /** With JSON; the status stays what it is. */
  public static void json(Context request, Object body) {
    request
        .header("Cache-Control", "no-store")
        .contentType("application/json")
        .result(Json.write(body));
  }

  /** With what now is there (201). */
  public static void created(Context request, Object body) {
    json(request.status(201), body);
  }

  /** With nothing, for there is nothing to say (204). */
  public static void nothing(Context request) {
    request.status(204);
  }
}
