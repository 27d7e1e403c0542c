package dev.otelgw.pipeline.delivery;

import static org.assertj.core.api.Assertions.assertThat;

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
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A queue whose exporter is replaced at a reload. */
@Timeout(30)
class HandOverTest {

  private static final RetryConfig QUICK =
      new RetryConfig(true, Duration.ofMillis(5), 0.5, 1.5, Duration.ofMillis(20), Duration.ZERO);

  private final Memory memory = new Memory(1 << 20);
  private final FakeBackend wrong = new FakeBackend();
  private final FakeBackend right = new FakeBackend();
  private final SendingQueue before = queue(wrong, Sizer.REQUESTS, 100);
  private final SendingQueue after = queue(right, Sizer.ITEMS, 5);

  @AfterEach
  void closeAll() {
    before.close();
    after.close();
    assertThat(memory.held()).as("bytes held after the end").isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"UNAUTHORIZED", "UNAVAILABLE"})
  void whatAWrongBackendRefusedGoesToTheRightOne(Reason reason) {
    wrong.answering(_ -> Outcome.refused(reason, "no"));
    for (int i = 0; i < 20; i++) {
      assertThat(before.accept(Batches.spans("a" + i, 1)).taken()).isTrue();
    }
    wrong.awaitCall();

    before.handOver(after);

    Await.until("the successor to deliver", () -> after.status().sent() == 20);
    assertThat(Batches.names(right.taken())).doesNotHaveDuplicates().hasSize(20);
    assertThat(before.status().queued()).isZero();
    assertThat(after.status().accepted()).isEqualTo(20);
    assertThat(after.status().dropped()).isZero();
  }

  @Test
  void whatIsUnderWayIsWaitedForAndCountedOnce() throws Exception {
    wrong.hold();
    before.accept(Batches.spans("a", 3));
    wrong.awaitCall();
    CompletableFuture<Void> handedOver = background(() -> before.handOver(after));
    AtomicInteger more = new AtomicInteger();
    Await.until(
        "the hand-over to begin",
        () -> {
          boolean taken = before.accept(Batches.spans("b", 1)).taken();
          more.addAndGet(taken ? 1 : 0);
          return !taken;
        });

    wrong.letPass(10);
    handedOver.get();

    Await.until("the rest to be delivered", () -> after.status().queued() == 0);
    assertThat(right.items()).isEqualTo(3 + more.get() - wrong.items());
    DeliveryStatus status = after.status();
    assertThat(status.accepted())
        .as("counters go on from where they were")
        .isEqualTo(3 + more.get())
        .isEqualTo(status.sent());
  }

  @Test
  void anAnswerThatDoesNotComeIsNotWaitedForForEver() {
    wrong.hold();
    before.accept(Batches.spans("a", 3));
    wrong.awaitCall();

    before.handOver(after);

    Await.until("the successor to deliver", () -> after.status().sent() == 3);
    assertThat(right.items()).isEqualTo(3);
  }

  @Test
  void aBatchThatWasAdmittedMeanwhileIsPassedOn() {
    Outcome outcome =
        Admission.before(
                batch -> {
                  Outcome taken = before.accept(batch);
                  before.handOver(after);
                  return taken;
                })
            .accept(Batches.spans("a", 2));

    assertThat(outcome.taken()).isTrue();
    Await.until("the successor to deliver", () -> after.status().sent() == 2);
  }

  @Test
  void theOldGoesBeforeTheNew() {
    wrong.answering(_ -> Outcome.refused(Reason.UNAUTHORIZED, "no"));
    before.accept(Batches.spans("old", 1));
    wrong.awaitCall();
    before.accept(Batches.spans("waiting", 1));
    right.hold();
    SendingQueue single =
        started(right, new QueueConfig(true, 1, 9, Sizer.REQUESTS, false, false, null));
    single.accept(Batches.spans("new", 1));
    right.awaitCall();
    single.accept(Batches.spans("newer", 1));

    before.handOver(single);
    right.letPass(4);

    Await.until("all to be delivered", () -> right.items() == 4);
    single.close();
    assertThat(Batches.names(right.taken()))
        .containsExactly("new-0", "old-0", "waiting-0", "newer-0");
  }

  @Test
  void whoWaitsForTheResultHearsItFromTheSuccessor() throws Exception {
    FakeBackend refusing = new FakeBackend().answering(_ -> Outcome.refused(Reason.TIMEOUT, "no"));
    SendingQueue waiting =
        started(refusing, new QueueConfig(true, 1, 10, Sizer.REQUESTS, false, true, null));
    CompletableFuture<Outcome> outcome = answer(() -> waiting.accept(Batches.spans("a", 1)));
    refusing.awaitCall();

    waiting.handOver(after);

    assertThat(outcome.get()).isEqualTo(Outcome.accepted());
    assertThat(right.items()).isEqualTo(1);
  }

  private SendingQueue queue(FakeBackend backend, Sizer sizer, long size) {
    return started(backend, new QueueConfig(true, 10, size, sizer, false, false, null));
  }

  private SendingQueue started(FakeBackend backend, QueueConfig config) {
    ComponentId id = new ComponentId(ComponentId.Kind.EXPORTER, "fake", "");
    Context context = new Context(id, Observer.NONE, Clock.SYSTEM, memory, "otelgw/test");
    SendingQueue queue =
        new SendingQueue(
            Signal.TRACES,
            backend,
            new DeliverySettings(config, QUICK),
            context,
            Duration.ofMillis(300));
    queue.start();
    return queue;
  }

  private static CompletableFuture<Void> background(Runnable task) {
    return CompletableFuture.runAsync(task, work -> Thread.ofVirtual().start(work));
  }

  private static CompletableFuture<Outcome> answer(Supplier<Outcome> task) {
    return CompletableFuture.supplyAsync(task, work -> Thread.ofVirtual().start(work));
  }
}
