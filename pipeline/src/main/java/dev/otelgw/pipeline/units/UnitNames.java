package dev.otelgw.pipeline.units;

import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * OTLP's units (UCUM) in Prometheus' words, as the OpenTelemetry specification maps them
 * (compatibility/prometheus_and_openmetrics, "Metric Metadata"). Units that it does not name stay
 * as they are, but for characters that a name must not hold.
 */
public final class UnitNames {

  private static final Pattern NOT_IN_NAMES = Pattern.compile("[^A-Za-z0-9]+");

  private static final Map<String, String> WORDS =
      Map.ofEntries(
          Map.entry("d", "days"),
          Map.entry("h", "hours"),
          Map.entry("min", "minutes"),
          Map.entry("s", "seconds"),
          Map.entry("ms", "milliseconds"),
          Map.entry("us", "microseconds"),
          Map.entry("ns", "nanoseconds"),
          Map.entry("By", "bytes"),
          Map.entry("KiBy", "kibibytes"),
          Map.entry("MiBy", "mebibytes"),
          Map.entry("GiBy", "gibibytes"),
          Map.entry("TiBy", "tebibytes"),
          Map.entry("KBy", "kilobytes"),
          Map.entry("kBy", "kilobytes"),
          Map.entry("MBy", "megabytes"),
          Map.entry("GBy", "gigabytes"),
          Map.entry("TBy", "terabytes"),
          Map.entry("m", "meters"),
          Map.entry("V", "volts"),
          Map.entry("A", "amperes"),
          Map.entry("J", "joules"),
          Map.entry("W", "watts"),
          Map.entry("g", "grams"),
          Map.entry("Cel", "celsius"),
          Map.entry("Hz", "hertz"),
          Map.entry("1", ""),
          Map.entry("%", "percent"));

  private static final Map<String, String> PER =
      Map.of(
          "s", "second", "m", "minute", "h", "hour", "d", "day", "w", "week", "mo", "month", "y",
          "year");

  private UnitNames() {}

  /** What is measured: {@code bytes} of {@code By/s}; empty where the unit says nothing. */
  public static String main(String unit) {
    int slash = unit.indexOf('/');
    String main = (slash < 0 ? unit : unit.substring(0, slash)).strip();
    return annotation(main) ? "" : clean(WORDS.getOrDefault(main, main));
  }

  /** Per what: {@code per_second} of {@code By/s}; empty where there is no such part. */
  public static String per(String unit) {
    int slash = unit.indexOf('/');
    String per = slash < 0 ? "" : unit.substring(slash + 1).strip();
    String word = annotation(per) ? "" : clean(PER.getOrDefault(per, per));
    return word.isEmpty() ? "" : "per_" + word;
  }

  /** {@code {requests}} is no unit: what is counted is in the name. */
  private static boolean annotation(String unit) {
    return unit.indexOf('{') >= 0 || unit.indexOf('}') >= 0;
  }

  private static String clean(String unit) {
    return NOT_IN_NAMES
        .splitAsStream(unit)
        .filter(part -> !part.isEmpty())
        .collect(Collectors.joining("_"));
  }

  /** Whether a unit is the plain number that a gauge calls a ratio. */
  public static boolean ratio(String unit) {
    return unit.equals("1");
  }
}
