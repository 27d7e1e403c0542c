package dev.otelgw.gateway.config;

import dev.otelgw.gateway.collector.CollectorKeys;
import java.util.Optional;

/**
 * Says why keys are refused that the Collector has.
 *
 * @param section what the keys are looked up under, see {@link CollectorKeys}; empty for nothing
 * @param base path of the component
 */
record Refusals(String section, String base) {

  /** For a key by its whole path. */
  Optional<String> why(String path) {
    if (section.isEmpty() || !path.startsWith(base + ".")) {
      return Optional.empty();
    }
    String key = path.substring(base.length() + 1).replaceAll("\\[\\d+]", "[]");
    return CollectorKeys.read().refusal(section, key);
  }
}
