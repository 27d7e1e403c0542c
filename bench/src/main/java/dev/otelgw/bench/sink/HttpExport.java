package dev.otelgw.bench.sink;

import dev.otelgw.bench.message.Compression;
import dev.otelgw.bench.message.Signal;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/** Answers OTLP/HTTP, and the runner's questions, on one connection. */
@SuppressWarnings("FutureReturnValueIgnored") // a failed write or close ends in channelInactive
final class HttpExport extends SimpleChannelInboundHandler<FullHttpRequest> {

  private final NullSink.Settings settings;
  private final Arrivals arrivals;

  HttpExport(NullSink.Settings settings, Arrivals arrivals) {
    this.settings = settings;
    this.arrivals = arrivals;
  }

  @Override
  protected void channelRead0(ChannelHandlerContext context, FullHttpRequest request) {
    boolean export = request.method().equals(HttpMethod.POST) && request.uri().startsWith("/v1/");
    FullHttpResponse response = export ? export(request) : control(request);
    HttpUtil.setContentLength(response, response.content().readableBytes());
    HttpUtil.setKeepAlive(response, HttpUtil.isKeepAlive(request));
    if (export && !settings.latency().isZero()) {
      context
          .executor()
          .schedule(
              () -> context.writeAndFlush(response),
              settings.latency().toNanos(),
              TimeUnit.NANOSECONDS);
    } else {
      context.writeAndFlush(response);
    }
  }

  private FullHttpResponse export(FullHttpRequest request) {
    if (settings.status() != HttpResponseStatus.OK.code()) {
      return answer(HttpResponseStatus.valueOf(settings.status()), Unpooled.EMPTY_BUFFER);
    }
    try {
      count(request);
    } catch (IOException | IllegalArgumentException e) {
      return text(HttpResponseStatus.BAD_REQUEST, "sink: cannot count the body: " + e.getMessage());
    }
    FullHttpResponse response = answer(HttpResponseStatus.OK, Unpooled.EMPTY_BUFFER);
    response.headers().set(HttpHeaderNames.CONTENT_TYPE, "application/x-protobuf");
    return response;
  }

  private void count(FullHttpRequest request) throws IOException {
    if (!arrivals.looksInside()) {
      arrivals.arrived(request.content().readableBytes());
      return;
    }
    String coding =
        request.headers().get(HttpHeaderNames.CONTENT_ENCODING, Compression.NONE.coding());
    arrivals.arrived(
        signal(request.uri()), Compression.of(coding), ByteBufUtil.getBytes(request.content()));
  }

  private static Signal signal(String path) {
    for (Signal signal : Signal.values()) {
      if (signal.path().equals(path)) {
        return signal;
      }
    }
    throw new IllegalArgumentException("unknown path " + path);
  }

  private FullHttpResponse control(FullHttpRequest request) {
    return switch (request.method() + " " + request.uri()) {
      case "GET /stats" -> text(HttpResponseStatus.OK, stats(arrivals.counts()));
      case "GET /arrived" ->
          answer(HttpResponseStatus.OK, Unpooled.wrappedBuffer(arrivals.numbers()));
      case "POST /reset" -> {
        arrivals.reset();
        yield text(HttpResponseStatus.OK, stats(arrivals.counts()));
      }
      default ->
          text(
              HttpResponseStatus.NOT_FOUND,
              "sink: POST /v1/..., GET /stats, GET /arrived, POST /reset");
    };
  }

  /** One line of {@code key=value} pairs. */
  private static String stats(Arrivals.Counts counts) {
    return String.format(
        Locale.ROOT,
        "requests=%d bytes=%d items=%d distinct=%d duplicates=%d unnumbered=%d%n",
        counts.requests(),
        counts.bytes(),
        counts.items(),
        counts.distinct(),
        counts.duplicates(),
        counts.unnumbered());
  }

  private static FullHttpResponse text(HttpResponseStatus status, String text) {
    FullHttpResponse response = answer(status, Unpooled.copiedBuffer(text, StandardCharsets.UTF_8));
    response.headers().set(HttpHeaderNames.CONTENT_TYPE, HttpHeaderValues.TEXT_PLAIN);
    return response;
  }

  private static FullHttpResponse answer(HttpResponseStatus status, ByteBuf body) {
    return new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, status, body);
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    context.close();
  }
}
