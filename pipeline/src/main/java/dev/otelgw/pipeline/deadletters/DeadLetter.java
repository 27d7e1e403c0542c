package dev.otelgw.pipeline.deadletters;

import dev.otelgw.pipeline.Reason;
import dev.otelgw.pipeline.Signal;
import java.time.Instant;

/**
 * A batch that a backend refused for good.
 *
 * @param id its name, by which commands know it
 * @param exporter by its key
 * @param signal what it holds
 * @param items how many
 * @param bytes of OTLP
 * @param refused when
 * @param reason in one word
 * @param answer the backend's own words
 * @param resend whether it is on its way back into the queue
 */
public record DeadLetter(
    String id,
    String exporter,
    Signal signal,
    int items,
    long bytes,
    Instant refused,
    Reason reason,
    String answer,
    boolean resend) {}
