package dev.otelgw.services.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.type.TypeReference;
import dev.otelgw.services.settings.Secret;
import dev.otelgw.services.settings.ServerUrl;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Without Redis: nothing is kept. */
class CacheTest {

  private static final TypeReference<String> TEXT = new TypeReference<>() {};
  private static final Duration MINUTE = Duration.ofMinutes(1);

  private final ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor();
  private Redis redis;
  private Cache cache;

  @BeforeEach
  void open() {
    redis = Redis.open(new ServerUrl("redis", "127.0.0.1", 1, "", new Secret(""), ""), "cache");
    cache = new Cache(redis);
  }

  @AfterEach
  void close() {
    callers.close();
    redis.close();
  }

  private String get(Supplier<String> lookup) {
    return cache.get("a", TEXT, MINUTE, lookup);
  }

  /** Begins a lookup, and others for the same key; then the first one goes on. */
  private List<Future<String>> whileOneLooks(Supplier<String> lookup, AtomicInteger lookups)
      throws Exception {
    CountDownLatch looks = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    List<Future<String>> all = new ArrayList<>();
    all.add(
        callers.submit(() ->
            get(() -> {
              lookups.incrementAndGet();
              looks.countDown();
              try {
                assertThat(go.await(20, TimeUnit.SECONDS)).isTrue();
              } catch (InterruptedException e) {
                throw new IllegalStateException(e);
              }
              return lookup.get();
            })));
    looks.await();
    Thread[] others = new Thread[8];
    for (int i = 0; i < others.length; i++) {
      CountDownLatch begun = new CountDownLatch(1);
      int number = i;
      all.add(
          callers.submit(() -> {
            others[number] = Thread.currentThread();
            begun.countDown();
            return get(() -> "another " + lookups.incrementAndGet());
          }));
      begun.await();
    }
    // They wait for the first, and for nothing else.
    for (Thread other : others) {
      while (Stream.of(other.getStackTrace())
          .noneMatch(frame -> frame.getMethodName().equals("waitedFor"))) {
        Thread.onSpinWait();
      }
    }
    go.countDown();
    return all;
  }

  @Test
  void whatManyWantAtOnceIsLookedUpOnce() throws Exception {
    AtomicInteger lookups = new AtomicInteger();
    for (Future<String> one : whileOneLooks(() -> "found", lookups)) {
      assertThat(one.get()).isEqualTo("found");
    }
    assertThat(lookups).hasValue(1);
    assertThat(get(() -> "anew")).isEqualTo("anew");
  }

  @Test
  void whatOneFailsWithAllFailWithAndTheNextTriesAgain() throws Exception {
    AtomicInteger lookups = new AtomicInteger();
    for (Future<String> one :
        whileOneLooks(
            () -> {
              throw new IllegalArgumentException("away");
            },
            lookups)) {
      assertThatThrownBy(one::get)
          .isInstanceOf(ExecutionException.class)
          .cause()
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("away");
    }
    assertThat(lookups).hasValue(1);
    assertThat(get(() -> "back")).isEqualTo("back");
  }

  @Test
  void timesAreSpreadSoThatNotAllIsForgottenAtOnce() {
    assertThat(Cache.spread(MINUTE, 0)).isEqualTo(MINUTE);
    assertThat(Cache.spread(MINUTE, 0.5)).isEqualTo(Duration.ofSeconds(54));
    assertThat(Cache.spread(MINUTE, 1)).isEqualTo(Duration.ofSeconds(48));
    assertThat(Cache.spread(Duration.ofMillis(1), 1)).isEqualTo(Duration.ofMillis(1));
  }
}
