package dev.otelgw.gateway.logs;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.otelgw.pipeline.testing.ManualClock;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OnceAppenderTest {

  private final ListAppender<ILoggingEvent> said = new ListAppender<>();
  private final ManualClock clock = new ManualClock();
  private final OnceAppender once = new OnceAppender(said, clock);

  @BeforeEach
  void start() {
    once.setContext(LogEvents.CONTEXT);
    once.start();
  }

  @AfterEach
  void stop() {
    once.stop();
  }

  private void log(Level level, String message, Object... arguments) {
    once.doAppend(LogEvents.event("dev.otelgw.A", level, null, message, arguments));
  }

  private List<String> lines() {
    return said.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
  }

  @Test
  void saysAWarningOnceThenHowOftenItCame() {
    for (int i = 0; i < 133; i++) {
      log(Level.WARN, "{}: failed after {} s", "exporter a", i);
    }
    assertThat(lines()).containsExactly("exporter a: failed after 0 s");
    clock.advance(Duration.ofSeconds(60));
    once.sayRepeats(OnceAppender.WINDOW);
    assertThat(lines())
        .containsExactly(
            "exporter a: failed after 0 s",
            "exporter a: failed after 132 s (repeated 132 times in 60 s)");
    assertThat(said.list.getLast().getLevel()).isEqualTo(Level.WARN);
    assertThat(said.list.getLast().getLoggerName()).isEqualTo("dev.otelgw.A");
  }

  @Test
  void waitsForTheWindowToPass() {
    log(Level.WARN, "x");
    log(Level.WARN, "x");
    clock.advance(Duration.ofSeconds(59));
    once.sayRepeats(OnceAppender.WINDOW);
    assertThat(lines()).hasSize(1);
  }

  @Test
  void whatStoppedIsSaidAloudWhenItComesBack() {
    log(Level.ERROR, "x");
    clock.advance(Duration.ofSeconds(60));
    once.sayRepeats(OnceAppender.WINDOW);
    log(Level.ERROR, "x");
    assertThat(lines()).containsExactly("x", "x");
  }

  @Test
  void whatGoesOnIsSaidOnceAWindow() {
    log(Level.ERROR, "x");
    log(Level.ERROR, "x");
    clock.advance(Duration.ofSeconds(60));
    once.sayRepeats(OnceAppender.WINDOW);
    log(Level.ERROR, "x");
    clock.advance(Duration.ofSeconds(61));
    once.sayRepeats(OnceAppender.WINDOW);
    assertThat(lines())
        .containsExactly("x", "x (repeated 1 time in 60 s)", "x (repeated 1 time in 61 s)");
  }

  @Test
  void twoComponentsAreTwoMatters() {
    log(Level.WARN, "{}: failed", "exporter a");
    log(Level.WARN, "{}: failed", "exporter b");
    assertThat(lines()).containsExactly("exporter a: failed", "exporter b: failed");
  }

  @Test
  void anotherErrorOfTheSameComponentIsSaidButNotEndlesslyMany() {
    for (char error = 'a'; error <= 'z'; error++) {
      log(Level.WARN, "{}: {}", "exporter a", error);
      log(Level.WARN, "{}: {}", "exporter a", error);
    }
    assertThat(lines())
        .containsExactly(
            "exporter a: a", "exporter a: b", "exporter a: c", "exporter a: d", "exporter a: e");
  }

  @Test
  void newsIsAlwaysSaid() {
    log(Level.INFO, "x");
    log(Level.INFO, "x");
    assertThat(lines()).containsExactly("x", "x");
  }

  @Test
  void saysWhatItCountedWhenItStops() {
    log(Level.WARN, "x");
    log(Level.WARN, "x");
    clock.advance(Duration.ofSeconds(3));
    once.stop();
    assertThat(lines()).containsExactly("x", "x (repeated 1 time in 3 s)");
    assertThat(said.isStarted()).isFalse();
  }
}
