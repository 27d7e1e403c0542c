package dev.otelgw.receivers.otlp;

import dev.otelgw.pipeline.Signal;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import java.nio.charset.StandardCharsets;

/**
 * An answer as HTTP writes it: in the format of the request, or as plain text where the request was
 * not OTLP to begin with.
 */
final class HttpAnswer {

  private final HttpResponseStatus status;
  private final CharSequence contentType;
  private final byte[] body;
  private final long retryAfterSeconds;
  private final boolean allowPost;
  private String challenge = "";

  private HttpAnswer(
      HttpResponseStatus status,
      CharSequence contentType,
      byte[] body,
      long retryAfterSeconds,
      boolean allowPost) {
    this.status = status;
    this.contentType = contentType;
    this.body = body;
    this.retryAfterSeconds = retryAfterSeconds;
    this.allowPost = allowPost;
  }

  /** In the request's own format. */
  static HttpAnswer of(Format format, Signal signal, Answer answer) {
    byte[] body =
        answer.verdict() == Verdict.OK
            ? Replies.success(format, signal, answer)
            : Replies.status(format, answer);
    return new HttpAnswer(
        HttpResponseStatus.valueOf(answer.verdict().http()),
        format.mediaType(),
        body,
        answer.verdict().retryable() ? answer.retryAfterSeconds() : 0,
        false);
  }

  /** For people. */
  static HttpAnswer text(HttpResponseStatus status, String message) {
    byte[] body = (message + "\n").getBytes(StandardCharsets.UTF_8);
    return new HttpAnswer(
        status,
        "text/plain; charset=utf-8",
        body,
        0,
        status.equals(HttpResponseStatus.METHOD_NOT_ALLOWED));
  }

  /** The same, with what the client is to show of itself (RFC 9110, 11.6.1). */
  HttpAnswer challenging(String with) {
    challenge = with;
    return this;
  }

  int status() {
    return status.code();
  }

  /** The response, but for what depends on the connection. */
  FullHttpResponse response() {
    ByteBuf content = body.length == 0 ? Unpooled.EMPTY_BUFFER : Unpooled.wrappedBuffer(body);
    FullHttpResponse response = new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, status, content);
    HttpHeaders headers = response.headers();
    headers.set(HttpHeaderNames.CONTENT_TYPE, contentType);
    headers.set(HttpHeaderNames.CONTENT_LENGTH, body.length);
    if (retryAfterSeconds > 0) {
      headers.set(HttpHeaderNames.RETRY_AFTER, retryAfterSeconds);
    }
    if (!challenge.isEmpty()) {
      headers.set(HttpHeaderNames.WWW_AUTHENTICATE, challenge);
    }
    if (allowPost) {
      headers.set(HttpHeaderNames.ALLOW, "POST");
    }
    return response;
  }
}
