package dev.otelgw.services.cache;

/** Redis did not answer, or refused. */
public final class RedisUnavailable extends RuntimeException {

  private static final long serialVersionUID = 1;

  RedisUnavailable(RuntimeException cause) {
    super(cause.getMessage(), cause);
  }
}
