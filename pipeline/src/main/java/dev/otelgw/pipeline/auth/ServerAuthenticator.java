package dev.otelgw.pipeline.auth;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Judges who sends requests, by their headers, before a body is read. Compares secrets in constant
 * time. Thread-safe.
 */
public interface ServerAuthenticator {

  /** The headers of a request; names are compared without regard to case. */
  @FunctionalInterface
  interface Headers {
    /** The values of a header, in the order in which they came; empty where it did not. */
    List<String> get(String name);
  }

  /** What a request's headers prove. */
  sealed interface Verdict {
    /**
     * The sender is known.
     *
     * @param identity what is known of it, for {@link dev.otelgw.pipeline.Caller}; no secrets
     */
    record Known(Map<String, String> identity) implements Verdict {}

    /**
     * It is not.
     *
     * @param message why, for the sender; tells nothing that helps guessing
     * @param challenge for WWW-Authenticate (RFC 9110, 11.6.1), for example {@code Bearer}
     */
    record Unknown(String message, String challenge) implements Verdict {}
  }

  /** The verdict on a request. May take as long as a slow hash of a password does. */
  Verdict judge(Headers headers);

  /**
   * The verdict where it is known at once; empty where {@link #judge} has to be asked. Called on
   * event loops, so it never blocks. An authenticator that is always quick need not override it.
   */
  default Optional<Verdict> judgeAtOnce(Headers headers) {
    return Optional.of(judge(headers));
  }
}
