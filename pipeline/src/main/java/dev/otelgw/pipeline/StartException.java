package dev.otelgw.pipeline;

/** A component could not start. The message is one line for the user: what, why, and the cure. */
public final class StartException extends RuntimeException {

  /** With the I/O error, if any, behind it. */
  public StartException(String message, Throwable cause) {
    super(message, cause);
  }

  /** Without a deeper cause. */
  public StartException(String message) {
    super(message);
  }
}
