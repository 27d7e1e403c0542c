package dev.otelgw.exporters.otlpgrpc;

import dev.otelgw.exporters.answers.Words;
import dev.otelgw.exporters.trouble.Causes;
import dev.otelgw.exporters.trouble.TlsTrouble;
import dev.otelgw.pipeline.Outcome;
import dev.otelgw.pipeline.Reason;
import io.grpc.Metadata;
import io.grpc.Status;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.ssl.NotSslRecordException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;

/** Says in plain words why no answer came. All of it may pass, so the batch is always refused. */
final class ConnectionTrouble {

  /** Netty's words for what is not HTTP/2, with the first bytes: {@code HTTP}, a TLS record. */
  private static final Pattern HTTP1 = Pattern.compile("first 5 bytes: 48545450");

  private static final Pattern TLS_RECORD = Pattern.compile("first 5 bytes: 1[456]03");

  private static final String INSECURE =
      "if it is to be spoken to in the clear, write tls: {insecure: true}";

  private final Target target;
  private final boolean secure;
  private final Duration timeout;
  private final Words words;

  /**
   * For one backend.
   *
   * @param secure whether TLS is spoken to it
   */
  ConnectionTrouble(Target target, boolean secure, Duration timeout, Words words) {
    this.target = target;
    this.secure = secure;
    this.timeout = timeout;
    this.words = words;
  }

  /** The outcome of a call that ended on this side; empty where the backend ended it. */
  Optional<Outcome> explain(Status status, Metadata trailers) {
    String said = Objects.requireNonNullElse(status.getDescription(), "");
    if (status.getCode() == Status.Code.DEADLINE_EXCEEDED
        && trailers.keys().isEmpty()
        && said.contains("deadline exceeded after")) {
      return Optional.of(Outcome.refused(Reason.TIMEOUT, late(said)));
    }
    Throwable cause = status.getCause();
    String message = cause == null ? closed(said) : message(cause, said);
    return message.isEmpty()
        ? Optional.empty()
        : Optional.of(Outcome.refused(Reason.UNAVAILABLE, words.clean(message)));
  }

  private String late(String said) {
    String limit = inWords(timeout);
    return said.contains("remote_addr")
        ? "no answer from %s within %s".formatted(target, limit)
        : "cannot connect to %s within %s; is it the right address, and no firewall between?"
            .formatted(target, limit);
  }

  /** gRPC's own words for a connection that ended; a backend's words come with trailers. */
  private String closed(String said) {
    return said.startsWith("Network closed for unknown reason")
        ? target + " closed the connection before it answered" + tlsWanted()
        : "";
  }

  private String tlsWanted() {
    return secure ? "" : "; if it speaks TLS, remove insecure: true under tls";
  }

  private String message(Throwable e, String said) {
    if (Causes.find(e, UnknownHostException.class).isPresent()) {
      return "cannot find the host %s: its name does not resolve; check the spelling and DNS"
          .formatted(host());
    }
    if (Causes.find(e, NoRouteToHostException.class).isPresent()) {
      return "cannot connect to " + target + ": no route to the host";
    }
    if (Causes.find(e, ConnectException.class).isPresent() || Causes.mention(e, "No such file")) {
      return "cannot connect to " + target + ": " + refused(e);
    }
    if (Causes.find(e, NotSslRecordException.class).isPresent()) {
      return target + " does not speak TLS; " + INSECURE;
    }
    if (said.contains("TLS negotiation") || Causes.mention(e, "TLS negotiation")) {
      return "no TLS with %s: it hung up during the handshake; %s".formatted(target, INSECURE);
    }
    if (Causes.find(e, SSLException.class).isPresent()) {
      return "no TLS with %s: %s".formatted(target, TlsTrouble.words(e, true));
    }
    if (Causes.find(e, Http2Exception.class).isPresent()) {
      return protocol(e);
    }
    if (e instanceof ClosedChannelException || Causes.mention(e, "reset")) {
      return target + " broke the connection before it answered" + tlsWanted();
    }
    return "cannot send to %s: %s: %s".formatted(target, said, Causes.deepest(e).getMessage());
  }

  private static String refused(Throwable e) {
    if (Causes.mention(e, "No such file")) {
      return "there is no such socket; is the backend running?";
    }
    return Causes.mention(e, "refused")
        ? "connection refused; is the backend running?"
        : String.valueOf(Causes.deepest(e).getMessage());
  }

  private String protocol(Throwable e) {
    String text = String.valueOf(Causes.deepest(e).getMessage());
    if (HTTP1.matcher(text).find()) {
      return target + " speaks HTTP/1, not gRPC; for OTLP over HTTP use otlp_http";
    }
    if (TLS_RECORD.matcher(text).find()) {
      return target + " speaks TLS; remove insecure: true under tls";
    }
    return target + " does not answer as gRPC does: " + text;
  }

  private String host() {
    return target instanceof Target.Tcp tcp ? tcp.address().host() : target.toString();
  }

  static String inWords(Duration duration) {
    return duration.toMillis() % 1000 == 0
        ? duration.toSeconds() + "s"
        : duration.toMillis() + "ms";
  }
}
