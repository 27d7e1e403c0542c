package dev.otelgw.receivers.otlp;

/**
 * The ports that a started receiver listens on, for whoever configured port 0. The component that
 * {@link OtlpReceiverFactory} makes is one.
 */
public interface BoundPorts {

  /** The port of OTLP/gRPC; -1 where it is off, not started, or no TCP. */
  int grpcPort();

  /** The port of OTLP/HTTP; -1 where it is off, not started, or no TCP. */
  int httpPort();
}
