package dev.otelgw.pipeline.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.otelgw.pipeline.Batch;
import dev.otelgw.pipeline.Clock;
import dev.otelgw.pipeline.ComponentId;
import dev.otelgw.pipeline.Context;
import dev.otelgw.pipeline.Memory;
import dev.otelgw.pipeline.Observer;
import dev.otelgw.pipeline.Outcome;
import dev.otelgw.pipeline.Reason;
import dev.otelgw.pipeline.Signal;
import dev.otelgw.pipeline.testing.Await;
import dev.otelgw.pipeline.testing.Batches;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class SendingQueueTest {

  private static final Duration SHORT = Duration.ofMillis(5);
  private static final RetryConfig QUICK =
      new RetryConfig(true, SHORT, 0.5, 1.5, Duration.ofMillis(20), Duration.ZERO);

  private final Memory memory = new Memory(1 << 20);
  private final FakeBackend backend = new FakeBackend();
  private final List<SendingQueue> queues = new ArrayList<>();

  @AfterEach
  void closeQueues() {
    queues.forEach(SendingQueue::close);
    assertThat(memory.held()).as("bytes held after the end").isZero();
  }

  @Test
  void sendsWhatItAccepts() {
    SendingQueue queue = started(config(100, null));

    assertThat(queue.accept(Batches.spans("a", 3))).isEqualTo(Outcome.accepted());
    assertThat(queue.accept(Batches.spans("b", 2))).isEqualTo(Outcome.accepted());

    await(() -> backend.items() == 5);
    await(() -> queue.status().queued() == 0);
    assertThat(queue.status().state()).isEqualTo(DeliveryStatus.State.OK);
  }

  @Test
  void refusesWhenFullAndSaysWhenToComeBack() {
    backend.hold();
    SendingQueue queue = started(config(2, null));
    queue.accept(Batches.spans("a", 1));
    queue.accept(Batches.spans("b", 1));

    assertThat(queue.accept(Batches.spans("c", 1)))
        .isEqualTo(
            new Outcome.Refused(
                Reason.QUEUE_FULL,
                "exporter fake (traces): sending queue is full (2 of 2 requests);"
                    + " the sender is told to come back",
                Duration.ofSeconds(1)));

    backend.letPass(10);
    await(() -> queue.status().queued() == 0);
    assertThat(queue.accept(Batches.spans("c", 1)).taken()).isTrue();
  }

  @Test
  void rejectsWhatIsLargerThanTheWholeQueue() {
    SendingQueue queue = started(new QueueConfig(true, 1, 10, Sizer.ITEMS, false, false, null));

    assertThat(queue.accept(Batches.spans("a", 11)))
        .isInstanceOfSatisfying(
            Outcome.Rejected.class,
            rejected -> assertThat(rejected.reason()).isEqualTo(Reason.TOO_LARGE));
  }

  @Test
  void refusesWhenTheMemoryForTelemetryIsInUse() {
    assertThat(memory.tryHold(memory.limit())).isTrue();
    SendingQueue queue = started(config(10, null));

    assertThat(queue.accept(Batches.spans("a", 1)))
        .isInstanceOfSatisfying(
            Outcome.Refused.class,
            refused -> assertThat(refused.reason()).isEqualTo(Reason.MEMORY_LIMIT));
    memory.release(memory.limit());
    assertThat(queue.accept(Batches.spans("a", 1)).taken()).isTrue();
  }

  @Test
  void blocksOnOverflowWhereAsked() throws Exception {
    backend.hold();
    SendingQueue queue = started(new QueueConfig(true, 1, 1, Sizer.REQUESTS, true, false, null));
    queue.accept(Batches.spans("a", 1));
    CompletableFuture<Outcome> second =
        CompletableFuture.supplyAsync(
            () -> queue.accept(Batches.spans("b", 1)), task -> Thread.ofVirtual().start(task));
    backend.awaitCall();
    assertThat(second).isNotDone();

    backend.letPass(2);

    assertThat(second.get()).isEqualTo(Outcome.accepted());
    await(() -> backend.items() == 2);
  }

  @Test
  void waitsForTheResultWhereAsked() {
    backend.answering(_ -> new Outcome.Rejected(Reason.INVALID, "no"));
    SendingQueue queue = started(new QueueConfig(true, 1, 10, Sizer.REQUESTS, false, true, null));

    assertThat(queue.accept(Batches.spans("a", 1)))
        .isEqualTo(new Outcome.Rejected(Reason.INVALID, "no"));
  }

  @Test
  void joinsUpToMinSizeAndCutsAtMaxSize() {
    backend.hold();
    BatchConfig batching = new BatchConfig(Duration.ofHours(1), 10, 10, Sizer.ITEMS);
    SendingQueue queue = started(config(100, batching));
    List<Batch> batches = IntStream.range(0, 12).mapToObj(i -> Batches.spans("b" + i, 5)).toList();
    batches.forEach(queue::accept);
    queue.accept(Batches.spans("large", 25));
    backend.letPass(1000);

    await(() -> backend.items() == 80);
    assertThat(backend.taken()).allSatisfy(batch -> assertThat(batch.items()).isEqualTo(10));

    queue.close();
    assertThat(backend.items()).isEqualTo(85);
    assertThat(Batches.names(backend.taken())).doesNotHaveDuplicates();
  }

  @Test
  void flushesAnIncompleteBatchAfterItsTimeout() {
    SendingQueue queue =
        started(config(100, new BatchConfig(Duration.ofMillis(20), 1000, 0, Sizer.ITEMS)));
    queue.accept(Batches.spans("a", 2));
    queue.accept(Batches.spans("b", 3));

    await(() -> backend.items() == 5);
    assertThat(backend.taken()).hasSize(1);
  }

  @Test
  void retriesUntilTheBackendIsBackAndKeepsTheOrder() {
    AtomicBoolean down = new AtomicBoolean(true);
    AtomicInteger attempts = new AtomicInteger();
    backend.answering(_ -> {
      attempts.incrementAndGet();
      return down.get() ? Outcome.refused(Reason.UNAVAILABLE, "503 away") : Outcome.accepted();
    });
    SendingQueue queue = started(new QueueConfig(true, 1, 100, Sizer.REQUESTS, false, false, null));
    IntStream.range(0, 20).forEach(i -> queue.accept(Batches.spans("s" + i, 1)));
    await(() -> attempts.get() >= 5);
    assertThat(queue.status().state()).isEqualTo(DeliveryStatus.State.RETRYING);
    assertThat(queue.status().lastError()).isEqualTo("503 away");
    assertThat(queue.status().queued()).isEqualTo(20);

    down.set(false);

    await(() -> backend.items() == 20);
    await(() -> queue.status().sent() == 20);
    assertThat(Batches.names(backend.taken())).hasSize(20).doesNotHaveDuplicates();
  }

  @Test
  void aPoisonousParcelDoesNotHoldUpTheRest() {
    backend.answering(batch ->
        Batches.names(List.of(batch)).contains("poison-0")
            ? Outcome.refused(Reason.UNAVAILABLE, "503 for this one")
            : Outcome.accepted());
    SendingQueue queue = started(new QueueConfig(true, 1, 500, Sizer.REQUESTS, false, false, null));
    queue.accept(Batches.spans("poison", 1));
    IntStream.range(0, 100).forEach(i -> queue.accept(Batches.spans("s" + i, 1)));

    await(() -> backend.items() == 100);
    assertThat(queue.status().queued()).isEqualTo(1);
  }

  @Test
  void aRefusedTokenParksAndLosesNothing() {
    AtomicBoolean wrong = new AtomicBoolean(true);
    AtomicInteger attempts = new AtomicInteger();
    backend.answering(_ -> {
      attempts.incrementAndGet();
      return wrong.get()
          ? Outcome.refused(Reason.UNAUTHORIZED, "401 invalid credentials")
          : Outcome.accepted();
    });
    QueueConfig config = config(100, null);
    SendingQueue queue = started(new DeliverySettings(config, QUICK, Duration.ofMillis(30)));
    IntStream.range(0, 30).forEach(i -> queue.accept(Batches.spans("s" + i, 1)));
    await(() -> attempts.get() >= 11);
    assertThat(queue.status().state()).isEqualTo(DeliveryStatus.State.PARKED);

    wrong.set(false);

    await(() -> queue.status().sent() == 30);
    assertThat(queue.status().state()).isEqualTo(DeliveryStatus.State.OK);
  }

  @Test
  void whatIsTooLargeIsHalvedUntilItFits() {
    backend.answering(batch ->
        batch.items() > 3 ? new Outcome.Rejected(Reason.TOO_LARGE, "413") : Outcome.accepted());
    SendingQueue queue = started(config(100, null));
    queue.accept(Batches.spans("s", 20));

    await(() -> queue.status().sent() == 20);
    assertThat(Batches.names(backend.taken())).hasSize(20).doesNotHaveDuplicates();
  }

  @Test
  void countsWhatTheBackendRejects() {
    backend.answering(batch ->
        batch.items() == 5
            ? new Outcome.Partial(2, "two are too old")
            : new Outcome.Rejected(Reason.INVALID, "400 bad"));
    SendingQueue queue = started(config(100, null));
    queue.accept(Batches.spans("partly", 5));
    queue.accept(Batches.spans("bad", 7));

    await(() -> queue.status().queued() == 0);
    assertThat(queue.status().sent()).isEqualTo(3);
    assertThat(queue.status().dropped()).isEqualTo(9);
  }

  @Test
  void withoutRetryAFailureIsADropThatIsCounted() {
    backend.answering(_ -> Outcome.refused(Reason.UNAVAILABLE, "503"));
    RetryConfig off = new RetryConfig(false, SHORT, 0, 1, SHORT, Duration.ZERO);
    SendingQueue queue = started(new DeliverySettings(config(10, null), off));
    queue.accept(Batches.spans("a", 4));

    await(() -> queue.status().dropped() == 4);
  }

  @Test
  void givesUpAfterMaxElapsedTimeWhereOneIsSet() {
    backend.answering(_ -> Outcome.refused(Reason.UNAVAILABLE, "503"));
    RetryConfig bounded = new RetryConfig(true, SHORT, 0, 1, SHORT, Duration.ofMillis(50));
    SendingQueue queue = started(new DeliverySettings(config(10, null), bounded));
    queue.accept(Batches.spans("a", 4));

    await(() -> queue.status().dropped() == 4);
  }

  @Test
  void anExporterThatThrowsLosesNothing() {
    AtomicInteger calls = new AtomicInteger();
    backend.answering(_ -> {
      if (calls.incrementAndGet() < 3) {
        throw new IllegalStateException("bug");
      }
      return Outcome.accepted();
    });
    SendingQueue queue = started(config(10, null));
    queue.accept(Batches.spans("a", 4));

    await(() -> queue.status().sent() == 4);
  }

  @Test
  void closeDrainsWhatWasAccepted() {
    SendingQueue queue =
        started(config(1000, new BatchConfig(Duration.ofHours(1), 10_000, 0, Sizer.ITEMS)));
    IntStream.range(0, 100).forEach(i -> queue.accept(Batches.spans("s" + i, 3)));

    queue.close();

    assertThat(backend.items()).isEqualTo(300);
    assertThat(queue.accept(Batches.spans("late", 1)))
        .isInstanceOfSatisfying(
            Outcome.Refused.class,
            refused -> assertThat(refused.reason()).isEqualTo(Reason.SHUTTING_DOWN));
  }

  @Test
  void closeReportsWhatItCouldNotDeliver() {
    backend.answering(_ -> Outcome.refused(Reason.UNAVAILABLE, "503"));
    SendingQueue queue = started(config(100, null));
    queue.accept(Batches.spans("a", 6));

    queue.close();
    queue.close();

    DeliveryStatus status = queue.status();
    assertThat(status.dropped()).isEqualTo(6);
    assertThat(status.accepted()).isEqualTo(status.sent() + status.dropped() + status.queued());
  }

  @Test
  void closeWithoutStartIsLegal() {
    SendingQueue queue =
        new SendingQueue(
            Signal.TRACES,
            backend,
            new DeliverySettings(config(1, null), QUICK),
            context(),
            Duration.ofMillis(100));
    queue.accept(Batches.spans("a", 1));
    queue.close();
    assertThat(queue.status().dropped()).isEqualTo(1);
  }

  private static QueueConfig config(long size, BatchConfig batch) {
    return new QueueConfig(true, 10, size, Sizer.REQUESTS, false, false, batch);
  }

  private SendingQueue started(QueueConfig config) {
    return started(new DeliverySettings(config, QUICK));
  }

  private SendingQueue started(DeliverySettings settings) {
    SendingQueue queue =
        new SendingQueue(Signal.TRACES, backend, settings, context(), Duration.ofMillis(300));
    queues.add(queue);
    queue.start();
    return queue;
  }

  private Context context() {
    ComponentId id = new ComponentId(ComponentId.Kind.EXPORTER, "fake", "");
    return new Context(id, Observer.NONE, Clock.SYSTEM, memory, "otelgw/test");
  }

  private static void await(BooleanSupplier condition) {
    Await.until("the queue to get there", condition);
  }
}
