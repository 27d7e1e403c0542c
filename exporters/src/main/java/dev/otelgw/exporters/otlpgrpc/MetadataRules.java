package dev.otelgw.exporters.otlpgrpc;

import dev.otelgw.pipeline.config.Problems;
import dev.otelgw.pipeline.config.Secret;
import io.grpc.Metadata;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * From the key {@code headers} to what gRPC sends (grpc/doc/PROTOCOL-HTTP2.md, Custom-Metadata).
 */
final class MetadataRules {

  private static final Pattern NAME = Pattern.compile("[0-9a-z_.-]+");

  private static final Pattern VALUE = Pattern.compile("[\\x20-\\x7e]*");

  /** gRPC's own; {@code user-agent} is taken by {@link #userAgent}. */
  private static final Set<String> OWN =
      Set.of("content-type", "te", "host", "connection", "content-length", "transfer-encoding");

  private static final String USER_AGENT = "user-agent";

  private MetadataRules() {}

  /** Reports headers that cannot be sent, at {@code headers.<name>}, without showing values. */
  static void check(Map<String, Secret> headers, Problems problems) {
    headers.forEach((name, value) -> {
      String key = "headers." + name;
      if (!NAME.matcher(lower(name)).matches()) {
        problems.error(
            key, "is not a gRPC header name; use letters, digits, hyphens, underscores and dots");
      } else if (isOwn(name)) {
        problems.warning(key, "is set by gRPC itself; this one is ignored" + cure(lower(name)));
      } else if (!isBinary(name) && !VALUE.matcher(value.reveal()).matches()) {
        problems.error(
            key, "has a line break or a character that is not ASCII in its value; remove it");
      }
    });
  }

  private static String cure(String name) {
    return name.equals("host") ? "; use authority" : "";
  }

  /** The first of these that cannot be sent; empty where all can. */
  static Optional<String> unsendable(Map<String, Secret> headers) {
    return headers.entrySet().stream()
        .filter(header ->
            !NAME.matcher(lower(header.getKey())).matches()
                || (!isBinary(header.getKey())
                    && !VALUE.matcher(header.getValue().reveal()).matches()))
        .map(Map.Entry::getKey)
        .findFirst();
  }

  /** What is sent with each request. */
  static Metadata of(Map<String, Secret> headers) {
    Metadata metadata = new Metadata();
    headers.forEach((name, value) -> {
      if (isOwn(name) || lower(name).equals(USER_AGENT)) {
        return;
      }
      if (isBinary(name)) {
        metadata.put(
            Metadata.Key.of(lower(name), Metadata.BINARY_BYTE_MARSHALLER),
            value.reveal().getBytes(StandardCharsets.UTF_8));
      } else {
        metadata.put(
            Metadata.Key.of(lower(name), Metadata.ASCII_STRING_MARSHALLER), value.reveal());
      }
    });
    return metadata;
  }

  /** A User-Agent among the headers; empty where there is none. */
  static String userAgent(Map<String, Secret> headers) {
    return headers.entrySet().stream()
        .filter(header -> lower(header.getKey()).equals(USER_AGENT))
        .map(header -> header.getValue().reveal())
        .findFirst()
        .orElse("");
  }

  private static boolean isOwn(String name) {
    return OWN.contains(lower(name)) || lower(name).startsWith("grpc-");
  }

  private static boolean isBinary(String name) {
    return lower(name).endsWith(Metadata.BINARY_HEADER_SUFFIX);
  }

  private static String lower(String text) {
    return text.toLowerCase(Locale.ROOT);
  }
}
