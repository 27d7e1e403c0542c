package dev.otelgw.pipeline.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.otelgw.pipeline.Batch;
import dev.otelgw.pipeline.Caller;
import dev.otelgw.pipeline.Clock;
import dev.otelgw.pipeline.ComponentId;
import dev.otelgw.pipeline.Context;
import dev.otelgw.pipeline.Exporter;
import dev.otelgw.pipeline.Memory;
import dev.otelgw.pipeline.Observer;
import dev.otelgw.pipeline.Outcome;
import dev.otelgw.pipeline.Reason;
import dev.otelgw.pipeline.Signal;
import dev.otelgw.pipeline.testing.Await;
import dev.otelgw.pipeline.testing.Batches;
import dev.otelgw.pipeline.testing.CheckedConfig;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** {@code partition}: what is sent together, and in whose name. */
@Timeout(30)
class PartitionTest {

  private static final RetryConfig QUICK =
      new RetryConfig(true, Duration.ofMillis(5), 0.5, 1.5, Duration.ofMillis(20), Duration.ZERO);

  private static final PartitionConfig BY_TENANT = new PartitionConfig(List.of("X-Tenant"), 0);

  /** One request that went out. */
  private record Sent(Caller caller, int items) {}

  private final List<Sent> sent = new CopyOnWriteArrayList<>();
  private final AtomicBoolean down = new AtomicBoolean();
  private final Memory memory = new Memory(1 << 20);
  private final List<SendingQueue> queues = new ArrayList<>();

  @AfterEach
  void close() {
    queues.forEach(SendingQueue::close);
    assertThat(memory.held()).isZero();
  }

  private static Caller tenant(String... values) {
    return new Caller(
        "192.0.2.1",
        Map.of("x-tenant", List.of(values), "authorization", List.of("Bearer abc")),
        Map.of("subject", "alice"));
  }

  /** What is kept of it. */
  private static Caller kept(String... values) {
    return new Caller("", Map.of("x-tenant", List.of(values)), Map.of());
  }

  private static BatchConfig batches(int flushMillis, PartitionConfig partition) {
    return new BatchConfig(Duration.ofMillis(flushMillis), 4, 4, Sizer.ITEMS, partition);
  }

  private SendingQueue started(@Nullable BatchConfig batch) {
    Exporter exporter =
        new Exporter() {
          @Override
          public Outcome accept(Batch batch) {
            if (down.get()) {
              return Outcome.refused(Reason.UNAVAILABLE, "down");
            }
            sent.add(new Sent(Caller.current(), batch.items()));
            return Outcome.accepted();
          }
        };
    SendingQueue queue =
        new SendingQueue(
            Signal.TRACES,
            exporter,
            new DeliverySettings(
                new QueueConfig(true, 10, 1000, Sizer.REQUESTS, false, false, batch), QUICK),
            new Context(
                new ComponentId(ComponentId.Kind.EXPORTER, "fake", ""),
                Observer.NONE,
                Clock.SYSTEM,
                memory,
                "otelgw/test"),
            Duration.ofSeconds(5));
    queues.add(queue);
    queue.start();
    return queue;
  }

  private static Outcome send(SendingQueue queue, Caller caller, int items) {
    return caller.call(() -> queue.accept(Batches.spans("s", items)));
  }

  private void awaitSent(int requests) {
    Await.until(requests + " requests", () -> sent.size() >= requests);
  }

  @Test
  void withoutBatchingARequestIsSentInTheNameOfItsCaller() {
    SendingQueue queue = started(null);
    send(queue, tenant("a"), 1);
    awaitSent(1);
    assertThat(sent).containsExactly(new Sent(tenant("a"), 1));
  }

  @Test
  void whatIsJoinedIsSentInNobodysName() {
    SendingQueue queue = started(batches(50, new PartitionConfig()));
    send(queue, tenant("a"), 2);
    send(queue, tenant("b"), 2);
    awaitSent(1);
    assertThat(sent).containsExactly(new Sent(Caller.NOBODY, 4));
  }

  @Test
  void whatDiffersInAKeyIsNeverJoinedAndKeepsIt() {
    SendingQueue queue = started(batches(10_000, BY_TENANT));
    for (int i = 0; i < 2; i++) {
      send(queue, tenant("a"), 2);
      send(queue, tenant("b"), 2);
      send(queue, tenant("a", "b"), 2);
      send(queue, Caller.NOBODY, 2);
    }
    awaitSent(4);
    assertThat(sent)
        .containsExactlyInAnyOrder(
            new Sent(kept("a"), 4),
            new Sent(kept("b"), 4),
            new Sent(kept("a", "b"), 4),
            new Sent(Caller.NOBODY, 4));
  }

  @Test
  void eachKindWaitsForItsOwnFlushTimeout() {
    Backlog backlog = backlog(batches(100, BY_TENANT));
    long milli = 1_000_000;
    add(backlog, 0, tenant("a"), 1, 0);
    add(backlog, 1, tenant("b"), 1, 30 * milli);
    assertThat(backlog.waitNanos(30 * milli)).isEqualTo(70 * milli);
    assertThat(backlog.next(99 * milli)).isNull();
    assertThat(next(backlog, 100 * milli)).isEqualTo(kept("a"));
    assertThat(backlog.next(129 * milli)).isNull();
    assertThat(next(backlog, 130 * milli)).isEqualTo(kept("b"));
    assertThat(backlog.waitNanos(130 * milli)).isEqualTo(Long.MAX_VALUE);
  }

  @Test
  void ofThoseThatAreReadyTheOldestGoesFirst() {
    Backlog backlog = backlog(batches(100, BY_TENANT));
    for (int i = 0; i < 6; i++) {
      add(backlog, i, tenant(i % 2 == 0 ? "b" : "a"), 4, 0);
    }
    assertThat(IntStream.range(0, 6).mapToObj(_ -> next(backlog, 0)))
        .containsExactly(kept("b"), kept("a"), kept("b"), kept("a"), kept("b"), kept("a"));
  }

  @Test
  void whatIsSplitOrTriedAgainKeepsItsName() {
    down.set(true);
    SendingQueue queue = started(batches(10_000, BY_TENANT));
    send(queue, tenant("a"), 10);
    Await.until("a failure", () -> queue.status().state() == DeliveryStatus.State.RETRYING);
    down.set(false);
    Await.until("two of three parts", () -> sent.stream().mapToInt(Sent::items).sum() >= 8);
    queue.close();
    assertThat(sent.stream().mapToInt(Sent::items).sum()).isEqualTo(10);
    assertThat(sent).extracting(Sent::caller).containsOnly(kept("a"));
  }

  @Test
  void whatMovesToAnotherQueueKeepsWhatThatOneKeeps() {
    SendingQueue whole =
        started(batches(600_000, new PartitionConfig(List.of("x-tenant", "x"), 0)));
    SendingQueue heir = started(batches(20, BY_TENANT));
    send(whole, tenant("a"), 1);
    send(whole, tenant("b"), 1);
    whole.handOver(heir);
    awaitSent(2);
    assertThat(sent).containsExactlyInAnyOrder(new Sent(kept("a"), 1), new Sent(kept("b"), 1));
  }

  @Test
  void tooManyKindsAtOnceAreRefusedUntilSomeAreSent() {
    SendingQueue queue = started(batches(600_000, new PartitionConfig(List.of("x-tenant"), 2)));
    assertThat(send(queue, tenant("a"), 1)).isEqualTo(Outcome.accepted());
    assertThat(send(queue, tenant("b"), 1)).isEqualTo(Outcome.accepted());
    assertThat(send(queue, tenant("c"), 1))
        .isEqualTo(
            new Outcome.Refused(
                Reason.QUEUE_FULL,
                "exporter fake (traces): requests with 2 different values of metadata_keys wait"
                    + " already (metadata_cardinality_limit); the sender is told to come back",
                Duration.ofSeconds(1)));
    assertThat(send(queue, tenant("a"), 3)).isEqualTo(Outcome.accepted());
    awaitSent(1);
    assertThat(send(queue, tenant("c"), 1)).isEqualTo(Outcome.accepted());
  }

  @Test
  void keysAreHeadersEachOfThemOnce() {
    assertThat(CheckedConfig.problems(new PartitionConfig(List.of("A", "", "a"), 0)))
        .containsExactly(
            "metadata_keys[1]: is empty; write the name of a header",
            "metadata_keys[2]: \"a\" stands here twice; header names are the same in any case");
    assertThat(CheckedConfig.problems(new PartitionConfig(List.of(), 5)))
        .containsExactly("warning metadata_cardinality_limit: has no effect without metadata_keys");
  }

  @Test
  void twoPartitionsTogetherKeepApartWhatEitherDoes() {
    PartitionConfig both =
        new PartitionConfig(List.of("a", "b"), 10).and(new PartitionConfig(List.of("B", "c"), 0));
    assertThat(both).isEqualTo(new PartitionConfig(List.of("a", "b", "c"), 10));
    assertThat(both.and(new PartitionConfig(List.of(), 5)).metadataCardinalityLimit()).isEqualTo(5);
  }

  private static Backlog backlog(BatchConfig batch) {
    return new Backlog(
        new QueueConfig(true, 100, 1000, Sizer.REQUESTS, false, false, batch),
        new Gate(new Backoff(new RetryConfig(), new Random(1)), Duration.ZERO));
  }

  private static void add(Backlog backlog, long sequence, Caller caller, int items, long now) {
    Parcel parcel =
        Parcel.arrived(sequence, Batches.spans("s", items), 1, now, Settlement.NOBODY)
            .from(BY_TENANT.kept(caller));
    assertThat(backlog.add(parcel)).isTrue();
  }

  private static @Nullable Caller next(Backlog backlog, long now) {
    Parcel parcel = backlog.next(now);
    return parcel == null ? null : parcel.caller();
  }
}
