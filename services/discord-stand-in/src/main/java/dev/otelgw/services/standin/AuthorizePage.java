package dev.otelgw.services.standin;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.util.Map;

/**
 * The page of a login. {@code /oauth2/authorize} sends the browser back at once with {@code
 * user=<id>} in its query, and asks who one is without.
 */
final class AuthorizePage implements HttpHandler {

  private final World world;
  private final Logins logins;

  AuthorizePage(World world, Logins logins) {
    this.world = world;
    this.logins = logins;
  }

  @Override
  public void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      authorize(exchange);
    }
  }

  private void authorize(HttpExchange exchange) throws IOException {
    String rawQuery = exchange.getRequestURI().getRawQuery();
    Map<String, String> query = Exchanges.form(rawQuery);
    String user = query.getOrDefault("user", "");
    String redirect = query.getOrDefault("redirect_uri", "");
    if (redirect.isEmpty() || !query.getOrDefault("response_type", "").equals("code")) {
      Exchanges.answer(exchange, Replies.invalid("redirect_uri, response_type"));
    } else if (world.hasUser(user)) {
      exchange
          .getResponseHeaders()
          .set("Location", logins.agree(user, redirect, query.getOrDefault("state", "")));
      exchange.sendResponseHeaders(302, -1);
    } else {
      String page = Logins.page(world, rawQuery == null ? "" : rawQuery);
      Exchanges.answer(exchange, 200, "text/html; charset=utf-8", page);
    }
  }
}
