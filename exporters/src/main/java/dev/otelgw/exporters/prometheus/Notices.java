package dev.otelgw.exporters.prometheus;

import dev.otelgw.pipeline.ComponentId;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;

/** Says each trouble once, and counts what comes after. Thread-safe. */
final class Notices {

  private static final int MOST = 1000;

  private final Set<String> said = ConcurrentHashMap.newKeySet();
  private final LongAdder conflicts = new LongAdder();
  private final ComponentId id;
  private final Logger log;

  Notices(ComponentId id, Logger log) {
    this.id = id;
    this.log = log;
  }

  /** Two that want the same name, or to write the same series; somebody else says so. */
  void conflict() {
    conflicts.increment();
  }

  /** The same, said here. */
  void conflict(String about, String message) {
    conflict();
    once(about, message);
  }

  /** What is to be known once of {@code about}. */
  void once(String about, String message) {
    if (said.size() < MOST && said.add(about)) {
      log.warn("{}: {}", id, message);
      if (said.size() == MOST) {
        log.warn("{}: {} such messages; further ones are only counted", id, MOST);
      }
    }
  }

  long conflicts() {
    return conflicts.sum();
  }
}
