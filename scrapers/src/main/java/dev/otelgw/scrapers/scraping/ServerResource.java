package dev.otelgw.scrapers.scraping;

import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.resource.v1.Resource;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/**
 * The resource of one server: what it is, where it is, and what the scraper learned of it. One per
 * server, whatever its metrics are about, so that {@code target_info} joins with all of them.
 * Thread-safe.
 */
final class ServerResource {

  /**
   * Namespace of service.instance.id, given by the OpenTelemetry semantic conventions for service
   * attributes ("service.instance.id").
   */
  private static final UUID NAMESPACE = UUID.fromString("4d63009a-8d0f-11ee-aad7-4c796ed8e320");

  /** What every server's resource has. */
  static final List<ResourceAttribute> ATTRIBUTES =
      List.of(
          new ResourceAttribute("server.address", "Host of the target.", true),
          new ResourceAttribute("server.port", "Port of the target.", true),
          new ResourceAttribute(
              "service.instance.id",
              "naming otel: UUID version 5 of host:port; naming prometheus: host:port, which"
                  + " becomes the label instance.",
              true),
          new ResourceAttribute(
              "service.name",
              "naming otel: the system; naming prometheus: the exporter whose names are used.",
              true),
          new ResourceAttribute(
              "service.namespace",
              "Only with naming prometheus: integrations, so that job is integrations/<exporter>.",
              true));

  private final Selection selection;
  private final Target target;
  private final Map<String, String> learned = new TreeMap<>();

  ServerResource(Selection selection, Target target) {
    this.selection = selection;
    this.target = target;
  }

  synchronized void learn(String name, String value) {
    learned.put(name, value);
  }

  synchronized Resource build() {
    Resource.Builder resource = Resource.newBuilder();
    add(resource, "server.address", target.host());
    if (target.port() > 0 && selection.wantsResource("server.port")) {
      resource.addAttributes(
          KeyValue.newBuilder()
              .setKey("server.port")
              .setValue(AnyValue.newBuilder().setIntValue(target.port())));
    }
    switch (selection.naming()) {
      case OTEL -> {
        add(resource, "service.instance.id", instanceId(target).toString());
        add(resource, "service.name", selection.system().name());
      }
      case PROMETHEUS -> {
        add(resource, "service.instance.id", target.toString());
        add(resource, "service.name", selection.system().exporter());
        add(resource, "service.namespace", "integrations");
      }
    }
    learned.forEach((name, value) -> add(resource, name, value));
    return resource.build();
  }

  private void add(Resource.Builder resource, String name, String value) {
    if (selection.wantsResource(name)) {
      resource.addAttributes(
          KeyValue.newBuilder().setKey(name).setValue(AnyValue.newBuilder().setStringValue(value)));
    }
  }

  /** UUID version 5 (RFC 9562, 5.5) of {@code host:port}. */
  static UUID instanceId(Target target) {
    byte[] hash;
    try {
      MessageDigest sha1 = MessageDigest.getInstance("SHA-1");
      sha1.update(
          ByteBuffer.allocate(16)
              .putLong(NAMESPACE.getMostSignificantBits())
              .putLong(NAMESPACE.getLeastSignificantBits())
              .array());
      hash = sha1.digest(target.toString().getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java runtime has SHA-1", e);
    }
    ByteBuffer bits = ByteBuffer.wrap(hash);
    long most = (bits.getLong() & 0xffffffff_ffff0fffL) | 0x5000L;
    long least = (bits.getLong() & 0x3fffffff_ffffffffL) | 0x80000000_00000000L;
    return new UUID(most, least);
  }
}
