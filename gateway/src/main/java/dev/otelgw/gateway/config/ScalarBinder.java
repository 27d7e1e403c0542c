package dev.otelgw.gateway.config;

import dev.otelgw.pipeline.config.Secret;
import dev.otelgw.pipeline.config.Setting;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Turns one value into what a record's component wants, or says what is wrong with it. */
final class ScalarBinder {

  private ScalarBinder() {}

  /** Types whose values are the text itself, whatever it looks like. */
  static boolean wantsText(Class<?> type) {
    return type == String.class || type == Secret.class;
  }

  /**
   * The value as a {@code type}; null when it is none, with the reason said to {@code wrong}.
   *
   * @param setting bounds for numbers; may be null
   */
  static @Nullable Object bind(
      Class<?> type, Node.Scalar scalar, @Nullable Setting setting, Consumer<String> wrong) {
    if (type == String.class) {
      return scalar.text();
    }
    if (type == Secret.class) {
      return new Secret(scalar.text());
    }
    if (type == Object.class) {
      return Scalars.untyped(scalar);
    }
    if (type == boolean.class || type == Boolean.class) {
      return bool(scalar, wrong);
    }
    if (type == Duration.class) {
      return duration(scalar, wrong);
    }
    if (type.isEnum()) {
      return choice(type, scalar, wrong);
    }
    if (type == double.class || type == Double.class) {
      return decimal(scalar, setting, wrong);
    }
    if (type == long.class || type == Long.class) {
      return whole(scalar, setting, Long.MIN_VALUE, Long.MAX_VALUE, wrong);
    }
    if (type == int.class || type == Integer.class) {
      Long value = whole(scalar, setting, Integer.MIN_VALUE, Integer.MAX_VALUE, wrong);
      return value == null ? null : (Object) value.intValue();
    }
    throw new IllegalStateException("configuration records cannot hold a " + type);
  }

  private static @Nullable Object bool(Node.Scalar scalar, Consumer<String> wrong) {
    Optional<Boolean> value =
        scalar.style() == Node.Style.QUOTED ? Optional.empty() : Scalars.bool(scalar.text());
    if (value.isEmpty()) {
      wrong.accept("must be true or false, was " + scalar.shown() + unquote(scalar, "true|false"));
    }
    return value.orElse(null);
  }

  private static @Nullable Object duration(Node.Scalar scalar, Consumer<String> wrong) {
    Optional<Duration> value = GoDuration.parse(scalar.text());
    if (value.isEmpty()) {
      String cure =
          Scalars.decimal(scalar.text()).isPresent() && !scalar.text().startsWith("-")
              ? "; add a unit: %ss".formatted(scalar.written().isEmpty() ? scalar.text() : "5")
              : "";
      wrong.accept("must be a duration such as 200ms, 5s or 1m30s, was " + scalar.shown() + cure);
    }
    return value.orElse(null);
  }

  private static @Nullable Object choice(
      Class<?> type, Node.Scalar scalar, Consumer<String> wrong) {
    Object[] constants = type.getEnumConstants();
    String given = scalar.text().replace('-', '_');
    for (Object constant : constants) {
      if (constant.toString().equalsIgnoreCase(given)
          || ((Enum<?>) constant).name().equalsIgnoreCase(given)) {
        return constant;
      }
    }
    List<String> allowed = Arrays.stream(constants).map(ScalarBinder::choiceName).toList();
    String hint = scalar.written().isEmpty() ? Spelling.hint(scalar.text(), allowed) : "";
    wrong.accept(
        "must be one of %s, was %s".formatted(String.join(", ", allowed), scalar.shown()) + hint);
    return null;
  }

  /** As configurations write an enum's constant. */
  static String choiceName(Object constant) {
    return ((Enum<?>) constant).name().toLowerCase(Locale.ROOT);
  }

  private static @Nullable Object decimal(
      Node.Scalar scalar, @Nullable Setting setting, Consumer<String> wrong) {
    OptionalDouble value =
        scalar.style() == Node.Style.QUOTED
            ? OptionalDouble.empty()
            : Scalars.decimal(scalar.text());
    if (value.isEmpty()) {
      wrong.accept("must be a number, was " + scalar.shown() + unquote(scalar, "[-+.0-9eE_]+"));
      return null;
    }
    double number = value.getAsDouble();
    if (setting != null && !(number >= setting.min() && number <= setting.max())) {
      wrong.accept(outside(setting, setting.min(), setting.max(), scalar));
      return null;
    }
    return number;
  }

  private static @Nullable Long whole(
      Node.Scalar scalar,
      @Nullable Setting setting,
      long least,
      long most,
      Consumer<String> wrong) {
    String text = scalar.text();
    long min = setting == null ? least : Math.max(least, setting.min());
    long max = setting == null ? most : Math.min(most, setting.max());
    if (Scalars.hasLeadingZero(text)) {
      wrong.accept(
          "%s could be decimal or octal; drop the leading zero, or write 0o for octal"
              .formatted(scalar.shown()));
      return null;
    }
    boolean quoted = scalar.style() == Node.Style.QUOTED;
    OptionalDouble decimal = quoted ? OptionalDouble.empty() : Scalars.decimal(text);
    Optional<Long> whole = quoted ? Optional.empty() : Scalars.whole(text);
    if (whole.isEmpty() && decimal.isPresent() && decimal.getAsDouble() % 1 == 0) {
      double number = decimal.getAsDouble();
      whole = Math.abs(number) < 1L << 53 ? Optional.of((long) number) : whole;
    }
    if (whole.isPresent() && whole.get() >= min && whole.get() <= max) {
      return whole.get();
    }
    boolean tooLarge = whole.isPresent() || (Scalars.isWhole(text) && !quoted);
    wrong.accept(
        tooLarge
            ? outside(setting, min, max, scalar)
            : "must be a whole number, was " + scalar.shown() + unquote(scalar, "[-+0-9_]+"));
    return null;
  }

  /** Names the bound that is passed, or both where the setting has both. */
  private static String outside(@Nullable Setting setting, long min, long max, Node.Scalar scalar) {
    String was = ", was " + (scalar.written().isEmpty() ? scalar.text() : scalar.shown());
    if (setting != null && setting.min() != Long.MIN_VALUE && setting.max() != Long.MAX_VALUE) {
      return "must be between " + min + " and " + max + was;
    }
    OptionalDouble value = Scalars.decimal(scalar.text());
    boolean below = value.isPresent() && value.getAsDouble() < min;
    return (below ? "must be at least " + min : "must be at most " + max) + was;
  }

  private static String unquote(Node.Scalar scalar, String pattern) {
    return scalar.style() == Node.Style.QUOTED && scalar.text().matches(pattern)
        ? "; remove the quotes"
        : "";
  }
}
