package dev.otelgw.pipeline.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.otelgw.pipeline.Batch;
import dev.otelgw.pipeline.ComponentId;
import dev.otelgw.pipeline.Context;
import dev.otelgw.pipeline.Memory;
import dev.otelgw.pipeline.Observer;
import dev.otelgw.pipeline.Outcome;
import dev.otelgw.pipeline.Reason;
import dev.otelgw.pipeline.Signal;
import dev.otelgw.pipeline.testing.Await;
import dev.otelgw.pipeline.testing.Batches;
import dev.otelgw.pipeline.testing.CheckedConfig;
import dev.otelgw.pipeline.testing.ManualClock;
import dev.otelgw.pipeline.testing.RecordingObserver;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Keys of {@code sending_queue} and {@code retry_on_failure} that the queue as a whole obeys. */
@Timeout(30)
class QueueKeysTest {

  private static final RetryConfig USUAL = new RetryConfig();
  private static final ComponentId ID = new ComponentId(ComponentId.Kind.EXPORTER, "fake", "");

  private final ManualClock clock = new ManualClock();
  private final FakeBackend backend = new FakeBackend();
  private final List<SendingQueue> queues = new ArrayList<>();

  @AfterEach
  void closeQueues() {
    queues.forEach(SendingQueue::close);
  }

  private SendingQueue started(QueueConfig config, RetryConfig retry) {
    Context context =
        new Context(ID, Observer.NONE, clock, new Memory(Long.MAX_VALUE), "otelgw/test");
    SendingQueue queue =
        new SendingQueue(
            Signal.TRACES, backend, new DeliverySettings(config, retry), context, Duration.ZERO);
    queues.add(queue);
    queue.start();
    return queue;
  }

  @ParameterizedTest
  @EnumSource
  void theCapacityCountsWhatTheSizerSays(Sizer sizer) {
    backend.hold();
    Batch batch = Batches.spans("a", 7);
    long unit = sizer.sizeOf(batch);
    SendingQueue queue =
        started(new QueueConfig(true, 1, 2 * unit, sizer, false, false, null), USUAL);

    assertThat(queue.accept(batch)).isEqualTo(Outcome.accepted());
    assertThat(queue.accept(batch)).isEqualTo(Outcome.accepted());

    assertThat(queue.accept(batch))
        .isInstanceOfSatisfying(
            Outcome.Refused.class,
            refused ->
                assertThat(refused.message())
                    .contains(
                        "(%d of %d %s)"
                            .formatted(2 * unit, 2 * unit, sizer.name().toLowerCase(Locale.ROOT))));
  }

  @Test
  void sizersCountDifferently() {
    Batch batch = Batches.spans("a", 7);

    assertThat(Sizer.REQUESTS.sizeOf(batch)).isEqualTo(1);
    assertThat(Sizer.ITEMS.sizeOf(batch)).isEqualTo(7);
    assertThat(Sizer.BYTES.sizeOf(batch)).isEqualTo(batch.size());
  }

  @Test
  void sendsFromAsManyConsumersAsItIsTold() {
    backend.hold();
    SendingQueue queue =
        started(new QueueConfig(true, 3, 100, Sizer.REQUESTS, false, false, null), USUAL);
    for (int i = 0; i < 10; i++) {
      queue.accept(Batches.spans("a", 1));
    }
    Await.until("three to be under way", () -> backend.underWay() == 3);
    backend.letPass(4);
    Await.until("three more", () -> backend.items() == 4 && backend.underWay() == 3);
    assertThat(backend.mostUnderWay()).isEqualTo(3);
  }

  @Test
  void doesNotWaitForTheResultWhereNotAskedTo() {
    backend.hold();
    SendingQueue queue =
        started(new QueueConfig(true, 1, 10, Sizer.REQUESTS, false, false, null), USUAL);

    assertThat(queue.accept(Batches.spans("a", 1))).isEqualTo(Outcome.accepted());
    assertThat(backend.items()).isZero();
  }

  @Test
  void withoutAQueueTheSenderHearsTheBackendAndNothingIsRetried() {
    AtomicInteger attempts = new AtomicInteger();
    backend.answering(_ -> {
      attempts.incrementAndGet();
      return Outcome.refused(Reason.UNAVAILABLE, "503");
    });
    RecordingObserver observer = new RecordingObserver();
    Context context = new Context(ID, observer, clock, new Memory(1), "otelgw/test");

    assertThat(new Direct(backend, context).accept(Batches.spans("a", 4)))
        .isEqualTo(Outcome.refused(Reason.UNAVAILABLE, "503"));
    assertThat(attempts).hasValue(1);
    assertThat(observer.lines()).containsExactly("refused 4 spans unavailable");
  }

  @Test
  void triesForAsLongAsMaxElapsedTimeSays() {
    Duration limit = Duration.ofMinutes(3);
    assertThat(attemptsUntilDropped(limit)).isEqualTo(1 + 3);
    assertThat(attemptsUntilDropped(Duration.ofMinutes(6))).isEqualTo(1 + 6);
  }

  /** Attempts at one batch, one a minute, until it is given up. */
  private int attemptsUntilDropped(Duration limit) {
    AtomicInteger attempts = new AtomicInteger();
    backend.answering(_ -> {
      attempts.incrementAndGet();
      clock.advance(Duration.ofMinutes(1));
      return Outcome.refused(Reason.UNAVAILABLE, "503");
    });
    Duration tiny = Duration.ofMillis(1);
    SendingQueue queue =
        started(
            new QueueConfig(true, 1, 10, Sizer.REQUESTS, false, false, null),
            new RetryConfig(true, tiny, 0, 1, tiny, limit));
    clock.advance(tiny);
    queue.accept(Batches.spans("a", 1));
    Await.until(
        "the batch to be given up",
        () -> {
          clock.advance(tiny);
          return queue.status().dropped() == 1;
        });
    return attempts.get();
  }

  @Test
  void neverGivesUpWithoutMaxElapsedTime() {
    AtomicInteger attempts = new AtomicInteger();
    backend.answering(_ -> {
      clock.advance(Duration.ofDays(1));
      return attempts.incrementAndGet() < 30
          ? Outcome.refused(Reason.UNAVAILABLE, "503")
          : Outcome.accepted();
    });
    Duration tiny = Duration.ofMillis(1);
    SendingQueue queue =
        started(
            new QueueConfig(true, 1, 10, Sizer.REQUESTS, false, false, null),
            new RetryConfig(true, tiny, 0, 1, tiny, Duration.ZERO));
    queue.accept(Batches.spans("a", 1));

    Await.until(
        "the batch to be delivered after a month",
        () -> {
          clock.advance(tiny);
          return queue.status().sent() == 1;
        });
  }

  @Test
  void hasTheDocumentedDefaults() {
    assertThat(new QueueConfig())
        .isEqualTo(new QueueConfig(true, 10, 1000, Sizer.REQUESTS, false, false, null));
    assertThat(new BatchConfig())
        .isEqualTo(new BatchConfig(Duration.ofMillis(200), 8192, 0, Sizer.ITEMS));
    assertThat(new RetryConfig())
        .isEqualTo(
            new RetryConfig(
                true, Duration.ofSeconds(5), 0.5, 1.5, Duration.ofSeconds(30), Duration.ZERO));
  }

  @Test
  void saysWhatDoesNotFitTogether() {
    Duration second = Duration.ofSeconds(1);
    assertThat(CheckedConfig.problems(new BatchConfig(second, 100, 50, Sizer.ITEMS)))
        .containsExactly(
            "max_size: 50 is less than min_size (100); raise it, or set 0 for no limit");
    assertThat(CheckedConfig.problems(new BatchConfig(second, 0, 0, Sizer.REQUESTS)))
        .containsExactly("sizer: requests cannot be used for batching; use items or bytes");
    BatchConfig large = new BatchConfig(second, 100, 0, Sizer.ITEMS);
    assertThat(
            CheckedConfig.problems(new QueueConfig(true, 1, 50, Sizer.ITEMS, false, false, large)))
        .containsExactly(
            "batch.min_size: 100 never fits into queue_size (50); lower it or raise queue_size");
    assertThat(
            CheckedConfig.problems(
                new RetryConfig(true, second.multipliedBy(9), 0, 1, second, second)))
        .containsExactly("max_interval: is shorter than initial_interval (9000ms)");
    assertThat(
            CheckedConfig.problems(
                new RetryConfig(true, second, 0, 1, second.multipliedBy(9), second)))
        .containsExactly("max_elapsed_time: is shorter than max_interval; set 0 for no limit");
  }
}
