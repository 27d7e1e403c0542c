package dev.otelgw.pipeline.auth;

import dev.otelgw.pipeline.config.Secret;
import java.util.Map;
import java.util.TreeMap;

/** Gives requests to a backend their credentials. Thread-safe. */
public interface ClientAuthenticator {

  /**
   * The headers of the next request: asked for each one, since a token may have been renewed. May
   * block; called on virtual threads, in the name of the {@link dev.otelgw.pipeline.Caller} whose
   * data it is, as far as that is known.
   *
   * @param configured what the exporter sends by itself
   * @return all that is to be sent; names are the same in any case
   */
  Map<String, Secret> headers(Map<String, Secret> configured);

  /** These headers and those, which win where both name one. */
  static Map<String, Secret> over(Map<String, Secret> configured, Map<String, Secret> added) {
    Map<String, Secret> all = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    all.putAll(configured);
    added.keySet().forEach(all::remove); // The spelling of the key is theirs, too.
    all.putAll(added);
    return all;
  }
}
