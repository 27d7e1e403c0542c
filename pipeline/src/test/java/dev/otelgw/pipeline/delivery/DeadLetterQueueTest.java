package dev.otelgw.pipeline.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.otelgw.pipeline.Batch;
import dev.otelgw.pipeline.ComponentId;
import dev.otelgw.pipeline.Outcome;
import dev.otelgw.pipeline.Reason;
import dev.otelgw.pipeline.Signal;
import dev.otelgw.pipeline.deadletters.DeadLetter;
import dev.otelgw.pipeline.deadletters.DeadLetters;
import dev.otelgw.pipeline.testing.Await;
import dev.otelgw.pipeline.testing.Batches;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a backend refuses for good, in a queue with a storage. */
@Timeout(60)
class DeadLetterQueueTest extends DiskQueues {

  @Test
  void oneBadItemIsFoundAndSetAsideAndTheRestIsDelivered() throws IOException {
    backend.answering(refusing("b3-1"));
    BatchConfig batch = new BatchConfig(Duration.ofMillis(20), 1000, 0, Sizer.ITEMS);
    SendingQueue queue = started(onDisk(batch));
    for (int i = 0; i < 20; i++) {
      assertThat(queue.accept(Batches.spans("b" + i, 10)).taken()).isTrue();
    }
    Await.until("all is settled", () -> queue.status().queued() == 0);

    DeliveryStatus status = queue.status();
    assertThat(status.sent()).isEqualTo(199);
    assertThat(status.deadLettered()).isEqualTo(1);
    assertThat(status.dropped()).isZero();
    List<DeadLetter> letters = letters().list();
    assertThat(letters).hasSize(1);
    assertThat(letters.getFirst().answer()).isEqualTo("400: b3-1 is bad");
    assertThat(Batches.names(List.of(letters().batch(letters.getFirst()).orElseThrow())))
        .containsExactly("b3-1");
    queue.close();
    assertThat(journalFiles()).isEmpty();
  }

  @Test
  void whereEverythingIsBadTheSearchEndsAndNothingIsLost() throws IOException {
    backend.answering(_ -> new Outcome.Rejected(Reason.INVALID, "400: all is bad"));
    SendingQueue queue = started(onDisk(null));
    assertThat(queue.accept(Batches.spans("b", 5000)).taken()).isTrue();
    Await.until("all is settled", () -> queue.status().queued() == 0);

    assertThat(queue.status().deadLettered()).as("%s", queue.status()).isEqualTo(5000);
    assertThat(letters().list()).hasSizeLessThan(80);
    assertThat(letters().list().stream().mapToLong(DeadLetter::items).sum()).isEqualTo(5000);
  }

  @Test
  void aLetterThatIsSentAgainIsDelivered() throws IOException {
    backend.answering(refusing("bad-0"));
    SendingQueue queue = started(onDisk(null));
    assertThat(queue.accept(Batches.spans("bad", 1)).taken()).isTrue();
    Await.until("it is set aside", () -> queue.status().deadLettered() == 1);

    backend.answering(_ -> Outcome.accepted());
    DeadLetters command = letters();
    assertThat(command.resend(command.list().getFirst())).isTrue();

    Await.until("it is sent", () -> queue.status().sent() == 1);
    assertThat(command.list()).isEmpty();
    DeliveryStatus status = queue.status();
    assertThat(status.accepted())
        .isEqualTo(status.sent() + status.dropped() + status.deadLettered() + status.queued());
  }

  @Test
  void withoutAStorageABadItemIsFoundAndDroppedAlone() {
    backend.answering(refusing("b-7"));
    SendingQueue queue = started(new QueueConfig(true, 2, 100, Sizer.REQUESTS, false, false, null));
    assertThat(queue.accept(Batches.spans("b", 16)).taken()).isTrue();
    Await.until("all is settled", () -> queue.status().queued() == 0);
    assertThat(queue.status().sent()).isEqualTo(15);
    assertThat(queue.status().dropped()).isEqualTo(1);
  }

  private static Function<Batch, Outcome> refusing(String name) {
    return batch ->
        Batches.names(List.of(batch)).contains(name)
            ? new Outcome.Rejected(Reason.INVALID, "400: " + name + " is bad")
            : Outcome.accepted();
  }

  private DeadLetters letters() {
    return storage.deadLetters(new ComponentId(ComponentId.Kind.EXPORTER, "q", ""), Signal.TRACES);
  }
}
