package dev.otelgw.gateway.telemetry;

/**
 * Who the metrics are about: the labels of {@code target_info}.
 *
 * @param name {@code service.name}
 * @param version {@code service.version}
 * @param instanceId {@code service.instance.id}: unique to this process
 */
public record ServiceIdentity(String name, String version, String instanceId) {}
