package dev.otelgw.receivers.otlp;

import dev.otelgw.pipeline.config.Checked;
import dev.otelgw.pipeline.config.Problems;
import dev.otelgw.pipeline.config.Setting;
import java.util.List;

/** Which web pages may send from browsers: {@code protocols.http.cors}. */
public record CorsConfig(
    @Setting(
            "Origins of the pages, for example https://shop.example.com; * stands for any text, so"
                + " https://*.example.com. Empty: none.")
        List<String> allowedOrigins,
    @Setting("Headers that pages may send beside Content-Type; * for all.")
        List<String> allowedHeaders,
    @Setting("Headers of answers that pages may read.") List<String> exposedHeaders,
    @Setting(
            value = "Seconds for which browsers remember what is allowed. 0: as they like.",
            min = 0)
        int maxAge)
    implements Checked {

  /** Nobody is allowed. */
  public CorsConfig() {
    this(List.of(), List.of(), List.of(), 0);
  }

  /** Copies the lists. */
  public CorsConfig {
    allowedOrigins = List.copyOf(allowedOrigins);
    allowedHeaders = List.copyOf(allowedHeaders);
    exposedHeaders = List.copyOf(exposedHeaders);
  }

  @Override
  public void check(Problems problems) {
    if (allowedOrigins.isEmpty()) {
      if (!allowedHeaders.isEmpty()) {
        problems.warning("allowed_headers", "has no effect without allowed_origins");
      }
      if (!exposedHeaders.isEmpty()) {
        problems.warning("exposed_headers", "has no effect without allowed_origins");
      }
      if (maxAge > 0) {
        problems.warning("max_age", "has no effect without allowed_origins");
      }
    }
    for (String origin : allowedOrigins) {
      boolean scheme = origin.contains("://") || origin.startsWith("*") || origin.equals("null");
      if (!scheme || origin.endsWith("/")) {
        problems.warning(
            "allowed_origins",
            "\"%s\" never matches: browsers name origins as in https://shop.example.com"
                .formatted(origin));
      }
    }
  }
}
