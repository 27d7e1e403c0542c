package dev.otelgw.services.standin;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * An order to answer otherwise than well: which requests, how, and how many of them.
 *
 * @param method null for all
 * @param path under the API's address; {@code *} stands for any part of it; null for all
 * @param userId requests in the channel of direct messages to this user only; null for all
 * @param status what to answer; 0 for the usual answer, late
 * @param code Discord's code of the error, 0 for none
 * @param delay how long to wait before answering
 * @param retryAfter for 429
 * @param global for 429: whether it holds for all routes
 * @param times requests that it is good for
 */
public record Fault(
    @Nullable String method,
    @Nullable String path,
    @Nullable String userId,
    int status,
    int code,
    Duration delay,
    Duration retryAfter,
    boolean global,
    int times) {

  /** 429 with Retry-After, once. */
  public static Fault rateLimited(Duration retryAfter) {
    return new Fault(null, null, null, 429, 0, Duration.ZERO, retryAfter, false, 1);
  }

  /** An error, once: 500, 502, 403, ... */
  public static Fault status(int status) {
    return new Fault(null, null, null, status, 0, Duration.ZERO, Duration.ZERO, false, 1);
  }

  /** 403 with code 50007, once: the user takes no direct messages. */
  public static Fault messagesClosed(String userId) {
    return new Fault(
        "POST", null, userId, 403, 50007, Duration.ZERO, Duration.ZERO, false, Integer.MAX_VALUE);
  }

  /** The usual answer, later, once. */
  public static Fault slow(Duration delay) {
    return new Fault(null, null, null, 0, 0, delay, Duration.ZERO, false, 1);
  }

  /** The same for one route: a method, and a path with asterisks for ids. */
  public Fault on(String method, String path) {
    return new Fault(method, path, userId, status, code, delay, retryAfter, global, times);
  }

  /** The same for direct messages to one user. */
  public Fault forUser(String userId) {
    return new Fault(method, path, userId, status, code, delay, retryAfter, global, times);
  }

  /** The same for so many requests. */
  public Fault times(int times) {
    return new Fault(method, path, userId, status, code, delay, retryAfter, global, times);
  }

  /** The same over all routes (429). */
  public Fault everywhere() {
    return new Fault(method, path, userId, status, code, delay, retryAfter, true, times);
  }
}
