package dev.otelgw.receivers.fuzz;

import dev.otelgw.pipeline.Clock;
import dev.otelgw.pipeline.Component;
import dev.otelgw.pipeline.ComponentId;
import dev.otelgw.pipeline.Context;
import dev.otelgw.pipeline.Memory;
import dev.otelgw.pipeline.Observer;
import dev.otelgw.pipeline.Outcome;
import dev.otelgw.pipeline.testing.Changed;
import dev.otelgw.pipeline.testing.RoutedSinks;
import dev.otelgw.receivers.otlp.BoundPorts;
import dev.otelgw.receivers.otlp.OtlpGrpcConfig;
import dev.otelgw.receivers.otlp.OtlpHttpConfig;
import dev.otelgw.receivers.otlp.OtlpReceiverConfig;
import dev.otelgw.receivers.otlp.OtlpReceiverFactory;

/** A real receiver on free ports, with pipelines that take everything and keep nothing. */
final class FuzzedReceiver implements AutoCloseable {

  /** Largest message in bytes. */
  static final int LIMIT = 1 << 20;

  private static final ComponentId ID = new ComponentId(ComponentId.Kind.RECEIVER, "otlp", "fuzz");

  private final Memory memory = new Memory(1L << 30);
  private final Component receiver;

  FuzzedReceiver() {
    var grpc =
        Changed.record(
            new OtlpGrpcConfig(), "endpoint", "127.0.0.1:0", "maxRecvMsgSizeMib", LIMIT >> 20);
    var http =
        Changed.record(
            new OtlpHttpConfig(), "endpoint", "127.0.0.1:0", "maxRequestBodySize", (long) LIMIT);
    receiver =
        new OtlpReceiverFactory()
            .create(
                new OtlpReceiverConfig(new OtlpReceiverConfig.Protocols(grpc, http)),
                RoutedSinks.all(batch -> Outcome.accepted()),
                new Context(ID, Observer.NONE, Clock.SYSTEM, memory, "otelgw/fuzz"));
    receiver.start();
  }

  int grpcPort() {
    return ((BoundPorts) receiver).grpcPort();
  }

  int httpPort() {
    return ((BoundPorts) receiver).httpPort();
  }

  /** Bytes of requests under way. */
  long held() {
    return memory.held();
  }

  @Override
  public void close() {
    receiver.close();
  }
}
