package dev.otelgw.gateway.telemetry;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.ThreadMXBean;
import dev.otelgw.pipeline.Clock;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.ToDoubleFunction;

/** The Collector's {@code otelcol_process_*}, in the JVM's terms. */
final class ProcessMetrics {

  private static final Path STATUS = Path.of("/proc/self/status");
  private static final double NANOS = 1e9;

  private ProcessMetrics() {}

  static void bind(MeterRegistry registry, Meters meters, Clock clock) {
    long start = clock.nanoTime();
    counter(
        registry,
        "otelcol_process_uptime_seconds",
        "Time since the start",
        clock,
        c -> (c.nanoTime() - start) / NANOS);
    counter(
        registry,
        "otelcol_process_cpu_seconds",
        "CPU time, user and system",
        ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class),
        os -> os.getProcessCpuTime() / NANOS);
    counter(
        registry,
        "otelcol_process_runtime_total_alloc_bytes",
        "Bytes that all threads have allocated on the heap since the start",
        ManagementFactory.getPlatformMXBean(ThreadMXBean.class),
        ThreadMXBean::getTotalThreadAllocatedBytes);
    MemoryMXBean memory = ManagementFactory.getMemoryMXBean();
    meters.gauge(
        "otelcol_process_runtime_heap_alloc_bytes",
        "Bytes of the heap in use, garbage not collected yet included",
        Tags.empty(),
        () -> memory.getHeapMemoryUsage().getUsed());
    meters.gauge(
        "otelcol_process_runtime_total_sys_memory_bytes",
        "Bytes that the JVM has from the operating system for its heap, code and classes",
        Tags.empty(),
        () ->
            memory.getHeapMemoryUsage().getCommitted()
                + memory.getNonHeapMemoryUsage().getCommitted());
    if (Files.isReadable(STATUS)) {
      meters.gauge(
          "otelcol_process_memory_rss_bytes",
          "Physical memory (resident set size); Linux only",
          Tags.empty(),
          ProcessMetrics::residentBytes);
    }
  }

  private static <T> void counter(
      MeterRegistry registry, String name, String help, T source, ToDoubleFunction<T> value) {
    FunctionCounter.builder(name, source, value).description(help).register(registry);
  }

  /** {@code VmRSS} of proc(5), which is in units of 1024 bytes; NaN where it cannot be read. */
  private static double residentBytes() {
    try {
      for (String line : Files.readAllLines(STATUS)) {
        if (line.startsWith("VmRSS:")) {
          return Long.parseLong(line.replaceAll("\\D", "")) * 1024.0;
        }
      }
      return Double.NaN;
    } catch (IOException e) {
      return Double.NaN;
    }
  }
}
