package dev.otelgw.pipeline.json;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.core.util.JsonRecyclerPools;
import dev.otelgw.pipeline.Batch;
import dev.otelgw.pipeline.Signal;
import dev.otelgw.pipeline.wire.MessageType;
import dev.otelgw.pipeline.wire.OtlpParser;
import dev.otelgw.pipeline.wire.OtlpSchema;
import dev.otelgw.pipeline.wire.Parsed;
import dev.otelgw.pipeline.wire.Utf8;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Export requests in OTLP/JSON: protobuf's JSON mapping, but ids in hex.
 *
 * <p>Reading is as lenient as the OpenTelemetry Collector, a little more in numbers: names in
 * lowerCamelCase and snake_case; what is unknown is skipped; null is absent, in a list of messages
 * an empty one; integers and floating-point numbers also as strings; enums also by name; ids in hex
 * of either case; bytes in standard or URL-safe base64, padded or not. Booleans are {@code true}
 * and {@code false} only.
 *
 * @see <a href="https://opentelemetry.io/docs/specs/otlp/#json-protobuf-encoding">OTLP</a>
 */
public final class OtlpJson {

  /** Bounds the nesting of what is skipped, too. Messages are bounded more closely. */
  private static final int MAX_NESTING = 500;

  private static final long MAX_FIRST_BUFFER = 64 << 20;
  private static final String NO_IO = "bytes in memory do no I/O";

  private static final JsonFactory FACTORY =
      ((JsonFactoryBuilder) JsonFactory.builder())
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(MAX_NESTING)
                  .maxStringLength(Integer.MAX_VALUE)
                  .build())
          .enable(StreamReadFeature.USE_FAST_DOUBLE_PARSER)
          .enable(StreamReadFeature.USE_FAST_BIG_NUMBER_PARSER)
          // UTF-8 is all that JSON may be in (RFC 8259); names come from clients.
          .disable(JsonFactory.Feature.CHARSET_DETECTION)
          .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
          // Requests run on virtual threads: a buffer kept per thread would be kept for nothing.
          .recyclerPool(JsonRecyclerPools.nonRecyclingPool())
          .disable(StreamWriteFeature.AUTO_CLOSE_TARGET)
          .disable(StreamWriteFeature.FLUSH_PASSED_TO_STREAM)
          .disable(StreamWriteFeature.AUTO_CLOSE_CONTENT)
          .enable(StreamWriteFeature.USE_FAST_DOUBLE_WRITER)
          .build();

  private OtlpJson() {}

  /**
   * Reads an export request into its wire form, validates it and counts its items. Keeps nothing of
   * {@code json}. Thread-safe.
   *
   * @param json the text in UTF-8, with or without a byte order mark
   */
  public static Parsed parse(Signal signal, byte[] json) {
    int start = startsWithMark(json) ? 3 : 0;
    if (!Utf8.valid(json, start, json.length)) {
      return new Parsed.Malformed(notUtf8(json, start));
    }
    WireBuffer out = new WireBuffer(json.length / 2);
    try (JsonParser in = FACTORY.createParser(json, start, json.length - start)) {
      String problem = read(signal, in, out);
      if (problem != null) {
        return new Parsed.Malformed(problem);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(NO_IO, e);
    }
    return OtlpParser.parse(signal, out.toByteArray());
  }

  /** The batch as one JSON object in UTF-8. Thread-safe. */
  public static byte[] write(Batch batch) {
    // JSON takes about twice the room of the wire form.
    ByteArrayOutputStream out =
        new ByteArrayOutputStream((int) Math.min(2 * batch.size() + 64, MAX_FIRST_BUFFER));
    try {
      writeTo(batch, out);
    } catch (IOException e) {
      throw new UncheckedIOException(NO_IO, e);
    }
    return out.toByteArray();
  }

  /**
   * Writes the batch as one JSON object in UTF-8, without a line break in it or after it: 64-bit
   * integers as strings, enums as numbers, ids in lower-case hex, names in lowerCamelCase, no field
   * that the wire form does not have. What is not of OTLP is left out. Thread-safe.
   *
   * @param out is neither flushed nor closed
   * @throws IOException as {@code out} throws it; what was written until then is cut off
   */
  public static void writeTo(Batch batch, OutputStream out) throws IOException {
    MessageType type = OtlpSchema.request(batch.signal());
    boolean tidy = true;
    for (byte[] segment : batch.segments()) {
      tidy &= RequestWriter.tidy(type, segment, 0, segment.length);
    }
    List<byte[]> segments = tidy ? batch.segments() : List.of(batch.message().toByteArray());
    try (JsonGenerator generator = FACTORY.createGenerator(out, JsonEncoding.UTF8)) {
      new RequestWriter(generator).request(type, segments);
    }
  }

  private static @Nullable String read(Signal signal, JsonParser in, WireBuffer out)
      throws IOException {
    try {
      new RequestReader(in, out).request(OtlpSchema.request(signal));
      return null;
    } catch (Broken e) {
      JsonLocation place = in.hasCurrentToken() ? in.currentTokenLocation() : in.currentLocation();
      return Place.describe(place, in.getParsingContext(), e.problem());
    } catch (JsonProcessingException e) {
      return Place.describe(
          Objects.requireNonNullElse(e.getLocation(), in.currentLocation()),
          in.getParsingContext(),
          Place.words(e));
    }
  }

  private static String notUtf8(byte[] json, int start) {
    try (JsonParser in = FACTORY.createParser(json, start, json.length - start)) {
      return Place.ofBadUtf8(in, json, start);
    } catch (IOException e) {
      throw new UncheckedIOException(NO_IO, e);
    }
  }

  private static boolean startsWithMark(byte[] json) {
    return json.length >= 3
        && json[0] == (byte) 0xef
        && json[1] == (byte) 0xbb
        && json[2] == (byte) 0xbf;
  }
}
