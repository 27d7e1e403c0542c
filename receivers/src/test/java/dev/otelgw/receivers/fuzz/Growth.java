package dev.otelgw.receivers.fuzz;

import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.util.concurrent.locks.LockSupport;

/**
 * What the process holds once all that is garbage has gone.
 *
 * @param heap in bytes
 * @param direct buffers outside of the heap, in bytes
 */
record Growth(long heap, long direct) {

  private static final int COLLECTIONS = 3;
  private static final long PAUSE_NANOS = 100_000_000;

  static Growth now() {
    for (int i = 0; i < COLLECTIONS; i++) {
      System.gc();
      LockSupport.parkNanos(PAUSE_NANOS);
    }
    long heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    long direct =
        ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
            .filter(pool -> pool.getName().equals("direct"))
            .mapToLong(BufferPoolMXBean::getMemoryUsed)
            .sum();
    return new Growth(heap, direct + io.netty.util.internal.PlatformDependent.usedDirectMemory());
  }

  @Override
  public String toString() {
    return "heap %d MiB, direct %d MiB".formatted(heap >> 20, direct >> 20);
  }
}
