package dev.otelgw.services.devstack.load;

import com.fasterxml.jackson.databind.JsonNode;
import dev.otelgw.services.standin.Interactions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;

/**
 * A gentle load: games are planned, players join through the API and by button, some leave, the
 * host makes room for those who wait, and now and then a game is cancelled. What takes hours in
 * life takes a minute here: a game starts after eighty seconds, its reminder is due after twenty.
 */
public final class GameLoad implements AutoCloseable {

  private static final Duration UNTIL_START = Duration.ofSeconds(80);
  private static final int PLACES = 4;

  private final Community community;
  private final AtomicReference<String> newest = new AtomicReference<>("");
  private final LongAdder planned = new LongAdder();
  private final LongAdder joined = new LongAdder();
  private final LongAdder failed = new LongAdder();
  private final AtomicReference<String> lastFailure = new AtomicReference<>("");
  private final List<Thread> threads;
  private volatile boolean ended;

  /**
   * How much of it.
   *
   * @param gamesPerMinute planned
   * @param joinsPerMinute tried
   */
  public record Rates(double gamesPerMinute, double joinsPerMinute) {

    /** What a few guilds do. */
    public static final Rates GENTLE = new Rates(5, 40);
  }

  private GameLoad(Community community, Rates rates) {
    this.community = community;
    this.threads =
        List.of(
            every(rates.gamesPerMinute(), "load/games", this::game),
            every(rates.joinsPerMinute(), "load/joins", this::join));
  }

  /** Begins at once. Ends with {@link #close}. */
  public static GameLoad start(Community community, Rates rates) {
    return new GameLoad(community, rates);
  }

  /**
   * What was done.
   *
   * @param failed of all, because a service did not answer or answered with an error of its own
   */
  public record Done(long games, long joins, long failed) {}

  public Done done() {
    return new Done(planned.sum(), joined.sum(), failed.sum());
  }

  /** Why something failed last; empty where nothing did. */
  public String lastFailure() {
    return lastFailure.get();
  }

  /** Open loop: the next one comes when it is due, however long this one took. */
  private Thread every(double perMinute, String name, Runnable action) {
    long pause = (long) (60e9 / perMinute);
    return Thread.ofVirtual()
        .name(name)
        .start(() -> {
          long due = System.nanoTime();
          while (!ended) {
            attempt(action);
            due = Math.max(due + pause, System.nanoTime() - pause);
            try {
              Thread.sleep(Duration.ofNanos(Math.max(0, due - System.nanoTime())));
            } catch (InterruptedException _) {
              return;
            }
          }
        });
  }

  private void attempt(Runnable action) {
    try {
      action.run();
    } catch (RuntimeException e) {
      if (!ended) {
        failed.increment();
        lastFailure.set(String.valueOf(e.getMessage()));
      }
    }
  }

  private void game() {
    long number = planned.sum() + 1;
    Instant start = Instant.now().plus(UNTIL_START);
    JsonNode game = community.plan("Game " + number, start, PLACES, 1);
    planned.increment();
    String before = newest.getAndSet(game.path("id").asText());
    if (before.isEmpty()) {
      return;
    }
    if (number % 5 == 0) {
      // A place more: who waited first is told that he plays.
      Map<String, Object> more = Map.of("max_players", PLACES + 1);
      community.host().put("/api/v1/games/" + before, more).expect(200);
    }
    if (number % 7 == 0) {
      community.host().delete("/api/v1/games/" + before).expect(204);
    }
  }

  private void join() {
    String game = newest.get();
    if (game.isEmpty()) {
      return;
    }
    ThreadLocalRandom random = ThreadLocalRandom.current();
    List<Visitor> members = community.members();
    Visitor player = members.get(random.nextInt(1, members.size()));
    if (random.nextBoolean()) {
      count(community.join(player, game));
      return;
    }
    JsonNode shown = player.get("/api/v1/games/" + game).expect(200).json();
    String message = shown.path("message_id").asText();
    if (!message.isEmpty()) {
      String button = random.nextInt(5) == 0 ? "leave_game" : "join_game";
      Interactions.Sent sent = community.press(player, button, message, game);
      if (sent.status() != 200) {
        throw new IllegalStateException("a button was answered " + sent.status());
      }
      joined.increment();
    }
  }

  /** 400 says that a game is full or the player in it already: so it is in life. */
  private void count(Visitor.Answer answer) {
    if (answer.status() == 200) {
      joined.increment();
    } else if (answer.status() != 400) {
      throw new IllegalStateException(
          "a join was answered %d: %s".formatted(answer.status(), answer.text()));
    }
  }

  /** Ends it; what is under way is cut off. */
  @Override
  public void close() {
    ended = true;
    threads.forEach(Thread::interrupt);
    try {
      for (Thread thread : threads) {
        thread.join(Duration.ofSeconds(5));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
