package dev.otelgw.receivers.otlp;

import dev.otelgw.pipeline.Batch;
import dev.otelgw.pipeline.ComponentId;
import dev.otelgw.pipeline.Context;
import dev.otelgw.pipeline.Memory;
import dev.otelgw.pipeline.Observer;
import dev.otelgw.pipeline.Outcome;
import dev.otelgw.pipeline.Pipelines;
import dev.otelgw.pipeline.Reason;
import dev.otelgw.pipeline.Signal;
import dev.otelgw.pipeline.json.OtlpJson;
import dev.otelgw.pipeline.wire.OtlpParser;
import dev.otelgw.pipeline.wire.Parsed;
import dev.otelgw.receivers.compression.Compression;
import dev.otelgw.receivers.compression.Expanded;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * From a complete body to an answer, for one protocol. Called on the request's own virtual thread;
 * thread-safe.
 */
final class Intake {

  /**
   * How the two protocols differ here.
   *
   * @param transport as metrics name it
   * @param limit largest body in bytes
   * @param limitKey what to raise if it is too small
   */
  record Face(String transport, int limit, String limitKey) {}

  private final ComponentId id;
  private final Pipelines next;
  private final Memory memory;
  private final Observer observer;
  private final Notices notices;
  private final Face face;

  Intake(Pipelines next, Context context, Notices notices, Face face) {
    this.id = context.id();
    this.next = next;
    this.memory = context.memory();
    this.observer = context.observer().transport(face.transport());
    this.notices = notices;
    this.face = face;
  }

  /** Whether some pipeline takes this signal. */
  boolean takes(Signal signal) {
    return next.takes(signal);
  }

  /** Largest body in bytes, compressed or not. */
  int limit() {
    return face.limit();
  }

  /** A new request's share of the memory: nothing yet. */
  Holding holding() {
    return new Holding(memory);
  }

  /**
   * Expands, reads, hands on, counts.
   *
   * @param holding has the body's bytes; the caller gives it back after the answer
   */
  Answer take(
      Signal signal,
      Format format,
      @Nullable Compression compression,
      byte[] body,
      Holding holding) {
    try {
      return switch (compression == null
          ? new Expanded.Whole(body)
          : compression.expand(body, face.limit(), holding)) {
        case Expanded.Whole(byte[] plain) -> take(signal, format, plain);
        case Expanded.TooLarge _ -> oversize(signal, "decompressed request");
        case Expanded.NoRoom _ -> noMemory(signal);
        case Expanded.Broken(String message) -> malformed(signal, message);
      };
    } catch (Throwable bug) { // An unanswered client would wait for ever, so errors count too.
      return failed(signal, 0, bug);
    }
  }

  private Answer take(Signal signal, Format format, byte[] plain) {
    Parsed parsed =
        switch (format) {
          case PROTOBUF -> OtlpParser.parse(signal, plain);
          case JSON -> OtlpJson.parse(signal, plain);
        };
    return switch (parsed) {
      case Parsed.Valid(Batch batch) -> batch.items() == 0 ? Answer.OK : accept(batch);
      case Parsed.Malformed(String message) -> malformed(signal, message);
    };
  }

  private Answer accept(Batch batch) {
    if (!next.takes(batch.signal())) {
      return noPipeline(batch.signal());
    }
    Outcome outcome;
    try {
      outcome = next.accept(batch);
    } catch (Throwable bug) { // As above.
      return failed(batch.signal(), batch.items(), bug);
    }
    switch (outcome) {
      case Outcome.Accepted _, Outcome.Partial _ ->
          observer.accepted(batch.signal(), batch.items());
      case Outcome.Refused refused ->
          observer.refused(batch.signal(), batch.items(), refused.reason());
      case Outcome.Rejected rejected ->
          observer.refused(batch.signal(), batch.items(), rejected.reason());
    }
    return Answer.of(outcome);
  }

  /** Nobody takes this signal from here. */
  Answer noPipeline(Signal signal) {
    return Answer.of(
        Verdict.NO_PIPELINE, "no pipeline takes %s from %s".formatted(signal.lowerName(), id));
  }

  /** Counts and answers what cannot be read. */
  Answer malformed(Signal signal, String message) {
    observer.refused(signal, 0, Reason.INVALID);
    return Answer.of(Verdict.MALFORMED, id + ": " + message);
  }

  /**
   * Counts, says and answers who is not known.
   *
   * @param client who it is, as far as that is known
   * @param message of the authenticator, without secrets
   */
  Answer unauthenticated(Signal signal, String client, String message) {
    observer.refused(signal, 0, Reason.UNAUTHORIZED);
    notices.warn(
        message,
        "client %s is not let in over %s: %s".formatted(client, face.transport(), message));
    return Answer.of(Verdict.UNAUTHENTICATED, id + ": " + message);
  }

  /** Counts and answers what is too large. */
  Answer oversize(Signal signal, String what) {
    observer.refused(signal, 0, Reason.TOO_LARGE);
    return Answer.of(
        Verdict.OVERSIZE,
        "%s: %s is larger than %s (%s); send smaller batches or raise that limit"
            .formatted(id, what, size(face.limit()), face.limitKey()));
  }

  /** Counts and answers what does not arrive. */
  Answer slow(Signal signal, Duration limit) {
    observer.refused(signal, 0, Reason.TIMEOUT);
    return Answer.of(
        Verdict.SLOW,
        "%s: the message did not arrive within %d s".formatted(id, limit.toSeconds()));
  }

  /** Counts and answers what there is no memory for. */
  Answer noMemory(Signal signal) {
    observer.refused(signal, 0, Reason.MEMORY_LIMIT);
    return Answer.of(
        Outcome.refused(
            Reason.MEMORY_LIMIT,
            "%s: %s of telemetry are held in memory, no more fits; try again later"
                .formatted(id, size(memory.limit()))));
  }

  /** Counts and answers what comes while the receiver is being closed. */
  Answer shuttingDown(Signal signal) {
    observer.refused(signal, 0, Reason.SHUTTING_DOWN);
    return Answer.of(
        Outcome.refused(Reason.SHUTTING_DOWN, id + ": shutting down; try again later"));
  }

  private Answer failed(Signal signal, long items, Throwable bug) {
    notices.warn(
        bug.getClass().getName(),
        "a request with %s failed; its sender was told so".formatted(signal.lowerName()),
        bug);
    observer.refused(signal, items, Reason.INTERNAL);
    return Answer.of(Verdict.FAILED, id + ": internal error, see the gateway's log");
  }

  private static String size(long bytes) {
    return bytes >= 1 << 20 && bytes % (1 << 20) == 0 ? (bytes >> 20) + " MiB" : bytes + " bytes";
  }
}
