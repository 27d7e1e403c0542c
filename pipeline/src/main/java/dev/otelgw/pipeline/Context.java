package dev.otelgw.pipeline;

/**
 * What the gateway lends to a component.
 *
 * @param id the component's name, for messages, metrics and threads
 * @param observer counts for it
 * @param clock time
 * @param memory the bytes of telemetry held by the process; see {@link Memory}
 * @param product name and version of the gateway, as a User-Agent wants it: {@code otelgw/0.1.0}
 * @param extensions those that its configuration may refer to
 */
public record Context(
    ComponentId id,
    Observer observer,
    Clock clock,
    Memory memory,
    String product,
    Extensions extensions) {

  /** Of a component that refers to no extension. */
  public Context(ComponentId id, Observer observer, Clock clock, Memory memory, String product) {
    this(id, observer, clock, memory, product, Extensions.NONE);
  }
}
