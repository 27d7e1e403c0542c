package dev.otelgw.exporters.grafanacloud;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import okhttp3.HttpUrl;

/**
 * The base URL of Grafana Cloud's OTLP gateway, {@code
 * https://otlp-gateway-<zone>.grafana.net/otlp}, from whatever users write for it: with or without
 * scheme, port, {@code /otlp}, a signal's path, slashes, spaces, in any case.
 */
final class GatewayUrl {

  private static final String CLOUD = ".grafana.net";
  private static final String GATEWAY = "otlp-gateway-";
  private static final String SHOWN_AT =
      "it is shown at grafana.com: your stack, Details, OpenTelemetry, Configure";

  private static final Pattern SCHEME = Pattern.compile("^([A-Za-z][A-Za-z0-9+.-]*)://");
  private static final Pattern SIGNAL_PATH = Pattern.compile("/v1(/(traces|metrics|logs))?$");
  private static final Pattern ZONE = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*");

  /** The zone at the end of the host names of a stack's other services. */
  private static final Pattern ZONE_IN_HOST = Pattern.compile("-(prod-[a-z]+-[a-z]+-\\d+)$");

  /** How the host names of a stack's other services begin. */
  private static final List<String> OTHERS =
      List.of("tempo-", "prometheus-", "logs-", "profiles-", "alertmanager-", "graphite-");

  private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "::1");

  private GatewayUrl() {}

  /**
   * The base URL, with {@code /otlp} and without a slash at the end.
   *
   * @throws IllegalArgumentException saying what is wrong, and the cure
   */
  static HttpUrl ofEndpoint(String text) {
    HttpUrl url = parse(text.strip());
    HttpUrl.Builder base = url.newBuilder().query(null).fragment(null);
    base.encodedPath(basePath(url.encodedPath()));
    if (isCloud(url)) {
      checkCloudHost(url);
      base.scheme("https").port(443);
    }
    return base.build();
  }

  private static HttpUrl parse(String text) {
    Matcher written = SCHEME.matcher(text);
    String scheme = written.find() ? lower(written.group(1)) : "";
    String rest = scheme.isEmpty() ? text : text.substring(written.end());
    if (!Set.of("", "http", "https").contains(scheme)) {
      throw new IllegalArgumentException(
          "has the scheme %s; Grafana Cloud takes OTLP over HTTP: write https://"
              .formatted(scheme));
    }
    HttpUrl url = HttpUrl.parse((scheme.isEmpty() ? "https" : scheme) + "://" + rest);
    if (url == null) {
      throw new IllegalArgumentException(
          "is not a URL; write https://otlp-gateway-<zone>.grafana.net/otlp; " + SHOWN_AT);
    }
    if (!url.username().isEmpty()) {
      throw new IllegalArgumentException(
          "holds a user name; put it into instance_id, and the token into api_key");
    }
    boolean standIn = scheme.isEmpty() && isLoopback(url);
    return standIn ? url.newBuilder().scheme("http").build() : url;
  }

  private static String basePath(String path) {
    String base = SIGNAL_PATH.matcher(withoutSlashes(path)).replaceFirst("");
    base = withoutSlashes(base);
    return base.endsWith("/otlp") ? base : base + "/otlp";
  }

  private static String withoutSlashes(String path) {
    int end = path.length();
    while (end > 0 && path.charAt(end - 1) == '/') {
      end--;
    }
    return path.substring(0, end).replaceAll("/{2,}", "/");
  }

  private static void checkCloudHost(HttpUrl url) {
    String name = url.host().substring(0, url.host().length() - CLOUD.length());
    if (!name.startsWith(GATEWAY)) {
      boolean service = OTHERS.stream().anyMatch(name::startsWith);
      throw new IllegalArgumentException(
          "%s is %s, which does not take OTLP over HTTP; %s"
              .formatted(
                  url.host(),
                  service ? "a single service of the stack" : "no OTLP gateway",
                  gatewayOf(name)));
    }
    if (!Set.of(80, 443).contains(url.port())) {
      throw new IllegalArgumentException(
          "has port %d; Grafana Cloud's OTLP gateway is on 443 only: leave the port out"
              .formatted(url.port()));
    }
  }

  private static String gatewayOf(String name) {
    Matcher zone = ZONE_IN_HOST.matcher(name);
    return zone.find()
        ? "the right one is " + ofZone(zone.group(1))
        : "the right one is https://otlp-gateway-<zone>.grafana.net/otlp; " + SHOWN_AT;
  }

  /**
   * The base URL of a zone such as {@code prod-eu-west-2}.
   *
   * @throws IllegalArgumentException saying what is wrong, and the cure
   */
  static HttpUrl ofZone(String text) {
    String zone = lower(text.strip());
    zone = zone.startsWith(GATEWAY) ? zone.substring(GATEWAY.length()) : zone;
    if (!ZONE.matcher(zone).matches()) {
      throw new IllegalArgumentException(
          "\"%s\" is not a zone such as prod-eu-west-2; put a URL into endpoint instead"
              .formatted(text.strip()));
    }
    return HttpUrl.get("https://" + GATEWAY + zone + CLOUD + "/otlp");
  }

  /** Why a base URL is risky; empty where it is not. */
  static Optional<String> risk(HttpUrl url) {
    return url.isHttps() || isLoopback(url)
        ? Optional.empty()
        : Optional.of("is http: the api_key goes over the network in the clear; use https://");
  }

  /** Whether it is Grafana Cloud itself, and no stand-in for it. */
  static boolean isCloud(HttpUrl url) {
    return url.host().endsWith(CLOUD);
  }

  private static boolean isLoopback(HttpUrl url) {
    return LOOPBACK.contains(url.host()) || url.host().startsWith("127.");
  }

  private static String lower(String text) {
    return text.toLowerCase(Locale.ROOT);
  }
}
