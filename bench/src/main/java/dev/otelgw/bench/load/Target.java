package dev.otelgw.bench.load;

import dev.otelgw.bench.message.Messages;
import java.net.InetSocketAddress;

/**
 * Where and how a load sends.
 *
 * @param protocol gRPC or HTTP
 * @param address the gateway's listener
 * @param connections gRPC: connections kept, used in turn; HTTP: at most so many, one request each
 *     at a time
 */
public record Target(Protocol protocol, InetSocketAddress address, int connections) {

  /** The two transports of OTLP, both with protobuf bodies. */
  public enum Protocol {
    GRPC,
    HTTP
  }

  /** Checks the number of connections. */
  public Target {
    if (connections < 1) {
      throw new IllegalArgumentException("connections must be at least 1, was " + connections);
    }
  }

  Transport open(Messages.Shape shape) {
    return switch (protocol) {
      case GRPC -> new GrpcTransport(address, connections, shape);
      case HTTP -> new HttpTransport(address, connections, shape);
    };
  }
}
