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

  /** The same with a queue in the folder {@code queue}, and these further keys of it. */
  static String toDisk(String url, String... queueKeys) {
    return onDisk(toBackend(url, queue(queueKeys)));
  }

  /** A queue on disk that holds whatever comes. */
  static String queue(String... keys) {
    StringBuilder yaml =
        new StringBuilder("sending_queue: {storage: file_storage, queue_size: 1000000");
    for (String key : keys) {
      yaml.append(", ").append(key);
    }
    return yaml + "}";
  }

  /** Adds the extension that a configuration's queue names. */
  static String onDisk(String yaml) {
    return "extensions:\n  file_storage: {directory: queue}\n"
        + yaml.replace("service:\n", "service:\n  extensions: [health_check, file_storage]\n");
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
