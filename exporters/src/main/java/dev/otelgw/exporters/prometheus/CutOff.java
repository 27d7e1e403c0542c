package dev.otelgw.exporters.prometheus;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Interrupts the thread that made it, unless it is closed in time: that closes the connection, in
 * the middle of a write too (java.nio.channels.InterruptibleChannel).
 */
record CutOff(CountDownLatch done) implements AutoCloseable {

  static CutOff after(Duration timeout) {
    CutOff cutOff = new CutOff(new CountDownLatch(1));
    if (timeout.isPositive()) {
      Thread writer = Thread.currentThread();
      Thread.ofVirtual()
          .name(writer.getName() + "/time limit")
          .start(() -> cutOff.watch(writer, timeout));
    }
    return cutOff;
  }

  private void watch(Thread writer, Duration timeout) {
    try {
      if (!done.await(timeout.toNanos(), TimeUnit.NANOSECONDS)) {
        writer.interrupt();
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    done.countDown();
  }
}
