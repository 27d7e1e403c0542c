package dev.otelgw.exporters.otlpgrpc;

import dev.otelgw.exporters.answers.ErrorText;
import dev.otelgw.exporters.answers.PartialSuccess;
import dev.otelgw.exporters.answers.Words;
import dev.otelgw.pipeline.Batch;
import dev.otelgw.pipeline.ComponentId;
import dev.otelgw.pipeline.Outcome;
import dev.otelgw.pipeline.Reason;
import io.grpc.Metadata;
import io.grpc.Status;
import java.io.IOException;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * From a gRPC status to an outcome.
 *
 * <table>
 * <caption>What becomes of a batch</caption>
 * <tr><td>OK</td><td>accepted; with a partial_success that says anything, {@code Partial}</td></tr>
 * <tr><td>UNAVAILABLE, DEADLINE_EXCEEDED, CANCELLED, ABORTED, OUT_OF_RANGE, DATA_LOSS, INTERNAL,
 * UNKNOWN</td><td>refused, unavailable</td></tr>
 * <tr><td>RESOURCE_EXHAUSTED</td><td>of a message that is too large: rejected, too large, to be
 * split; else refused, rate limited, with the delay of a RetryInfo</td></tr>
 * <tr><td>UNAUTHENTICATED, PERMISSION_DENIED</td><td>refused, unauthorized: the credentials are
 * wrong, not the data</td></tr>
 * <tr><td>UNIMPLEMENTED, NOT_FOUND</td><td>refused, unavailable: the address or a setting is wrong,
 * and data is not lost for that</td></tr>
 * <tr><td>INVALID_ARGUMENT, ALREADY_EXISTS, FAILED_PRECONDITION</td><td>rejected, invalid</td></tr>
 * </table>
 *
 * <p>OTLP calls INTERNAL and UNKNOWN not retryable, and RESOURCE_EXHAUSTED only with RetryInfo
 * (specification, "OTLP/gRPC Response"). But the former are what broken connections and proxies
 * look like too, and the latter is how Collectors refuse for want of memory: to give up there loses
 * data in troubles that pass.
 */
final class Answers {

  /** Where backends put the google.rpc.Status with its RetryInfo. */
  private static final Metadata.Key<byte[]> STATUS_DETAILS =
      Metadata.Key.of("grpc-status-details-bin", Metadata.BINARY_BYTE_MARSHALLER);

  private static final Duration LONGEST_WAIT = Duration.ofHours(1);

  /** The limits on messages of grpc-go and C, grpc-java, tonic, .NET, and our own receiver. */
  private static final Pattern TOO_LARGE =
      Pattern.compile(
          "larger than|exceeds (the )?(configured )?max|exceeds the limit|length too large",
          Pattern.CASE_INSENSITIVE);

  private static final Logger log = LoggerFactory.getLogger(Answers.class);

  private final ComponentId id;
  private final String backend;
  private final GrpcCompression compression;
  private final Words words;
  private final AtomicBoolean oddityReported = new AtomicBoolean();

  /**
   * For one backend.
   *
   * @param backend its address, for messages
   */
  Answers(ComponentId id, String backend, GrpcCompression compression, Words words) {
    this.id = id;
    this.backend = backend;
    this.compression = compression;
    this.words = words;
  }

  /** What a call's end means, where the backend had a say in it. */
  Outcome read(Attempt.Reply reply, Batch batch) {
    return reply.status().isOk() ? success(reply, batch) : refusal(reply, batch);
  }

  private Outcome success(Attempt.Reply reply, Batch batch) {
    PartialSuccess partial;
    try {
      partial = PartialSuccess.ofProtobuf(reply.response().toByteArray());
    } catch (IOException e) {
      if (oddityReported.compareAndSet(false, true)) {
        log.warn(
            "{}: OK from {}, but its message cannot be read: {}; counted as sent, and not said"
                + " again",
            id,
            backend,
            words.clean(String.valueOf(e.getMessage())));
      }
      return Outcome.accepted();
    }
    long rejected = Math.clamp(partial.rejected(), 0, batch.items());
    return rejected == 0 && partial.text().isEmpty()
        ? Outcome.accepted()
        : new Outcome.Partial(rejected, words.clean(partial.text()));
  }

  private Outcome refusal(Attempt.Reply reply, Batch batch) {
    Status.Code code = reply.status().getCode();
    ErrorText details = details(reply.trailers());
    String said = Objects.requireNonNullElse(reply.status().getDescription(), "");
    String text = words.clean(said.isBlank() ? details.text() : said);
    StringBuilder message = new StringBuilder();
    message.append(code).append(" from ").append(backend);
    if (!text.isEmpty()) {
      message.append(": ").append(text);
    }
    String hint = hint(code, text, batch);
    if (!hint.isEmpty()) {
      message.append("; ").append(hint);
    }
    Reason reason = reason(code, text, details.retryDelay());
    return reason.retryable()
        ? new Outcome.Refused(reason, message.toString(), bounded(details.retryDelay()))
        : new Outcome.Rejected(reason, message.toString());
  }

  /**
   * What a status means for a batch.
   *
   * @param text the backend's words
   * @param delay of a RetryInfo; zero where there was none
   */
  static Reason reason(Status.Code code, String text, Duration delay) {
    boolean tooLarge = delay.isZero() && TOO_LARGE.matcher(text).find();
    return switch (code) {
      case OK -> throw new IllegalArgumentException("OK is no refusal");
      case UNAUTHENTICATED, PERMISSION_DENIED -> Reason.UNAUTHORIZED;
      case RESOURCE_EXHAUSTED -> tooLarge ? Reason.TOO_LARGE : Reason.RATE_LIMITED;
      // tonic's code for a message over its limit.
      case OUT_OF_RANGE -> tooLarge ? Reason.TOO_LARGE : Reason.UNAVAILABLE;
      case DEADLINE_EXCEEDED -> Reason.TIMEOUT;
      case INVALID_ARGUMENT, ALREADY_EXISTS, FAILED_PRECONDITION -> Reason.INVALID;
      case UNAVAILABLE,
          CANCELLED,
          ABORTED,
          DATA_LOSS,
          INTERNAL,
          UNKNOWN,
          UNIMPLEMENTED,
          NOT_FOUND ->
          Reason.UNAVAILABLE;
    };
  }

  private String hint(Status.Code code, String text, Batch batch) {
    if (text.contains("HTTP status code")) {
      return "something that speaks HTTP but not gRPC answered; for OTLP over HTTP use otlp_http";
    }
    return switch (code) {
      case UNAUTHENTICATED, PERMISSION_DENIED -> "check the credentials under headers or auth";
      case UNIMPLEMENTED ->
          text.toLowerCase(java.util.Locale.ROOT).contains("decompress")
              ? "the backend does not take compression %s; try another one"
                  .formatted(compression.name().toLowerCase(java.util.Locale.ROOT))
              : "nothing takes OTLP %s there; check endpoint".formatted(batch.signal().lowerName());
      default -> "";
    };
  }

  private static ErrorText details(Metadata trailers) {
    byte[] status = trailers.get(STATUS_DETAILS);
    if (status != null) {
      try {
        return ErrorText.ofStatus(status);
      } catch (IOException _) {
        return new ErrorText("", Duration.ZERO); // The status is said all the same.
      }
    }
    return new ErrorText("", Duration.ZERO);
  }

  private static Duration bounded(Duration wish) {
    return wish.isNegative()
        ? Duration.ZERO
        : wish.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : wish;
  }
}
