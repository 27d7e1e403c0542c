package dev.otelgw.pipeline.auth;

import dev.otelgw.pipeline.config.Secret;
import java.util.Map;

/** Gives requests to a backend their credentials. Thread-safe. */
public interface ClientAuthenticator {

  /**
   * The headers to send with the next request: asked for each one, since a token may have been
   * renewed. May block; called on virtual threads.
   */
  Map<String, Secret> headers();
}
