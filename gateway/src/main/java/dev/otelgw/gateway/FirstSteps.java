package dev.otelgw.gateway;

import java.util.Map;

/** What a newcomer is told when the built-in default has started. */
final class FirstSteps {

  private FirstSteps() {}

  static String text(Map<String, String> environment) {
    String host = environment.getOrDefault("OTELGW_HOST", "127.0.0.1");
    String target = host.equals("0.0.0.0") || host.isBlank() ? "127.0.0.1" : host;
    boolean cloud = BuiltInConfiguration.sendsToGrafanaCloud(environment);
    return """

    otelgw %s is running
      takes    OTLP/gRPC on %s:4317, OTLP/HTTP on http://%s:4318
      sends    %s
      shows    its own metrics on http://localhost:8888/metrics, its health on http://localhost:13133/ready
      try it   curl -i http://%s:4318/v1/traces -H 'Content-Type: application/json' \\
                 -d '{"resourceSpans":[{"resource":{"attributes":[{"key":"service.name","value":{"stringValue":"hello"}}]},\
    "scopeSpans":[{"spans":[{"traceId":"'$(openssl rand -hex 16)'","spanId":"'$(openssl rand -hex 8)'","name":"first",\
    "startTimeUnixNano":"'$(date +%%s)000000000'","endTimeUnixNano":"'$(date +%%s)500000000'"}]}]}]}'
      stop     Ctrl-C
    """
        .formatted(
            Product.VERSION,
            target,
            target,
            cloud
                ? "everything to Grafana Cloud"
                : "nothing anywhere: it prints a line per request and keeps the data in"
                    + " data/telemetry.jsonl",
            target);
  }
}
