package dev.otelgw.bench.compare;

import dev.otelgw.bench.load.Options;
import java.time.Duration;

/**
 * What happens in each round.
 *
 * @param load what is sent, and how fast
 * @param items closed loop: how many are measured
 * @param duration open loop: how long is measured
 * @param warmupItems closed loop: how many are sent first
 * @param warmup open loop: how long is sent first, at the same rate
 * @param settle from listening to the reading of idle memory
 * @param quiet when nothing has arrived for so long, what is missing is not waited for any more
 * @param limit of each of the two loads
 */
record Plan(
    Options load,
    long items,
    Duration duration,
    long warmupItems,
    Duration warmup,
    Duration settle,
    Duration quiet,
    Duration limit) {}
