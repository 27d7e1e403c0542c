package dev.otelgw.gateway.wiring;

import dev.otelgw.gateway.config.Configured;
import dev.otelgw.pipeline.Exporter;
import dev.otelgw.pipeline.Signal;
import dev.otelgw.pipeline.Sink;
import dev.otelgw.pipeline.delivery.DeliverySettings;
import dev.otelgw.pipeline.delivery.SendingQueue;
import java.util.Map;

/**
 * An exporter with what stands in front of it.
 *
 * @param delivery how each signal is delivered that reaches it
 * @param sinks the entrance for each of these signals
 * @param queues those of the sinks that are queues
 */
record Outlet(
    Configured<?> configured,
    Exporter exporter,
    Map<Signal, DeliverySettings> delivery,
    Map<Signal, Sink> sinks,
    Map<Signal, SendingQueue> queues) {}
