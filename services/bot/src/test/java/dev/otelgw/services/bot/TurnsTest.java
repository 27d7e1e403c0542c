package dev.otelgw.services.bot;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class TurnsTest {

  private final AtomicInteger edits = new AtomicInteger();

  @Test
  void aFreeTurnIsTakenAtOnce() throws InterruptedException {
    Turns turns = new Turns(game -> true, Duration.ofHours(1));

    turns.take(Games.ID, edits::incrementAndGet);

    assertThat(edits).hasValue(1);
  }

  @Test
  void oneOfThoseWhoComeInBetweenDoesItForAll() throws Exception {
    CountDownLatch asked = new CountDownLatch(1);
    CountDownLatch come = new CountDownLatch(1);
    Turns turns =
        new Turns(
            game -> {
              asked.countDown();
              wait(come);
              return true;
            },
            Duration.ofHours(1));
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<?> leader =
          threads.submit(() -> {
            turns.take(Games.ID, edits::incrementAndGet);
            return true;
          });
      asked.await();
      for (int i = 0; i < 5; i++) {
        turns.take(Games.ID, edits::incrementAndGet);
      }
      assertThat(edits).hasValue(0);
      come.countDown();
      leader.get();
    }
    assertThat(edits).hasValue(1);
  }

  @Test
  void whoComesWhileTheWorkIsDoneHasATurnOfHisOwn() throws InterruptedException {
    Turns turns = new Turns(game -> true, Duration.ofHours(1));

    turns.take(
        Games.ID,
        () -> {
          edits.incrementAndGet();
          take(turns);
        });

    assertThat(edits).hasValue(2);
  }

  @Test
  void nobodyWaitsForEver() throws InterruptedException {
    AtomicInteger asked = new AtomicInteger();
    Turns turns =
        new Turns(
            game -> {
              asked.incrementAndGet();
              return false;
            },
            Duration.ofMillis(1));

    turns.take(Games.ID, edits::incrementAndGet);
    turns.take(UUID.randomUUID(), edits::incrementAndGet);

    assertThat(edits).hasValue(2);
    assertThat(asked).hasValue(6);
  }

  private void take(Turns turns) {
    try {
      turns.take(Games.ID, edits::incrementAndGet);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private static void wait(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
