package dev.otelgw.receivers.otlp;

import dev.otelgw.pipeline.config.Problems;
import dev.otelgw.pipeline.config.Secret;
import io.netty.handler.codec.http.HttpHeaders;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What every answer of the HTTP port carries: {@code response_headers}, and what CORS adds. */
record ResponseHeaders(Map<String, Secret> configured, Cors cors) {

  /** A token (RFC 9110, section 5.6.2). */
  private static final Pattern NAME = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");

  /** Those that say where a message ends, and what it is. */
  private static final Set<String> OURS =
      Set.of("content-length", "content-type", "transfer-encoding", "connection");

  /**
   * Adds them.
   *
   * @param origin of the request; null where it names none
   */
  void addTo(HttpHeaders answer, @Nullable String origin) {
    cors.allow(origin, answer);
    configured.forEach((name, value) -> answer.set(name, value.reveal()));
  }

  /** Reports what is wrong with {@code response_headers}. */
  static void check(Map<String, Secret> headers, Problems problems) {
    headers.forEach((name, value) -> {
      String key = "response_headers." + name;
      if (!NAME.matcher(name).matches()) {
        problems.error("response_headers", "\"%s\" is no name of a header".formatted(name));
      } else if (OURS.contains(name.toLowerCase(Locale.ROOT))) {
        problems.error(key, "cannot be set: each answer has its own");
      } else if (value.reveal().chars().anyMatch(c -> c == '\r' || c == '\n' || c == 0)) {
        problems.error(key, "has a line break in it, which no header can; remove it");
      }
    });
  }
}
