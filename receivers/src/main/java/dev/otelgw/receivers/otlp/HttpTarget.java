package dev.otelgw.receivers.otlp;

import dev.otelgw.pipeline.Signal;
import dev.otelgw.receivers.compression.Compression;
import org.jspecify.annotations.Nullable;

/** What the head of a request decides. */
sealed interface HttpTarget {

  /** The body is worth reading. */
  record Export(Signal signal, Format format, @Nullable Compression compression)
      implements HttpTarget {}

  /** Whatever the body is, this is the answer. */
  record Refusal(HttpAnswer answer) implements HttpTarget {}
}
