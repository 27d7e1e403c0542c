package dev.otelgw.exporters.headers;

import dev.otelgw.exporters.answers.Words;
import dev.otelgw.pipeline.Context;
import dev.otelgw.pipeline.auth.ClientAuth;
import dev.otelgw.pipeline.auth.ClientAuthenticator;
import dev.otelgw.pipeline.config.Secret;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is sent with each request: the headers of the configuration, and what the extension under
 * {@code auth} makes of them. Thread-safe.
 */
public final class RequestHeaders {

  private final Map<String, Secret> configured;
  private final @Nullable ClientAuthenticator authenticator;
  private final Words words;

  /**
   * Finds the extension.
   *
   * @param auth the key of the configuration; null: the headers are always those configured
   * @param words hides what is sent from then on
   */
  public RequestHeaders(
      Map<String, Secret> configured, @Nullable ClientAuth auth, Context context, Words words) {
    this.configured = Map.copyOf(configured);
    this.authenticator = auth == null ? null : context.extensions().get(auth.authenticator());
    this.words = words;
  }

  /** Whether {@link #next} has to be asked for each request. */
  public boolean vary() {
    return authenticator != null;
  }

  /** Those of the next request. */
  public Map<String, Secret> next() {
    if (authenticator == null) {
      return configured;
    }
    Map<String, Secret> headers = authenticator.headers(configured);
    words.hide(headers.values());
    return headers;
  }
}
