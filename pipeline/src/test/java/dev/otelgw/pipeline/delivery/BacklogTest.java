package dev.otelgw.pipeline.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.otelgw.pipeline.Batch;
import dev.otelgw.pipeline.testing.Batches;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Each key of {@code sending_queue.batch}, and {@code num_consumers}, without time and threads. */
class BacklogTest {

  private static final long MILLI = 1_000_000;

  private final Gate gate = new Gate(new Backoff(new RetryConfig(), new Random(1)), Duration.ZERO);
  private long sequence;

  private Backlog backlog(int consumers, BatchConfig batch) {
    return new Backlog(
        new QueueConfig(true, consumers, 1000, Sizer.REQUESTS, false, false, batch), gate);
  }

  private Backlog batching(long flushMillis, long minSize, long maxSize, Sizer sizer) {
    return backlog(10, new BatchConfig(Duration.ofMillis(flushMillis), minSize, maxSize, sizer));
  }

  private boolean add(Backlog backlog, Batch batch, long now) {
    return backlog.add(Parcel.arrived(sequence++, batch, 1, now, Settlement.NOBODY));
  }

  /** Items of each request that goes out now. */
  private static List<Integer> sent(Backlog backlog, long now) {
    List<Integer> items = new ArrayList<>();
    for (Parcel next = backlog.next(now); next != null; next = backlog.next(now)) {
      items.add(next.batch().items());
    }
    return items;
  }

  @Test
  void sendsEachAsItCameWithoutBatching() {
    Backlog backlog = backlog(10, null);
    add(backlog, Batches.spans("a", 1), 0);
    add(backlog, Batches.spans("b", 2), 0);

    assertThat(sent(backlog, 0)).containsExactly(1, 2);
  }

  @Test
  void noMoreRequestsAreUnderWayThanThereAreConsumers() {
    for (int consumers : new int[] {1, 3}) {
      Backlog backlog = backlog(consumers, null);
      for (int i = 0; i < 5; i++) {
        add(backlog, Batches.spans("a", 1), 0);
      }
      assertThat(sent(backlog, 0)).hasSize(consumers);
    }
  }

  @Test
  void waitsForTheFlushTimeoutAndNotLonger() {
    for (long flush : new long[] {50, 200}) {
      Backlog backlog = batching(flush, 100, 0, Sizer.ITEMS);
      add(backlog, Batches.spans("a", 1), 10 * MILLI);
      add(backlog, Batches.spans("b", 1), 20 * MILLI);

      assertThat(backlog.waitNanos(10 * MILLI)).isEqualTo(flush * MILLI);
      assertThat(sent(backlog, (9 + flush) * MILLI)).isEmpty();
      assertThat(sent(backlog, (10 + flush) * MILLI)).containsExactly(2);
    }
  }

  @Test
  void sendsAsSoonAsTheMinimumIsThere() {
    Backlog backlog = batching(1000, 5, 0, Sizer.ITEMS);
    add(backlog, Batches.spans("a", 2), 0);
    add(backlog, Batches.spans("b", 2), 0);
    assertThat(sent(backlog, 0)).isEmpty();
    assertThat(add(backlog, Batches.spans("c", 2), 0)).isTrue();

    assertThat(sent(backlog, 0)).containsExactly(6);
  }

  @Test
  void theMinimumCanCountBytes() {
    long two = 2 * Batches.spans("a", 1).size();
    Backlog backlog = batching(1000, two, 0, Sizer.BYTES);
    add(backlog, Batches.spans("a", 1), 0);
    assertThat(sent(backlog, 0)).isEmpty();
    add(backlog, Batches.spans("a", 1), 0);

    assertThat(sent(backlog, 0)).containsExactly(2);
  }

  @Test
  void cutsAtTheMaximumOfItems() {
    Backlog backlog = batching(0, 0, 4, Sizer.ITEMS);
    add(backlog, Batches.spans("a", 10), 0);

    assertThat(sent(backlog, 0)).containsExactly(4, 4, 2);
  }

  @Test
  void cutsAtTheMaximumOfBytes() {
    long most = Batches.spans("a", 4).size() + 10;
    Backlog backlog = batching(0, 0, most, Sizer.BYTES);
    add(backlog, Batches.spans("a", 10), 0);

    List<Parcel> parts = new ArrayList<>();
    for (Parcel next = backlog.next(0); next != null; next = backlog.next(0)) {
      parts.add(next);
    }
    assertThat(parts)
        .hasSizeBetween(3, 4)
        .allSatisfy(part -> assertThat(part.batch().size()).isLessThanOrEqualTo(most));
    assertThat(parts.stream().mapToInt(part -> part.batch().items()).sum()).isEqualTo(10);
  }

  @Test
  void cutsNothingWhereThereIsNoMaximum() {
    Backlog backlog = batching(0, 0, 0, Sizer.ITEMS);
    add(backlog, Batches.spans("a", 10_000), 0);

    assertThat(sent(backlog, 0)).containsExactly(10_000);
  }
}
