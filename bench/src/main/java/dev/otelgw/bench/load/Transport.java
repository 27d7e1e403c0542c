package dev.otelgw.bench.load;

import java.util.function.Consumer;

/** A way to send export requests; several may be under way at once. */
interface Transport extends AutoCloseable {

  /**
   * Sends one request and returns.
   *
   * @param body the serialized, packed request; not changed and not kept after the answer
   * @param answered called exactly once, on a thread of the transport or on the caller's
   */
  void send(byte[] body, Consumer<Answer> answered);

  /** The other side was away and is back. */
  default void wake() {}

  /** Ends all connections; requests under way are answered as failed. */
  @Override
  void close();
}
