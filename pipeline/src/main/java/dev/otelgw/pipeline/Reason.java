package dev.otelgw.pipeline;

import java.util.Locale;

/**
 * Why data was not taken or was lost. One word per cause: it becomes the {@code reason} label of
 * the metrics and decides the status that a client sees.
 */
public enum Reason {
  /** The sending queue is full. The sender should come back. */
  QUEUE_FULL,
  /** The bound on bytes held in memory is reached. The sender should come back. */
  MEMORY_LIMIT,
  /** The gateway is stopping. The sender should come back. */
  SHUTTING_DOWN,
  /** The destination cannot be reached, or says that it is unwell for now. */
  UNAVAILABLE,
  /** The destination did not answer in time. */
  TIMEOUT,
  /** The destination limits the rate (HTTP 429). */
  RATE_LIMITED,
  /** The destination does not accept the credentials (401), or they lack a permission (403). */
  UNAUTHORIZED,
  /** A single item, or a request, is larger than a limit allows. */
  TOO_LARGE,
  /** The data is malformed, or the destination says that it never will take it. */
  INVALID,
  /** The destination took the request and rejected some of its items (OTLP partial success). */
  PARTIAL_SUCCESS,
  /** Retrying ended at {@code max_elapsed_time}, or is switched off. */
  RETRIES_EXHAUSTED,
  /** The disk that is to keep the data takes none now. The sender should come back. */
  STORAGE,
  /** It waited for longer than it may ({@code sending_queue.max_age}). */
  EXPIRED,
  /** It was damaged on disk. */
  DAMAGED,
  /** A component failed in a way it should not: a bug, reported as such. */
  INTERNAL;

  /** As a metric label: {@code queue_full}. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Whether the same data may be taken later. */
  public boolean retryable() {
    return switch (this) {
      case QUEUE_FULL,
          MEMORY_LIMIT,
          SHUTTING_DOWN,
          UNAVAILABLE,
          TIMEOUT,
          RATE_LIMITED,
          UNAUTHORIZED,
          STORAGE ->
          true;
      case TOO_LARGE, INVALID, PARTIAL_SUCCESS, RETRIES_EXHAUSTED, EXPIRED, DAMAGED, INTERNAL ->
          false;
    };
  }
}
