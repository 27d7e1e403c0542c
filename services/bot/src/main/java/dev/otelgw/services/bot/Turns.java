package dev.otelgw.services.bot;

import java.time.Duration;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

/**
 * Lets a game's card be edited once in two seconds, over all instances of the bot. Of those who
 * come in between, one waits for its turn and does the work for all; it begins after they have
 * come, so it sees what they saw. Who waits holds his message, so that nothing is lost with the
 * process. Thread-safe.
 */
final class Turns {

  static final Duration PAUSE = Duration.ofSeconds(2);

  /** Where other instances are faster again and again. */
  private static final int LONGEST = 3;

  private final Predicate<UUID> free;
  private final Duration pause;
  private final Set<UUID> waiting = ConcurrentHashMap.newKeySet();

  /**
   * Takes turns.
   *
   * @param free takes the turn of a game, unless it was taken within the pause
   */
  Turns(Predicate<UUID> free, Duration pause) {
    this.free = free;
    this.pause = pause;
  }

  /** Runs the work when it is the game's turn, or leaves it to who waits already. */
  void take(UUID game, Runnable work) throws InterruptedException {
    if (!waiting.add(game)) {
      return;
    }
    try {
      for (int i = 0; i < LONGEST && !free.test(game); i++) {
        Thread.sleep(pause);
      }
    } finally {
      waiting.remove(game);
    }
    work.run();
  }
}
