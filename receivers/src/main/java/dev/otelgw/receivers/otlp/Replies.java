package dev.otelgw.receivers.otlp;

import com.google.protobuf.CodedOutputStream;
import dev.otelgw.pipeline.Signal;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/**
 * The two messages that go back to clients, in both formats: {@code ExportTraceServiceResponse} and
 * its kin (opentelemetry/proto/collector), and {@code google.rpc.Status} with {@code RetryInfo}
 * (google/rpc/status.proto, error_details.proto). Small and seldom anything but empty, so written
 * here by hand.
 */
final class Replies {

  private static final byte[] EMPTY = {};
  private static final byte[] EMPTY_JSON = {'{', '}'};
  private static final String RETRY_INFO = "type.googleapis.com/google.rpc.RetryInfo";

  private Replies() {}

  /** A field or two of a message. */
  private interface Fields {
    void write(CodedOutputStream out) throws IOException;
  }

  /** The response of a request that was taken. */
  static byte[] success(Format format, Signal signal, Answer answer) {
    if (!answer.partial()) {
      return format == Format.JSON ? EMPTY_JSON : EMPTY;
    }
    if (format == Format.JSON) {
      String rejected =
          switch (signal) {
            case TRACES -> "rejectedSpans";
            case METRICS -> "rejectedDataPoints";
            case LOGS -> "rejectedLogRecords";
          };
      return utf8(
          "{\"partialSuccess\":{\"%s\":\"%d\",\"errorMessage\":%s}}"
              .formatted(rejected, answer.rejectedItems(), quote(answer.message())));
    }
    byte[] partial =
        message(out -> {
          if (answer.rejectedItems() != 0) {
            out.writeInt64(1, answer.rejectedItems());
          }
          out.writeString(2, answer.message());
        });
    return message(out -> out.writeByteArray(1, partial));
  }

  /** The google.rpc.Status of a request that was not taken. */
  static byte[] status(Format format, Answer answer) {
    int code = answer.verdict().grpc().value();
    boolean retry = answer.verdict().retryable();
    if (format == Format.JSON) {
      String details =
          retry
              ? ",\"details\":[{\"@type\":\"%s\",\"retryDelay\":\"%s\"}]"
                  .formatted(RETRY_INFO, seconds(answer))
              : "";
      return utf8(
          "{\"code\":%d,\"message\":%s%s}".formatted(code, quote(answer.message()), details));
    }
    return message(out -> {
      out.writeInt32(1, code);
      out.writeString(2, answer.message());
      if (retry) {
        out.writeByteArray(3, retryInfo(answer));
      }
    });
  }

  /** RetryInfo in an Any. */
  private static byte[] retryInfo(Answer answer) {
    byte[] duration =
        message(out -> {
          out.writeInt64(1, answer.retryAfter().toSeconds());
          if (answer.retryAfter().toNanosPart() != 0) {
            out.writeInt32(2, answer.retryAfter().toNanosPart());
          }
        });
    byte[] info = message(out -> out.writeByteArray(1, duration));
    return message(out -> {
      out.writeString(1, RETRY_INFO);
      out.writeByteArray(2, info);
    });
  }

  /** A duration as ProtoJSON writes it. */
  private static String seconds(Answer answer) {
    int nanos = answer.retryAfter().toNanosPart();
    return answer.retryAfter().toSeconds() + (nanos == 0 ? "" : ".%09d".formatted(nanos)) + "s";
  }

  private static byte[] message(Fields fields) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      CodedOutputStream out = CodedOutputStream.newInstance(bytes, 64);
      fields.write(out);
      out.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** A JSON string (RFC 8259, section 7). */
  private static String quote(String text) {
    StringBuilder quoted = new StringBuilder(text.length() + 2).append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        quoted.append('\\').append(c);
      } else if (c < 0x20) {
        quoted.append("\\u%04x".formatted((int) c));
      } else {
        quoted.append(c);
      }
    }
    return quoted.append('"').toString();
  }
}
