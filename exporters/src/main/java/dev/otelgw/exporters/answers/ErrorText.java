package dev.otelgw.exporters.answers;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.google.protobuf.Any;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.WireFormat;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a backend says in the body of a refusal: a google.rpc.Status in protobuf or JSON, as the
 * OTLP specification wants it, or whatever else authentication layers and proxies write.
 *
 * @param text its words, raw
 * @param retryDelay of a google.rpc.RetryInfo among the details; zero where there is none
 */
public record ErrorText(String text, Duration retryDelay) {

  private static final JsonFactory JSON = new JsonFactory();
  private static final Pattern TITLE =
      Pattern.compile("<title>(.*?)</title>", Pattern.DOTALL | Pattern.CASE_INSENSITIVE);
  private static final Pattern SECONDS = Pattern.compile("(\\d{1,9})(\\.\\d+)?s");

  /** Where JSON errors keep their words, best first. */
  private static final List<String> NAMES =
      List.of("message", "error", "detail", "error_description", "msg", "title", "reason");

  // google/rpc/status.proto: string message = 2; repeated google.protobuf.Any details = 3.
  private static final int MESSAGE = 2 << 3 | WireFormat.WIRETYPE_LENGTH_DELIMITED;
  private static final int DETAILS = 3 << 3 | WireFormat.WIRETYPE_LENGTH_DELIMITED;
  // google/rpc/error_details.proto, RetryInfo: google.protobuf.Duration retry_delay = 1.
  private static final int RETRY_DELAY = 1 << 3 | WireFormat.WIRETYPE_LENGTH_DELIMITED;
  private static final String RETRY_INFO = "type.googleapis.com/google.rpc.RetryInfo";

  /** Reads a body by its content type; a body that is not what it claims is read as text. */
  public static ErrorText of(String contentType, byte[] body) {
    String type = contentType.toLowerCase(Locale.ROOT);
    try {
      if (type.contains("protobuf")) {
        return ofStatus(body);
      }
      if (type.contains("json") || startsLikeJson(body)) {
        return ofJson(body);
      }
    } catch (IOException _) {
      return ofText(body);
    }
    return ofText(body);
  }

  private static boolean startsLikeJson(byte[] body) {
    return body.length > 0 && body[0] == '{';
  }

  /**
   * Reads a google.rpc.Status in protobuf.
   *
   * @throws IOException if it is none
   */
  public static ErrorText ofStatus(byte[] body) throws IOException {
    CodedInputStream in = CodedInputStream.newInstance(body);
    String text = "";
    Duration delay = Duration.ZERO;
    for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
      if (tag == MESSAGE) {
        text = in.readString();
      } else if (tag == DETAILS) {
        Any detail = Any.parseFrom(in.readBytes());
        if (detail.getTypeUrl().equals(RETRY_INFO)) {
          delay = retryDelay(detail.getValue().newCodedInput());
        }
      } else {
        in.skipField(tag);
      }
    }
    return new ErrorText(text, delay);
  }

  private static Duration retryDelay(CodedInputStream in) throws IOException {
    for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
      if (tag == RETRY_DELAY) {
        var delay = com.google.protobuf.Duration.parseFrom(in.readBytes());
        return Duration.ofSeconds(delay.getSeconds(), delay.getNanos());
      }
      in.skipField(tag);
    }
    return Duration.ZERO;
  }

  private static ErrorText ofJson(byte[] body) throws IOException {
    String text = "";
    int best = NAMES.size();
    Duration delay = Duration.ZERO;
    try (JsonParser json = JSON.createParser(body)) {
      for (JsonToken token = json.nextToken(); token != null; token = json.nextToken()) {
        if (token != JsonToken.VALUE_STRING || json.currentName() == null) {
          continue;
        }
        int rank = NAMES.indexOf(json.currentName());
        if (rank >= 0 && rank < best) {
          best = rank;
          text = json.getText();
        } else if (json.currentName().equals("retryDelay")) {
          delay = ofSeconds(json.getText());
        }
      }
    }
    return text.isEmpty() ? ofText(body) : new ErrorText(text, delay);
  }

  /** Protobuf's JSON form of a duration. */
  private static Duration ofSeconds(String text) {
    Matcher seconds = SECONDS.matcher(text);
    return seconds.matches() ? Duration.ofSeconds(Long.parseLong(seconds.group(1))) : Duration.ZERO;
  }

  private static ErrorText ofText(byte[] body) {
    String text = new String(body, StandardCharsets.UTF_8);
    Matcher title = TITLE.matcher(text);
    return new ErrorText(title.find() ? title.group(1) : text, Duration.ZERO);
  }
}
