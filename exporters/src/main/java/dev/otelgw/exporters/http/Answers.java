package dev.otelgw.exporters.http;

import dev.otelgw.exporters.answers.ErrorText;
import dev.otelgw.exporters.answers.PartialSuccess;
import dev.otelgw.exporters.answers.Words;
import dev.otelgw.pipeline.Batch;
import dev.otelgw.pipeline.Clock;
import dev.otelgw.pipeline.ComponentId;
import dev.otelgw.pipeline.Outcome;
import dev.otelgw.pipeline.Reason;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicBoolean;
import okhttp3.Response;
import okio.BufferedSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * From an HTTP answer to an outcome.
 *
 * <table>
 * <caption>What becomes of a batch</caption>
 * <tr><td>2xx</td><td>accepted; with a partial_success that says anything, {@code Partial}</td></tr>
 * <tr><td>401, 403, 407</td><td>refused, unauthorized: the credentials are wrong, not the data</td></tr>
 * <tr><td>413</td><td>rejected, too large: to be split</td></tr>
 * <tr><td>429</td><td>refused, rate limited</td></tr>
 * <tr><td>408, 425, any 5xx</td><td>refused, unavailable</td></tr>
 * <tr><td>3xx, 404, 405, 415, 421, 426, 431; 400 from a TLS port spoken to in the clear</td><td>refused,
 * unavailable: the address or a setting is wrong, and data is not lost for that</td></tr>
 * <tr><td>other 4xx</td><td>rejected, invalid</td></tr>
 * </table>
 *
 * <p>OTLP calls only 429, 502, 503 and 504 retryable (specification, "Retryable Response Codes").
 * To give up on a 408, a 500 or a proxy's 530 loses data in outages that pass.
 */
final class Answers {

  /** As much of a body as is read. */
  static final int READ = 64 * 1024;

  private static final Duration LONGEST_WAIT = Duration.ofHours(1);
  private static final Logger log = LoggerFactory.getLogger(Answers.class);

  private final ComponentId id;
  private final Clock clock;
  private final Words words;
  private final AdviceOnAnswers advice;
  private final AtomicBoolean oddityReported = new AtomicBoolean();

  Answers(ComponentId id, Clock clock, Words words, AdviceOnAnswers advice) {
    this.id = id;
    this.clock = clock;
    this.words = words;
    this.advice = advice;
  }

  Outcome read(Response response, Batch batch) {
    return response.isSuccessful() ? success(response, batch) : refusal(response, batch);
  }

  private Outcome success(Response response, Batch batch) {
    String type = contentType(response);
    boolean protobuf = type.startsWith("application/x-protobuf");
    if (!protobuf && !type.startsWith("application/json")) {
      if (type.startsWith("text/html")) {
        report(response, "it is a web page; is endpoint the address of an OTLP backend?");
      }
      return Outcome.accepted();
    }
    PartialSuccess partial;
    try {
      byte[] body = body(response);
      if (body.length == 0) {
        return Outcome.accepted();
      }
      partial = protobuf ? PartialSuccess.ofProtobuf(body) : PartialSuccess.ofJson(body);
    } catch (IOException e) {
      report(response, "its body cannot be read: " + e.getMessage());
      return Outcome.accepted();
    }
    long rejected = Math.clamp(partial.rejected(), 0, batch.items());
    return rejected == 0 && partial.text().isEmpty()
        ? Outcome.accepted()
        : new Outcome.Partial(rejected, words.clean(partial.text()));
  }

  /** Says once that a success is odd. The status says that the data was taken, and that counts. */
  private void report(Response response, String what) {
    if (oddityReported.compareAndSet(false, true)) {
      log.warn(
          "{}: {} from {}, but {}; counted as sent, and not said again",
          id,
          response.code(),
          BackendUrl.shown(response.request().url()),
          words.clean(what));
    }
  }

  private Outcome refusal(Response response, Batch batch) {
    ErrorText error = errorText(response);
    String text = words.clean(error.text());
    StringBuilder message = new StringBuilder();
    message.append(response.code()).append(" from ");
    message.append(BackendUrl.shown(response.request().url()));
    if (!text.isEmpty()) {
      message.append(": ").append(text);
    }
    String hint = advice.on(response, text, batch.signal());
    if (!hint.isEmpty()) {
      message.append("; ").append(hint);
    }
    Reason reason = reason(response.code(), text);
    return reason.retryable()
        ? new Outcome.Refused(reason, message.toString(), retryAfter(response, error))
        : new Outcome.Rejected(reason, message.toString());
  }

  static Reason reason(int status, String text) {
    return switch (status) {
      case 401, 403, 407 -> Reason.UNAUTHORIZED;
      case 413 -> Reason.TOO_LARGE;
      case 429 -> Reason.RATE_LIMITED;
      case 404, 405, 408, 415, 421, 425, 426, 431 -> Reason.UNAVAILABLE;
      default ->
          status >= 400 && status < 500 && !AdviceOnAnswers.saysTlsIsWanted(text)
              ? Reason.INVALID
              : Reason.UNAVAILABLE;
    };
  }

  private ErrorText errorText(Response response) {
    try {
      return ErrorText.of(contentType(response), body(response));
    } catch (IOException _) {
      return new ErrorText("", Duration.ZERO); // The status is said all the same.
    }
  }

  /** A header's value; empty where it is not there. */
  static String header(Response response, String name) {
    String value = response.header(name);
    return value == null ? "" : value;
  }

  private static String contentType(Response response) {
    return header(response, "Content-Type").toLowerCase(Locale.ROOT);
  }

  private static byte[] body(Response response) throws IOException {
    BufferedSource source = response.body().source();
    source.request(READ);
    return source.readByteArray(Math.min(READ, source.getBuffer().size()));
  }

  /** The server's wish, from Retry-After (RFC 9110, 10.2.3) or a RetryInfo in the body. */
  private Duration retryAfter(Response response, ErrorText error) {
    String header = header(response, "Retry-After").strip();
    Duration wish = header.isEmpty() ? error.retryDelay() : ofHeader(header);
    return wish.isNegative()
        ? Duration.ZERO
        : wish.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : wish;
  }

  private Duration ofHeader(String header) {
    try {
      if (header.chars().allMatch(Character::isDigit)) {
        // More digits than these say no more than "very long".
        return Duration.ofSeconds(
            header.length() > 9 ? Integer.MAX_VALUE : Integer.parseInt(header));
      }
      ZonedDateTime date = ZonedDateTime.parse(header, DateTimeFormatter.RFC_1123_DATE_TIME);
      return Duration.between(clock.now(), date.toInstant());
    } catch (NumberFormatException | DateTimeException _) {
      return Duration.ZERO;
    }
  }
}
