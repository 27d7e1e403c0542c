package dev.otelgw.exporters.otlpgrpc;

import io.grpc.ConnectivityState;
import io.grpc.ManagedChannel;
import io.grpc.Status;
import java.util.concurrent.CountDownLatch;

/**
 * After a failure gRPC tries to connect by itself, at intervals that grow to two minutes, and fails
 * every call meanwhile. The queue in front knows better when to try: each attempt of its looks the
 * name up and connects anew. Thread-safe.
 */
final class Reconnecting {

  private volatile boolean failed;

  /** What an attempt ended with. */
  void after(Status status) {
    if (status.getCode() == Status.Code.UNAVAILABLE) {
      failed = true;
    }
  }

  /** Before an attempt: lets go of a connection that has failed, so that the attempt makes one. */
  void before(ManagedChannel channel) throws InterruptedException {
    if (failed || isDown(channel)) {
      connectAnew(channel);
    }
  }

  private synchronized void connectAnew(ManagedChannel channel) throws InterruptedException {
    failed = false;
    // A channel fails its calls first and changes its state then: an attempt that comes in between
    // would find it still connecting.
    settle(channel);
    if (isDown(channel)) {
      channel.enterIdle();
      // Until that is done, a call would be failed by the connection that is let go.
      settle(channel);
    }
  }

  private static boolean isDown(ManagedChannel channel) {
    return channel.getState(false) == ConnectivityState.TRANSIENT_FAILURE;
  }

  /**
   * Waits until the channel has done what it was told so far, which it does one by one, on any
   * thread. It says at once that it is no longer in a state: of two, one at least.
   */
  private static void settle(ManagedChannel channel) throws InterruptedException {
    CountDownLatch done = new CountDownLatch(1);
    channel.notifyWhenStateChanged(ConnectivityState.TRANSIENT_FAILURE, done::countDown);
    channel.notifyWhenStateChanged(ConnectivityState.READY, done::countDown);
    done.await();
  }
}
