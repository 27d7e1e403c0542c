package dev.otelgw.exporters.http;

import dev.otelgw.pipeline.Signal;

/** What one kind of backend means by its refusals. */
@FunctionalInterface
public interface Hints {

  /**
   * The cause and the cure of a refusal, as the end of a message.
   *
   * @param status the HTTP status
   * @param text the backend's own words, in one line
   * @return empty where nothing is known beyond what every OTLP backend means
   */
  String of(int status, String text, Signal signal);

  /** Knows nothing special. */
  Hints NONE = (_, _, _) -> "";
}
