package dev.otelgw.scrapers.scraping;

import dev.otelgw.pipeline.config.Setting;

/** Switches a metric or a resource attribute. */
public record Toggle(@Setting("Whether it is sent.") boolean enabled) {

  /** On. */
  public Toggle() {
    this(true);
  }
}
