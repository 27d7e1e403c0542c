package dev.otelgw.exporters.prometheus;

import io.opentelemetry.proto.common.v1.KeyValue;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One measurement behind a value, with the trace it was made in.
 *
 * @param time in nanoseconds since 1970; 0: not known
 */
record Exemplar(double value, long time, Labels labels) {

  /** Characters of names and values together (OpenMetrics 1.0, "Exemplars"). */
  private static final int MOST_CHARACTERS = 128;

  /** Of a native histogram: more would cost more than they tell. */
  private static final int MOST_OF_NATIVE = 10;

  private static final Comparator<Exemplar> BY_TIME = Comparator.comparingLong(Exemplar::time);

  static Exemplar of(io.opentelemetry.proto.metrics.v1.Exemplar exemplar, LabelMaker maker) {
    HexFormat hex = HexFormat.of();
    Map<String, String> ids = new TreeMap<>();
    LabelMaker.add(ids, "trace_id", hex.formatHex(exemplar.getTraceId().toByteArray()));
    LabelMaker.add(ids, "span_id", hex.formatHex(exemplar.getSpanId().toByteArray()));
    List<KeyValue> attributes = exemplar.getFilteredAttributesList();
    Labels labels = maker.labels(attributes, ids, "");
    if (characters(labels) > MOST_CHARACTERS) {
      labels = maker.labels(List.of(), ids, "");
    }
    double value = exemplar.hasAsInt() ? exemplar.getAsInt() : exemplar.getAsDouble();
    return new Exemplar(value, Math.max(0, exemplar.getTimeUnixNano()), labels);
  }

  private static int characters(Labels labels) {
    int characters = 0;
    for (int i = 0; i < labels.size(); i++) {
      String name = labels.name(i);
      String value = labels.value(i);
      characters += name.length() + value.codePointCount(0, value.length());
    }
    return characters;
  }

  /** The newest; null where there is none. */
  static @Nullable Exemplar newest(
      List<io.opentelemetry.proto.metrics.v1.Exemplar> exemplars, LabelMaker maker) {
    return exemplars.stream().map(exemplar -> of(exemplar, maker)).max(BY_TIME).orElse(null);
  }

  /** For a native histogram: the newest, in the order of their time. */
  static List<Exemplar> newestOf(
      List<io.opentelemetry.proto.metrics.v1.Exemplar> exemplars, LabelMaker maker) {
    return exemplars.stream()
        .map(exemplar -> of(exemplar, maker))
        .filter(exemplar -> exemplar.time > 0)
        .sorted(BY_TIME.reversed())
        .limit(MOST_OF_NATIVE)
        .sorted(BY_TIME)
        .toList();
  }

  /** The largest of each bucket, null where it has none; nothing where no bucket has any. */
  static List<@Nullable Exemplar> ofBuckets(
      double[] bounds,
      List<io.opentelemetry.proto.metrics.v1.Exemplar> exemplars,
      LabelMaker maker) {
    if (exemplars.isEmpty()) {
      return List.of();
    }
    @Nullable Exemplar[] largest = new Exemplar[bounds.length + 1];
    for (io.opentelemetry.proto.metrics.v1.Exemplar each : exemplars) {
      Exemplar exemplar = of(each, maker);
      if (!Double.isNaN(exemplar.value)) {
        int bucket = bucket(bounds, exemplar.value);
        Exemplar other = largest[bucket];
        largest[bucket] = other == null || other.value < exemplar.value ? exemplar : other;
      }
    }
    List<@Nullable Exemplar> list = new ArrayList<>(largest.length);
    for (Exemplar exemplar : largest) {
      list.add(exemplar);
    }
    return list;
  }

  private static int bucket(double[] bounds, double value) {
    int bucket = 0;
    while (bucket < bounds.length && value > bounds[bucket]) {
      bucket++;
    }
    return bucket;
  }

  int bytes() {
    return 48 + labels.bytes();
  }

  static int bytes(List<? extends @Nullable Exemplar> exemplars) {
    int bytes = 8 * exemplars.size();
    for (Exemplar exemplar : exemplars) {
      bytes += exemplar == null ? 0 : exemplar.bytes();
    }
    return bytes;
  }
}
