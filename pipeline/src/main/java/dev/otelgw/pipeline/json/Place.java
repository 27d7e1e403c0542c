package dev.otelgw.pipeline.json;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonStreamContext;
import com.fasterxml.jackson.core.io.JsonEOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/** Says where in a JSON text something is, for people: line, column, and path. */
final class Place {

  /** What Jackson says to programmers in its messages, such as which feature to switch on. */
  private static final Pattern ADVICE =
      Pattern.compile(", from `[^`]*`|: enable `[^`]*` to allow| \\(not recognized as one.*\\)");

  /** A path longer than this is shown without its middle. */
  private static final int MAX_PATH = 240;

  private Place() {}

  /** {@code malformed OTLP/JSON at line 1, column 57 (resourceSpans[0].schemaUrl): ...}. */
  static String describe(JsonLocation location, JsonStreamContext context, String problem) {
    StringBuilder path = new StringBuilder();
    append(context, path);
    if (path.length() > MAX_PATH) {
      path.replace(MAX_PATH / 2, path.length() - MAX_PATH / 2, " ... ");
    }
    return "malformed OTLP/JSON at line %d, column %d%s: %s"
        .formatted(
            location.getLineNr(),
            location.getColumnNr(),
            path.isEmpty() ? "" : " (" + path + ")",
            problem);
  }

  /** Words of a parser's exception, in one line, without its own idea of the place. */
  static String words(JsonProcessingException e) {
    if (e instanceof JsonEOFException) {
      return "the text ends here, too early";
    }
    return oneLine(ADVICE.matcher(e.getOriginalMessage()).replaceAll(""), 200);
  }

  /**
   * The message for a text that is not UTF-8.
   *
   * @param in a fresh parser of {@code json} from {@code start} on
   */
  static String ofBadUtf8(JsonParser in, byte[] json, int start) {
    int bad = firstBad(json, start);
    try {
      while (start + in.currentLocation().getByteOffset() <= bad && in.nextToken() != null) {
        in.finishToken();
      }
    } catch (IOException _) {
      // The parser stumbled over the very bytes: the path is up to there.
    }
    int line = 1;
    int lineStart = start;
    for (int i = start; i < bad; i++) {
      if (json[i] == '\n') {
        line++;
        lineStart = i + 1;
      }
    }
    JsonLocation location = new JsonLocation(null, -1, line, bad - lineStart + 1);
    return describe(location, in.getParsingContext(), "not valid UTF-8");
  }

  private static int firstBad(byte[] json, int start) {
    CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
    ByteBuffer bytes = ByteBuffer.wrap(json, start, json.length - start);
    CharBuffer chars = CharBuffer.allocate(8192);
    while (decoder.decode(bytes, chars, true).isOverflow()) {
      chars.clear();
    }
    return bytes.position();
  }

  private static void append(JsonStreamContext context, StringBuilder path) {
    if (context.getParent() != null) {
      append(context.getParent(), path);
    }
    if (context.inArray() && context.hasCurrentIndex()) {
      path.append('[').append(context.getCurrentIndex()).append(']');
    } else if (context.inObject() && context.hasCurrentName()) {
      path.append(path.isEmpty() ? "" : ".").append(oneLine(context.getCurrentName()));
    }
  }

  /** What a client wrote, short enough for a message and without control characters. */
  static String oneLine(String text) {
    return oneLine(text, 60);
  }

  private static String oneLine(String text, int limit) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < text.length() && i < limit; i++) {
      char c = text.charAt(i);
      line.append(Character.isISOControl(c) || Character.isSurrogate(c) ? '?' : c);
    }
    return line.append(text.length() > limit ? "..." : "").toString();
  }
}
