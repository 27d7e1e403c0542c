package dev.otelgw.receivers.otlp;

import dev.otelgw.pipeline.ComponentId;
import dev.otelgw.pipeline.Context;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One protocol of the receiver with all that is its own: its listener, event loops that move bytes,
 * a virtual thread for each request. So it can go on in the receiver that follows at a reload.
 */
final class Endpoint {

  private static final Logger log = LoggerFactory.getLogger(OtlpReceiver.class);

  private final ComponentId id;
  private final Context context;
  private final String protocol;
  private final List<Object> madeFrom;
  private final Notices notices;
  private final ExecutorService requests;
  private final Listener listener;
  private @Nullable EventLoopGroup loops;

  /**
   * Opens nothing yet.
   *
   * @param protocol for messages: {@code OTLP/gRPC}
   * @param madeFrom its settings, and what they refer to
   * @param listener makes the listener, which runs requests on the executor
   */
  Endpoint(
      Context context,
      String protocol,
      List<Object> madeFrom,
      BiFunction<ExecutorService, Notices, Listener> listener) {
    this.id = context.id();
    this.context = context;
    this.protocol = protocol;
    this.madeFrom = List.copyOf(madeFrom);
    this.notices = new Notices(log, id.toString(), context.clock());
    this.requests =
        Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name(id.key() + "/request").factory());
    this.listener = listener.apply(requests, notices);
  }

  /** Whether the other would do the same in the same place. */
  boolean sameAs(Endpoint other) {
    return madeFrom.equals(other.madeFrom);
  }

  boolean isListening() {
    return loops != null;
  }

  /** Listens. */
  void start() {
    // Event loops only move bytes: half of the cores is plenty, and fewer threads wake each other
    // less often.
    int threads = Math.max(1, Runtime.getRuntime().availableProcessors() / 2);
    EventLoopGroup group =
        new MultiThreadIoEventLoopGroup(
            threads,
            Thread.ofPlatform().name(id.key() + "/io-", 1).factory(),
            NioIoHandler.newFactory());
    loops = group;
    try {
      listener.start(group);
    } catch (RuntimeException e) {
      stopListening();
      throw e;
    }
    log.info("{}: {} on {}", id, protocol, listener.words());
  }

  /** Takes back a start; another one may follow. */
  void stopListening() {
    listener.stop();
    if (loops != null) {
      loops.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly();
      loops = null;
    }
  }

  /** The port bound, -1 before the start. */
  int port() {
    return listener.port();
  }

  /** Takes no new connection and no new request; those under way go on. */
  void stop() {
    listener.stop();
  }

  /** Waits until nothing is under way, until {@code endNanos} of the clock, then cuts. */
  void end(long endNanos, Duration grace) {
    try {
      listener.end(left(endNanos));
      requests.shutdown();
      if (!requests.awaitTermination(left(endNanos), TimeUnit.NANOSECONDS)) {
        log.warn("{}: requests still under way after {} s were cut off", id, grace.toSeconds());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    requests.shutdownNow();
    stopListening();
    notices.close();
  }

  private long left(long endNanos) {
    return Math.max(0, endNanos - context.clock().nanoTime());
  }
}
