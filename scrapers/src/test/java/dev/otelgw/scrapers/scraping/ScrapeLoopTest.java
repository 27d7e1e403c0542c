package dev.otelgw.scrapers.scraping;

import static dev.otelgw.scrapers.scraping.FakeScraper.JOBS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.otelgw.pipeline.testing.Await;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class ScrapeLoopTest {

  private static long seconds(Rig rig, long unixNanos) {
    return Duration.ofNanos(Attempt.nanos(rig.clock.now()) - unixNanos).toSeconds();
  }

  @Test
  void sendsWhatItReadAndWhatThatTook() {
    try (Rig rig = new Rig().first()) {
      assertThat(rig.value("fake.jobs{a}")).isEqualTo(5);
      assertThat(rig.value("fake.size")).isEqualTo(1000);
      assertThat(rig.value("scrape.up")).isEqualTo(1);
      assertThat(rig.value("scrape.samples")).isEqualTo(2);
      assertThat(rig.points())
          .containsKeys("scrape.duration{connect}", "scrape.duration{fast}", "scrape.skipped");
      var scope = rig.last().getResourceMetrics(0).getScopeMetrics(0).getScope();
      assertThat(scope.getName()).isEqualTo("fake");
      assertThat(scope.getVersion()).isEqualTo("1.2.3");
      assertThat(rig.batches.getFirst().items()).isEqualTo(rig.points().size());
      assertThat(rig.observer.lines()).first().asString().startsWith("accepted ");
    }
  }

  @Test
  void theFirstScrapeWaitsForItsDelay() {
    try (Rig rig = new Rig()) {
      rig.clock.advance(Duration.ofMillis(999));
      assertThat(rig.scraper.begun).hasValue(0);
      rig.clock.advance(Duration.ofSeconds(7));
      rig.arrived(1);
    }
  }

  @Test
  void groupsWithAnIntervalAreSentInEachScrapeAndReadInSome() {
    try (Rig rig = new Rig().first()) {
      rig.scraper.size = 2000;
      rig.next().next();
      assertThat(rig.value("fake.size")).isEqualTo(1000);
      assertThat(seconds(rig, rig.points().get("fake.size").getTimeUnixNano())).isZero();
      assertThat(seconds(rig, rig.points().get("fake.jobs{a}").getTimeUnixNano())).isZero();
      rig.next();
      assertThat(rig.value("fake.size")).isEqualTo(2000);
    }
  }

  @Test
  void aGroupThatFailsCostsItsOwnRowsOnly() {
    try (Rig rig = new Rig()) {
      rig.scraper.steps.put(
          "fast",
          into -> {
            into.add(JOBS, 7, "before");
            throw new ScrapeFailure("JOBS", "NOPERM", "no permission", "ACL SETUSER me +jobs");
          });
      rig.first().next();
      assertThat(rig.value("fake.size")).isEqualTo(1000);
      assertThat(rig.value("fake.jobs{before}")).isEqualTo(7);
      assertThat(rig.value("scrape.up")).isEqualTo(1);
      assertThat(rig.value("scrape.errors{fast,NOPERM}")).isEqualTo(2);
      assertThat(rig.log.taken())
          .filteredOn(line -> line.startsWith("WARN"))
          .containsExactly(
              "WARN receiver fake: server:1234: JOBS failed: no permission (NOPERM); group fast goes"
                  + " without it until that is mended. Cure: ACL SETUSER me +jobs");
      rig.scraper.steps.put("fast", into -> into.add(JOBS, 8, "a"));
      rig.next();
      assertThat(rig.log.taken())
          .containsExactly("INFO receiver fake: server:1234: JOBS works again (group fast)");
    }
  }

  @Test
  void aBugInAScraperIsContained() {
    try (Rig rig = new Rig()) {
      rig.scraper.steps.put(
          "fast",
          _ -> {
            throw new IllegalStateException("a bug, for a test");
          });
      rig.first();
      assertThat(rig.value("scrape.errors{fast,internal}")).isEqualTo(1);
      assertThat(rig.value("fake.size")).isEqualTo(1000);
    }
  }

  @Test
  void aTargetThatIsDownIsSaidOnceAndSentEachTime() {
    try (Rig rig = new Rig()) {
      rig.scraper.opening =
          () -> {
            throw new Unreachable(
                "connecting", "refused", "connection refused", "Start it.", false);
          };
      rig.first().next().next();
      assertThat(rig.value("scrape.up")).isZero();
      assertThat(rig.value("scrape.errors{connect,refused}")).isEqualTo(3);
      assertThat(rig.points()).doesNotContainKey("fake.size");
      assertThat(rig.log.taken())
          .filteredOn(line -> line.startsWith("WARN"))
          .containsExactly(
              "WARN receiver fake: server:1234 is down: connecting: connection refused (refused);"
                  + " asked again in 60 s. Cure: Start it.");
      rig.scraper.opening = () -> {};
      rig.next();
      assertThat(rig.value("scrape.up")).isEqualTo(1);
      assertThat(rig.log.taken()).containsExactly("INFO receiver fake: server:1234 answers again");
    }
  }

  @Test
  void refusedLoginsAreTriedLessAndLessOften() {
    try (Rig rig = new Rig()) {
      rig.scraper.opening =
          () -> {
            throw new Unreachable("login", "WRONGPASS", "wrong password", "", true);
          };
      rig.first();
      for (int i = 0; i < 10; i++) {
        rig.next();
        assertThat(rig.value("scrape.up")).isZero();
      }
      // 11 scrapes, but attempts only after 1, 2, 4 and 5 minutes, each up to a fifth earlier.
      assertThat(rig.scraper.begun.get()).isBetween(4, 6);
    }
  }

  @Test
  void aScrapeThatHangsIsGivenUpAndNoSecondOneBegun() {
    CountDownLatch hang = new CountDownLatch(1);
    try (Rig rig = new Rig()) {
      rig.scraper.steps.put("slow", rig.scraper.stubborn(hang));
      rig.clock.advance(Duration.ofSeconds(8));
      Await.until("the scrape hangs", () -> rig.scraper.stuck.get() == 1);
      rig.clock.advance(Duration.ofSeconds(10));
      Await.until("it is given up", () -> rig.scraper.aborted.get() == 1);
      Await.until(
          "what there is is sent",
          () -> {
            rig.clock.advance(Duration.ofMillis(100));
            return !rig.batches.isEmpty();
          });
      assertThat(rig.value("fake.jobs{a}")).isEqualTo(5);
      assertThat(rig.value("scrape.errors{slow,timeout}")).isEqualTo(1);
      rig.next();
      assertThat(rig.scraper.begun).hasValue(1);
      assertThat(rig.value("scrape.up")).isZero();
      assertThat(rig.value("scrape.skipped")).isEqualTo(1);
      hang.countDown();
      Await.until("it ends", () -> rig.scraper.atOnce.get() == 0);
      rig.scraper.steps.put("slow", _ -> {});
      rig.next();
      assertThat(rig.value("scrape.up")).isEqualTo(1);
    } finally {
      hang.countDown();
    }
  }

  @Test
  void ticksThatMeetARunningScrapeAreCounted() throws Exception {
    CountDownLatch slow = new CountDownLatch(1);
    ScrapeSettings patient =
        new ScrapeSettings(
            Rig.INTERVAL,
            Duration.ZERO,
            Duration.ofHours(1),
            Naming.OTEL,
            Map.of(),
            Map.of(),
            Map.of());
    try (Rig rig = new Rig(patient)) {
      rig.scraper.steps.put("fast", rig.scraper.stubborn(slow));
      rig.clock.advance(Duration.ofSeconds(8));
      Await.until("the scrape runs", () -> rig.scraper.atOnce.get() == 1);
      rig.clock.advance(Rig.INTERVAL.multipliedBy(3));
      slow.countDown();
      rig.arrived(1);
      assertThat(rig.value("scrape.skipped")).isEqualTo(3);
    } finally {
      slow.countDown();
    }
  }

  @Test
  void whatWasSwitchedIsHonoured() {
    ScrapeSettings settings =
        new ScrapeSettings(
            Rig.INTERVAL,
            Duration.ZERO,
            Duration.ofSeconds(10),
            Naming.OTEL,
            Map.of("slow", new GroupConfig(true, Duration.ZERO)),
            Map.of("fake.jobs", new Toggle(false)),
            Map.of("server.port", new Toggle(false)));
    try (Rig rig = new Rig(settings)) {
      rig.first();
      rig.scraper.size = 2000;
      rig.next();
      assertThat(rig.value("fake.size")).isEqualTo(2000);
      assertThat(rig.points()).doesNotContainKey("fake.jobs{a}");
      assertThat(rig.last().getResourceMetrics(0).getResource().getAttributesList())
          .extracting(attribute -> attribute.getKey())
          .contains("server.address")
          .doesNotContain("server.port");
    }
  }

  @Test
  void aGroupThatIsOffIsNotRead() {
    ScrapeSettings settings =
        new ScrapeSettings(
            Rig.INTERVAL,
            Duration.ZERO,
            Duration.ofSeconds(10),
            Naming.OTEL,
            Map.of("slow", new GroupConfig(false, null)),
            Map.of(),
            Map.of());
    try (Rig rig = new Rig(settings)) {
      rig.scraper.steps.put(
          "slow",
          _ -> {
            throw new AssertionError("read");
          });
      rig.first();
      assertThat(rig.points()).doesNotContainKeys("fake.size", "scrape.duration{slow}");
    }
  }

  @Test
  void thePrometheusVocabularyHasItsOwnWordsAndNoScope() {
    ScrapeSettings settings =
        new ScrapeSettings(
            Rig.INTERVAL,
            Duration.ZERO,
            Duration.ofSeconds(10),
            Naming.PROMETHEUS,
            Map.of(),
            Map.of(),
            Map.of());
    Metric jobs = Metric.prometheus("fake_jobs", Metric.Kind.COUNTER, "Jobs.").in("fast", "jobs");
    try (Rig rig = new Rig(settings, FakeScraper.SYSTEM.with(List.of(jobs)), null)) {
      rig.scraper.steps.put("fast", into -> into.add(jobs, 5));
      rig.first();
      assertThat(rig.points())
          .containsKeys("up", "fake_up", "scrape_duration_seconds", "scrape_samples_scraped")
          .containsKey("fake_exporter_scrapes_total")
          .doesNotContainKey("fake.size");
      var scoped = rig.last().getResourceMetrics(0).getScopeMetrics(0);
      assertThat(scoped.hasScope()).isFalse();
      assertThat(scoped.getMetricsList())
          .filteredOn(metric -> metric.getName().equals("fake_jobs"))
          .singleElement()
          .satisfies(metric -> assertThat(metric.getSum().getIsMonotonic()).isFalse());
    }
  }

  @Test
  void seriesBeyondTheLimitAreDroppedAndCounted() {
    try (Rig rig = new Rig()) {
      rig.scraper.steps.put(
          "fast",
          into -> {
            for (int i = 0; i < 150; i++) {
              into.add(JOBS, i, "job" + i);
            }
          });
      rig.first();
      assertThat(rig.value("scrape.samples")).isEqualTo(100);
      // 50 jobs and the size.
      assertThat(rig.value("scrape.dropped_series")).isEqualTo(51);
    }
  }

  @Test
  void closeGivesUpWhatRunsAndReleasesTheScraperOnce() {
    CountDownLatch hang = new CountDownLatch(1);
    Rig rig = new Rig();
    rig.scraper.steps.put(
        "fast",
        _ -> {
          try {
            hang.await();
          } catch (InterruptedException e) {
            throw new Unreachable("reading", "closed", "interrupted", "", false);
          }
        });
    rig.clock.advance(Duration.ofSeconds(8));
    Await.until("the scrape runs", () -> rig.scraper.atOnce.get() == 1);
    rig.close();
    rig.close();
    assertThat(rig.scraper.aborted.get()).isPositive();
    assertThat(rig.scraper.closed).hasValue(1);
    assertThat(rig.batches).isEmpty();
  }
}
