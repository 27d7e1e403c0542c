package dev.otelgw.receivers.otlp;

import dev.otelgw.pipeline.Memory;
import dev.otelgw.receivers.compression.Room;

/**
 * What one request holds of the process's memory, from its first byte to its answer. Passed from
 * the event loop to the request's thread; used by one thread at a time.
 */
final class Holding implements Room {

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

  /** Gives back everything. */
  void release() {
    memory.release(held);
    held = 0;
  }
}
