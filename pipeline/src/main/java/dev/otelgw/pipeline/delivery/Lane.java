package dev.otelgw.pipeline.delivery;

import dev.otelgw.pipeline.Batch;
import dev.otelgw.pipeline.wire.OtlpSplit;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What waits for its first try and may be joined, oldest first. The queue's lock guards it. */
final class Lane {

  private final @Nullable BatchConfig batching;
  private final Deque<Parcel> parcels = new ArrayDeque<>();
  private long size;

  Lane(@Nullable BatchConfig batching) {
    this.batching = batching;
  }

  void addLast(Parcel parcel) {
    parcels.addLast(parcel);
    size += sizeOf(parcel.batch());
  }

  void addFirst(Parcel parcel) {
    parcels.addFirst(parcel);
    size += sizeOf(parcel.batch());
  }

  boolean isEmpty() {
    return parcels.isEmpty();
  }

  /** The oldest; there is one. */
  Parcel first() {
    return parcels.getFirst();
  }

  /** Everything, in its order. */
  List<Parcel> all() {
    return List.copyOf(parcels);
  }

  /** Whether there is enough for a request. */
  boolean isFull() {
    return batching == null || size >= batching.minSize();
  }

  /** How long until {@link #next} may be asked by the passing of time, in nanoseconds. */
  long waitNanos(long now) {
    return batching == null || isFull()
        ? 0
        : batching.flushTimeout().toNanos() - (now - first().arrivedNanos());
  }

  /** Takes what goes into one request. There is something. */
  Parcel next() {
    if (batching == null) {
      return takeFirst();
    }
    List<Parcel> joined = new ArrayList<>();
    long taken = 0;
    do {
      Parcel parcel = takeFirst();
      taken += sizeOf(parcel.batch());
      joined.add(parcel);
    } while (taken < batching.minSize() && !parcels.isEmpty() && fits(taken, first(), batching));
    return withinMaxSize(Parcel.join(joined), taken, batching);
  }

  private boolean fits(long taken, Parcel more, BatchConfig config) {
    return config.maxSize() == 0 || taken + sizeOf(more.batch()) <= config.maxSize();
  }

  /** Cuts off what is too much for one request; the rest goes back to the front of what waits. */
  private Parcel withinMaxSize(Parcel parcel, long taken, BatchConfig config) {
    if (config.maxSize() == 0 || taken <= config.maxSize()) {
      return parcel;
    }
    List<Batch> parts =
        config.sizer() == Sizer.BYTES
            ? OtlpSplit.byBytes(parcel.batch(), config.maxSize())
            : OtlpSplit.byItems(parcel.batch(), config.maxSize());
    List<Parcel> cut = parcel.cut(parts);
    cut.subList(1, cut.size()).reversed().forEach(this::addFirst);
    return cut.getFirst();
  }

  /** Takes the oldest; there is one. */
  Parcel takeFirst() {
    Parcel parcel = parcels.removeFirst();
    size -= sizeOf(parcel.batch());
    return parcel;
  }

  private long sizeOf(Batch batch) {
    return batching == null ? 0 : batching.sizer().sizeOf(batch);
  }
}
