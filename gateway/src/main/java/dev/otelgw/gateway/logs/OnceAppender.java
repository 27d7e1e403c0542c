package dev.otelgw.gateway.logs;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.UnsynchronizedAppenderBase;
import dev.otelgw.pipeline.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Marker;

/**
 * Says a warning or an error once, then counts its repetitions and says their number once a minute,
 * with the words of the last one. Two events are the same if they have the same logger, the same
 * message before its arguments are put in, and are about the same component (by the rule of the
 * house the first argument); still, {@value #MOST_TEXTS} of them are said that differ in more than
 * numbers, so that another error of a backend is seen. Thread-safe.
 */
final class OnceAppender extends UnsynchronizedAppenderBase<ILoggingEvent> {

  static final Duration WINDOW = Duration.ofSeconds(60);

  private static final Duration STEP = Duration.ofSeconds(5);

  /** More different messages than this at a time are passed on uncounted. */
  private static final int MOST_KINDS = 1000;

  private static final int MOST_TEXTS = 5;

  private static final Pattern NUMBER = Pattern.compile("[0-9]+(\\.[0-9]+)?");

  private final Appender<ILoggingEvent> next;
  private final Clock clock;
  private final Map<Kind, Seen> seen = new HashMap<>();
  private @Nullable Thread thread;

  OnceAppender(Appender<ILoggingEvent> next, Clock clock) {
    this.next = next;
    this.clock = clock;
  }

  @Override
  public void start() {
    next.start();
    thread = Thread.ofVirtual().name("logs/repeats").start(this::run);
    super.start();
  }

  private void run() {
    try {
      while (true) {
        Thread.sleep(STEP);
        sayRepeats(WINDOW);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  protected void append(ILoggingEvent event) {
    if (isNews(event)) {
      next.doAppend(event);
    }
  }

  private static boolean isAskedFor(ILoggingEvent event) {
    List<Marker> markers = event.getMarkerList();
    return markers != null && markers.contains(Logs.ASKED);
  }

  private boolean isNews(ILoggingEvent event) {
    if (!event.getLevel().isGreaterOrEqual(Level.WARN) || isAskedFor(event)) {
      return true;
    }
    Kind kind = Kind.of(event);
    String text = NUMBER.matcher(event.getFormattedMessage()).replaceAll("0");
    synchronized (seen) {
      Seen before = seen.get(kind);
      if (before == null) {
        if (seen.size() < MOST_KINDS) {
          seen.put(kind, new Seen(clock.nanoTime(), text));
        }
        return true;
      }
      if (before.texts.size() < MOST_TEXTS && before.texts.add(text)) {
        return true;
      }
      before.repeats++;
      before.last = event;
      return false;
    }
  }

  /**
   * Says what was repeated since it was last said at least {@code age} ago; forgets what was not.
   */
  void sayRepeats(Duration age) {
    List<ILoggingEvent> summaries = new ArrayList<>();
    synchronized (seen) {
      long now = clock.nanoTime();
      for (Iterator<Seen> entries = seen.values().iterator(); entries.hasNext(); ) {
        Seen entry = entries.next();
        if (now - entry.since < age.toNanos()) {
          continue;
        }
        ILoggingEvent last = entry.last;
        if (last == null) {
          entries.remove();
        } else {
          summaries.add(summary(last, entry.repeats, Duration.ofNanos(now - entry.since)));
          entry.again(now);
        }
      }
    }
    summaries.forEach(next::doAppend);
  }

  private ILoggingEvent summary(ILoggingEvent last, long repeats, Duration time) {
    String message =
        "%s (repeated %d %s in %d s)"
            .formatted(
                last.getFormattedMessage(),
                repeats,
                repeats == 1 ? "time" : "times",
                Math.max(1, time.toSeconds()));
    LoggerContext context = (LoggerContext) getContext();
    return new LoggingEvent(
        OnceAppender.class.getName(),
        context.getLogger(last.getLoggerName()),
        last.getLevel(),
        message,
        null,
        null);
  }

  @Override
  public void stop() {
    if (!isStarted()) {
      return;
    }
    super.stop();
    if (thread != null) {
      thread.interrupt();
      thread = null;
    }
    sayRepeats(Duration.ZERO);
    next.stop();
  }

  /**
   * What makes two events the same.
   *
   * @param subject what the message begins with, where that is an argument
   */
  private record Kind(String logger, String message, @Nullable String subject) {

    static Kind of(ILoggingEvent event) {
      Object[] arguments = event.getArgumentArray();
      boolean about =
          event.getMessage().startsWith("{}") && arguments != null && arguments.length > 0;
      return new Kind(
          event.getLoggerName(), event.getMessage(), about ? String.valueOf(arguments[0]) : null);
    }
  }

  /** What was said, and how often since. */
  private static final class Seen {
    private final Set<String> texts = new HashSet<>();
    private long since;
    private long repeats;
    private @Nullable ILoggingEvent last;

    Seen(long since, String text) {
      this.since = since;
      texts.add(text);
    }

    void again(long now) {
      since = now;
      repeats = 0;
      last = null;
    }
  }
}
