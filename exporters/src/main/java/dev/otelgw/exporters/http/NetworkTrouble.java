package dev.otelgw.exporters.http;

import dev.otelgw.exporters.answers.Words;
import dev.otelgw.exporters.trouble.Causes;
import dev.otelgw.exporters.trouble.TlsTrouble;
import dev.otelgw.pipeline.Outcome;
import dev.otelgw.pipeline.Reason;
import java.io.EOFException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.ProtocolException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Optional;
import javax.net.ssl.SSLException;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;

/** Says in plain words why no answer came. All of it may pass, so the batch is always refused. */
final class NetworkTrouble {

  private final Words words;
  private final Duration timeout;
  private final Duration connectTimeout;
  private final boolean tlsConfigurable;

  /**
   * With the limits that may be to blame.
   *
   * @param tlsConfigurable whether the exporter has a section {@code tls}
   */
  NetworkTrouble(Words words, Duration timeout, Duration connectTimeout, boolean tlsConfigurable) {
    this.words = words;
    this.timeout = timeout;
    this.connectTimeout = connectTimeout;
    this.tlsConfigurable = tlsConfigurable;
  }

  /**
   * The outcome of a request that failed.
   *
   * @param proxy host and port of the proxy on the way; empty where there is none
   */
  Outcome explain(IOException e, HttpUrl url, String proxy) {
    String backend = url.host() + ":" + url.port();
    String peer = proxy.isEmpty() ? backend : "the proxy " + proxy;
    if (isTimeout(e)) {
      String message =
          isConnecting(e)
              ? "cannot connect to %s within %s; is it the right address, and no firewall between?"
                  .formatted(peer, inWords(connectTimeout))
              : "no answer from %s within %s".formatted(BackendUrl.shown(url), inWords(timeout));
      return Outcome.refused(Reason.TIMEOUT, message);
    }
    return Outcome.refused(Reason.UNAVAILABLE, words.clean(message(e, url, backend, peer)));
  }

  private String message(IOException e, HttpUrl url, String backend, String peer) {
    return switch (e) {
      case UnknownHostException u ->
          "cannot find the host %s: its name does not resolve; check the spelling and DNS"
              .formatted(Optional.ofNullable(host(u)).orElse(url.host()));
      case NoRouteToHostException _ -> "cannot connect to " + peer + ": no route to the host";
      case ConnectException c ->
          "cannot connect to " + peer + ": " + refused(c, peer.equals(backend));
      case SSLException s -> "no TLS with " + backend + ": " + tls(s);
      case ProtocolException p -> protocol(p, backend);
      case EOFException _ -> peer + " closed the connection before it answered";
      default -> other(e, peer);
    };
  }

  private static @Nullable String host(UnknownHostException e) {
    String message = e.getMessage();
    // Either the bare name, or "name: Name or service not known" with the system's words.
    return message == null ? null : message.split(":", 2)[0];
  }

  private static String refused(ConnectException e, boolean direct) {
    return Causes.mention(e, "refused")
        ? "connection refused; is the " + (direct ? "backend" : "proxy") + " running?"
        : String.valueOf(Causes.deepest(e).getMessage());
  }

  private String tls(SSLException e) {
    return Causes.mention(e, "Unsupported or unrecognized SSL message")
        ? "it does not speak TLS; write http:// if that is meant"
        : TlsTrouble.words(e, tlsConfigurable);
  }

  private static String protocol(ProtocolException e, String backend) {
    String message = String.valueOf(e.getMessage());
    // The first bytes of a TLS alert (RFC 8446, 5.1), and of HTTP/2's SETTINGS (RFC 9113, 4.1).
    if (message.contains("\u0015\u0003")) {
      return backend + " speaks TLS; write https:// in endpoint";
    }
    if (message.startsWith("Unexpected status line: \u0000\u0000")) {
      return backend
          + " speaks HTTP/2 without TLS, probably gRPC; OTLP over HTTP is usually on port 4318";
    }
    return backend + " does not answer as HTTP does: " + message;
  }

  private static String other(IOException e, String peer) {
    if (Causes.mention(e, "unexpected end of stream")) {
      return peer + " closed the connection before it answered";
    }
    if (e instanceof SocketException
        && (Causes.mention(e, "reset") || Causes.mention(e, "Broken pipe"))) {
      return peer + " broke the connection before it answered";
    }
    if (Causes.mention(e, "for CONNECT")) {
      return peer + " does not open a tunnel: " + e.getMessage();
    }
    return "cannot send to " + peer + ": " + e.getClass().getSimpleName() + ": " + e.getMessage();
  }

  private static boolean isTimeout(IOException e) {
    return e instanceof SocketTimeoutException
        || (e instanceof InterruptedIOException && Causes.mention(e, "timeout"));
  }

  private static boolean isConnecting(IOException e) {
    return Causes.mention(e, "connect timed out") || Causes.mention(e, "failed to connect");
  }

  private static String inWords(Duration duration) {
    return duration.toMillis() % 1000 == 0
        ? duration.toSeconds() + "s"
        : duration.toMillis() + "ms";
  }
}
