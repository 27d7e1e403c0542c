package dev.otelgw.services.standin;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Bodies, queries and answers of HTTP requests. */
final class Exchanges {

  private Exchanges() {}

  /** A missing node without a body and for a form, null for broken JSON. */
  static @Nullable JsonNode json(String body) {
    if (!body.startsWith("{") && !body.startsWith("[")) {
      return MissingNode.getInstance();
    }
    try {
      return Replies.MAPPER.readTree(body);
    } catch (JsonProcessingException e) {
      return null;
    }
  }

  /** The parameters of a query or a form. */
  static Map<String, String> form(@Nullable String text) {
    Map<String, String> form = new HashMap<>();
    if (text != null && !text.isEmpty()) {
      for (String pair : text.split("&", -1)) {
        int equals = pair.indexOf('=');
        if (equals > 0) {
          form.put(decode(pair.substring(0, equals)), decode(pair.substring(equals + 1)));
        }
      }
    }
    return form;
  }

  static void answer(HttpExchange exchange, Replies.Reply reply) throws IOException {
    if (reply.body().isMissingNode()) {
      exchange.sendResponseHeaders(reply.status(), -1);
      return;
    }
    answer(exchange, reply.status(), "application/json", reply.body().toString());
  }

  static void answer(HttpExchange exchange, int status, String type, String text)
      throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", type);
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
  }

  private static String decode(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }
}
