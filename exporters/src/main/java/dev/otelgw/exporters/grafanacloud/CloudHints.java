package dev.otelgw.exporters.grafanacloud;

import dev.otelgw.exporters.http.Hints;
import dev.otelgw.pipeline.Signal;
import java.util.Locale;

/** What Grafana Cloud's refusals mean, by their status and texts, and which setting is wrong. */
final class CloudHints implements Hints {

  private final String instanceId;

  CloudHints(String instanceId) {
    this.instanceId = instanceId;
  }

  @Override
  public String of(int status, String text, Signal signal) {
    String said = text.toLowerCase(Locale.ROOT);
    return switch (status) {
      case 400 -> invalid(said);
      case 401, 403 -> unauthorized(said, signal);
      case 404 ->
          "wrong path or zone in endpoint; it is https://otlp-gateway-<zone>.grafana.net/otlp";
      case 413 -> "the request is larger than Grafana Cloud takes";
      case 415 -> "Grafana Cloud takes compression gzip or none";
      case 429 ->
          "a rate, stream or plan limit of the stack is reached; see the data source"
              + " grafanacloud-usage";
      default -> "";
    };
  }

  private String unauthorized(String said, Signal signal) {
    if (said.contains("invalid scope")) {
      return "the token in api_key lacks the scope %s:write; add it to its access policy"
          .formatted(signal.lowerName());
    }
    if (said.contains("host is not found")) {
      return "api_key is not an access policy token (glc_...) of this zone, or endpoint or zone is"
          + " not the stack's own";
    }
    if (said.contains("no credentials")) {
      return "the Authorization header was lost on the way; does a proxy remove it?";
    }
    return "instance_id %s and api_key do not belong together, or one is mistyped: instance_id is the OTLP instance id (not that of Prometheus, Loki or Tempo), api_key a token of the same organisation"
        .formatted(instanceId);
  }

  private static String invalid(String said) {
    if (said.contains("temporality")) {
      return "Grafana Cloud takes cumulative metrics only: set"
          + " OTEL_EXPORTER_OTLP_METRICS_TEMPORALITY_PREFERENCE=cumulative in the sender; other"
          + " metrics of the request may be stored";
    }
    if (said.contains("too old") || said.contains("too far behind")) {
      return "it is older than Grafana Cloud takes (metrics 2 h, logs 7 days); the rest of the"
          + " request may be stored";
    }
    if (said.contains("in the future") || said.contains("too new")) {
      return "it is more than 10 minutes ahead; is the sender's clock right?";
    }
    return "";
  }
}
