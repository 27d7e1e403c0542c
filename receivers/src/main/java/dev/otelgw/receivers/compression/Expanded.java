package dev.otelgw.receivers.compression;

/** What came of expanding a compressed body. */
public sealed interface Expanded {

  /**
   * All of it.
   *
   * @param bytes exactly as long as the plain body
   */
  @SuppressWarnings("ArrayRecordComponent") // Nobody compares these.
  record Whole(byte[] bytes) implements Expanded {}

  /** The plain body would be larger than the limit; nobody knows how much larger. */
  record TooLarge() implements Expanded {}

  /** There is no memory for it now. */
  record NoRoom() implements Expanded {}

  /**
   * The bytes are not what their name says.
   *
   * @param message what is wrong, in one line that begins with the algorithm's name
   */
  record Broken(String message) implements Expanded {}
}
