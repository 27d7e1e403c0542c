package dev.otelgw.services.messaging;

import java.util.UUID;

/**
 * An event as a consumer gets it.
 *
 * @param id the same however often it comes
 * @param event what happened
 * @param attempt from 1: how often its handling has begun and failed, and once more
 */
public record Message(UUID id, Event event, int attempt) {}
