package dev.otelgw.exporters.http;

import dev.otelgw.pipeline.Signal;
import dev.otelgw.pipeline.config.Problems;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import okhttp3.HttpUrl;

/** URLs of backends: read from configurations, extended to signals, shown in messages. */
public final class BackendUrl {

  private static final Pattern SCHEME = Pattern.compile("([A-Za-z][A-Za-z0-9+.-]*)://.*");
  private static final Pattern USER_INFO = Pattern.compile("//[^/?#]*@");
  private static final int GRPC_PORT = 4317;

  private BackendUrl() {}

  /** What is wrong with a URL as somebody wrote it, and the cure; empty where it can be used. */
  public static Optional<String> problem(String text) {
    String url = text.strip();
    if (url.isEmpty()) {
      return Optional.of("is empty; write a URL, for example https://otlp.example.com:4318");
    }
    var scheme = SCHEME.matcher(url);
    if (!scheme.matches()) {
      return Optional.of(
          "\"%s\" has no scheme; write http://%s, or https:// if the backend speaks TLS"
              .formatted(withoutUser(url), withoutUser(url)));
    }
    String name = scheme.group(1).toLowerCase(Locale.ROOT);
    if (!Set.of("http", "https").contains(name)) {
      return Optional.of(
          "\"%s\" has the scheme %s; OTLP over HTTP knows http and https"
              .formatted(withoutUser(url), name));
    }
    return HttpUrl.parse(url) == null
        ? Optional.of("\"%s\" is not a URL: %s".formatted(withoutUser(url), flaw(url)))
        : Optional.empty();
  }

  private static String flaw(String url) {
    try {
      HttpUrl.get(url);
      return "";
    } catch (IllegalArgumentException e) {
      return withoutUser(String.valueOf(e.getMessage()));
    }
  }

  /** Reports {@link #problem}, and warns of what is a URL but probably not the one meant. */
  public static void check(String key, String text, boolean base, Problems problems) {
    problem(text).ifPresent(message -> problems.error(key, message));
    HttpUrl url = HttpUrl.parse(text.strip());
    if (url == null) {
      return;
    }
    if (url.port() == GRPC_PORT) {
      problems.warning(key, "port 4317 is OTLP over gRPC by custom; OTLP over HTTP is on 4318");
    }
    if (!url.password().isEmpty()) {
      problems.warning(key, "holds a password in the clear; use headers with Authorization");
    }
    for (Signal signal : Signal.values()) {
      if (base && pathOf(url).endsWith("/v1/" + signal.lowerName())) {
        problems.warning(
            key,
            "ends in /v1/%1$s, and /v1/%1$s is added to it; remove it, or use %1$s_%2$s"
                .formatted(signal.lowerName(), "endpoint"));
      }
    }
  }

  /**
   * The URL that {@code text} writes.
   *
   * @throws IllegalArgumentException where {@link #problem} finds one
   */
  public static HttpUrl parse(String text) {
    return HttpUrl.get(text.strip());
  }

  /** Where a signal goes below a base URL: {@code /v1/traces} and its kin. */
  public static HttpUrl ofSignal(HttpUrl base, Signal signal) {
    HttpUrl.Builder url = base.newBuilder();
    List<String> segments = base.pathSegments();
    if (segments.getLast().isEmpty()) {
      url.removePathSegment(segments.size() - 1);
    }
    return url.addPathSegment("v1").addPathSegment(signal.lowerName()).build();
  }

  /** For messages: without user, password and query, any of which may be secret. */
  public static String shown(HttpUrl url) {
    return url.newBuilder().username("").password("").query(null).fragment(null).toString();
  }

  private static String pathOf(HttpUrl url) {
    String path = url.encodedPath();
    return path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
  }

  private static String withoutUser(String url) {
    return USER_INFO.matcher(url).replaceAll("//***@");
  }
}
