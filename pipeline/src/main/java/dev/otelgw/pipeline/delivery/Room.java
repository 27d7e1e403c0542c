package dev.otelgw.pipeline.delivery;

import dev.otelgw.pipeline.Memory;
import dev.otelgw.pipeline.Outcome;
import dev.otelgw.pipeline.Reason;
import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;

/** How much a queue may hold, and how much it does. Guarded by the queue's lock. */
final class Room {

  private final String owner;
  private final QueueConfig config;
  private final Memory memory;
  private final Condition freed;
  private long used;
  private long held;
  private boolean closed;

  Room(String owner, QueueConfig config, Memory memory, Lock lock) {
    this.owner = owner;
    this.config = config;
    this.memory = memory;
    this.freed = lock.newCondition();
  }

  long used() {
    return used;
  }

  long capacity() {
    return config.queueSize();
  }

  /**
   * Takes room, waiting for it where the configuration says so.
   *
   * @param comeBack what to tell the sender where there is none
   */
  Outcome take(long weight, long bytes, Duration comeBack) {
    String unit = config.sizer().name().toLowerCase(java.util.Locale.ROOT);
    if (weight > capacity()) {
      return new Outcome.Rejected(
          Reason.TOO_LARGE,
          "%s: a batch of %d %s is larger than the whole queue (sending_queue.queue_size %d)"
              .formatted(owner, weight, unit, capacity()));
    }
    while (!closed && config.blockOnOverflow() && used + weight > capacity()) {
      try {
        freed.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return Outcome.refused(
            Reason.SHUTTING_DOWN, owner + ": interrupted while waiting for room");
      }
    }
    if (closed) {
      return new Outcome.Refused(
          Reason.SHUTTING_DOWN, owner + ": the gateway is stopping", Duration.ofSeconds(1));
    }
    if (used + weight > capacity()) {
      return new Outcome.Refused(
          Reason.QUEUE_FULL,
          "%s: sending queue is full (%d of %d %s); the sender is told to come back"
              .formatted(owner, used, capacity(), unit),
          comeBack);
    }
    if (!memory.tryHold(bytes)) {
      return new Outcome.Refused(
          Reason.MEMORY_LIMIT,
          "%s: %d of %d bytes of memory for telemetry are in use; the sender is told to come back"
              .formatted(owner, memory.held(), memory.limit()),
          comeBack);
    }
    held += bytes;
    used += weight;
    return Outcome.accepted();
  }

  /**
   * Takes memory for what has room already and lies on disk; false if there is none to be had.
   *
   * @param most bytes that the queue may hold then
   */
  boolean tryHold(long bytes, long most) {
    if (held == 0 && bytes > memory.limit() / 2) {
      memory.hold(bytes); // It was accepted with more memory, and must get out somehow.
      held += bytes;
      return true;
    }
    if ((held > 0 && held + bytes > most) || !memory.tryHold(bytes)) {
      return false;
    }
    held += bytes;
    return true;
  }

  /** Bytes of memory that the queue holds. */
  long held() {
    return held;
  }

  /** For a batch that must not be joined with any that waits, where too many kinds wait. */
  Outcome tooManyLanes(Duration comeBack) {
    long limit = config.batch() == null ? 0 : config.batch().partition().metadataCardinalityLimit();
    return new Outcome.Refused(
        Reason.QUEUE_FULL,
        "%s: requests with %d different values of metadata_keys wait already"
                .formatted(owner, limit)
            + " (metadata_cardinality_limit); the sender is told to come back",
        comeBack);
  }

  void give(long weight, long bytes) {
    used -= weight;
    letGo(bytes);
    freed.signalAll();
  }

  /** Gives memory back, and no room: for what goes on lying on disk. */
  void letGo(long bytes) {
    held -= bytes;
    memory.release(bytes);
  }

  /** For what moves to another queue, which goes on holding its memory. */
  void moveOut(long weight, long bytes) {
    used -= weight;
    held -= bytes;
    freed.signalAll();
  }

  /**
   * For what comes from another queue and was accepted there: there is room, even if there is not.
   */
  void moveIn(long weight, long bytes) {
    used += weight;
    held += bytes;
  }

  /** From now on nothing is taken; who waits is told. */
  void close() {
    closed = true;
    freed.signalAll();
  }
}
