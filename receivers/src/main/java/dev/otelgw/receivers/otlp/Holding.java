package dev.otelgw.receivers.otlp;

import dev.otelgw.pipeline.Memory;
import dev.otelgw.receivers.compression.Room;

/**
 * What one request holds of the process's memory, from its first byte to its answer. Passed from
 * the event loop to the request's thread; used by one thread at a time.
 */
final class Holding implements Room {

  /**
   * What a request costs beyond its bytes: its thread, its head, its place in a connection. Without
   * it a million tiny requests would hold next to nothing by their bytes.
   */
  static final int REQUEST = 4096;

  private final Memory memory;
  private long held;

  Holding(Memory memory) {
    this.memory = memory;
  }

  @Override
  public boolean tryTake(long bytes) {
    if (!memory.tryHold(bytes)) {
      return false;
    }
    held += bytes;
    return true;
  }

  /** Takes what every request costs, or says that there is no memory for it. */
  boolean tryBegin() {
    return tryTake(REQUEST);
  }

  /** Gives back everything. */
  void release() {
    memory.release(held);
    held = 0;
  }
}
