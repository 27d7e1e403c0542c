package dev.otelgw.pipeline.delivery;

import dev.otelgw.pipeline.Outcome;
import dev.otelgw.pipeline.Signal;
import dev.otelgw.pipeline.deadletters.DeadLetter;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a queue says to people: at changes of state, and when something is lost. */
final class DeliveryLog {

  private static final Logger LOG = LoggerFactory.getLogger(DeliveryLog.class);

  private final String owner;
  private final Signal signal;
  private long expiredItems;
  private long lastExpired;

  DeliveryLog(String owner, Signal signal) {
    this.owner = owner;
    this.signal = signal;
  }

  void failing(String error, long queued, long waitNanos) {
    LOG.warn(
        "{}: {}; {} kept, trying again in {}",
        owner,
        error,
        signal.count(queued),
        words(waitNanos));
  }

  void parked(String error, long queued, long waitNanos) {
    LOG.error(
        "{}: {}; nothing is thrown away: {} kept, trying again every {}",
        owner,
        error,
        signal.count(queued),
        words(waitNanos));
  }

  void recovered(long nanos, long queued) {
    LOG.info(
        "{}: delivering again after {}, {} waiting", owner, words(nanos), signal.count(queued));
  }

  void split(int items, String error) {
    LOG.info("{}: {}; sending {} in halves", owner, error, signal.count(items));
  }

  void searching(int items, String error) {
    LOG.warn(
        "{}: {}; looking for what is wrong with {} by sending halves",
        owner,
        error,
        signal.count(items));
  }

  void deadLettered(DeadLetter letter) {
    LOG.error(
        "{}: {} refused for good: {}; kept, see: otelgw dead-letter show {}",
        owner,
        signal.count(letter.items()),
        letter.answer(),
        letter.id());
  }

  void dropped(long items, String error) {
    LOG.error("{}: {} lost: {}", owner, signal.count(items), error);
  }

  void partial(Outcome.Partial partial, int items) {
    if (partial.rejectedItems() > 0) {
      LOG.warn(
          "{}: the backend rejected {} of {}: {}",
          owner,
          partial.rejectedItems(),
          signal.count(items),
          partial.message());
    } else {
      LOG.warn("{}: the backend says: {}", owner, partial.message());
    }
  }

  void bug(RuntimeException e) {
    LOG.error("{}: failed in a way it should not; please report this. The data is kept", owner, e);
  }

  void leftBehind(long items, String why) {
    LOG.error(
        "{}: stopped with {} not delivered; they are lost: {}", owner, signal.count(items), why);
  }

  /** Said once a minute at most: after an outage much may be too old at once. */
  void expired(long items, Duration limit, long now) {
    expiredItems += items;
    if (lastExpired != 0 && now - lastExpired < Duration.ofMinutes(1).toNanos()) {
      return;
    }
    lastExpired = now;
    LOG.error(
        "{}: {} lost so far: they waited for longer than max_age ({})",
        owner,
        signal.count(expiredItems),
        words(limit.toNanos()));
  }

  void found(long items) {
    LOG.info("{}: {} of an earlier run are on disk and go out now", owner, signal.count(items));
  }

  void resending(long items) {
    LOG.info("{}: {} of dead letters are in the queue again", owner, signal.count(items));
  }

  void leftOnDisk(long items, String why) {
    LOG.warn(
        "{}: stopped with {} not delivered ({}); they are on disk and go out after the next start",
        owner,
        signal.count(items),
        why);
  }

  void damaged(long items) {
    LOG.error(
        "{}: {} lost: they were damaged on disk; see the line about the file",
        owner,
        signal.count(items));
  }

  void diskTrouble(String message, String consequence) {
    LOG.error("{}: {}; {}", owner, message, consequence);
  }

  void diskWell() {
    LOG.info("{}: the disk takes data again", owner);
  }

  private static String words(long nanos) {
    Duration duration = Duration.ofNanos(nanos);
    if (duration.toSeconds() < 10) {
      return "%.1f s".formatted(nanos / 1e9);
    }
    return duration.toMinutes() < 2
        ? duration.toSeconds() + " s"
        : duration.toMinutes() + " min " + duration.toSecondsPart() + " s";
  }
}
