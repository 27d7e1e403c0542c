package dev.otelgw.pipeline.delivery;

/**
 * The search for the bad item in a request that the backend rejected: halves are sent, and halves
 * of those that are rejected again, until it is alone. Where much is bad that would be many
 * requests, so it ends after some, and what is left of the suspects is rejected in larger pieces.
 * Guarded by the queue's lock.
 */
final class Trial {

  /** Three bad items among eight thousand take about forty. */
  private static final int MOST_REJECTIONS = 64;

  private int rejections;

  /** Counts a rejection; false if there have been enough. */
  boolean goesOn() {
    return ++rejections < MOST_REJECTIONS;
  }
}
