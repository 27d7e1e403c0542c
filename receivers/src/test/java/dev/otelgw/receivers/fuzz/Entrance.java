package dev.otelgw.receivers.fuzz;

import java.util.Random;

/** One way into the receivers: makes inputs, and judges what comes of them. Thread-safe. */
interface Entrance extends AutoCloseable {

  /** For files and summaries: lower case, no blanks. */
  String name();

  /** An input, the same one for a random source in the same state. */
  byte[] input(Random random);

  /**
   * Lets the input in.
   *
   * @throws Finding if anything but the right answer comes of it
   */
  void judge(byte[] input) throws Exception;

  @Override
  default void close() {}
}
