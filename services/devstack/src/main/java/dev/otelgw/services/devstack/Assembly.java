package dev.otelgw.services.devstack;

import dev.otelgw.services.devstack.processes.Keeper;
import dev.otelgw.services.devstack.processes.Ports;
import dev.otelgw.services.devstack.servers.PostgresServer;
import dev.otelgw.services.devstack.servers.RabbitServer;
import dev.otelgw.services.devstack.servers.RedisServer;
import dev.otelgw.services.devstack.servers.Secrets;
import dev.otelgw.services.devstack.sink.OtlpSink;
import dev.otelgw.services.standin.DiscordStandIn;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Tells each part where the others are. */
record Assembly(
    DevStackBuilder plan, Sources sources, Ports ports, Keeper keeper, HttpClient http) {

  private static final Path JAVA = Path.of(System.getProperty("java.home"));

  Gateway gateway(PostgresServer postgres, RedisServer redis, RabbitServer rabbit, OtlpSink sink) {
    Gateway.Endpoints endpoints =
        new Gateway.Endpoints(
            ports.next(4317), ports.next(4318), ports.next(13133), ports.next(8888));
    Map<String, String> values = new LinkedHashMap<>();
    values.put("grpc", Integer.toString(endpoints.grpc()));
    values.put("http", Integer.toString(endpoints.http()));
    values.put("health", Integer.toString(endpoints.health()));
    values.put("metrics", Integer.toString(endpoints.metrics()));
    values.put("postgresql", postgres.endpoint());
    values.put("redis", redis.endpoint());
    values.put("rabbitmq", rabbit.managementUrl());
    values.put("rabbitmq_prometheus", rabbit.prometheusUrl());
    values.put("sink", sink.url());
    values.put("interval", plan.interval().toMillis() + "ms");
    List<Path> configurations = new ArrayList<>();
    configurations.add(
        Gateway.configuration("gateway.yaml", plan.folder().resolve("gateway.yaml"), values));
    if (plan.sendsToGrafanaCloud()) {
      values.put("queue", plan.folder().resolve("queue").toString());
      configurations.add(
          Gateway.configuration(
              "grafana-cloud.yaml", plan.folder().resolve("grafana-cloud.yaml"), values));
    }
    configurations.addAll(plan.gatewayConfigurations());

    Map<String, String> environment = new LinkedHashMap<>();
    environment.put("JAVA_HOME", JAVA.toString());
    environment.put("OTELGW_NO_BUILD", "1");
    environment.put("OTELGW_JAVA_OPTS", "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Xmx256m");
    environment.put("DEVSTACK_POSTGRESQL_PASSWORD", postgres.monitoring().password());
    environment.put("DEVSTACK_REDIS_PASSWORD", redis.monitoring().password());
    environment.put("DEVSTACK_RABBITMQ_PASSWORD", rabbit.monitoring().password());
    environment.putAll(plan.gatewayEnvironment());
    return new Gateway(
        keeper, sources, configurations, environment, log("gateway"), endpoints, http);
  }

  /** All of them, started or not, so that each can be started later. */
  Map<Service, ServiceProcess> services(DevStack stack) {
    String discordSecret = Secrets.fresh();
    Map<Service, ServiceProcess> services = new EnumMap<>(Service.class);
    for (Service service : Service.values()) {
      Map<String, String> environment = new LinkedHashMap<>();
      environment.put("DATABASE_URL", stack.postgres().url());
      environment.put("REDIS_URL", stack.redis().url());
      environment.put("RABBITMQ_URL", stack.rabbit().url());
      environment.put("HEALTH_PORT", Integer.toString(ports.next(8080)));
      environment.putAll(discord(service, stack.discord(), discordSecret));
      environment.put("OTEL_SERVICE_NAME", service.serviceName());
      if (plan.agent()) {
        environment.putAll(telemetry(service, stack.gateway()));
      }
      environment.putAll(plan.environment(service));
      services.put(
          service,
          new ServiceProcess(
              service, keeper, words(service), environment, log(service.serviceName()), http));
    }
    return services;
  }

  private Map<String, String> discord(Service service, DiscordStandIn discord, String secret) {
    Map<String, String> environment = new LinkedHashMap<>();
    environment.put("DISCORD_API_URL", discord.apiUrl().toString());
    environment.put("DISCORD_BOT_TOKEN", "bot-" + secret);
    return switch (service) {
      case API -> {
        int port = ports.next(8000);
        environment.put("HTTP_PORT", Integer.toString(port));
        environment.put("DISCORD_CLIENT_ID", discord.applicationId());
        environment.put("DISCORD_CLIENT_SECRET", "client-" + secret);
        environment.put(
            "DISCORD_REDIRECT_URI", "http://127.0.0.1:%d/api/v1/auth/callback".formatted(port));
        // 32 characters.
        byte[] key = Secrets.fresh().getBytes(StandardCharsets.US_ASCII);
        environment.put("SESSION_KEY", Base64.getEncoder().encodeToString(key));
        yield environment;
      }
      case BOT -> {
        environment.put("HTTP_PORT", Integer.toString(ports.next(8001)));
        environment.put("DISCORD_APPLICATION_ID", discord.applicationId());
        environment.put("DISCORD_PUBLIC_KEY", discord.publicKey());
        yield environment;
      }
      case NOTIFICATION_DAEMON, STATUS_TRANSITION_DAEMON -> Map.of();
    };
  }

  /** What is done is to be seen soon: in seconds, where production takes a minute. */
  private Map<String, String> telemetry(Service service, Gateway gateway) {
    Map<String, String> environment = new LinkedHashMap<>(sources.agentEnvironment());
    environment.put("OTEL_EXPORTER_OTLP_ENDPOINT", gateway.url());
    environment.put(
        "OTEL_RESOURCE_ATTRIBUTES",
        "service.instance.id=%s-1,service.version=0.1.0,deployment.environment=devstack"
            .formatted(service.serviceName()));
    environment.put("OTEL_METRIC_EXPORT_INTERVAL", Long.toString(plan.interval().toMillis()));
    environment.put("OTEL_BSP_SCHEDULE_DELAY", "200");
    environment.put("OTEL_BLRP_SCHEDULE_DELAY", "200");
    return environment;
  }

  private List<String> words(Service service) {
    List<String> words = new ArrayList<>();
    words.add(JAVA.resolve("bin/java").toString());
    words.addAll(plan.jvm());
    if (plan.agent()) {
      words.add("-javaagent:" + sources.agent());
    }
    words.addAll(List.of("-cp", sources.classPath(service), service.mainClass()));
    return words;
  }

  private Path log(String name) {
    return plan.folder().resolve("logs").resolve(name + ".log");
  }
}
