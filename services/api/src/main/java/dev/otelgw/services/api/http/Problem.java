package dev.otelgw.services.api.http;

import java.time.Duration;
import java.util.Map;

/**
 * Why a request is not done, as its sender is told: thrown where it is found, answered in one
 * place. It is not a fault of the program, so it has no stack trace.
 */
public final class Problem extends RuntimeException {

  private static final long serialVersionUID = 1;

  private final int status;
  private final transient Map<String, Object> more;
  private final Duration retryAfter;

  private Problem(int status, String detail, Map<String, Object> more, Duration retryAfter) {
    super(detail, null, false, false);
    this.status = status;
    this.more = more;
    this.retryAfter = retryAfter;
  }

  /** One with this HTTP status. */
  public static Problem of(int status, String detail) {
    return new Problem(status, detail, Map.of(), Duration.ZERO);
  }

  /** The request makes no sense as things are (400). */
  public static Problem refused(String detail) {
    return of(400, detail);
  }

  /** Nobody is logged in (401). */
  public static Problem unauthenticated() {
    return of(401, "not logged in; begin at GET /api/v1/auth/login");
  }

  /** The caller may not (403). */
  public static Problem forbidden(String detail) {
    return of(403, detail);
  }

  /** It is not there, or not for the caller to know of (404). */
  public static Problem notFound(String what) {
    return of(404, what + " not found");
  }

  /** It is there already (409). */
  public static Problem conflict(String detail) {
    return of(409, detail);
  }

  /** What was sent breaks a rule (422). */
  public static Problem invalid(String detail) {
    return of(422, detail);
  }

  /** The same, with more for a program to read. */
  public static Problem invalid(String detail, Map<String, Object> more) {
    return new Problem(422, detail, more, Duration.ZERO);
  }

  /** Something that is needed is away for now (503). */
  public static Problem away(String detail, Duration retryAfter) {
    return new Problem(503, detail, Map.of(), retryAfter);
  }

  int status() {
    return status;
  }

  Map<String, Object> more() {
    return more;
  }

  Duration retryAfter() {
    return retryAfter;
  }
}
