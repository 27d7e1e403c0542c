package dev.otelgw.receivers.otlp;

import dev.otelgw.pipeline.Clock;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.util.ReferenceCountUtil;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Stands before HTTP/2 and ends connections that cost more than they bring: floods of frames,
 * streams opened and reset, beginnings without an end, answers that are never read. It looks at the
 * heads of frames only. On the event loop only.
 */
final class Http2Guard extends ChannelDuplexHandler {

  /** From connecting to the first SETTINGS. */
  static final Duration GREETING = Duration.ofSeconds(10);

  /** For a frame, or a head in several frames, to be complete once it has begun. */
  static final Duration FRAME = Duration.ofSeconds(30);

  /** For the client to take what waits for it. */
  static final Duration READING = Duration.ofSeconds(30);

  private static final Duration LOOK = Duration.ofSeconds(1);

  private static final int GOAWAY = 7;
  private static final int ENHANCE_YOUR_CALM = 0xb;
  private static final int GOAWAY_FRAME = 17;

  private final Clock clock;
  private final Notices notices;
  private final Http2Frames frames;
  private @Nullable Future<?> looking;
  private long connected;
  private long frameSince;
  private long unwritableSince;
  private boolean midFrame;
  private boolean unwritable;
  private boolean cut;

  /** For one connection. */
  Http2Guard(Clock clock, Notices notices) {
    this.clock = clock;
    this.notices = notices;
    this.frames = new Http2Frames(clock);
  }

  @Override
  public void channelActive(ChannelHandlerContext ctx) {
    connected = clock.nanoTime();
    looking =
        ctx.executor()
            .scheduleAtFixedRate(
                () -> look(ctx), LOOK.toMillis(), LOOK.toMillis(), TimeUnit.MILLISECONDS);
    ctx.fireChannelActive();
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    stopLooking();
    ctx.fireChannelInactive();
  }

  private void stopLooking() {
    if (looking != null) {
      looking.cancel(false);
      looking = null;
    }
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object msg) {
    if (cut) {
      ReferenceCountUtil.release(msg);
      return;
    }
    String complaint = msg instanceof ByteBuf bytes ? frames.read(bytes) : null;
    if (complaint != null) {
      ReferenceCountUtil.release(msg);
      goAway(ctx, complaint);
      return;
    }
    if (midFrame != frames.isMidFrame()) {
      midFrame = frames.isMidFrame();
      frameSince = midFrame ? clock.nanoTime() : 0;
    } else if (midFrame && frames.completedOne()) {
      frameSince = clock.nanoTime();
    }
    ctx.fireChannelRead(msg);
  }

  /** Says what HTTP/2 does not say: that a client breaks it. */
  @Override
  public void write(ChannelHandlerContext ctx, Object msg, ChannelPromise promise) {
    if (msg instanceof ByteBuf bytes && frames.isComplaint(bytes)) {
      notices.warn(
          "HTTP/2 broken",
          "client %s breaks the protocol HTTP/2; its call or connection was ended"
              .formatted(WrongProtocol.client(ctx.channel())));
    }
    var _ = ctx.write(msg, promise);
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext ctx) {
    unwritable = !ctx.channel().isWritable();
    unwritableSince = clock.nanoTime();
    ctx.fireChannelWritabilityChanged();
  }

  private void look(ChannelHandlerContext ctx) {
    long now = clock.nanoTime();
    if (!frames.hasBegun() && now - connected > GREETING.toNanos()) {
      close(ctx, "did not begin to speak HTTP/2 within %d s".formatted(GREETING.toSeconds()));
    } else if (midFrame && now - frameSince > FRAME.toNanos()) {
      close(ctx, "did not end what it began within %d s".formatted(FRAME.toSeconds()));
    } else if (unwritable && now - unwritableSince > READING.toNanos()) {
      close(ctx, "did not take its answers within %d s".formatted(READING.toSeconds()));
    }
  }

  private void close(ChannelHandlerContext ctx, String what) {
    say(ctx, "slow gRPC connection", what);
    cut = true;
    stopLooking();
    var _ = ctx.close();
  }

  private void goAway(ChannelHandlerContext ctx, String complaint) {
    say(ctx, "HTTP/2 flood", complaint);
    cut = true;
    stopLooking();
    byte[] debug = complaint.getBytes(StandardCharsets.US_ASCII);
    ByteBuf frame = Unpooled.buffer(GOAWAY_FRAME + debug.length);
    frame.writeMedium(8 + debug.length).writeByte(GOAWAY).writeByte(0).writeInt(0);
    frame.writeInt(Integer.MAX_VALUE).writeInt(ENHANCE_YOUR_CALM).writeBytes(debug);
    LingeringClose.after(ctx.writeAndFlush(frame));
  }

  private void say(ChannelHandlerContext ctx, String kind, String what) {
    notices.warn(
        kind,
        "client %s %s; its connection was closed"
            .formatted(WrongProtocol.client(ctx.channel()), what));
  }
}
