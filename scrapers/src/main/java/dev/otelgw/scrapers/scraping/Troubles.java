package dev.otelgw.scrapers.scraping;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;

/** Says of one target what fails, once when it begins and once when it ends. Not thread-safe. */
final class Troubles {

  private record Subject(String group, String subject) {}

  private final Logger log;
  private final String where;
  private final Map<Subject, String> known = new HashMap<>();
  private String down = "";
  private boolean everUp;

  /**
   * Nothing known.
   *
   * @param where component and target, as messages begin
   */
  Troubles(Logger log, String where) {
    this.log = log;
    this.where = where;
  }

  /** The target did not answer. */
  void down(ScrapeFailure failure, Duration again) {
    if (!failure.errorType().equals(down)) {
      down = failure.errorType();
      log.warn(
          "{} is down: {}: {} ({}); asked again in {}.{}",
          where,
          failure.subject(),
          failure.getMessage(),
          failure.errorType(),
          Words.of(again),
          cure(failure));
    }
  }

  /** The target answered. */
  void up() {
    if (!down.isEmpty() || !everUp) {
      log.info("{} {}", where, down.isEmpty() ? "answers" : "answers again");
    }
    everUp = true;
    down = "";
  }

  /**
   * What became of some groups.
   *
   * @param read the groups that were tried
   */
  void groups(Set<String> read, List<Attempt.Failed> failures) {
    Map<Subject, ScrapeFailure> now = new HashMap<>();
    for (Attempt.Failed failed : failures) {
      Subject subject = new Subject(failed.group(), failed.failure().subject());
      if (now.putIfAbsent(subject, failed.failure()) == null) {
        begins(subject, failed.failure());
      }
    }
    known
        .entrySet()
        .removeIf(trouble -> {
          Subject subject = trouble.getKey();
          boolean ended = read.contains(subject.group()) && !now.containsKey(subject);
          if (ended) {
            log.info("{}: {} works again (group {})", where, subject.subject(), subject.group());
          }
          return ended;
        });
  }

  /** What should not happen. */
  void bug(String what, RuntimeException bug) {
    log.warn("{}: {} failed", where, what, bug);
  }

  private void begins(Subject subject, ScrapeFailure failure) {
    if (failure.errorType().equals(known.put(subject, failure.errorType()))) {
      return;
    }
    log.warn(
        "{}: {} failed: {} ({}); group {} goes without it until that is mended.{}",
        where,
        subject.subject(),
        failure.getMessage(),
        failure.errorType(),
        subject.group(),
        cure(failure),
        failure.errorType().equals("internal") ? failure.getCause() : null);
  }

  private static String cure(ScrapeFailure failure) {
    return failure.cure().isEmpty() ? "" : " Cure: " + failure.cure();
  }
}
