package dev.otelgw.bench.sink;

import dev.otelgw.bench.message.Compression;
import dev.otelgw.bench.message.Signal;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
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
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Answers OTLP/HTTP, and the runner's questions, on one connection. */
@SuppressWarnings("FutureReturnValueIgnored") // a failed write or close ends in channelInactive
final class HttpExport extends SimpleChannelInboundHandler<FullHttpRequest> {

  private static final Pattern STATUS = Pattern.compile("POST /status/(\\d{3})");

  /** The port for OTLP/HTTP, which can be shut for a while. */
  interface Door {

    /** From now on connections are refused, and those that are there end. */
    void away();

    /** Listens again, where it did. */
    ChannelFuture back();
  }

  private final NullSink.Settings settings;
  private final Mood mood;
  private final Arrivals arrivals;
  private final Door door;

  HttpExport(NullSink.Settings settings, Mood mood, Arrivals arrivals, Door door) {
    this.settings = settings;
    this.mood = mood;
    this.arrivals = arrivals;
    this.door = door;
  }

  @Override
  protected void channelRead0(ChannelHandlerContext context, FullHttpRequest request) {
    if (request.method().equals(HttpMethod.POST) && request.uri().equals("/back")) {
      boolean keepAlive = HttpUtil.isKeepAlive(request);
      door.back().addListener(bound -> send(context, keepAlive, back(bound.isSuccess())));
      return;
    }
    boolean export = request.method().equals(HttpMethod.POST) && request.uri().startsWith("/v1/");
    FullHttpResponse response = export ? export(request) : control(request);
    if (export && !settings.latency().isZero()) {
      boolean keepAlive = HttpUtil.isKeepAlive(request);
      context
          .executor()
          .schedule(
              () -> send(context, keepAlive, response),
              settings.latency().toNanos(),
              TimeUnit.NANOSECONDS);
    } else {
      send(context, HttpUtil.isKeepAlive(request), response);
    }
  }

  private static void send(
      ChannelHandlerContext context, boolean keepAlive, FullHttpResponse response) {
    HttpUtil.setContentLength(response, response.content().readableBytes());
    HttpUtil.setKeepAlive(response, keepAlive);
    context.writeAndFlush(response);
  }

  private static FullHttpResponse back(boolean bound) {
    return bound
        ? text(HttpResponseStatus.OK, "back\n")
        : text(HttpResponseStatus.INTERNAL_SERVER_ERROR, "sink: the port is taken\n");
  }

  private FullHttpResponse export(FullHttpRequest request) {
    int status = mood.status();
    if (status != HttpResponseStatus.OK.code()) {
      return answer(HttpResponseStatus.valueOf(status), Unpooled.EMPTY_BUFFER);
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
    Matcher status = STATUS.matcher(request.method() + " " + request.uri());
    if (status.matches()) {
      mood.status(Integer.parseInt(status.group(1)));
      return text(HttpResponseStatus.OK, "status " + mood.status() + "\n");
    }
    return switch (request.method() + " " + request.uri()) {
      case "GET /stats" -> text(HttpResponseStatus.OK, stats(arrivals.counts()));
      case "GET /arrived" ->
          answer(HttpResponseStatus.OK, Unpooled.wrappedBuffer(arrivals.numbers()));
      case "POST /reset" -> {
        arrivals.reset();
        yield text(HttpResponseStatus.OK, stats(arrivals.counts()));
      }
      case "POST /away" -> {
        door.away();
        yield text(HttpResponseStatus.OK, "away\n");
      }
      default ->
          text(
              HttpResponseStatus.NOT_FOUND,
              "sink: POST /v1/..., GET /stats, GET /arrived, POST /reset, POST /status/CODE, POST /away, POST /back");
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
