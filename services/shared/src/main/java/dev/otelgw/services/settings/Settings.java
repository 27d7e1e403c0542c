package dev.otelgw.services.settings;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Typed reads of environment variables. All problems are found before any of them is told, so that
 * an operator mends them in one go. An empty variable counts as not set. Not thread-safe.
 */
public final class Settings {

  private static final Pattern DURATION = Pattern.compile("(\\d{1,9})(ms|s|m|h)");
  private static final Map<String, Long> MILLIS =
      Map.of("ms", 1L, "s", 1_000L, "m", 60_000L, "h", 3_600_000L);
  private static final String NOWHERE = "nowhere://nowhere";

  private final Map<String, String> environment;
  private final List<String> problems = new ArrayList<>();
  private final Map<String, Variable> asked = new LinkedHashMap<>();

  private Settings(Map<String, String> environment) {
    this.environment = environment;
  }

  /**
   * What a service makes of an environment.
   *
   * @param reader only reads, and keeps what it read: while there are problems it is given
   *     substitutes
   * @throws InvalidSettings naming every variable that is missing or wrong
   */
  public static <T> T read(Map<String, String> environment, Function<Settings, T> reader) {
    Settings settings = new Settings(environment);
    T read = reader.apply(settings);
    if (!settings.problems.isEmpty()) {
      throw new InvalidSettings(List.copyOf(settings.problems));
    }
    return read;
  }

  /**
   * A variable that a service reads.
   *
   * @param otherwise what it is where it is not set; empty where it must be set
   */
  public record Variable(String name, String otherwise) {}

  /** What a reader asks for, in its order. */
  public static List<Variable> variables(Function<Settings, ?> reader) {
    Settings settings = new Settings(Map.of());
    Object _ = reader.apply(settings);
    return List.copyOf(settings.asked.values());
  }

  /** A text that must be there. */
  public String text(String name) {
    asked.putIfAbsent(name, new Variable(name, ""));
    String value = environment.getOrDefault(name, "");
    if (value.isBlank()) {
      problems.add(name + " is not set");
    }
    return value;
  }

  /** A text. */
  public String text(String name, String otherwise) {
    asked.putIfAbsent(name, new Variable(name, otherwise));
    String value = environment.getOrDefault(name, "");
    return value.isBlank() ? otherwise : value;
  }

  /** One of some words, in upper case. */
  public String oneOf(String name, String otherwise, Set<String> allowed) {
    String value = text(name, otherwise);
    if (!allowed.contains(value)) {
      wrong(name, "is \"" + value + "\", must be one of " + String.join(", ", allowed));
      return otherwise;
    }
    return value;
  }

  /** A secret that must be there. */
  public Secret secret(String name) {
    return new Secret(text(name));
  }

  /** As many bytes as are asked for, in base64; they must be there. */
  public byte[] key(String name, int bytes) {
    String value = text(name);
    if (!value.isBlank()) {
      try {
        byte[] key = Base64.getDecoder().decode(value);
        if (key.length == bytes) {
          return key;
        }
      } catch (IllegalArgumentException _) {
        // Said below.
      }
      wrong(
          name,
          "must be %d bytes in base64; make one with: openssl rand -base64 %d"
              .formatted(bytes, bytes));
    }
    return new byte[bytes];
  }

  /** As many bytes as are asked for, in hexadecimal digits; they must be there. */
  public String hex(String name, int bytes) {
    String value = text(name);
    if (!value.isBlank() && !value.matches("[0-9a-fA-F]{" + 2 * bytes + "}")) {
      wrong(
          name,
          "must be %d hexadecimal digits, has %d characters".formatted(2 * bytes, value.length()));
    }
    return value;
  }

  /** The address of something that speaks HTTP. */
  public URI address(String name, String otherwise) {
    String value = text(name, otherwise);
    try {
      URI address = new URI(value);
      if (address.getHost() != null && value.startsWith("http")) {
        return address;
      }
    } catch (URISyntaxException _) {
      // Said below.
    }
    wrong(name, "is \"%s\", must be a URL such as http://host:port/path".formatted(value));
    return URI.create(NOWHERE);
  }

  /** A whole number between two others. */
  public int number(String name, int otherwise, int least, int most) {
    String value = text(name, Integer.toString(otherwise));
    try {
      int number = Integer.parseInt(value);
      if (number >= least && number <= most) {
        return number;
      }
    } catch (NumberFormatException _) {
      // Said below.
    }
    wrong(name, "is \"%s\", must be a number from %d to %d".formatted(value, least, most));
    return otherwise;
  }

  /** Durations with commas between them, such as {@code 10s,1m}; at least one. */
  public List<Duration> durations(String name, String otherwise) {
    String value = text(name, otherwise);
    List<Duration> durations = new ArrayList<>();
    for (String part : Arrays.asList(value.split(",", -1))) {
      Matcher matcher = DURATION.matcher(part.strip());
      if (matcher.matches()) {
        durations.add(
            Duration.ofMillis(
                Long.parseLong(matcher.group(1)) * MILLIS.getOrDefault(matcher.group(2), 0L)));
      }
    }
    if (durations.isEmpty() || durations.size() != value.split(",", -1).length) {
      wrong(name, "is \"%s\", must be durations such as %s".formatted(value, otherwise));
    }
    return List.copyOf(durations);
  }

  /** Where a server is; it must be there, with one of these schemes. */
  public ServerUrl server(String name, int defaultPort, String... schemes) {
    String value = text(name);
    if (!value.isBlank()) {
      try {
        ServerUrl url = ServerUrl.parse(value, defaultPort);
        if (List.of(schemes).contains(url.scheme())) {
          return url;
        }
        wrong(
            name,
            "begins with \"%s\", must begin with %s://"
                .formatted(url.scheme(), String.join(":// or ", schemes)));
      } catch (IllegalArgumentException e) {
        wrong(name, String.valueOf(e.getMessage()));
      }
    }
    return ServerUrl.parse(NOWHERE, defaultPort);
  }

  private void wrong(String name, String problem) {
    problems.add(name + " " + problem);
  }
}
