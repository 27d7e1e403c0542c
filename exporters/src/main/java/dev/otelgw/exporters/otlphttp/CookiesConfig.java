package dev.otelgw.exporters.otlphttp;

import dev.otelgw.pipeline.config.Setting;

/** Cookies of the backend: {@code cookies}. The section alone turns them on. */
public record CookiesConfig(
    @Setting("Keep the backend's cookies in memory and send them back.") boolean enabled) {

  /** On. */
  public CookiesConfig() {
    this(true);
  }
}
