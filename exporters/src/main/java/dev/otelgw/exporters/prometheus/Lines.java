package dev.otelgw.exporters.prometheus;

import java.io.IOException;
import java.io.Writer;
import org.jspecify.annotations.Nullable;

/** Lines of the text format 0.0.4 or of OpenMetrics. Single-threaded. */
final class Lines {

  private static final long NANOS_PER_MILLI = 1_000_000;

  private final Writer out;
  private final boolean open;
  private final boolean timestamps;

  Lines(Writer out, boolean open, boolean timestamps) {
    this.out = out;
    this.open = open;
    this.timestamps = timestamps;
  }

  /** Whether they are lines of OpenMetrics. */
  boolean open() {
    return open;
  }

  /** {@code # HELP name text}. */
  void meta(String keyword, String name, String text) throws IOException {
    out.append("# ").append(keyword).append(' ').append(name).append(' ');
    escaped(text, open);
    out.append('\n');
  }

  void end() throws IOException {
    if (open) {
      out.write("# EOF\n");
    }
  }

  /** A sample with the labels of its series. */
  void sample(String name, Labels labels, String value, long time) throws IOException {
    sample(name, labels, "", "", value, time, null);
  }

  /**
   * A sample.
   *
   * @param label one more label, for example {@code le}; empty: none
   * @param time in nanoseconds since 1970; 0: not known
   */
  void sample(
      String name,
      Labels labels,
      String label,
      String labelValue,
      String value,
      long time,
      @Nullable Exemplar exemplar)
      throws IOException {
    out.write(name);
    labels(labels, label, labelValue);
    out.append(' ').append(value);
    if (timestamps && time > 0) {
      out.append(' ').append(timestamp(time));
    }
    if (open && exemplar != null) {
      out.write(" # ");
      if (exemplar.labels().size() == 0) {
        out.write("{}");
      }
      labels(exemplar.labels(), "", "");
      out.append(' ').append(Numbers.canonical(exemplar.value()));
      if (exemplar.time() > 0) {
        out.append(' ').append(Numbers.seconds(exemplar.time()));
      }
    }
    out.append('\n');
  }

  /** In milliseconds, or in seconds: as exact as Prometheus keeps it, which is the former. */
  private String timestamp(long nanos) {
    long millis = nanos / NANOS_PER_MILLI;
    return open ? Numbers.seconds(millis * NANOS_PER_MILLI) : Long.toString(millis);
  }

  private void labels(Labels labels, String label, String labelValue) throws IOException {
    if (labels.size() == 0 && label.isEmpty()) {
      return;
    }
    char before = '{';
    for (int i = 0; i < labels.size(); i++) {
      pair(before, labels.name(i), labels.value(i));
      before = ',';
    }
    if (!label.isEmpty()) {
      pair(before, label, labelValue);
    }
    out.append('}');
  }

  private void pair(char before, String name, String value) throws IOException {
    out.append(before).append(name).append("=\"");
    escaped(value, true);
    out.append('"');
  }

  private void escaped(String text, boolean quotes) throws IOException {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '\\' -> out.write("\\\\");
        case '\n' -> out.write("\\n");
        case '"' -> out.write(quotes ? "\\\"" : "\"");
        default -> out.write(c);
      }
    }
  }
}
