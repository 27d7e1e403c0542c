package dev.otelgw.receivers.otlp;

import dev.otelgw.pipeline.auth.ServerAuthenticator.Headers;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.QueryStringDecoder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What a request shows of who sent it: its headers, and parameters of its query. Stateless. */
final class HttpCredentials {

  private HttpCredentials() {}

  /**
   * For an authenticator.
   *
   * @param params the parameters that count as headers, and win over those
   */
  static Headers of(HttpRequest head, List<String> params) {
    if (params.isEmpty()) {
      return name -> head.headers().getAll(name);
    }
    Map<String, List<String>> query = query(head.uri());
    return name -> {
      for (String param : params) {
        List<String> values = query.get(param);
        if (values != null && param.equalsIgnoreCase(name)) {
          return values;
        }
      }
      return head.headers().getAll(name);
    };
  }

  private static Map<String, List<String>> query(String uri) {
    try {
      return new QueryStringDecoder(uri).parameters();
    } catch (IllegalArgumentException _) {
      return Map.of(); // It is not encoded as it should be.
    }
  }

  /** The headers by names in lower case. */
  static Map<String, List<String>> metadata(HttpRequest head) {
    Map<String, List<String>> metadata = new HashMap<>();
    head.headers()
        .forEach(header ->
            metadata
                .computeIfAbsent(header.getKey().toLowerCase(Locale.ROOT), _ -> new ArrayList<>(1))
                .add(header.getValue()));
    return metadata;
  }
}
