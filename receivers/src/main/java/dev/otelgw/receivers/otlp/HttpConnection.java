package dev.otelgw.receivers.otlp;

import dev.otelgw.pipeline.Caller;
import dev.otelgw.pipeline.auth.ServerAuthenticator.Headers;
import dev.otelgw.pipeline.auth.ServerAuthenticator.Verdict;
import dev.otelgw.receivers.otlp.HttpDeadline.Waiting;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * One connection: collects a request, hands it to a virtual thread, writes the answer, goes on to
 * the next request. Everything here runs on the event loop.
 */
final class HttpConnection extends ChannelInboundHandlerAdapter {

  private final HttpPort port;
  private final HttpDeadline deadline;
  private final Queue<Object> early = new ArrayDeque<>();

  private boolean stopping;
  private boolean closing;
  private boolean readingEarly;
  private boolean keepAlive;
  private boolean http10;
  private boolean decoded;
  private @Nullable HttpTarget target;
  private @Nullable HttpBody body;
  private Caller connection = Caller.NOBODY;
  private Caller caller = Caller.NOBODY;
  private @Nullable String origin;
  private long discarded;

  HttpConnection(HttpPort port) {
    this.port = port;
    this.deadline = new HttpDeadline(port.config(), port.clock());
  }

  /** Takes no further request: closes now if none is under way, else after its answer. */
  void stop(ChannelHandlerContext ctx) {
    stopping = true;
    if (deadline.betweenRequests()) {
      var _ = ctx.close();
    }
  }

  @Override
  public void channelActive(ChannelHandlerContext ctx) {
    connection = Entrance.connection(ctx.channel().remoteAddress());
    deadline.await(Waiting.NEW);
    deadline.start(ctx.channel().eventLoop(), () -> tooSlow(ctx));
    ctx.fireChannelActive();
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object msg) {
    decoded = true;
    if (closing || !ctx.channel().isActive()) {
      ReferenceCountUtil.release(msg); // The decoder complains of what is left at the end.
    } else if (deadline.busy()) {
      early.add(msg);
      ctx.channel().config().setAutoRead(false);
    } else {
      readAndRelease(ctx, msg);
    }
  }

  private void readAndRelease(ChannelHandlerContext ctx, Object msg) {
    try {
      read(ctx, msg);
    } finally {
      ReferenceCountUtil.release(msg);
    }
  }

  private void read(ChannelHandlerContext ctx, Object msg) {
    if (msg instanceof HttpRequest head) {
      if (head.decoderResult().isFailure()) {
        unreadable(ctx, head.decoderResult().cause());
        return;
      }
      begin(ctx, head);
    }
    if (msg instanceof HttpContent piece) {
      if (piece.decoderResult().isFailure()) {
        unreadable(ctx, piece.decoderResult().cause());
        return;
      }
      collect(ctx, piece);
    }
  }

  /** Part of a head has come, and the rest is not here yet. */
  @Override
  public void channelReadComplete(ChannelHandlerContext ctx) {
    if (!decoded && deadline.betweenRequests()) {
      deadline.await(Waiting.HEAD);
    }
    decoded = false;
    ctx.fireChannelReadComplete();
  }

  private void begin(ChannelHandlerContext ctx, HttpRequest head) {
    deadline.await(Waiting.BODY);
    keepAlive = HttpUtil.isKeepAlive(head) && port.config().keepAlivesEnabled();
    origin = head.headers().get(HttpHeaderNames.ORIGIN);
    http10 = !head.protocolVersion().isKeepAliveDefault();
    discarded = 0;
    switch (port.heads().judge(head)) {
      case HttpTarget.Export export -> authenticate(ctx, head, export);
      case HttpTarget.Refusal refusal -> goOn(ctx, head, refusal);
    }
  }

  private void authenticate(ChannelHandlerContext ctx, HttpRequest head, HttpTarget.Export export) {
    Headers shown = port.credentials(head);
    Optional<Verdict> atOnce = port.entrance().judgeAtOnce(shown);
    if (atOnce.isPresent()) {
      judged(ctx, head, export, atOnce.get());
      return;
    }
    deadline.await(Waiting.WORK); // What comes meanwhile is not looked at, and soon not read.
    try {
      port.requests()
          .execute(() -> {
            Verdict verdict = port.entrance().judge(shown);
            try {
              ctx.executor().execute(() -> judgedLater(ctx, head, export, verdict));
            } catch (RejectedExecutionException _) {
              var _ = ctx.close(); // The receiver was closed meanwhile, and the connection cut.
            }
          });
    } catch (RejectedExecutionException _) {
      Answer answer = port.intake().shuttingDown(export.signal());
      answerAndClose(ctx, HttpAnswer.of(export.format(), export.signal(), answer));
    }
  }

  private void judgedLater(
      ChannelHandlerContext ctx, HttpRequest head, HttpTarget.Export export, Verdict verdict) {
    if (!closing && ctx.channel().isActive()) {
      deadline.await(Waiting.BODY);
      judged(ctx, head, export, verdict);
      readEarly(ctx);
    }
  }

  private void judged(
      ChannelHandlerContext ctx, HttpRequest head, HttpTarget.Export export, Verdict verdict) {
    switch (verdict) {
      case Verdict.Known known -> {
        caller = port.entrance().caller(connection, known, () -> HttpCredentials.metadata(head));
        goOn(ctx, head, export);
      }
      case Verdict.Unknown unknown ->
          goOn(
              ctx,
              head,
              new HttpTarget.Refusal(port.unauthenticated(ctx.channel(), export, unknown)));
    }
  }

  private void goOn(ChannelHandlerContext ctx, HttpRequest head, HttpTarget judged) {
    target = judged;
    boolean waits = HttpUtil.is100ContinueExpected(head);
    switch (judged) {
      case HttpTarget.Export export -> {
        Holding holding = port.intake().holding();
        if (!holding.tryBegin()) {
          HttpAnswer answer = port.noMemory(export);
          goOn(ctx, head, new HttpTarget.Refusal(answer));
          return;
        }
        long length = HttpUtil.getContentLength(head, -1L);
        body = new HttpBody(length, port.intake().limit(), holding);
        if (waits) {
          var _ =
              ctx.writeAndFlush(
                  new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.CONTINUE));
        }
      }
      case HttpTarget.Refusal(HttpAnswer answer) -> {
        // A small body is read and thrown away, and the connection lives on.
        if (waits || HttpUtil.getContentLength(head, 0L) > port.intake().limit()) {
          answerAndClose(ctx, answer);
        }
      }
    }
  }

  private void collect(ChannelHandlerContext ctx, HttpContent piece) {
    boolean last = piece instanceof LastHttpContent;
    switch (target) {
      case HttpTarget.Refusal(HttpAnswer answer) -> {
        discarded += piece.content().readableBytes();
        if (last) {
          answer(ctx, answer);
        } else if (discarded > port.intake().limit()) {
          answerAndClose(ctx, answer);
        }
      }
      case HttpTarget.Export export -> collect(ctx, export, piece, last);
      case null -> {} // What follows a request that was answered before its end.
    }
  }

  private void collect(
      ChannelHandlerContext ctx, HttpTarget.Export export, HttpContent piece, boolean last) {
    HttpBody collecting = body;
    if (collecting == null) {
      return;
    }
    Answer refusal =
        switch (collecting.add(piece.content())) {
          case FITS -> null;
          case TOO_LARGE -> port.intake().oversize(export.signal(), "body");
          case NO_MEMORY -> port.intake().noMemory(export.signal());
        };
    if (refusal != null) {
      HttpAnswer answer = HttpAnswer.of(export.format(), export.signal(), refusal);
      if (last) {
        forgetBody();
        answer(ctx, answer);
      } else {
        answerAndClose(ctx, answer);
      }
    } else if (last) {
      body = null;
      work(ctx, export, collecting);
    }
  }

  private void work(ChannelHandlerContext ctx, HttpTarget.Export export, HttpBody complete) {
    deadline.await(Waiting.WORK);
    try {
      Caller sender = caller;
      port.requests()
          .execute(() -> work(ctx, sender, export, complete.toByteArray(), complete.holding()));
    } catch (RejectedExecutionException e) {
      complete.holding().release();
      Answer answer = port.intake().shuttingDown(export.signal());
      answer(ctx, HttpAnswer.of(export.format(), export.signal(), answer));
    }
  }

  /** On the request's own thread. */
  private void work(
      ChannelHandlerContext ctx,
      Caller sender,
      HttpTarget.Export export,
      byte[] bytes,
      Holding holding) {
    try {
      Answer answer =
          sender.call(() ->
              port.intake()
                  .take(export.signal(), export.format(), export.compression(), bytes, holding));
      HttpAnswer ready = HttpAnswer.of(export.format(), export.signal(), answer);
      ctx.executor().execute(() -> answer(ctx, ready));
    } catch (RejectedExecutionException e) {
      var _ = ctx.close(); // The receiver was closed meanwhile, and the connection cut.
    } finally {
      holding.release();
    }
  }

  /** The request has been read to its end. */
  private void answer(ChannelHandlerContext ctx, HttpAnswer answer) {
    target = null;
    boolean goOn = keepAlive && !stopping;
    closing = !goOn;
    ChannelFuture written = write(ctx, answer, goOn);
    if (written.isDone()) {
      answered(ctx, goOn);
    } else {
      deadline.await(Waiting.ANSWER);
      written.addListener(_ -> answered(ctx, goOn));
    }
  }

  /** The answer has gone out, or the connection has gone. */
  private void answered(ChannelHandlerContext ctx, boolean goOn) {
    if (!goOn || stopping || !ctx.channel().isActive()) {
      closing = true;
      deadline.stop();
      var _ = ctx.close();
      return;
    }
    deadline.await(Waiting.IDLE);
    readEarly(ctx);
  }

  /** What came while the request before it was worked on. */
  private void readEarly(ChannelHandlerContext ctx) {
    if (readingEarly) {
      return; // A request that is answered at once leads back here; the loop goes on with the next.
    }
    readingEarly = true;
    try {
      while (!closing && !deadline.busy()) {
        Object msg = early.poll();
        if (msg == null) {
          ctx.channel().config().setAutoRead(true);
          return;
        }
        readAndRelease(ctx, msg);
      }
    } finally {
      readingEarly = false;
    }
  }

  /** The client may still be sending, and will not be listened to any more. */
  private void answerAndClose(ChannelHandlerContext ctx, HttpAnswer answer) {
    closing = true;
    target = null;
    forgetBody();
    ChannelFuture written = write(ctx, answer, false);
    deadline.await(Waiting.ANSWER);
    written.addListener(_ -> deadline.stop());
    LingeringClose.after(written);
  }

  private ChannelFuture write(ChannelHandlerContext ctx, HttpAnswer answer, boolean goOn) {
    FullHttpResponse response = answer.response();
    port.responseHeaders().addTo(response.headers(), origin);
    if (!goOn) {
      response.headers().set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
    } else if (http10) {
      response.headers().set(HttpHeaderNames.CONNECTION, HttpHeaderValues.KEEP_ALIVE);
    }
    return ctx.writeAndFlush(response);
  }

  private void unreadable(ChannelHandlerContext ctx, Throwable cause) {
    answerAndClose(ctx, port.unreadable(ctx.channel(), cause));
  }

  private void tooSlow(ChannelHandlerContext ctx) {
    if (deadline.waiting() == Waiting.ANSWER) {
      port.answerNotTaken(ctx.channel());
    }
    if (deadline.betweenRequests() || deadline.waiting() == Waiting.ANSWER) {
      var _ = ctx.close();
    } else {
      answerAndClose(ctx, port.tooSlow(ctx.channel(), deadline.waiting()));
    }
  }

  private void forgetBody() {
    if (body != null) {
      body.holding().release();
      body = null;
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    deadline.stop();
    forgetBody();
    early.forEach(ReferenceCountUtil::release);
    early.clear();
    ctx.fireChannelInactive();
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    port.broken(cause);
    var _ = ctx.close();
  }
}
