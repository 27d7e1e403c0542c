package dev.otelgw.pipeline.delivery;

import dev.otelgw.pipeline.Caller;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is accepted and not yet settled, and the rule of what goes next: what failed before what is
 * fresh, oldest first, joined as the configuration says, and only as much at once as the backend's
 * health allows. Knows no threads and reads no clock; the queue's lock guards it.
 */
final class Backlog {

  /** What is fresh, by whom it is from: only what is of one lane is joined. No lane is empty. */
  private final Map<Caller, Lane> lanes = new LinkedHashMap<>();

  private final List<Parcel> failed = new ArrayList<>();
  private final Set<Parcel> underWay = Collections.newSetFromMap(new IdentityHashMap<>());
  private final @Nullable BatchConfig batching;
  private final int consumers;
  private final Gate gate;
  private final long laneLimit;
  private boolean draining;

  Backlog(QueueConfig config, Gate gate) {
    this.batching = config.batch();
    this.consumers = config.numConsumers();
    this.gate = gate;
    this.laneLimit = batching == null ? 0 : batching.partition().metadataCardinalityLimit();
  }

  /** Adds what was accepted. True if that may make something ready to be sent. */
  boolean add(Parcel parcel) {
    Lane lane = lane(parcel);
    boolean first = lane.isEmpty();
    lane.addLast(parcel);
    return first || lane.isFull();
  }

  /** Whether there may be a lane for this caller. */
  boolean hasLaneFor(Caller caller) {
    return laneLimit == 0 || lanes.size() < laneLimit || lanes.containsKey(caller);
  }

  private Lane lane(Parcel parcel) {
    // What is not joined needs no lanes.
    Caller caller = batching == null ? Caller.NOBODY : parcel.caller();
    return lanes.computeIfAbsent(caller, _ -> new Lane(batching));
  }

  /** Takes the next parcel that may be sent now; null if there is none. It counts as under way. */
  @Nullable Parcel next(long now) {
    if (underWay.size() >= limit() || gate.waitNanos(now) > 0) {
      return null;
    }
    Parcel parcel = gate.state() == Gate.State.OPEN ? nextDue(now) : nextProbe(now);
    if (parcel != null) {
      underWay.add(parcel);
    }
    return parcel;
  }

  /**
   * How long until {@link #next} may give something by the passing of time alone, in nanoseconds.
   * {@link Long#MAX_VALUE}: never; something has to happen first.
   */
  long waitNanos(long now) {
    if (isIdle() || underWay.size() >= limit()) {
      return Long.MAX_VALUE;
    }
    long wait = Long.MAX_VALUE;
    for (Lane lane : lanes.values()) {
      wait = Math.min(wait, draining ? 0 : lane.waitNanos(now));
    }
    for (Parcel parcel : failed) {
      wait = Math.min(wait, parcel.dueNanos() - now);
    }
    return Math.max(wait, gate.waitNanos(now));
  }

  /** A parcel has come to its end. */
  void settled(Parcel parcel) {
    underWay.remove(parcel);
  }

  /** A parcel failed and is to be tried again, as it is or in parts. */
  void again(Parcel parcel, List<Parcel> parts) {
    underWay.remove(parcel);
    int at = 0;
    while (at < failed.size() && failed.get(at).sequence() <= parcel.sequence()) {
      at++;
    }
    failed.addAll(at, parts);
  }

  /** Takes out all that waits, in its order; what is under way stays. */
  List<Parcel> takeWaiting() {
    List<Parcel> waiting = new ArrayList<>(failed);
    waiting.addAll(fresh());
    failed.clear();
    lanes.clear();
    return waiting;
  }

  /** What is under way is not waited for any longer: it counts as waiting, and may come twice. */
  void recall() {
    for (Parcel parcel : List.copyOf(underWay)) {
      again(parcel, List.of(parcel));
    }
  }

  /** Takes out a parcel that waits and arrived before that; null if there is none. */
  @Nullable Parcel takeOlderThan(long nanos) {
    for (int i = 0; i < failed.size(); i++) {
      if (failed.get(i).arrivedNanos() - nanos < 0) {
        return failed.remove(i);
      }
    }
    for (Iterator<Lane> each = lanes.values().iterator(); each.hasNext(); ) {
      Lane lane = each.next();
      if (lane.first().arrivedNanos() - nanos < 0) {
        Parcel old = lane.takeFirst();
        if (lane.isEmpty()) {
          each.remove();
        }
        return old;
      }
    }
    return null;
  }

  /** Adds, in the place that their age gives them, parcels that waited in another queue. */
  void inherit(List<Parcel> parcels) {
    for (Parcel parcel : parcels.reversed()) {
      if (parcel.attempts() > 0) {
        again(parcel, List.of(parcel));
      } else {
        lane(parcel).addFirst(parcel);
      }
    }
  }

  /** The backend is back: nobody needs to wait for his own turn any more. */
  void allDue(long now) {
    failed.replaceAll(parcel -> parcel.dueAt(now));
  }

  /** From now on incomplete batches go at once. */
  void drain(long now) {
    draining = true;
    allDue(now);
  }

  /** Whether nothing waits to be sent. */
  boolean isIdle() {
    return lanes.isEmpty() && failed.isEmpty();
  }

  /** Whether nothing is left, under way or waiting. */
  boolean isEmpty() {
    return isIdle() && underWay.isEmpty();
  }

  int underWay() {
    return underWay.size();
  }

  /** Everything that is left, for the report at the end. */
  List<Parcel> all() {
    List<Parcel> all = new ArrayList<>(underWay);
    all.addAll(failed);
    all.addAll(fresh());
    return all;
  }

  /** Age of the oldest parcel in nanoseconds; 0 when empty. */
  long oldestAgeNanos(long now) {
    long oldest = 0;
    for (Lane lane : lanes.values()) {
      oldest = Math.max(oldest, now - lane.first().arrivedNanos());
    }
    for (Parcel parcel : failed) {
      oldest = Math.max(oldest, now - parcel.arrivedNanos());
    }
    for (Parcel parcel : underWay) {
      oldest = Math.max(oldest, now - parcel.arrivedNanos());
    }
    return oldest;
  }

  private int limit() {
    return gate.state() == Gate.State.OPEN ? consumers : 1;
  }

  private @Nullable Parcel nextDue(long now) {
    for (int i = 0; i < failed.size(); i++) {
      if (failed.get(i).dueNanos() - now <= 0) {
        return failed.remove(i);
      }
    }
    return nextFresh(now);
  }

  /**
   * While the backend is unwell, the parcel that was tried least is the probe: one that the backend
   * refuses for a reason of its own must not be what its health is judged by for ever.
   */
  private @Nullable Parcel nextProbe(long now) {
    Parcel untried = nextFresh(now);
    if (untried != null || failed.isEmpty()) {
      return untried;
    }
    int least = 0;
    for (int i = 1; i < failed.size(); i++) {
      if (failed.get(i).attempts() < failed.get(least).attempts()) {
        least = i;
      }
    }
    return failed.remove(least);
  }

  /** Of the lanes that are ready, the one whose oldest parcel came first. */
  private @Nullable Parcel nextFresh(long now) {
    Map.Entry<Caller, Lane> chosen = null;
    for (Map.Entry<Caller, Lane> entry : lanes.entrySet()) {
      Lane lane = entry.getValue();
      boolean ready = draining || lane.waitNanos(now) <= 0;
      if (ready && (chosen == null || sequence(lane) < sequence(chosen.getValue()))) {
        chosen = entry;
      }
    }
    if (chosen == null) {
      return null;
    }
    Parcel next = chosen.getValue().next();
    if (chosen.getValue().isEmpty()) {
      lanes.remove(chosen.getKey());
    }
    return next;
  }

  private static long sequence(Lane lane) {
    return lane.first().sequence();
  }

  /** All that is fresh, oldest first. */
  private List<Parcel> fresh() {
    return lanes.values().stream()
        .flatMap(lane -> lane.all().stream())
        .sorted(Comparator.comparingLong(Parcel::sequence))
        .toList();
  }
}
