package dev.otelgw.pipeline.delivery;

import dev.otelgw.pipeline.Batch;
import dev.otelgw.pipeline.Caller;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is sent in one request, and what it holds until it is settled. Immutable.
 *
 * @param sequence the order of arrival; parts of a split parcel share it
 * @param batch what to send
 * @param weight the room it takes in the queue, in units of the queue's sizer
 * @param bytes the memory it holds
 * @param arrivedNanos when its oldest part was accepted
 * @param attempts how often it was tried
 * @param firstTriedNanos when it was first tried; meaningless before that
 * @param dueNanos when it may be tried again; meaningless before the first try
 * @param settlement who waits for its end
 * @param caller in whose name it is sent
 * @param trial of which it is a part, since the backend rejected something; null: none
 */
record Parcel(
    long sequence,
    Batch batch,
    long weight,
    long bytes,
    long arrivedNanos,
    int attempts,
    long firstTriedNanos,
    long dueNanos,
    Settlement settlement,
    Caller caller,
    @Nullable Trial trial) {

  /** As it comes from a receiver. */
  static Parcel arrived(long sequence, Batch batch, long weight, long now, Settlement settlement) {
    return new Parcel(
        sequence, batch, weight, batch.size(), now, 0, now, now, settlement, Caller.NOBODY, null);
  }

  /** The same with somebody who waits for its end. */
  Parcel settling(Settlement other) {
    return new Parcel(
        sequence,
        batch,
        weight,
        bytes,
        arrivedNanos,
        attempts,
        firstTriedNanos,
        dueNanos,
        other,
        caller,
        trial);
  }

  /** The same in another's name. */
  Parcel from(Caller other) {
    return new Parcel(
        sequence,
        batch,
        weight,
        bytes,
        arrivedNanos,
        attempts,
        firstTriedNanos,
        dueNanos,
        settlement,
        other,
        trial);
  }

  /** Several of the same caller, oldest first, as one. */
  static Parcel join(List<Parcel> parcels) {
    Parcel first = parcels.getFirst();
    if (parcels.size() == 1) {
      return first;
    }
    List<Batch> batches = new ArrayList<>(parcels.size());
    List<Settlement> settlements = new ArrayList<>(0);
    long weight = 0;
    long bytes = 0;
    for (Parcel parcel : parcels) {
      batches.add(parcel.batch);
      weight += parcel.weight;
      bytes += parcel.bytes;
      if (!parcel.settlement.equals(Settlement.NOBODY)) {
        settlements.add(parcel.settlement);
      }
    }
    return new Parcel(
        first.sequence,
        Batch.join(batches),
        weight,
        bytes,
        first.arrivedNanos,
        0,
        first.firstTriedNanos,
        first.dueNanos,
        Settlement.of(settlements),
        first.caller,
        null);
  }

  /** The same content in parts, which hold together exactly what this one held. */
  List<Parcel> cut(List<Batch> parts) {
    Settlement shared = settlement.forParts(parts.size());
    List<Parcel> parcels = new ArrayList<>(parts.size());
    long weightLeft = weight;
    long bytesLeft = bytes;
    for (int i = 0; i < parts.size(); i++) {
      boolean last = i == parts.size() - 1;
      Batch part = parts.get(i);
      double share = batch.items() == 0 ? 0 : (double) part.items() / batch.items();
      long partWeight = last ? weightLeft : Math.min(weightLeft, (long) ((double) weight * share));
      long partBytes = last ? bytesLeft : Math.min(bytesLeft, (long) ((double) bytes * share));
      weightLeft -= partWeight;
      bytesLeft -= partBytes;
      parcels.add(
          new Parcel(
              sequence,
              part,
              partWeight,
              partBytes,
              arrivedNanos,
              attempts,
              firstTriedNanos,
              dueNanos,
              shared,
              caller,
              trial));
    }
    return parcels;
  }

  /** The same in another queue, which counts room in units of its own. */
  Parcel moved(long place, long otherWeight) {
    return new Parcel(
        place,
        batch,
        otherWeight,
        bytes,
        arrivedNanos,
        attempts,
        firstTriedNanos,
        dueNanos,
        settlement,
        caller,
        trial);
  }

  Parcel failedAt(long now, long due) {
    return new Parcel(
        sequence,
        batch,
        weight,
        bytes,
        arrivedNanos,
        attempts + 1,
        attempts == 0 ? now : firstTriedNanos,
        due,
        settlement,
        caller,
        trial);
  }

  /** As a part of what is on trial. */
  Parcel on(Trial its) {
    return new Parcel(
        sequence,
        batch,
        weight,
        bytes,
        arrivedNanos,
        attempts,
        firstTriedNanos,
        dueNanos,
        settlement,
        caller,
        its);
  }

  Parcel dueAt(long due) {
    return new Parcel(
        sequence,
        batch,
        weight,
        bytes,
        arrivedNanos,
        attempts,
        firstTriedNanos,
        due,
        settlement,
        caller,
        trial);
  }
}
