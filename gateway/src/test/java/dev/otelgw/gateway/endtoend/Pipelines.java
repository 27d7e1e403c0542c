package dev.otelgw.gateway.endtoend;

/** Configurations of the tests: all three signals from {@code otlp} to the exporters named. */
final class Pipelines {

  private Pipelines() {}

  /** To one {@code otlp_http} exporter with quick retries and these further keys. */
  static String toBackend(String url, String... keys) {
    StringBuilder yaml = new StringBuilder("exporters:\n  otlp_http:\n    endpoint: " + url + "\n");
    yaml.append("    retry_on_failure: {initial_interval: 50ms, max_interval: 200ms}\n");
    for (String key : keys) {
      yaml.append("    ").append(key).append('\n');
    }
    return yaml + pipelines("otlp_http");
  }

  static String pipelines(String exporters) {
    return """
    service:
      pipelines:
        traces: {receivers: [otlp], exporters: [%1$s]}
        metrics: {receivers: [otlp], exporters: [%1$s]}
        logs: {receivers: [otlp], exporters: [%1$s]}
    """
        .formatted(exporters);
  }
}
