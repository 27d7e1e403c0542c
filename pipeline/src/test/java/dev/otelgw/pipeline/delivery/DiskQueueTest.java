package dev.otelgw.pipeline.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.otelgw.pipeline.Batch;
import dev.otelgw.pipeline.Clock;
import dev.otelgw.pipeline.Outcome;
import dev.otelgw.pipeline.Reason;
import dev.otelgw.pipeline.Sink;
import dev.otelgw.pipeline.testing.Await;
import dev.otelgw.pipeline.testing.Batches;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A queue with a storage: what it accepted outlives it. */
@Timeout(60)
class DiskQueueTest extends DiskQueues {

  @Test
  void whatIsDeliveredLeavesNoFile() {
    SendingQueue queue = started(config(false, Duration.ZERO));
    for (int i = 0; i < 100; i++) {
      assertThat(queue.accept(Batches.spans("b" + i, 2))).isEqualTo(Outcome.accepted());
    }
    Await.until("all is sent", () -> queue.status().sent() == 200);
    queue.close();
    assertThat(journalFiles()).isEmpty();
    assertThat(Batches.names(backend.taken())).hasSize(200).doesNotHaveDuplicates();
  }

  @Test
  void anOutageIsKeptOnDiskAndNotInMemory() {
    backend.answering(_ -> Outcome.refused(Reason.UNAVAILABLE, "503"));
    SendingQueue queue = started(config(false, Duration.ZERO));
    for (int i = 0; i < 500; i++) {
      assertThat(queue.accept(Batches.spans("b" + i, 1)).taken()).isTrue();
      assertThat(memory.held()).isLessThanOrEqualTo(MEMORY);
    }
    assertThat(queue.status().queued()).isEqualTo(500);

    backend.answering(_ -> Outcome.accepted());
    Await.until("all is sent", () -> queue.status().sent() == 500);
    assertThat(Batches.names(backend.taken())).hasSize(500).doesNotHaveDuplicates();
    assertThat(queue.status().queued()).isZero();
    assertThat(queue.status().dropped()).isZero();
  }

  @Test
  void theNextRunSendsWhatThisOneCouldNotOldestFirst() {
    backend.answering(_ -> Outcome.refused(Reason.UNAUTHORIZED, "401"));
    SendingQueue queue = started(config(false, Duration.ZERO));
    for (int i = 0; i < 300; i++) {
      assertThat(queue.accept(Batches.spans("b" + i, 1)).taken()).isTrue();
    }
    backend.awaitCall();
    Await.until("it is parked", () -> queue.status().state() == DeliveryStatus.State.PARKED);
    long before = System.nanoTime();
    queue.close();
    assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(5));
    assertThat(queue.status().dropped()).isZero();
    assertThat(queue.status().queued()).isEqualTo(300);

    backend.answering(_ -> Outcome.accepted());
    SendingQueue next = started(single());
    Await.until("all is sent", () -> next.status().sent() == 300);
    assertThat(Batches.names(backend.taken()))
        .isEqualTo(IntStream.range(0, 300).mapToObj(i -> "b" + i + "-0").toList());
    assertThat(next.status().accepted()).isEqualTo(300);
  }

  @Test
  void freshDataGoesFirstWhereThatIsAskedFor() {
    backend.answering(_ -> Outcome.refused(Reason.UNAVAILABLE, "503"));
    SendingQueue queue = started(config(false, Duration.ZERO));
    for (int i = 0; i < 200; i++) {
      assertThat(queue.accept(Batches.spans("old" + i, 1)).taken()).isTrue();
    }
    queue.close();

    backend.answering(_ -> Outcome.accepted());
    backend.hold();
    SendingQueue next = started(config(true, Duration.ZERO));
    backend.awaitCall();
    assertThat(next.accept(Batches.spans("new", 1)).taken()).isTrue();
    backend.letPass(1000);
    Await.until("all is sent", () -> next.status().sent() == 201);
    assertThat(Batches.names(backend.taken()).indexOf("new-0")).isLessThan(60);
  }

  @Test
  void whatIsTooOldIsDroppedAndCounted() {
    backend.answering(_ -> Outcome.refused(Reason.UNAVAILABLE, "503"));
    SendingQueue queue = started(config(false, Duration.ofMillis(300)));
    for (int i = 0; i < 200; i++) {
      assertThat(queue.accept(Batches.spans("b" + i, 1)).taken()).isTrue();
    }
    Await.until("all is too old", () -> queue.status().queued() == 0);
    DeliveryStatus status = queue.status();
    assertThat(status.dropped()).isEqualTo(200);
    assertThat(observer.lines()).filteredOn(line -> line.contains("expired")).hasSizeGreaterThan(0);
    queue.close();
    assertThat(journalFiles()).isEmpty();
  }

  @Test
  void aChangedExporterGoesOnWithTheSameJournal() {
    backend.answering(_ -> Outcome.refused(Reason.UNAUTHORIZED, "401"));
    FakeBackend right = new FakeBackend();
    SendingQueue before = started(config(false, Duration.ZERO));
    for (int i = 0; i < 300; i++) {
      assertThat(before.accept(Batches.spans("a" + i, 1)).taken()).isTrue();
    }
    SendingQueue after = started(config(false, Duration.ZERO), right);
    for (int i = 0; i < 100; i++) {
      assertThat(after.accept(Batches.spans("z" + i, 1)).taken()).isTrue();
    }
    before.handOver(after);

    Await.until("all is sent", () -> after.status().sent() == 400);
    assertThat(Batches.names(right.taken())).hasSize(400).doesNotHaveDuplicates();
    assertThat(after.status().queued()).isZero();
    assertThat(before.status().queued()).isZero();
    after.close();
    assertThat(journalFiles()).isEmpty();
  }

  @Test
  void withoutItsStorageAChangedExporterLeavesEverythingOnDisk() {
    backend.answering(_ -> Outcome.refused(Reason.UNAUTHORIZED, "401"));
    SendingQueue before = started(config(false, Duration.ZERO));
    for (int i = 0; i < 50; i++) {
      assertThat(before.accept(Batches.spans("a" + i, 1)).taken()).isTrue();
    }
    FakeBackend right = new FakeBackend();
    SendingQueue inMemory =
        started(new QueueConfig(true, 10, 1000, Sizer.REQUESTS, false, false, null), right);
    before.handOver(inMemory);
    assertThat(before.status().dropped()).isZero();

    SendingQueue again = started(config(false, Duration.ZERO), right);
    Await.until("all is sent", () -> again.status().sent() == 50);
    assertThat(Batches.names(right.taken())).hasSize(50).doesNotHaveDuplicates();
  }

  @Test
  void whatAnExporterHadInMemoryIsPutOnDiskWhenItGetsAStorage() {
    backend.answering(_ -> Outcome.refused(Reason.UNAUTHORIZED, "401"));
    SendingQueue inMemory =
        started(new QueueConfig(true, 10, 1000, Sizer.REQUESTS, false, false, null), backend);
    for (int i = 0; i < 20; i++) {
      assertThat(inMemory.accept(Batches.spans("a" + i, 1)).taken()).isTrue();
    }
    SendingQueue onDisk = started(config(false, Duration.ZERO));
    inMemory.handOver(onDisk);
    onDisk.close();
    assertThat(onDisk.status().dropped()).isZero();

    backend.answering(_ -> Outcome.accepted());
    SendingQueue again = started(config(false, Duration.ZERO));
    Await.until("all is sent", () -> again.status().sent() == 20);
  }

  @Test
  void whereTheClockJumpsByADayQueueAndRetriesGoOn() {
    AtomicLong jump = new AtomicLong();
    clock =
        new Clock() {
          @Override
          public Instant now() {
            return Instant.now().plusSeconds(jump.get());
          }

          @Override
          public long nanoTime() {
            return System.nanoTime();
          }
        };
    backend.answering(_ -> Outcome.refused(Reason.UNAVAILABLE, "503"));
    SendingQueue queue = started(config(false, Duration.ofHours(2)));
    for (long seconds : new long[] {0, 86_400, -86_400}) {
      jump.set(seconds);
      for (int i = 0; i < 100; i++) {
        assertThat(queue.accept(Batches.spans("b" + seconds + "." + i, 1)).taken()).isTrue();
      }
    }
    backend.answering(_ -> Outcome.accepted());
    Await.until("all is sent", () -> queue.status().sent() == 300);
    assertThat(queue.status().dropped()).isZero();
  }

  @Test
  void whatSomebodyElseStoppedIsNotKept() {
    SendingQueue one = started(config(false, Duration.ZERO));
    Sink limiter = _ -> Outcome.refused(Reason.MEMORY_LIMIT, "no");

    Outcome outcome =
        Admission.before(FanOut.to(List.of(one, limiter))).accept(Batches.spans("second", 1));

    assertThat(outcome).isInstanceOf(Outcome.Refused.class);
    one.close();
    assertThat(backend.taken()).isEmpty();
    assertThat(journalFiles()).isEmpty();
  }

  @Test
  void damageOnDiskIsCountedAsLost() throws IOException {
    backend.answering(_ -> Outcome.refused(Reason.UNAVAILABLE, "503"));
    SendingQueue queue = started(config(false, Duration.ZERO));
    for (int i = 0; i < 100; i++) {
      assertThat(queue.accept(Batches.spans("b" + i, 1)).taken()).isTrue();
    }
    queue.close();
    Path victim = journalFiles().get(2);
    byte[] bytes = Files.readAllBytes(victim);
    bytes[bytes.length / 2] ^= 4;
    Files.write(victim, bytes);

    backend.answering(_ -> Outcome.accepted());
    SendingQueue next = started(config(false, Duration.ZERO));
    Await.until("all is settled", () -> next.status().queued() == 0);
    DeliveryStatus status = next.status();
    assertThat(status.sent()).isEqualTo(99);
    assertThat(status.dropped()).isEqualTo(1);
    assertThat(observer.lines()).contains("dropped 1 span damaged");
    assertThat(status.accepted()).isEqualTo(100);
  }

  @Test
  void joinedAndSplitBatchesAreDoneWhenTheirLastPartIs() {
    BatchConfig batch = new BatchConfig(Duration.ofMillis(20), 10, 7, Sizer.ITEMS);
    SendingQueue queue = started(onDisk(batch));
    for (int i = 0; i < 50; i++) {
      assertThat(queue.accept(Batches.spans("b" + i, 1 + i % 9)).taken()).isTrue();
    }
    long items = IntStream.range(0, 50).map(i -> 1 + i % 9).sum();
    Await.until("all is sent", () -> queue.status().sent() == items);
    queue.close();
    assertThat(backend.taken()).allMatch((Batch sent) -> sent.items() <= 7);
    assertThat(journalFiles()).isEmpty();
  }
}
