package dev.otelgw.receivers.otlp;

import dev.otelgw.pipeline.Caller;
import io.grpc.Attributes;
import io.grpc.Grpc;
import io.grpc.Metadata;
import io.grpc.ServerTransportFilter;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a call shows of who made it. Stateless. */
final class GrpcCredentials {

  /** Who is at the other end of a call's connection. */
  static final Attributes.Key<Caller> CONNECTION = Attributes.Key.create("otlp-connection");

  private GrpcCredentials() {}

  /** Finds that out, once for each connection. */
  static ServerTransportFilter connections() {
    return new ServerTransportFilter() {
      @Override
      public Attributes transportReady(Attributes attributes) {
        Caller client = Entrance.connection(attributes.get(Grpc.TRANSPORT_ATTR_REMOTE_ADDR));
        return attributes.toBuilder().set(CONNECTION, client).build();
      }
    };
  }

  /** The values of a header; of a binary one in base64. */
  static List<String> values(Metadata headers, String name) {
    List<String> values = new ArrayList<>(1);
    if (name.endsWith(Metadata.BINARY_HEADER_SUFFIX)) {
      Iterable<byte[]> all = headers.getAll(Metadata.Key.of(name, Metadata.BINARY_BYTE_MARSHALLER));
      if (all != null) {
        all.forEach(value -> values.add(Base64.getEncoder().encodeToString(value)));
      }
      return values;
    }
    Iterable<String> all = headers.getAll(Metadata.Key.of(name, Metadata.ASCII_STRING_MARSHALLER));
    if (all != null) {
      all.forEach(values::add);
    }
    return values;
  }

  /**
   * The headers by names in lower case.
   *
   * @param authority of the call, which is told as {@code host}
   */
  static Map<String, List<String>> metadata(Metadata headers, @Nullable String authority) {
    Map<String, List<String>> metadata = new HashMap<>();
    if (authority != null) {
      metadata.put("host", List.of(authority));
    }
    headers.keys().forEach(name -> metadata.put(name, values(headers, name)));
    return metadata;
  }
}
