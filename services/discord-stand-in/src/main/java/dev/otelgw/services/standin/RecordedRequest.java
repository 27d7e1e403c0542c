package dev.otelgw.services.standin;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A request that the stand-in answered. Tokens in the Authorization header are not kept.
 *
 * @param number counts from 1
 * @param at when it came in
 * @param path under the API's address, with the query
 * @param body as it came, empty without one
 * @param traceparent the header of W3C Trace Context, null where there was none
 * @param status what was answered
 */
public record RecordedRequest(
    long number,
    Instant at,
    String method,
    String path,
    String body,
    @Nullable String traceparent,
    int status) {}
