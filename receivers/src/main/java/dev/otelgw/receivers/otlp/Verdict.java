package dev.otelgw.receivers.otlp;

import dev.otelgw.pipeline.Outcome;
import dev.otelgw.pipeline.Reason;
import io.grpc.Status;

/**
 * The one table of what a client is told: the same fact as a gRPC code and as an HTTP status. What
 * is worth a retry is UNAVAILABLE, or RESOURCE_EXHAUSTED with RetryInfo (OTLP specification, "OTLP
 * /gRPC Response", "OTLP/HTTP Response").
 */
enum Verdict {
  /** Taken, perhaps in part. */
  OK(Status.Code.OK, 200),
  /** The request cannot be read. */
  MALFORMED(Status.Code.INVALID_ARGUMENT, 400),
  /** Nobody knows who sent it. */
  UNAUTHENTICATED(Status.Code.UNAUTHENTICATED, 401),
  /** The request took too long to arrive. */
  SLOW(Status.Code.DEADLINE_EXCEEDED, 408),
  /** Larger than this receiver takes. */
  OVERSIZE(Status.Code.RESOURCE_EXHAUSTED, 413),
  /** Larger than the pipeline takes; a code that no client retries. */
  REJECTED_FOR_SIZE(Status.Code.INVALID_ARGUMENT, 413),
  /** No pipeline takes this signal. */
  NO_PIPELINE(Status.Code.UNIMPLEMENTED, 404),
  /** Come back later: somebody limits the rate. */
  THROTTLED(Status.Code.RESOURCE_EXHAUSTED, 429),
  /** Come back later. */
  UNAVAILABLE(Status.Code.UNAVAILABLE, 503),
  /** It is not the client's fault, and trying again is useless. */
  FAILED(Status.Code.INTERNAL, 500);

  private final Status.Code grpc;
  private final int http;

  Verdict(Status.Code grpc, int http) {
    this.grpc = grpc;
    this.http = http;
  }

  /** The code in gRPC, and in the google.rpc.Status that HTTP answers carry. */
  Status.Code grpc() {
    return grpc;
  }

  /** The HTTP status. */
  int http() {
    return http;
  }

  /** Whether the client shall come back with the same request. */
  boolean retryable() {
    return this == THROTTLED || this == UNAVAILABLE;
  }

  static Verdict of(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Accepted _, Outcome.Partial _ -> OK;
      case Outcome.Refused refused ->
          refused.reason() == Reason.RATE_LIMITED ? THROTTLED : UNAVAILABLE;
      case Outcome.Rejected rejected ->
          switch (rejected.reason()) {
            case INVALID, PARTIAL_SUCCESS -> MALFORMED;
            case TOO_LARGE -> REJECTED_FOR_SIZE;
            case QUEUE_FULL,
                MEMORY_LIMIT,
                SHUTTING_DOWN,
                UNAVAILABLE,
                TIMEOUT,
                RATE_LIMITED,
                UNAUTHORIZED,
                RETRIES_EXHAUSTED,
                STORAGE,
                EXPIRED,
                DAMAGED,
                INTERNAL ->
                FAILED;
          };
    };
  }
}
