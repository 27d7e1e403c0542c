package dev.otelgw.pipeline.tls;

import dev.otelgw.pipeline.Clock;
import dev.otelgw.pipeline.StartException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;

/**
 * The certificates in use: read at the start, and again when a connection comes and some time has
 * passed. What is compared is what the files hold, so neither their dates nor a clock can deceive.
 * Thread-safe; no thread of its own.
 */
final class Renewal {

  private final Sources sources;
  private final Maker maker;
  private final Duration interval;
  private final Clock clock;
  private final String where;
  private final Logger log;
  private final AtomicLong looked;
  private volatile Kept kept;
  private String said = "";
  private String saidOfDates = "";

  /** Makes of what was read what connections need. */
  interface Maker {
    Generation of(Material material) throws BadMaterialException;
  }

  private record Kept(Map<PemText, String> texts, Material material, Generation generation) {}

  /**
   * Reads everything once.
   *
   * @param interval least time between two looks; zero: never look again
   * @param where component and key, for messages: {@code receiver otlp: protocols.grpc.tls}
   * @throws StartException if something cannot be read or used
   */
  Renewal(Sources sources, Maker maker, Duration interval, Clock clock, String where, Logger log) {
    this.sources = sources;
    this.maker = maker;
    this.interval = interval;
    this.clock = clock;
    this.where = where;
    this.log = log;
    this.looked = new AtomicLong(clock.nanoTime());
    try {
      kept = made(sources.read());
    } catch (BadMaterialException e) {
      throw new StartException(where + "." + e.words(), e);
    }
    tellOfDates(kept.material);
  }

  private Kept made(Map<PemText, String> texts) throws BadMaterialException {
    Material material = Material.of(sources, texts);
    return new Kept(texts, material, maker.of(material));
  }

  /** For one connection. Reads files if it is time to. */
  Generation current() {
    long last = looked.get();
    long now = clock.nanoTime();
    if (!interval.isZero() && now - last >= interval.toNanos() && looked.compareAndSet(last, now)) {
      look();
    }
    return kept.generation;
  }

  /** One look. Other connections go on with what there is. */
  private synchronized void look() {
    Kept old = kept;
    try {
      Map<PemText, String> texts = sources.reread(old.texts);
      if (!texts.equals(old.texts)) {
        kept = made(texts);
        log.info("{}: files have changed; now in use: {}", where, kept.material.words());
      }
      said = "";
    } catch (BadMaterialException e) {
      String problem = e.words();
      if (!said.equals(problem)) {
        log.warn("{}.{}; the old ones stay in use ({})", where, problem, old.material.words());
        said = problem;
      }
    }
    tellOfDates(kept.material);
  }

  private synchronized void tellOfDates(Material material) {
    Optional<String> wrong = material.datesWrong(clock.now());
    String text = wrong.orElse("");
    if (!text.isEmpty() && !text.equals(saidOfDates)) {
      String cure =
          sources.certificate().filter(PemText::isFile).isEmpty()
              ? "put a new one into the configuration"
              : interval.isZero()
                  ? "put a new one into its file and restart"
                  : "put a new one into its file, no restart is needed";
      log.warn("{}: {}; the other side will refuse it; {}", where, text, cure);
    }
    saidOfDates = text;
  }
}
