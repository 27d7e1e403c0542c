package dev.otelgw.pipeline.wire;

/** A question about a text that need not be made a string for it. Stateless. */
@FunctionalInterface
public interface TextPattern {

  /** Whether the text that lies from {@code from} to {@code to}, in UTF-8, is what is wanted. */
  boolean matches(byte[] utf8, int from, int to);
}
