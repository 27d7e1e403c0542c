package dev.otelgw.gateway.wiring;

import dev.otelgw.gateway.config.Pipeline;
import dev.otelgw.pipeline.Processor;
import dev.otelgw.pipeline.Sink;
import java.util.List;

/**
 * A running pipeline.
 *
 * @param head where batches enter
 * @param parts the processors, in their order
 */
record Chain(Pipeline pipeline, List<Part<Processor>> parts, Sink head) {}
