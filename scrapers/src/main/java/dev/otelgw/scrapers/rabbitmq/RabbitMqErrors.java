package dev.otelgw.scrapers.rabbitmq;

import dev.otelgw.scrapers.scraping.ScrapeFailure;
import dev.otelgw.scrapers.scraping.Unreachable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;

/** What goes wrong with a node, in words and with a cure. Stateless. */
final class RabbitMqErrors {

  private static final Pattern REASON = Pattern.compile("\"reason\" *: *\"([^\"]{1,200})\"");

  private RabbitMqErrors() {}

  /** Whether a URL is one of the management API. */
  private static boolean api(HttpUrl url) {
    return url.pathSegments().contains("api");
  }

  private static String plugin(HttpUrl url) {
    return api(url) ? "rabbitmq_management" : "rabbitmq_prometheus";
  }

  private static String key(HttpUrl url) {
    return api(url) ? "endpoint" : "prometheus_endpoint";
  }

  /** What a status other than 200 means. */
  static Unreachable status(HttpUrl url, int code, String body, String user) {
    Matcher matcher = REASON.matcher(body);
    String reason = matcher.find() ? matcher.group(1) : "";
    String shown = Endpoint.shown(url);
    String said = "answers %d%s".formatted(code, reason.isEmpty() ? "" : ", \"" + reason + "\"");
    if (code == 401 || code == 403) {
      return refused(shown, said, reason, user);
    }
    if (code == 404) {
      return new Unreachable(
          shown,
          "not_found",
          said,
          "Is %s the port of %s? rabbitmq-plugins enable %2$s".formatted(key(url), plugin(url)),
          false);
    }
    String cure = code == 503 || code == 500 ? "The node's own log says why." : "";
    return new Unreachable(shown, "status_" + code, said, cure, false);
  }

  private static Unreachable refused(String shown, String said, String reason, String user) {
    String name = user.isEmpty() ? "otelgw" : user;
    String lower = reason.toLowerCase(Locale.ROOT);
    if (lower.contains("localhost")) {
      return new Unreachable(
          shown,
          "guest_is_local",
          said,
          "guest may log in only from the node's own machine; make another user: rabbitmqctl"
              + " add_user otelgw, then rabbitmqctl set_user_tags otelgw monitoring",
          true);
    }
    if (lower.contains("not management user") || lower.contains("not monitor user")) {
      return new Unreachable(
          shown,
          "tag_missing",
          said,
          "rabbitmqctl set_user_tags %s monitoring".formatted(name),
          true);
    }
    return new Unreachable(
        shown,
        "login_refused",
        said,
        user.isEmpty()
            ? "Set username and password of the receiver: a user with the tag monitoring."
            : "Check username and password of the receiver; rabbitmqctl authenticate_user %s tries"
                    .formatted(name)
                + " them.",
        true);
  }

  /** What answers is something else. */
  static Unreachable notRabbit(HttpUrl url, String said) {
    return new Unreachable(
        Endpoint.shown(url),
        "protocol",
        said,
        "What answers there is not %s. Check %s.".formatted(plugin(url), key(url)),
        false);
  }

  static ScrapeFailure tooLarge(HttpUrl url, int limitMib, IOException cause) {
    ScrapeFailure failure =
        new ScrapeFailure(
            Endpoint.shown(url),
            "too_large",
            "answers with more than %d MiB".formatted(limitMib),
            "Narrow queues.vhosts, switch group queue_details off, or raise max_response_size_mib.");
    failure.initCause(cause);
    return failure;
  }

  /** Why there is no answer, or no whole one. */
  static Unreachable connection(HttpUrl url, IOException failure, Duration waited) {
    Throwable deepest = failure;
    String type = type(failure);
    for (@Nullable Throwable cause = failure; cause != null; cause = cause.getCause()) {
      deepest = cause;
      type = type.equals("connection_lost") ? type(cause) : type;
    }
    String message = deepest.getMessage() == null ? deepest.toString() : deepest.getMessage();
    String said =
        type.equals("timeout")
            ? "no whole answer within %.1f s".formatted(waited.toMillis() / 1e3)
            : message;
    String cure =
        switch (type) {
          case "timeout" -> "Is it overloaded, or a firewall in between? Else raise timeout.";
          case "unknown_host" -> "Check %s.".formatted(key(url));
          case "connection_refused" ->
              "Is it running there? Check %s, or rabbitmq-plugins enable %s"
                  .formatted(key(url), plugin(url));
          case "tls" ->
              "Does the node speak TLS on this port, with a certificate of ca_file under tls?";
          default -> "";
        };
    return new Unreachable(Endpoint.shown(url), type, said, cure, false);
  }

  private static String type(Throwable cause) {
    return switch (cause) {
      case SocketTimeoutException _ -> "timeout";
      case UnknownHostException _ -> "unknown_host";
      case ConnectException _ -> "connection_refused";
      case SSLException _ -> "tls";
      // A call's own clock.
      case InterruptedIOException _ -> "timeout";
      case EOFException _ -> "connection_lost";
      default -> "connection_lost";
    };
  }

  /** Neither door is open: what says more comes first. */
  static Unreachable neither(Unreachable plugin, Unreachable api) {
    boolean silent =
        api.errorType().equals("connection_refused") || api.errorType().equals("not_found");
    Unreachable main = silent ? plugin : api;
    Unreachable other = silent ? api : plugin;
    return new Unreachable(
        main.subject(),
        main.errorType(),
        "%s; and %s: %s".formatted(main.getMessage(), other.subject(), other.getMessage()),
        main.cure(),
        main.errorType().equals("login_refused") || main.errorType().equals("tag_missing"));
  }

  /** A part fails where the node itself is well. */
  static ScrapeFailure part(ScrapeFailure failure) {
    ScrapeFailure part =
        new ScrapeFailure(
            failure.subject(),
            failure.errorType(),
            String.valueOf(failure.getMessage()),
            failure.cure());
    part.initCause(failure);
    return part;
  }
}
