package dev.otelgw.bench.load;

import io.netty.buffer.ByteBufUtil;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.util.concurrent.ScheduledFuture;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The answers on one connection of {@link HttpTransport}; lives on its event loop. */
@SuppressWarnings("FutureReturnValueIgnored") // a failed write or close ends in channelInactive
final class HttpAnswers extends SimpleChannelInboundHandler<FullHttpResponse> {

  /** As OpenTelemetry's SDKs have it (OTEL_EXPORTER_OTLP_TIMEOUT). */
  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  private final Consumer<Channel> released;
  private final Runnable closed;
  private @Nullable Consumer<Answer> expected;
  private @Nullable ScheduledFuture<?> timeout;

  /**
   * Makes the handler of a new connection.
   *
   * @param released told of the connection when an answer has come and another request may follow
   * @param closed told when the connection is gone
   */
  HttpAnswers(Consumer<Channel> released, Runnable closed) {
    this.released = released;
    this.closed = closed;
  }

  /** A request is about to be written to this connection. */
  void expect(Channel channel, Consumer<Answer> answered) {
    expected = answered;
    timeout =
        channel
            .eventLoop()
            .schedule(() -> timedOut(channel), TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void timedOut(Channel channel) {
    answer(Answer.failed("timeout"));
    channel.close();
  }

  @Override
  protected void channelRead0(ChannelHandlerContext context, FullHttpResponse response) {
    answer(answer(response));
    if (HttpUtil.isKeepAlive(response)) {
      released.accept(context.channel());
    } else {
      context.close();
    }
  }

  private static Answer answer(FullHttpResponse response) {
    int code = response.status().code();
    return switch (code) {
      case 200, 202 -> Answer.ok(ByteBufUtil.getBytes(response.content()));
      case 429, 502, 503, 504 -> Answer.refused(Integer.toString(code), words(response));
      default -> Answer.failed(Integer.toString(code), words(response));
    };
  }

  /** The printable part of the body: an rpc.Status in protobuf is mostly its message. */
  private static String words(FullHttpResponse response) {
    return response
        .content()
        .toString(StandardCharsets.UTF_8)
        .replaceAll("[^\\x20-\\x7e]+", " ")
        .strip();
  }

  private void answer(Answer answer) {
    Consumer<Answer> answered = expected;
    expected = null;
    if (timeout != null) {
      timeout.cancel(false);
    }
    if (answered != null) {
      answered.accept(answer);
    }
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    answer(Answer.failed(cause.getClass().getSimpleName()));
    context.close();
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    answer(Answer.failed("closed"));
    closed.run();
  }
}
