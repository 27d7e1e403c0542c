package dev.otelgw.receivers.otlp;

import io.netty.channel.EventLoopGroup;

/** One protocol's socket and its connections. Driven by {@link OtlpReceiver}. */
interface Listener {

  /** Binds; throws {@link dev.otelgw.pipeline.StartException} where that is not possible. */
  void start(EventLoopGroup loops);

  /** The port bound, -1 before the start. */
  int port();

  /** Where it listens, for messages. */
  String words();

  /** Takes no new connection and no new request; those under way go on. */
  void stop();

  /** Waits until nothing is under way, for {@code nanos} at most, then cuts. */
  void end(long nanos) throws InterruptedException;
}
