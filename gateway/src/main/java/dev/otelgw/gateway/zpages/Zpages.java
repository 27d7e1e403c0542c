package dev.otelgw.gateway.zpages;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.otelgw.gateway.http.LocalServer;
import dev.otelgw.gateway.http.Page;
import dev.otelgw.gateway.http.Reply;
import dev.otelgw.pipeline.Component;
import dev.otelgw.pipeline.ComponentId;
import dev.otelgw.pipeline.Context;
import dev.otelgw.pipeline.Host;
import dev.otelgw.pipeline.config.HostPort;
import dev.otelgw.pipeline.delivery.DeliveryStatus;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Serves the pages. Thread-safe, but for start and close. */
final class Zpages implements Component {

  private static final JsonFactory JSON = new JsonFactory();

  private final Host host;
  private final Context context;
  private final Instant since;
  private final LocalServer server;

  Zpages(ZpagesConfig config, Host host, Context context) {
    this.host = host;
    this.context = context;
    this.since = context.clock().now();
    HostPort endpoint = HostPort.parse(config.endpoint());
    this.server =
        new LocalServer(
            "zpages",
            endpoint.host().isEmpty() ? "0.0.0.0" : endpoint.host(),
            endpoint.port(),
            "extensions." + context.id().key() + ".endpoint",
            Map.of(
                "/debug/servicez", page(this::service),
                "/debug/pipelinez", page(this::pipelines),
                "/debug/extensionz", page(this::extensions)));
  }

  /** Writes the fields of the page's object. */
  private interface Fields {
    void write(JsonGenerator json) throws IOException;
  }

  private static Page page(Fields fields) {
    return _ -> {
      StringWriter out = new StringWriter(512);
      try (JsonGenerator json = JSON.createGenerator(out)) {
        json.useDefaultPrettyPrinter();
        json.writeStartObject();
        fields.write(json);
        json.writeEndObject();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      return Reply.json(200, out.append('\n').toString());
    };
  }

  @Override
  public void start() {
    server.start();
  }

  /** The port that is listened on; -1 while nothing is. */
  int port() {
    return server.port();
  }

  private void service(JsonGenerator json) throws IOException {
    json.writeStringField("product", context.product());
    json.writeStringField("phase", host.phase().name().toLowerCase(Locale.ROOT));
    json.writeStringField("since", since.toString());
    Duration uptime = Duration.between(since, context.clock().now());
    json.writeNumberField("uptime_seconds", uptime.toSeconds());
    json.writeNumberField("memory_held_bytes", context.memory().held());
    json.writeNumberField("memory_limit_bytes", context.memory().limit());
    json.writeNumberField("pipelines", host.pipelines().size());
    json.writeNumberField("extensions", host.extensions().size());
  }

  private void pipelines(JsonGenerator json) throws IOException {
    List<DeliveryStatus> deliveries = host.deliveries();
    json.writeArrayFieldStart("pipelines");
    for (Host.Running pipeline : host.pipelines()) {
      json.writeStartObject();
      json.writeStringField("name", pipeline.name());
      ids(json, "receivers", pipeline.receivers());
      ids(json, "processors", pipeline.processors());
      ids(json, "exporters", pipeline.exporters());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeArrayFieldStart("deliveries");
    for (DeliveryStatus delivery : deliveries) {
      json.writeStartObject();
      json.writeStringField("exporter", delivery.exporter().key());
      json.writeStringField("signal", delivery.signal().lowerName());
      json.writeStringField("state", delivery.state().name().toLowerCase(Locale.ROOT));
      json.writeStringField("last_error", delivery.lastError());
      json.writeNumberField("accepted_items", delivery.accepted());
      json.writeNumberField("sent_items", delivery.sent());
      json.writeNumberField("dropped_items", delivery.dropped());
      json.writeNumberField("dead_lettered_items", delivery.deadLettered());
      json.writeNumberField("queued_items", delivery.queued());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private void extensions(JsonGenerator json) throws IOException {
    ids(json, "extensions", host.extensions());
  }

  private static void ids(JsonGenerator json, String name, List<ComponentId> ids)
      throws IOException {
    json.writeArrayFieldStart(name);
    for (ComponentId id : ids) {
      json.writeString(id.key());
    }
    json.writeEndArray();
  }

  @Override
  public void close() {
    server.close();
  }
}
