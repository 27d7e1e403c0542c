package dev.otelgw.bench.arm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProcTest {

  @Test
  void readsTimesBehindANameWithSpacesAndParentheses() {
    ProcStat stat =
        ProcStat.parse(
            "4242 (a (b) c) S 1 4242 4242 0 -1 4194560 100 200 0 0 1234 567 89 11 20 0 5 0 999 1000000 2500 18446744073709551615\n");

    assertThat(stat).isEqualTo(new ProcStat(1234, 567, 100));
    assertThat(stat.ticks()).isEqualTo(1901);
  }

  @Test
  void readsResidentMemory() {
    String status = "Name:\tjava\nVmHWM:\t  204800 kB\nVmRSS:\t  102400 kB\nThreads:\t9\n";

    assertThat(ProcessTree.kib(status, "VmRSS:")).isEqualTo(102_400);
    assertThat(ProcessTree.kib(status, "VmHWM:")).isEqualTo(204_800);
    assertThat(ProcessTree.kib("Name:\tkthreadd\n", "VmRSS:")).isZero();
  }

  @Test
  void countsWorkButNotIdleness() {
    assertThat(Machine.busyTicks(List.of(100L, 1L, 50L, 9999L, 888L, 2L, 3L, 4L, 0L, 0L)))
        .isEqualTo(160);
  }

  @Test
  void readsTheTimesOfThisProcess() {
    assumeThat(Files.exists(Path.of("/proc/self/stat"))).isTrue();
    ProcessTree self = new ProcessTree(ProcessHandle.current());

    assertThat(self.cpuSeconds()).isPositive();
    assertThat(self.rssMib()).isGreaterThan(10);
    assertThat(self.peakMib()).isGreaterThanOrEqualTo(self.rssMib() * 0.9);
    assertThat(Machine.busySeconds()).isGreaterThan(self.cpuSeconds());
    assertThat(Machine.description()).contains("cores", "MiB", System.getProperty("os.version"));
  }
}
