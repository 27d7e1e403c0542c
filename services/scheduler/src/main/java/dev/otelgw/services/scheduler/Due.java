package dev.otelgw.services.scheduler;

import dev.otelgw.services.telemetry.TraceContext;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A row whose time has come.
 *
 * @param id of the row
 * @param gameId whose it is
 * @param dueAt when it was to be done
 * @param attempts that have failed
 * @param cause where it was written; null outside of any trace
 * @param what in the words of its table
 */
record Due<T>(
    UUID id, UUID gameId, Instant dueAt, int attempts, @Nullable TraceContext cause, T what) {}
