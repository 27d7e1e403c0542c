package dev.otelgw.scrapers.scraping;

import static org.assertj.core.api.Assertions.assertThat;

import dev.otelgw.pipeline.Batch;
import dev.otelgw.pipeline.Outcome;
import dev.otelgw.pipeline.Reason;
import dev.otelgw.pipeline.testing.Await;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

class OfferingTest {

  private volatile Outcome answer = Outcome.refused(Reason.QUEUE_FULL, "the queue is full");
  private final List<Batch> offered = new CopyOnWriteArrayList<>();

  private Rig rig() {
    Rig rig =
        new Rig(
            new ScrapeSettings(),
            FakeScraper.SYSTEM,
            batch -> {
              offered.add(batch);
              return answer;
            });
    rig.clock.advance(Duration.ofSeconds(8));
    Await.until("the first offer", () -> !offered.isEmpty());
    return rig;
  }

  private long scrapesOffered() {
    return offered.stream().map(System::identityHashCode).distinct().count();
  }

  @Test
  void aRefusedBatchIsOfferedAgain() {
    try (Rig rig = rig()) {
      answer = Outcome.accepted();
      Await.until(
          "it is counted",
          () -> {
            rig.clock.advance(Duration.ofMillis(100));
            return !rig.observer.lines().isEmpty();
          });
      assertThat(offered).hasSize(2).allMatch(batch -> batch == offered.getFirst());
      assertThat(rig.observer.lines())
          .containsExactly(
              "accepted " + offered.getFirst().signal().count(offered.getFirst().items()));
    }
  }

  @Test
  void aRetryAfterIsHonoured() {
    answer = new Outcome.Refused(Reason.QUEUE_FULL, "full", Duration.ofSeconds(20));
    try (Rig rig = rig()) {
      rig.clock.advance(Duration.ofSeconds(19));
      assertThat(offered).hasSize(1);
      answer = Outcome.accepted();
      Await.until(
          "it is taken",
          () -> {
            rig.clock.advance(Duration.ofMillis(100));
            return offered.size() == 2;
          });
    }
  }

  @Test
  void whenTheNextScrapeIsDueItIsDroppedCountedAndSaidOnce() {
    try (Rig rig = rig()) {
      rig.clock.advance(Rig.INTERVAL);
      Await.until("the second scrape is offered", () -> scrapesOffered() == 2);
      rig.clock.advance(Rig.INTERVAL);
      Await.until("the third scrape is offered", () -> scrapesOffered() == 3);
      assertThat(rig.observer.lines())
          .hasSize(2)
          .allMatch(line -> line.matches("dropped \\d+ .*points? queue_full"));
      assertThat(rig.log.taken()).filteredOn(line -> line.startsWith("WARN")).hasSize(1);
      answer = Outcome.accepted();
      Await.until(
          "it is taken",
          () -> {
            rig.clock.advance(Duration.ofMillis(100));
            return rig.observer.lines().size() == 3;
          });
      Await.until(
          "it is said", () -> rig.log.taken().stream().anyMatch(line -> line.contains("again")));
    }
  }

  @Test
  void whatIsRejectedIsDroppedAtOnce() {
    answer = new Outcome.Rejected(Reason.INVALID, "no");
    try (Rig rig = rig()) {
      Await.until("it is counted", () -> !rig.observer.lines().isEmpty());
      assertThat(rig.observer.lines().getFirst()).endsWith("invalid");
      assertThat(offered).hasSize(1);
    }
  }

  @Test
  void closeDoesNotWaitForABatchThatNobodyTakes() {
    Rig rig = rig();
    rig.close();
    assertThat(rig.observer.lines()).singleElement().asString().startsWith("dropped ");
    assertThat(rig.scraper.closed).hasValue(1);
  }
}
