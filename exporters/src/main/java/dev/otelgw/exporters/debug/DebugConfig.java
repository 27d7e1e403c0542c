package dev.otelgw.exporters.debug;

import dev.otelgw.pipeline.config.Setting;

/** Configuration of the exporter {@code debug}. */
public record DebugConfig(
    @Setting("basic: a line per request; normal: a line per item; detailed: every field.")
        Verbosity verbosity,
    @Setting(value = "Requests of a signal that are printed in each second at first.", min = 0)
        int samplingInitial,
    @Setting(value = "Of those after, every n-th is printed; 1: all, 0: none.", min = 0)
        int samplingThereafter,
    @Setting("Print through the log (true), or bare on standard output and without sampling.")
        boolean useInternalLogger) {

  /** The Collector's defaults. */
  public DebugConfig() {
    this(Verbosity.BASIC, 2, 1, true);
  }
}
