package dev.otelgw.pipeline.config;

/** Where a record reports what is wrong with it. */
public interface Problems {

  /**
   * An error at a key of the record.
   *
   * @param key the key as configurations write it, dotted if deeper; empty for the record itself
   * @param message what is wrong, and the cure
   */
  void error(String key, String message);

  /** Something that works but is probably not meant. */
  void warning(String key, String message);
}
