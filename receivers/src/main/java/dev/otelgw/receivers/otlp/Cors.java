package dev.otelgw.receivers.otlp;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Lets pages of chosen origins send (Fetch standard, "CORS protocol"). It is browsers that enforce
 * it: a request of another origin is answered as any other, and its page does not see the answer.
 */
final class Cors {

  /** What OTLP needs, and what older libraries of browsers always send. */
  private static final List<String> ALWAYS = List.of("content-type", "x-requested-with");

  private static final String PREFLIGHT_VARY =
      "Origin, Access-Control-Request-Method, Access-Control-Request-Headers";

  private final List<String> origins;
  private final Set<String> headers = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
  private final boolean anyHeader;
  private final String exposed;
  private final int maxAge;

  Cors(CorsConfig config) {
    origins = config.allowedOrigins().stream().map(Cors::lower).toList();
    headers.addAll(ALWAYS);
    headers.addAll(config.allowedHeaders());
    anyHeader = headers.contains("*");
    exposed = String.join(", ", config.exposedHeaders());
    maxAge = config.maxAge();
  }

  private static String lower(String text) {
    return text.toLowerCase(Locale.ROOT);
  }

  private boolean on() {
    return !origins.isEmpty();
  }

  /** Whether a browser asks what it may do. */
  boolean asksFirst(HttpRequest request) {
    return on()
        && request.method().equals(HttpMethod.OPTIONS)
        && request.headers().contains(HttpHeaderNames.ORIGIN)
        && request.headers().contains(HttpHeaderNames.ACCESS_CONTROL_REQUEST_METHOD);
  }

  /** The answer to that. */
  HttpAnswer preflight(HttpRequest request) {
    HttpAnswer answer = HttpAnswer.empty().with(HttpHeaderNames.VARY, PREFLIGHT_VARY);
    if (!allows(request.headers().get(HttpHeaderNames.ORIGIN))) {
      return answer;
    }
    answer.with(HttpHeaderNames.ACCESS_CONTROL_ALLOW_METHODS, "POST");
    String allowed =
        request.headers().getAll(HttpHeaderNames.ACCESS_CONTROL_REQUEST_HEADERS).stream()
            .flatMap(line -> Arrays.stream(line.split(",")))
            .map(String::strip)
            .filter(name -> anyHeader || headers.contains(name))
            .collect(Collectors.joining(", "));
    if (!allowed.isEmpty()) {
      answer.with(HttpHeaderNames.ACCESS_CONTROL_ALLOW_HEADERS, allowed);
    }
    if (maxAge > 0) {
      answer.with(HttpHeaderNames.ACCESS_CONTROL_MAX_AGE, maxAge);
    }
    return answer;
  }

  /**
   * Tells the browser, with any answer, that its page may see it.
   *
   * @param origin of the request; null where it names none
   */
  void allow(@Nullable String origin, HttpHeaders answer) {
    if (!on()) {
      return;
    }
    boolean preflight = answer.contains(HttpHeaderNames.VARY);
    if (!preflight) {
      answer.set(HttpHeaderNames.VARY, "Origin");
    }
    if (!allows(origin)) {
      return;
    }
    answer.set(HttpHeaderNames.ACCESS_CONTROL_ALLOW_ORIGIN, origin);
    answer.set(HttpHeaderNames.ACCESS_CONTROL_ALLOW_CREDENTIALS, "true");
    if (!preflight && !exposed.isEmpty()) {
      answer.set(HttpHeaderNames.ACCESS_CONTROL_EXPOSE_HEADERS, exposed);
    }
  }

  private boolean allows(@Nullable String origin) {
    return origin != null && origins.stream().anyMatch(pattern -> matches(pattern, lower(origin)));
  }

  /** In one pass over the text, whatever the pattern: anybody may send origins. */
  static boolean matches(String pattern, String text) {
    String[] parts = pattern.split("\\*", -1);
    String first = parts[0];
    String last = parts[parts.length - 1];
    if (parts.length == 1) {
      return text.equals(pattern);
    }
    int end = text.length() - last.length();
    if (end < first.length() || !text.startsWith(first) || !text.endsWith(last)) {
      return false;
    }
    int at = first.length();
    for (int i = 1; i < parts.length - 1; i++) {
      int found = text.indexOf(parts[i], at);
      if (found < 0 || found + parts[i].length() > end) {
        return false;
      }
      at = found + parts[i].length();
    }
    return true;
  }
}
