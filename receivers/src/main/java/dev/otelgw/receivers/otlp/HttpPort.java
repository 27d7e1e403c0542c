package dev.otelgw.receivers.otlp;

import dev.otelgw.pipeline.Clock;
import dev.otelgw.pipeline.ComponentId;
import dev.otelgw.pipeline.auth.ServerAuthenticator.Headers;
import dev.otelgw.pipeline.auth.ServerAuthenticator.Verdict.Unknown;
import dev.otelgw.receivers.otlp.HttpDeadline.Waiting;
import io.netty.channel.Channel;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Executor;

/**
 * What all connections of the HTTP port share.
 *
 * @param requests runs each task on a virtual thread of its own
 */
record HttpPort(
    ComponentId id,
    OtlpHttpConfig config,
    Clock clock,
    HttpHeads heads,
    Entrance entrance,
    ResponseHeaders responseHeaders,
    Intake intake,
    Executor requests,
    Notices notices) {

  /** What a request shows its judge. */
  Headers credentials(HttpRequest head) {
    HttpAuthConfig auth = config.auth();
    return HttpCredentials.of(head, auth == null ? List.of() : auth.requestParams());
  }

  /** For who is not known. */
  HttpAnswer unauthenticated(Channel channel, HttpTarget.Export export, Unknown verdict) {
    Answer answer =
        intake.unauthenticated(export.signal(), WrongProtocol.client(channel), verdict.message());
    return HttpAnswer.of(export.format(), export.signal(), answer).challenging(verdict.challenge());
  }

  /** For whom there is no memory. */
  HttpAnswer noMemory(HttpTarget.Export export) {
    return HttpAnswer.of(export.format(), export.signal(), intake.noMemory(export.signal()));
  }

  /** For bytes that are not a request. */
  HttpAnswer unreadable(Channel channel, Throwable cause) {
    HttpResponseStatus status =
        switch (cause) {
          case TooLongHttpLineException _ -> HttpResponseStatus.REQUEST_URI_TOO_LONG;
          case TooLongHttpHeaderException _ -> HttpResponseStatus.REQUEST_HEADER_FIELDS_TOO_LARGE;
          default -> HttpResponseStatus.BAD_REQUEST;
        };
    notices.warn(
        "unreadable HTTP request",
        "client %s sent what is no HTTP request (%s); answered %d and closed the connection"
            .formatted(WrongProtocol.client(channel), cause.getMessage(), status.code()));
    return HttpAnswer.text(status, "%s: no HTTP request: %s".formatted(id, cause.getMessage()));
  }

  /** For a request that does not end. */
  HttpAnswer tooSlow(Channel channel, Waiting waiting) {
    String limit =
        waiting == Waiting.HEAD
            ? "read_header_timeout: " + config.readHeaderTimeout().toMillis() + "ms"
            : "read_timeout: " + config.readTimeout().toMillis() + "ms";
    notices.warn(
        "slow HTTP client",
        "client %s sent its request too slowly (protocols.http.%s); answered 408 and closed the connection"
            .formatted(WrongProtocol.client(channel), limit));
    return HttpAnswer.text(
        HttpResponseStatus.REQUEST_TIMEOUT,
        "%s: the request did not arrive in time (protocols.http.%s)".formatted(id, limit));
  }

  /** A client does not take its answer, and cannot be told. */
  void answerNotTaken(Channel channel) {
    notices.warn(
        "slow HTTP reader",
        "client %s did not take its answer (protocols.http.write_timeout: %dms); closed the connection"
            .formatted(WrongProtocol.client(channel), config.writeTimeout().toMillis()));
  }

  /** A connection ended in a way of its own. Clients that go away are none of our business. */
  void broken(Throwable cause) {
    if (!(cause instanceof IOException)) {
      notices.warn(cause.getClass().getName(), "an HTTP connection failed and was closed", cause);
    }
  }
}
