package dev.otelgw.exporters.otlpgrpc;

/** How requests spread over the addresses of a name: the key {@code balancer_name}. */
public enum Balancer {
  /** All go to the first address that answers. */
  PICK_FIRST("pick_first"),
  /** Each address that answers gets one in turn. */
  ROUND_ROBIN("round_robin");

  private final String policy;

  Balancer(String policy) {
    this.policy = policy;
  }

  /** The name that gRPC knows it by. */
  String policy() {
    return policy;
  }
}
