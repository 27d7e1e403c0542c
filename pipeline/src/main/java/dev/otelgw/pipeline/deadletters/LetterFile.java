package dev.otelgw.pipeline.deadletters;

import dev.otelgw.pipeline.Batch;
import dev.otelgw.pipeline.Reason;
import dev.otelgw.pipeline.Signal;
import dev.otelgw.pipeline.journal.Private;
import dev.otelgw.pipeline.wire.OtlpParser;
import dev.otelgw.pipeline.wire.Parsed;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * A dead letter as a file: lines that {@code head} shows, an empty one, and the batch as OTLP
 * protobuf.
 *
 * <pre>
 * otelgw dead letter 1
 * exporter: otlp_http
 * signal: traces
 * items: 12
 * bytes: 3456
 * refused: 2026-11-21T10:00:00Z
 * reason: invalid
 * answer: 400 from https://example.com/v1/traces: span 3 has no name
 * </pre>
 */
final class LetterFile {

  private static final String FIRST_LINE = "otelgw dead letter 1";
  private static final int LONGEST_LINE = 16 * 1024;
  private static final int MOST_LINES = 32;

  private LetterFile() {}

  static void write(Path file, DeadLetter letter, Batch batch) throws IOException {
    String head =
        String.join(
            "\n",
            FIRST_LINE,
            "exporter: " + letter.exporter(),
            "signal: " + letter.signal().lowerName(),
            "items: " + letter.items(),
            "bytes: " + letter.bytes(),
            "refused: " + letter.refused(),
            "reason: " + letter.reason().label(),
            "answer: " + oneLine(letter.answer()),
            "",
            "");
    try (OutputStream out =
        Channels.newOutputStream(
            Private.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE))) {
      out.write(head.getBytes(StandardCharsets.UTF_8));
      batch.writeTo(out);
    }
  }

  /** An answer is whatever a backend sent; a line break in it must not look like one of ours. */
  private static String oneLine(String text) {
    String line = text.replaceAll("\\p{Cntrl}", " ");
    return line.length() > LONGEST_LINE / 4 ? line.substring(0, LONGEST_LINE / 4) : line;
  }

  static DeadLetter head(Path file, String id, boolean resend) throws IOException {
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
      return head(in, id, resend);
    }
  }

  private static DeadLetter head(InputStream in, String id, boolean resend) throws IOException {
    if (!line(in).equals(FIRST_LINE)) {
      throw new IOException("its first line is not \"" + FIRST_LINE + "\"");
    }
    Map<String, String> fields = new HashMap<>();
    for (int i = 0; i < MOST_LINES; i++) {
      String line = line(in);
      if (line.isEmpty()) {
        return letter(fields, id, resend);
      }
      int colon = line.indexOf(": ");
      if (colon > 0) {
        fields.put(line.substring(0, colon), line.substring(colon + 2));
      }
    }
    throw new IOException("its head does not end");
  }

  private static DeadLetter letter(Map<String, String> fields, String id, boolean resend)
      throws IOException {
    try {
      return new DeadLetter(
          id,
          fields.getOrDefault("exporter", ""),
          Signal.valueOf(fields.getOrDefault("signal", "").toUpperCase(Locale.ROOT)),
          Integer.parseInt(fields.getOrDefault("items", "")),
          Long.parseLong(fields.getOrDefault("bytes", "")),
          Instant.parse(fields.getOrDefault("refused", "")),
          Reason.valueOf(fields.getOrDefault("reason", "").toUpperCase(Locale.ROOT)),
          fields.getOrDefault("answer", ""),
          resend);
    } catch (IllegalArgumentException | DateTimeException e) {
      throw new IOException("its head is damaged: " + e.getMessage(), e);
    }
  }

  private static String line(InputStream in) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int next = in.read(); next != '\n'; next = in.read()) {
      if (next < 0 || line.size() >= LONGEST_LINE) {
        throw new IOException("its head is damaged");
      }
      line.write(next);
    }
    return line.toString(StandardCharsets.UTF_8);
  }

  static Batch batch(Path file, DeadLetter letter) throws IOException {
    byte[] body;
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
      DeadLetter _ = head(in, letter.id(), letter.resend());
      body = in.readAllBytes();
    }
    return walked(letter.signal(), body);
  }

  /** Somebody may have edited the file, so its content is checked like a client's. */
  private static Batch walked(Signal signal, byte[] body) throws IOException {
    return switch (OtlpParser.parse(signal, body)) {
      case Parsed.Valid(Batch batch) -> batch;
      case Parsed.Malformed(String message) -> throw new IOException("it is damaged: " + message);
    };
  }
}
