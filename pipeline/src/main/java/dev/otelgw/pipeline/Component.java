package dev.otelgw.pipeline;

/** Something with a life: made, started, closed. */
public interface Component extends AutoCloseable {

  /**
   * Starts threads, opens sockets. Called again only if it threw. A component that throws here has
   * released whatever it had opened.
   *
   * @throws StartException with the cause and the cure
   */
  default void start() {}

  /** Stops, within a bound of its own. May be called twice, and without a start. */
  @Override
  default void close() {}
}
