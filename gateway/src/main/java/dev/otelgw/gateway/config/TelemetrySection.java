package dev.otelgw.gateway.config;

import dev.otelgw.gateway.logs.LogEncoding;
import dev.otelgw.gateway.logs.LogLevel;
import dev.otelgw.gateway.logs.LogsConfig;
import dev.otelgw.pipeline.config.Checked;
import dev.otelgw.pipeline.config.Problems;
import dev.otelgw.pipeline.config.Setting;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** The keys of {@code service.telemetry}, those included that are let through without effect. */
record TelemetrySection(
    @Setting("The gateway's own log, on standard error.") LogsSection logs,
    @Setting("The gateway's own metrics.") MetricsSection metrics,
    @Setting("the gateway does not trace itself") Ignored traces,
    @Setting("What the gateway calls itself: service.name, service.version, service.instance.id.")
        Map<String, Object> resource)
    implements Checked {

  private static final Set<String> IDENTITY =
      Set.of("service.name", "service.version", "service.instance.id");

  TelemetrySection() {
    this(new LogsSection(), new MetricsSection(), new Ignored(), Map.of());
  }

  @Override
  public void check(Problems problems) {
    for (String name : resource.keySet()) {
      if (!IDENTITY.contains(name)) {
        problems.warning(
            "resource." + name,
            "has no effect here: own metrics carry service.name, service.version and"
                + " service.instance.id only");
      }
    }
  }

  Telemetry telemetry() {
    Map<String, String> identity = new LinkedHashMap<>();
    resource.forEach((name, value) -> {
      if (IDENTITY.contains(name)) {
        identity.put(name, value.toString());
      }
    });
    return new Telemetry(
        new LogsConfig(logs.level(), logs.encoding()),
        metrics.level(),
        metrics.prometheus(),
        identity);
  }

  record LogsSection(
      @Setting("Say this and all that is worse.") LogLevel level,
      @Setting("Form of a line: console (for people) or json.") LogEncoding encoding,
      @Setting("there is one mode") Ignored development,
      @Setting("lines name no source file") Ignored disableCaller,
      @Setting("stack traces are for bugs only") Ignored disableStacktrace,
      @Setting("repeated lines are counted, not sampled") Ignored sampling,
      @Setting("logs go to standard error") Ignored outputPaths,
      @Setting("logs go to standard error") Ignored errorOutputPaths,
      @Setting("lines have fixed fields") Ignored initialFields,
      @Setting("logs go to standard error") Ignored processors) {

    LogsSection() {
      this(LogLevel.INFO, LogEncoding.CONSOLE, new Ignored());
    }

    private LogsSection(LogLevel level, LogEncoding encoding, Ignored no) {
      this(level, encoding, no, no, no, no, no, no, no, no);
    }
  }
}
