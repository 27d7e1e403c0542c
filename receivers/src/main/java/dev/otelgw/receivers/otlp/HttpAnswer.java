package dev.otelgw.receivers.otlp;

import dev.otelgw.pipeline.Signal;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * An answer as HTTP writes it: in the format of the request, or as plain text where the request was
 * not OTLP to begin with.
 */
final class HttpAnswer {

  private static final byte[] NOTHING = {};

  private final HttpResponseStatus status;
  private final byte[] body;
  private final Map<CharSequence, Object> headers = new LinkedHashMap<>();

  private HttpAnswer(HttpResponseStatus status, byte[] body) {
    this.status = status;
    this.body = body;
  }

  /** In the request's own format. */
  static HttpAnswer of(Format format, Signal signal, Answer answer) {
    byte[] body =
        answer.verdict() == Verdict.OK
            ? Replies.success(format, signal, answer)
            : Replies.status(format, answer);
    HttpAnswer written =
        new HttpAnswer(HttpResponseStatus.valueOf(answer.verdict().http()), body)
            .with(HttpHeaderNames.CONTENT_TYPE, format.mediaType())
            .with(HttpHeaderNames.CONTENT_LENGTH, body.length);
    return answer.verdict().retryable()
        ? written.with(HttpHeaderNames.RETRY_AFTER, answer.retryAfterSeconds())
        : written;
  }

  /** For people. */
  static HttpAnswer text(HttpResponseStatus status, String message) {
    byte[] body = (message + "\n").getBytes(StandardCharsets.UTF_8);
    HttpAnswer written =
        new HttpAnswer(status, body)
            .with(HttpHeaderNames.CONTENT_TYPE, "text/plain; charset=utf-8")
            .with(HttpHeaderNames.CONTENT_LENGTH, body.length);
    return status.equals(HttpResponseStatus.METHOD_NOT_ALLOWED)
        ? written.with(HttpHeaderNames.ALLOW, "POST")
        : written;
  }

  /** 204: there is nothing to say but headers. */
  static HttpAnswer empty() {
    return new HttpAnswer(HttpResponseStatus.NO_CONTENT, NOTHING);
  }

  /** Adds a header. */
  HttpAnswer with(CharSequence name, Object value) {
    headers.put(name, value);
    return this;
  }

  /** The same, with what the client is to show of itself (RFC 9110, 11.6.1). */
  HttpAnswer challenging(String with) {
    return with.isEmpty() ? this : with(HttpHeaderNames.WWW_AUTHENTICATE, with);
  }

  int status() {
    return status.code();
  }

  /** The response, but for what depends on the connection. */
  FullHttpResponse response() {
    ByteBuf content = body.length == 0 ? Unpooled.EMPTY_BUFFER : Unpooled.wrappedBuffer(body);
    FullHttpResponse response = new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, status, content);
    headers.forEach((name, value) -> response.headers().set(name, value));
    return response;
  }
}
